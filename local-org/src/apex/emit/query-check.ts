import type { ObjectDefinition } from '../../schema/model.ts';
import type { Condition, Expression, Query, SelectItem, Value } from '../../soql/ast.ts';
import type { World } from '../symbols/world.ts';

/** Finds the first name of a query that the schema does not know. @returns Salesforce's words, or undefined */
type Check<T> = (world: World, object: ObjectDefinition, query: Query, part: T) => string | undefined;

/** Columns of a polymorphic parent, which has no object of its own. */
const NAME_COLUMNS = new Set([
  'id',
  'name',
  'type',
  'firstname',
  'lastname',
  'email',
  'username',
  'alias',
  'phone',
  'title',
  'isactive',
  'profileid',
  'userroleid',
  'profile',
  'userrole',
]);

const noSuchColumn = (column: string, object: string): string => `No such column '${column}' on entity '${object}'`;

const first = <T>(parts: readonly T[], check: (part: T) => string | undefined): string | undefined => {
  for (const part of parts) {
    const problem = check(part);
    if (problem !== undefined) return problem;
  }
  return undefined;
};

const path: Check<readonly string[]> = (world, object, query, parts) => {
  const [start = ''] = parts;
  const isAlias =
    parts.length > 1 && [query.alias, query.from].some((name) => name?.toLowerCase() === start.toLowerCase());
  const relationship = world.schema.parentRelationship(object, start, world.namespace);
  let names = isAlias && !relationship ? parts.slice(1) : parts;
  let at = object;
  while (names.length > 1) {
    const [name = '', ...rest] = names;
    const parent = world.schema.parentRelationship(at, name, world.namespace);
    if (!parent) return `Didn't understand relationship '${name}' in field path.`;
    if (parent.referenceTo.length > 1) {
      const column = rest[0] ?? '';
      return NAME_COLUMNS.has(column.toLowerCase()) ? undefined : noSuchColumn(column, 'Name');
    }
    const target = world.schema.object(parent.referenceTo[0] ?? '', world.namespace);
    if (!target) return undefined;
    at = target;
    names = rest;
  }
  const column = names[0] ?? '';
  return world.schema.field(at, column, world.namespace) ? undefined : noSuchColumn(column, at.name);
};

const expression: Check<Expression> = (world, object, query, part) => {
  if (part.kind === 'field') return path(world, object, query, part.path);
  return first(part.args, (arg) =>
    arg.kind === 'field' || arg.kind === 'call' ? expression(world, object, query, arg) : undefined,
  );
};

const value: Check<Value> = (world, _object, _query, part) => {
  if (part.kind === 'subquery') return problemOfQuery(world, part.query);
  return part.kind === 'list' ? first(part.values, (v) => value(world, _object, _query, v)) : undefined;
};

const condition: Check<Condition> = (world, object, query, part) => {
  if (part.kind === 'not') return condition(world, object, query, part.condition);
  if (part.kind !== 'comparison') return first(part.conditions, (c) => condition(world, object, query, c));
  return expression(world, object, query, part.left) ?? value(world, object, query, part.right);
};

const selectItem: Check<SelectItem> = (world, object, query, item) => {
  if (item.kind === 'expression') return expression(world, object, query, item.expression);
  if (item.kind !== 'subquery') return undefined;
  const children = world.schema.childRelationship(object, item.query.from, world.namespace);
  if (!children) return `Didn't understand relationship '${item.query.from}' in FROM part of query call.`;
  return problemsIn(world, children.childObject, item.query);
};

const problemsIn = (world: World, object: ObjectDefinition, query: Query): string | undefined => {
  const aliases = query.select.map((item) => (item.kind === 'expression' ? item.alias?.toLowerCase() : undefined));
  const isAlias = (e: Expression): boolean => e.kind === 'field' && aliases.includes(e.path.join('.').toLowerCase());
  return (
    first(query.select, (item) => selectItem(world, object, query, item)) ??
    (query.where ? condition(world, object, query, query.where) : undefined) ??
    first(query.groupBy, (e) => expression(world, object, query, e)) ??
    (query.having ? condition(world, object, query, query.having) : undefined) ??
    first(query.orderBy, (o) => (isAlias(o.expression) ? undefined : expression(world, object, query, o.expression)))
  );
};

/** What Salesforce's compiler would find wrong with the names in a query; undefined when they are all known. */
export const problemOfQuery = (world: World, query: Query): string | undefined => {
  const object = world.schema.object(query.from, world.namespace);
  return object ? problemsIn(world, object, query) : `sObject type '${query.from}' is not supported.`;
};
