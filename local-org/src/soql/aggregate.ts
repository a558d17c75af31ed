import { compareValues } from '../data/compare.ts';
import type { Row } from '../data/store/layout.ts';
import { valueKey } from '../data/store/value-key.ts';
import { UnsupportedFeature } from '../errors.ts';
import { createField } from '../schema/field.ts';
import { Decimal } from '../values/decimal.ts';
import { Double } from '../values/double.ts';
import type { Expression, Query } from './ast.ts';
import { compileCondition, type ConditionContext, type Left } from './condition.ts';
import { queryException } from './errors.ts';
import { computeExpression } from './functions.ts';
import { compileOrder } from './order.ts';
import type { Scope } from './scope.ts';

type Group = readonly Row[];

const AGGREGATES = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX']);

export const isAggregateCall = (expression: Expression): boolean =>
  expression.kind === 'call' && AGGREGATES.has(expression.name.toUpperCase());

/** Whether a query answers groups instead of records. */
export const isAggregateQuery = (query: Query): boolean =>
  query.groupBy.length > 0 ||
  query.select.some((item) => item.kind === 'expression' && isAggregateCall(item.expression));

const asDecimal = (value: unknown): Decimal => {
  if (value instanceof Decimal) return value;
  if (value instanceof Double) return Decimal.fromNumber(value.value);
  return Decimal.fromInteger(value as number | bigint);
};

const extreme = (values: readonly unknown[], sign: 1 | -1): unknown =>
  values.reduce((best, value) => (best === null || compareValues(value, best) * sign > 0 ? value : best), null);

const sum = (values: readonly unknown[]): Decimal =>
  values.map(asDecimal).reduce((a, b) => a.plus(b), Decimal.fromInteger(0));

const average = (values: readonly unknown[]): Decimal => {
  const total = sum(values);
  return total.dividedBy(Decimal.fromInteger(values.length), Math.max(total.scale, 16)).stripTrailingZeros();
};

const NUMBERS = new Set(['int', 'double', 'currency', 'percent', 'long']);

const compileCall = (scope: Scope, expression: Extract<Expression, { kind: 'call' }>): Left<Group> => {
  const name = expression.name.toUpperCase();
  const [argument] = expression.args;
  const counted = createField({ name: expression.name, label: expression.name, type: 'int' });
  if (argument === undefined) return { field: counted, read: (group) => group.length };
  if (argument.kind !== 'field' && argument.kind !== 'call') throw queryException(`unexpected token in ${name}`);
  const { field, read } = computeExpression(scope, argument);
  if ((name === 'SUM' || name === 'AVG') && !NUMBERS.has(field.type)) {
    throw queryException(`field ${field.name} does not support aggregate operator ${name}`);
  }
  const valuesOf = (group: Group): unknown[] => group.map(read).filter((value) => value !== null);
  const number = createField({ name: expression.name, label: expression.name, type: 'double' });
  switch (name) {
    case 'COUNT':
      return { field: counted, read: (group) => valuesOf(group).length };
    case 'COUNT_DISTINCT':
      return { field: counted, read: (group) => new Set(valuesOf(group).map((value) => valueKey(value))).size };
    case 'SUM':
      return { field: number, read: (group) => emptyOr(valuesOf(group), sum) };
    case 'AVG':
      return { field: number, read: (group) => emptyOr(valuesOf(group), average) };
    default:
      return { field, read: (group) => extreme(valuesOf(group), name === 'MAX' ? 1 : -1) };
  }
};

const emptyOr = <R>(values: readonly unknown[], work: (values: readonly unknown[]) => R): R | null =>
  values.length === 0 ? null : work(values);

/** Identity of an expression within a query, to tell whether it is grouped by. */
const textOf = (expression: Expression, scope: Scope): string => {
  if (expression.kind === 'field') {
    const path = expression.path.map((name) => name.toLowerCase());
    return (path[0] === scope.alias && path.length > 1 ? path.slice(1) : path).join('.');
  }
  const args = expression.args.map((arg) => (arg.kind === 'field' || arg.kind === 'call' ? textOf(arg, scope) : ''));
  return `${expression.name.toLowerCase()}(${args.join(',')})`;
};

const compileGroupExpression = (scope: Scope, query: Query, expression: Expression): Left<Group> => {
  if (expression.kind === 'call' && isAggregateCall(expression)) return compileCall(scope, expression);
  const text = textOf(expression, scope);
  if (!query.groupBy.some((grouped) => textOf(grouped, scope) === text)) {
    if (expression.kind === 'field') {
      throw queryException(`Field must be grouped or aggregated: ${expression.path.at(-1) ?? ''}`);
    }
    throw queryException(`Field must be grouped or aggregated: ${expression.name}`);
  }
  const { field, read } = computeExpression(scope, expression);
  return { field, read: (group) => (group[0] ? read(group[0]) : null) };
};

const groupRows = (scope: Scope, query: Query, rows: readonly Row[]): Group[] => {
  if (query.groupBy.length === 0) return [rows];
  const keys = query.groupBy.map((expression) => {
    const computed = computeExpression(scope, expression);
    if (expression.kind === 'field' && !computed.field.groupable && computed.field.type !== 'datetime') {
      throw queryException(`field '${computed.field.name}' can not be grouped in a query call`);
    }
    return computed.read;
  });
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(keys.map((read) => valueKey(read(row))));
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
};

const compileColumns = (scope: Scope, query: Query): { name: string; read: (group: Group) => unknown }[] => {
  let unnamed = 0;
  return query.select.map((item) => {
    if (item.kind !== 'expression')
      throw queryException('Only fields and aggregates can be selected in a grouped query');
    const { field, read } = compileGroupExpression(scope, query, item.expression);
    if (item.alias !== undefined) return { name: item.alias, read };
    if (item.expression.kind === 'field') return { name: field.name, read };
    const name = `expr${unnamed}`;
    unnamed += 1;
    return { name, read };
  });
};

/**
 * Answers a query with aggregates.
 * @param rows what the WHERE clause left
 * @returns one map from alias (or `expr0`, `expr1`, ...) to value per group
 */
export const aggregate = (
  scope: Scope,
  query: Query,
  rows: readonly Row[],
  subquery: ConditionContext<Group>['subquery'],
): ReadonlyMap<string, unknown>[] => {
  if (query.groupKind) throw new UnsupportedFeature(`GROUP BY ${query.groupKind}`);
  const columns = compileColumns(scope, query);
  const left = (expression: Expression): Left<Group> => compileGroupExpression(scope, query, expression);
  let groups = groupRows(scope, query, rows);
  if (query.having) groups = groups.filter(compileCondition({ scope, left, subquery }, query.having));
  const order = compileOrder(query.orderBy, left);
  if (order) groups.sort(order);
  return groups.map((group) => new Map(columns.map(({ name, read }) => [name, read(group)])));
};
