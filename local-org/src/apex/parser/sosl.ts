import {
  SoslLiteralContext,
  type ExpressionContext,
  type FieldListContext,
  type FieldSpecContext,
  type FieldSpecListContext,
  type LimitClauseContext,
  type SoslLiteralAltContext,
} from '@apexdevtools/apex-parser';
import { UnsupportedFeature } from '../../errors.ts';
import type { Query, SelectItem, Value } from '../../soql/ast.ts';
import type { Search, SearchGroup } from '../../sosl/ast.ts';
import { createApexParser } from './antlr.ts';
import { unquote } from './literals.ts';
import { bind, having, order, SoqlErrors, type Binds } from './soql.ts';
import { has, maybe } from './tree.ts';

const ID: SelectItem = { kind: 'expression', expression: { kind: 'field', path: ['Id'] } };

const selected = (list: FieldListContext): SelectItem[] => {
  if (has(maybe(list.soqlFunction())) || has(list.TOLABEL()) || has(list.FORMAT()) || has(list.CONVERT_CURRENCY())) {
    throw new UnsupportedFeature(`SOSL RETURNING ${list.getText()}`);
  }
  const own = list.soslId_list().map((id): SelectItem => {
    const path = id.getText().split('.');
    return { kind: 'expression', expression: { kind: 'field', path } };
  });
  return [...own, ...list.fieldList_list().flatMap(selected)];
};

const limitOf = (context: LimitClauseContext, binds: Binds): Value => {
  const bound = maybe(context.boundExpression());
  return bound ? bind(binds, bound.expression()) : { kind: 'number', text: context.IntegerLiteral().getText() };
};

/** `Account(Id, Name WHERE Industry = 'Energy' ORDER BY Name LIMIT 5)`. */
const returned = (context: FieldSpecContext, binds: Binds): Query => {
  if (has(context.LISTVIEW())) throw new UnsupportedFeature('SOSL USING ListView');
  const fields = maybe(context.fieldList());
  const where = maybe(context.logicalExpression());
  const limit = maybe(context.limitClause());
  const offset = maybe(context.offsetClause());
  const offsetBind = maybe(offset?.boundExpression());
  return {
    select: fields ? selected(fields) : [ID],
    from: context.soslId(0).getText(),
    ...(where ? { where: having(where, binds) } : {}),
    groupBy: [],
    orderBy:
      maybe(context.fieldOrderList())
        ?.fieldOrder_list()
        .map((o) => order(o, binds)) ?? [],
    ...(limit ? { limit: limitOf(limit, binds) } : {}),
    ...(offset
      ? {
          offset: offsetBind
            ? bind(binds, offsetBind.expression())
            : ({ kind: 'number', text: offset.IntegerLiteral().getText() } as const),
        }
      : {}),
    allRows: false,
    for: [],
  };
};

const specs = (list: FieldSpecListContext): FieldSpecContext[] => [
  list.fieldSpec(),
  ...list.fieldSpecList_list().flatMap(specs),
];

/** `[FIND 'text'` or, in a text, `[FIND {text}`; or a bind. */
const textOf = (context: SoslLiteralContext | SoslLiteralAltContext, binds: Binds): Value => {
  if (!(context instanceof SoslLiteralContext)) {
    const token = context.FindLiteralAlt().getText();
    return { kind: 'string', value: token.slice(token.indexOf('{') + 1, token.lastIndexOf('}')) };
  }
  const bound = maybe(context.boundExpression());
  if (bound) return bind(binds, bound.expression());
  const token = context.FindLiteral().getText();
  return { kind: 'string', value: unquote(token.slice(token.indexOf("'"))) };
};

const search = (context: SoslLiteralContext | SoslLiteralAltContext, binds: Binds): Search => {
  const text = textOf(context, binds);
  const clauses = context.soslClauses();
  if (has(clauses.UPDATE())) throw new UnsupportedFeature('SOSL UPDATE');
  const group = maybe(clauses.searchGroup())
    ?.getText()
    .toUpperCase()
    .replace(/FIELDS$/, '');
  const list = maybe(clauses.fieldSpecList());
  const limit = maybe(clauses.limitClause());
  return {
    text,
    group: (group ?? 'ALL') as SearchGroup,
    returning: (list ? specs(list) : []).map((spec) => returned(spec, binds)),
    ...(limit ? { limit: limitOf(limit, binds) } : {}),
    with: clauses.soslWithClause_list().map((clause) => clause.getText().toUpperCase().replace(/^WITH/, '')),
  };
};

/** A search between brackets in Apex. @returns the search and its bind expressions, by their index */
export const inlineSearch = (
  context: SoslLiteralContext | SoslLiteralAltContext,
): { search: Search; binds: readonly ExpressionContext[] } => {
  const binds: Binds = { expressions: [], source: (c) => c.getText() };
  const result = search(context, binds);
  return { search: result, binds: binds.expressions };
};

/**
 * Parses a SOSL text, as given to Search.query: the search text stands between braces or quotes.
 * @returns the search and the bind expressions as written
 * @throws SoqlSyntaxError
 */
export const parseSearch = (text: string): { search: Search; binds: string[] } => {
  const errors = new SoqlErrors();
  const parser = createApexParser(`[${text.trim()}]`, errors);
  const context = /^FIND\s*\{/i.test(text.trim()) ? parser.soslLiteralAlt() : parser.soslLiteral();
  if (errors.first) throw errors.first;
  const { search: result, binds } = inlineSearch(context);
  return { search: result, binds: binds.map((b) => b.getText()) };
};
