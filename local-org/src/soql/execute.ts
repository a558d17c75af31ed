import type { QueryContext, QueryResult } from '../data/database.ts';
import type { Engine } from '../data/engine.ts';
import { slotValue } from '../data/read.ts';
import type { Row } from '../data/store/layout.ts';
import { fieldKey, type ValueKey } from '../data/store/value-key.ts';
import { UnsupportedFeature } from '../errors.ts';
import { count, transaction } from '../runtime/transaction.ts';
import type { ObjectDefinition } from '../schema/model.ts';
import { sobjectType } from '../types/apex-type.ts';
import { ApexList } from '../values/collections.ts';
import { Decimal } from '../values/decimal.ts';
import type { SObject } from '../values/sobject.ts';
import { aggregate, isAggregateQuery } from './aggregate.ts';
import type { Expression, Query, Value } from './ast.ts';
import { compileCondition, type ConditionContext } from './condition.ts';
import { noSuchObject, noSuchRelationship, queryException } from './errors.ts';
import { computeExpression } from './functions.ts';
import { compileOrder } from './order.ts';
import { candidateRows, rowsOf } from './plan.ts';
import { checkRestrictions } from './restrictions.ts';
import { checkObject, conditionScope, type QueryMode, type Scope } from './scope.ts';
import { compileSelect } from './select.ts';
import { scalarValue } from './value.ts';

const MAXIMUM_OFFSET = 2000;
const RIGHTS: Readonly<Record<string, QueryMode>> = {
  USER_MODE: 'user',
  SYSTEM_MODE: 'system',
  SECURITY_ENFORCED: 'enforced',
};

const createScope = (engine: Engine, object: ObjectDefinition, query: Query, context: QueryContext): Scope => {
  const mode = query.with?.toUpperCase();
  if (mode !== undefined && !(mode in RIGHTS)) throw new UnsupportedFeature(`SOQL WITH ${query.with ?? ''}`);
  if (query.scope !== undefined && query.scope.toLowerCase() !== 'everything') {
    throw new UnsupportedFeature(`SOQL USING SCOPE ${query.scope}`);
  }
  const rights = mode === undefined ? context.access : (RIGHTS[mode] ?? 'system');
  const alias = (query.alias ?? object.name).toLowerCase();
  const sharing = rights === 'user' || context.sharing;
  const scope: Scope = { engine, object, alias, context, mode: rights, sharing };
  checkObject(scope, object, query.from);
  return scope;
};

/** The scope of a subquery: the same rights, the same sharing. */
const innerScope = (scope: Scope, object: ObjectDefinition, query: Query): Scope => {
  const inner: Scope = {
    ...scope,
    object,
    alias: (query.alias ?? object.name).toLowerCase(),
  };
  checkObject(inner, object);
  return inner;
};

const integerOf = (value: Value | undefined, binds: readonly unknown[]): number | undefined => {
  if (!value) return undefined;
  const evaluated = scalarValue(value, binds);
  if (evaluated instanceof Decimal) return evaluated.toNumber();
  if (typeof evaluated === 'bigint') return Number(evaluated);
  if (typeof evaluated === 'number') return evaluated;
  throw queryException('Invalid query: LIMIT and OFFSET need a number');
};

/** What a semi-join selects, as keys to compare the outer field with. */
const subqueryKeys = (scope: Scope, query: Query): ReadonlySet<ValueKey> => {
  const { engine, context } = scope;
  const object = engine.schema.object(query.from, context.namespace);
  if (!object) throw noSuchObject(query.from);
  const inner = innerScope(scope, object, query);
  const [item, ...others] = query.select;
  if (item?.kind !== 'expression' || others.length > 0)
    throw queryException('semi join sub-selects can only select one field');
  const { field, read } = computeExpression(inner, item.expression);
  const keys = new Set<ValueKey>();
  for (const row of selectRows(inner, query, false)) {
    const key = fieldKey(field, read(row));
    if (key !== null) keys.add(key);
  }
  return keys;
};

const isVisible = (scope: Scope, row: Row): boolean => {
  const { layout } = scope.engine.store.table(scope.object);
  return scope.engine.access.canSeeRecord(transaction().userId, scope.object, (field) => slotValue(layout, row, field));
};

/**
 * The rows of a query, filtered, ordered and cut.
 * @param candidates rows to choose from; absent = what the plan finds
 */
const selectRows = (scope: Scope, query: Query, cut: boolean, candidates?: Iterable<Row>): Row[] => {
  const conditions = conditionScope(scope);
  const left: ConditionContext<Row>['left'] = (expression: Expression) => computeExpression(conditions, expression);
  const subquery: ConditionContext<Row>['subquery'] = (inner) => subqueryKeys(scope, inner);
  const test = query.where ? compileCondition({ scope: conditions, left, subquery }, query.where) : undefined;
  const order = cut || !isAggregateQuery(query) ? compileOrder(query.orderBy, left) : undefined;
  const { binds } = scope.context;
  const limit = cut ? integerOf(query.limit, binds) : undefined;
  const offset = cut ? (integerOf(query.offset, binds) ?? 0) : 0;
  if (offset > MAXIMUM_OFFSET) throw queryException(`Maximum SOQL offset allowed is ${MAXIMUM_OFFSET}`);
  const enough = limit === undefined || order ? Infinity : limit + offset;
  const rows: Row[] = [];
  for (const row of candidates ?? candidateRows(conditions, query.where, query.allRows)) {
    if (rows.length >= enough) break;
    if (test && !test(row)) continue;
    if (scope.sharing && !isVisible(scope, row)) continue;
    rows.push(row);
  }
  if (order) rows.sort(order);
  return limit === undefined && offset === 0
    ? rows
    : rows.slice(offset, limit === undefined ? undefined : offset + limit);
};

const compileChild = (scope: Scope, query: Query): { relationship: string; read: (row: Row) => ApexList } => {
  const { engine, context } = scope;
  const relationship = engine.schema.childRelationship(scope.object, query.from, context.namespace);
  if (!relationship) throw noSuchRelationship(query.from, 'FROM part of query call');
  count('aggregateQueries');
  const { childObject, field } = relationship;
  const inner = innerScope(scope, childObject, query);
  const table = engine.store.table(childObject);
  const slot = table.layout.slots.get(field.name.toLowerCase()) ?? -1;
  const make = compileSelect(inner, { query, child: (nested) => compileChild(inner, nested) });
  const { idSlot } = engine.store.table(scope.object).layout;
  const read = (parent: Row): ApexList => {
    const children = rowsOf(table, table.idsWith(slot, fieldKey(field, parent[idSlot])));
    const rows = selectRows(inner, query, true, children);
    count('queryRows', rows.length);
    return new ApexList(sobjectType(childObject.name), rows.map(make));
  };
  return { relationship: relationship.name.toLowerCase(), read };
};

const isBareCount = (query: Query): boolean => {
  const [item] = query.select;
  return (
    query.select.length === 1 &&
    item?.kind === 'expression' &&
    item.alias === undefined &&
    item.expression.kind === 'call' &&
    item.expression.name.toUpperCase() === 'COUNT' &&
    item.expression.args.length === 0
  );
};

const cutGroups = <T>(groups: T[], query: Query, binds: readonly unknown[]): T[] => {
  const offset = integerOf(query.offset, binds) ?? 0;
  const limit = integerOf(query.limit, binds);
  return groups.slice(offset, limit === undefined ? undefined : offset + limit);
};

/** Answers a query. See `Database.query`. */
export const executeQuery = (engine: Engine, query: Query, context: QueryContext): QueryResult => {
  count('queries');
  const object = engine.schema.object(query.from, context.namespace);
  if (!object) throw noSuchObject(query.from);
  const scope = createScope(engine, object, query, context);
  checkRestrictions(scope, query.where);
  if (isBareCount(query) && query.groupBy.length === 0) {
    const rows = selectRows(scope, query, true);
    count('queryRows');
    return { kind: 'count', count: rows.length };
  }
  if (isAggregateQuery(query)) {
    const groups = aggregate(scope, query, selectRows(scope, query, false), (inner) => subqueryKeys(scope, inner));
    const rows = cutGroups(groups, query, context.binds);
    count('queryRows', rows.length);
    return { kind: 'aggregate', rows };
  }
  const make = compileSelect(scope, { query, child: (inner) => compileChild(scope, inner) });
  const rows = selectRows(scope, query, true);
  count('queryRows', rows.length);
  return { kind: 'rows', rows: rows.map((row): SObject => make(row)) };
};
