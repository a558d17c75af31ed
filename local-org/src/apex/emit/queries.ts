import type { Expression, Query } from '../../soql/ast.ts';
import { INTEGER, listOf, SOBJECT, sobjectType, type ApexType } from '../../types/apex-type.ts';
import type { SoqlExpr, SoslExpr } from '../ast.ts';
import { certain, type Code } from './code.ts';
import { constant, fail, type FunctionContext } from './context.ts';
import { expression } from './expressions.ts';
import { problemOfQuery } from './query-check.ts';
import { sharingCode } from './sharing.ts';

const AGGREGATES = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX', 'GROUPING']);

const isAggregateCall = (expression: Expression): boolean =>
  expression.kind === 'call' && AGGREGATES.has(expression.name.toUpperCase());

/** `SELECT COUNT() FROM X`: the query answers an Integer. */
const isCount = (query: Query): boolean => {
  const [only] = query.select;
  return (
    query.select.length === 1 &&
    only?.kind === 'expression' &&
    only.expression.kind === 'call' &&
    only.expression.name.toUpperCase() === 'COUNT' &&
    only.expression.args.length === 0
  );
};

/** Apex type of a query's result. */
export const queryType = (query: Query, object: ApexType): ApexType => {
  if (isCount(query)) return INTEGER;
  const aggregate =
    query.groupBy.length > 0 ||
    query.select.some((item) => item.kind === 'expression' && isAggregateCall(item.expression));
  return listOf(aggregate ? sobjectType('AggregateResult') : object);
};

/** An inline query. */
export const queryCode = (context: FunctionContext, node: SoqlExpr): Code => {
  const { schema, namespace } = context.world;
  const object = schema.object(node.query.from, namespace);
  if (!object) return fail(context, node, `sObject type '${node.query.from}' is not supported.`);
  const problem = problemOfQuery(context.world, node.query);
  if (problem !== undefined) fail(context, node, problem);
  const binds = node.binds.map((bind) => expression(context, bind).js);
  const type = queryType(node.query, sobjectType(object.name));
  return certain(
    `$.query(${constant(context, node.query)},[${binds.join(',')}],${sharingCode(context)},${constant(context, type)})`,
    type,
  );
};

/** An inline search: a list of records for each object of RETURNING. */
export const searchCode = (context: FunctionContext, node: SoslExpr): Code => {
  for (const query of node.search.returning) {
    const problem = problemOfQuery(context.world, query);
    if (problem !== undefined) fail(context, node, problem);
  }
  const binds = node.binds.map((bind) => expression(context, bind).js);
  return certain(
    `$.search(${constant(context, node.search)},[${binds.join(',')}],${sharingCode(context)})`,
    listOf(listOf(SOBJECT)),
  );
};
