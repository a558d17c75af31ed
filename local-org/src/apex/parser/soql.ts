import {
  ApexErrorListener,
  type ComparisonOperatorContext,
  type ConditionalExpressionContext,
  type ExpressionContext,
  type FieldExpressionContext,
  type FieldNameContext,
  type FieldOrderContext,
  type LogicalExpressionContext,
  type QueryContext,
  type SelectEntryContext,
  type SoqlFunctionContext,
  type SubFieldEntryContext,
  type SubQueryContext,
  type ValueContext,
  type WhereConditionalExpressionContext,
  type WhereLogicalExpressionContext,
} from '@apexdevtools/apex-parser';
import { UnsupportedFeature } from '../../errors.ts';
import type { Condition, Expression, Query, SelectItem, Value } from '../../soql/ast.ts';
import { createApexParser } from './antlr.ts';
import { unquote } from './literals.ts';
import { has, maybe, positionOf } from './tree.ts';

/** Collects the bind expressions of one query, in order of appearance. */
export interface Binds {
  readonly expressions: ExpressionContext[];
  readonly source: (context: ExpressionContext) => string;
}

export const bind = (binds: Binds, context: ExpressionContext): Value => {
  binds.expressions.push(context);
  return { kind: 'bind', index: binds.expressions.length - 1, text: binds.source(context) };
};

const path = (context: FieldNameContext): string[] => context.soqlId_list().map((id) => id.getText());

const field = (context: FieldNameContext): Expression => ({ kind: 'field', path: path(context) });

const call = (context: SoqlFunctionContext, binds: Binds): Expression => {
  const name = context.getChild(0).getText();
  const args: (Expression | Value)[] = [];
  const argument = maybe(context.fieldName());
  if (argument) args.push(field(argument));
  const inner = maybe(context.soqlFunction());
  if (inner) args.push(call(inner, binds));
  const date = maybe(context.dateFieldName());
  if (date) {
    const named = field(date.fieldName());
    args.push(has(date.CONVERT_TIMEZONE()) ? { kind: 'call', name: 'convertTimezone', args: [named] } : named);
  }
  const group = maybe(context.soqlFieldsParameter());
  if (group) args.push({ kind: 'string', value: group.getText().toUpperCase() });
  for (const location of maybe(context.locationValue_list()) ?? []) {
    const place = maybe(location.fieldName());
    const bound = maybe(location.boundExpression());
    if (place) args.push(field(place));
    else if (bound) args.push(bind(binds, bound.expression()));
    else {
      const coordinates = location.coordinateValue_list().map((c): Value => {
        const number = maybe(c.signedNumber());
        return number ? { kind: 'number', text: number.getText() } : bind(binds, c.boundExpression().expression());
      });
      args.push({ kind: 'call', name: 'GEOLOCATION', args: coordinates });
    }
  }
  const unit = maybe(context.StringLiteral());
  if (unit) args.push({ kind: 'string', value: unquote(unit.getText()) });
  return { kind: 'call', name, args };
};

const expressionOf = (
  context: { fieldName(): FieldNameContext; soqlFunction(): SoqlFunctionContext },
  binds: Binds,
): Expression => {
  const name = maybe(context.fieldName());
  return name ? field(name) : call(context.soqlFunction(), binds);
};

const DATE_N = /^(.*_N_.*?)$/i;

const value = (context: ValueContext, binds: Binds): Value => {
  const text = context.getText();
  if (has(context.NULL())) return { kind: 'null' };
  if (has(context.BooleanLiteral())) return { kind: 'boolean', value: text.toLowerCase() === 'true' };
  if (has(context.signedNumber()) || has(context.IntegralCurrencyLiteral())) return { kind: 'number', text };
  if (has(context.StringLiteral()) || has(context.MultilineStringLiteral()))
    return { kind: 'string', value: unquote(text) };
  if (has(context.DateLiteral())) return { kind: 'date', text };
  if (has(context.DateTimeLiteral())) return { kind: 'datetime', text };
  if (has(context.TimeLiteral())) return { kind: 'time', text };
  if (has(context.dateFormula())) {
    const [name = '', n] = text.split(':');
    const literal = { kind: 'dateLiteral', name: name.toUpperCase() } as const;
    return n !== undefined && DATE_N.test(name) ? { ...literal, n: Number(n) } : literal;
  }
  const inner = maybe(context.subQuery());
  if (inner) return { kind: 'subquery', query: subquery(inner, binds) };
  const list = maybe(context.valueList());
  if (list) return { kind: 'list', values: list.value_list().map((v) => value(v, binds)) };
  return bind(binds, context.boundExpression().expression());
};

const operator = (context: ComparisonOperatorContext): (Condition & { kind: 'comparison' })['operator'] => {
  const text = context.getText().toUpperCase();
  if (text === 'NOTIN') return 'NOT IN';
  return (text === '<>' ? '!=' : text) as (Condition & { kind: 'comparison' })['operator'];
};

const comparison = (context: FieldExpressionContext, binds: Binds): Condition => ({
  kind: 'comparison',
  left: expressionOf(context, binds),
  operator: operator(context.comparisonOperator()),
  right: value(context.value(), binds),
});

/** `a AND b`, `a OR b`, `NOT a`: the shape that WHERE and HAVING share. */
const logical = <T>(
  parts: readonly T[],
  kind: { and: boolean; not: boolean },
  convert: (part: T) => Condition,
): Condition => {
  const conditions = parts.map(convert);
  const [first] = conditions;
  if (conditions.length === 1 && first) return kind.not ? { kind: 'not', condition: first } : first;
  return { kind: kind.and ? 'and' : 'or', conditions };
};

export const having = (context: LogicalExpressionContext, binds: Binds): Condition =>
  logical(
    context.conditionalExpression_list(),
    { and: context.SOQLAND_list().length > 0, not: has(context.NOT()) },
    (part: ConditionalExpressionContext) => {
      const inner = maybe(part.logicalExpression());
      return inner ? having(inner, binds) : comparison(part.fieldExpression(), binds);
    },
  );

const where = (context: WhereLogicalExpressionContext, binds: Binds): Condition =>
  logical(
    context.whereConditionalExpression_list(),
    { and: context.SOQLAND_list().length > 0, not: has(context.NOT()) },
    (part: WhereConditionalExpressionContext) => {
      const inner = maybe(part.whereLogicalExpression());
      if (inner) return where(inner, binds);
      const leaf = part.whereFieldExpression();
      const plain = maybe(leaf.fieldExpression());
      if (!plain) throw new UnsupportedFeature('SOQL FORMULA() condition');
      return comparison(plain, binds);
    },
  );

const selectItem = (context: SelectEntryContext | SubFieldEntryContext, binds: Binds): SelectItem => {
  const inner = maybe(context.subQuery());
  if (inner) return { kind: 'subquery', query: subquery(inner, binds) };
  const typeOf = maybe(context.typeOf());
  if (typeOf) {
    const otherwise = maybe(typeOf.elseClause());
    const names = (list: { fieldName_list(): FieldNameContext[] }): string[] =>
      list.fieldName_list().map((name) => name.getText());
    return {
      kind: 'typeof',
      field: typeOf.fieldName().getText(),
      when: typeOf.whenClause_list().map((w) => ({ type: w.fieldName().getText(), fields: names(w.fieldNameList()) })),
      else: otherwise ? names(otherwise.fieldNameList()) : [],
    };
  }
  const expression = expressionOf(context, binds);
  if (expression.kind === 'call' && expression.name.toUpperCase() === 'FIELDS') {
    const [group] = expression.args;
    return { kind: 'fields', group: (group?.kind === 'string' ? group.value : 'ALL') as 'ALL' | 'STANDARD' | 'CUSTOM' };
  }
  const alias = maybe(context.soqlId())?.getText();
  return alias === undefined ? { kind: 'expression', expression } : { kind: 'expression', expression, alias };
};

export const order = (context: FieldOrderContext, binds: Binds): Query['orderBy'][number] => {
  const plain = { expression: expressionOf(context, binds), descending: has(context.DESC()) };
  return has(context.NULLS()) ? { ...plain, nulls: has(context.FIRST()) ? 'FIRST' : 'LAST' } : plain;
};

type CommonClauses = Pick<
  QueryContext,
  'fromNameList' | 'whereClause' | 'orderByClause' | 'limitClause' | 'forClauses'
>;

const commonClauses = (context: CommonClauses, binds: Binds): Omit<Query, 'select' | 'groupBy' | 'allRows'> => {
  const from = context.fromNameList();
  if (from.fieldName_list().length > 1) throw new UnsupportedFeature('SOQL FROM with several objects');
  const alias = maybe(from.soqlId_list()[0])?.getText();
  const filter = maybe(context.whereClause());
  const conditions = filter ? where(filter.whereLogicalExpression(), binds) : undefined;
  const limit = maybe(context.limitClause());
  const limitBind = maybe(limit?.boundExpression());
  return {
    from: from.fieldName(0).getText(),
    ...(alias === undefined ? {} : { alias }),
    ...(conditions ? { where: conditions } : {}),
    orderBy:
      maybe(context.orderByClause())
        ?.fieldOrderList()
        .fieldOrder_list()
        .map((o) => order(o, binds)) ?? [],
    ...(limit
      ? {
          limit: limitBind
            ? bind(binds, limitBind.expression())
            : ({ kind: 'number', text: limit.IntegerLiteral().getText() } as const),
        }
      : {}),
    for: (maybe(context.forClauses())?.getText() ?? '')
      .toUpperCase()
      .split('FOR')
      .filter((word) => word !== ''),
  };
};

const subquery = (context: SubQueryContext, binds: Binds): Query => ({
  select: context
    .subFieldList()
    .subFieldEntry_list()
    .map((entry) => selectItem(entry, binds)),
  groupBy: [],
  allRows: false,
  ...withoutParent(commonClauses(context, binds)),
});

/** A child relationship may be written after its parent's name: `FROM Account.Contacts`. */
const withoutParent = <T extends { readonly from: string }>(clauses: T): T => ({
  ...clauses,
  from: clauses.from.split('.').at(-1) ?? clauses.from,
});

const query = (context: QueryContext, binds: Binds): Query => {
  const select = context
    .selectList()
    .selectEntry_list()
    .map((entry) => selectItem(entry, binds));
  const common = commonClauses(context, binds);
  const group = maybe(context.groupByClause());
  const scope = maybe(context.usingScope())?.soqlId().getText();
  const withPart = maybe(context.withClause());
  const offset = maybe(context.offsetClause());
  const offsetBind = maybe(offset?.boundExpression());
  const havingPart = maybe(group?.logicalExpression());
  if (withPart && (has(withPart.DATA()) || has(withPart.logicalExpression()))) {
    throw new UnsupportedFeature(`SOQL ${withPart.getText()}`);
  }
  return {
    select,
    ...common,
    ...(scope === undefined ? {} : { scope }),
    ...(withPart ? { with: withPart.getText().toUpperCase().replace(/^WITH/, '') } : {}),
    groupBy:
      group
        ?.fieldGroupByList()
        .fieldGroupBy_list()
        .map((g) => expressionOf(g, binds)) ?? [],
    ...(group && has(group.ROLLUP()) ? { groupKind: 'ROLLUP' as const } : {}),
    ...(group && has(group.CUBE()) ? { groupKind: 'CUBE' as const } : {}),
    ...(havingPart ? { having: having(havingPart, binds) } : {}),
    ...(offset
      ? {
          offset: offsetBind
            ? bind(binds, offsetBind.expression())
            : ({ kind: 'number', text: offset.IntegerLiteral().getText() } as const),
        }
      : {}),
    allRows: has(context.allRowsClause()),
  };
};

/** A query between brackets in Apex. @returns the query and its bind expressions, by their index */
export const inlineQuery = (context: QueryContext): { query: Query; binds: readonly ExpressionContext[] } => {
  const binds: Binds = { expressions: [], source: (c) => c.getText() };
  const result = query(context, binds);
  return { query: result, binds: binds.expressions };
};

/** A SOQL text that cannot be parsed. */
export class SoqlSyntaxError extends Error {
  readonly line: number;
  readonly column: number;

  constructor(message: string, line: number, column: number) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

/** Keeps the first error. */
export class SoqlErrors extends ApexErrorListener {
  first: SoqlSyntaxError | undefined;

  apexSyntaxError(line: number, column: number, message: string): void {
    this.first ??= new SoqlSyntaxError(message, line, column + 1);
  }
}

const LIMIT_OF_CACHE = 500;
const parsed = new Map<string, { query: Query; binds: string[] }>();

/**
 * Parses a SOQL query text, as given to Database.query or to REST.
 * @param text a whole query
 * @returns the query and the bind expressions as written (`:accountIds` is `accountIds`)
 * @throws SoqlSyntaxError
 */
export const parseQuery = (text: string): { query: Query; binds: string[] } => {
  const known = parsed.get(text);
  if (known) return known;
  const errors = new SoqlErrors();
  const parser = createApexParser(text, errors);
  const context = parser.query();
  if (!errors.first && parser.getCurrentToken().type !== -1) {
    const { line, column } = positionOf(context);
    errors.first = new SoqlSyntaxError(`unexpected token: '${parser.getCurrentToken().text}'`, line, column);
  }
  if (errors.first) throw errors.first;
  const { query: result, binds } = inlineQuery(context);
  const answer = { query: result, binds: binds.map((b) => b.getText()) };
  if (parsed.size >= LIMIT_OF_CACHE) parsed.clear();
  parsed.set(text, answer);
  return answer;
};
