/** Columns, relationships and literals of one SOQL query against the objects it names. */
import { childOf, childrenOf, findAll, type Tree } from '../apex/tree.ts';
import { resolvePath } from '../schema/resolve.ts';
import type { Column, ColumnType, ObjectSchema, Schema } from '../schema/schema.ts';

/** Takes what is wrong at a node of the query. */
export type Report = (line: number, rule: string, message: string, remedy: string) => void;

/** A comparison of a known column with a bind: `:expression`. */
export interface BoundComparison {
  readonly column: Column;
  readonly operator: string;
  readonly expression: Tree;
}

export interface QueryCheck {
  readonly schema: Schema;
  readonly report: Report;
  readonly bound: (comparison: BoundComparison) => void;
}

const NESTED = ['SubQuery'];
const AGGREGATE = /^(avg|count|count_distinct|min|max|sum)\(/i;
const UNFILTERABLE_REMEDY = 'Compare a short text column, or filter in Apex after the query.';

const names = (fieldName: Tree): readonly string[] => childrenOf(fieldName, 'SoqlId').map(({ text }) => text);

const didYouMean = (suggestion: string | undefined, otherwise: string): string =>
  suggestion === undefined ? otherwise : `Did you mean ${suggestion}? ${otherwise}`;

interface Source {
  readonly object: ObjectSchema;
  readonly alias: string | undefined;
}

const columnAt = (check: QueryCheck, { object, alias }: Source, fieldName: Tree): Column | undefined => {
  const written = names(fieldName);
  const [first = ''] = written;
  const key = first.toLowerCase();
  const namesSource = key === alias?.toLowerCase() || (key === object.name.toLowerCase() && !object.parents.has(key));
  const found = resolvePath(check.schema, object, written.length > 1 && namesSource ? written.slice(1) : written);
  if (found.kind === 'column') return found.column;
  if (found.kind === 'unknown') return undefined;
  const what = found.kind === 'unknown-column' ? 'column' : 'relationship to a parent';
  check.report(
    fieldName.line,
    found.kind,
    `${found.on} has no ${what} "${found.name}"`,
    didYouMean(found.suggestion, 'Correct the name, or add the field to the object.'),
  );
  return undefined;
};

const LITERAL_TYPES: readonly { readonly token: RegExp; readonly is: string; readonly fits: readonly ColumnType[] }[] =
  [
    { token: /^'/, is: 'a text', fits: ['String', 'Id', 'LongText', 'Time', 'Other', 'Location'] },
    { token: /^[+-]?\d+(\.\d+)?$/, is: 'a number', fits: ['Integer', 'Long', 'Decimal', 'Other', 'Location'] },
    { token: /^(true|false)$/i, is: 'a truth value', fits: ['Boolean', 'Other'] },
    { token: /^\d{4}-\d\d-\d\dT/i, is: 'a date with time', fits: ['Datetime', 'Other'] },
    { token: /^\d{4}-\d\d-\d\d$/, is: 'a date', fits: ['Date', 'Other'] },
  ];

const checkLiteral = (check: QueryCheck, column: Column, value: Tree): void => {
  for (const each of [value, ...findAll(value, ['Value'], { nested: true, stopAt: NESTED })]) {
    const literal = LITERAL_TYPES.find(({ token }) => token.test(each.text));
    if (literal === undefined || literal.fits.includes(column.type)) continue;
    check.report(
      each.line,
      'wrong-literal',
      `${column.name} is ${column.type} and is compared with ${literal.is}`,
      `Write a literal of type ${column.type}.`,
    );
  }
};

const checkComparison = (check: QueryCheck, source: Source, comparison: Tree): void => {
  const fieldName = childOf(comparison, 'FieldName');
  // `NOT Name LIKE :x` is read by the grammar as a column called NOT; the platform accepts it.
  if (fieldName === undefined || fieldName.text.toLowerCase() === 'not') return;
  const column = columnAt(check, source, fieldName);
  if (column === undefined) return;
  const operator = childOf(comparison, 'ComparisonOperator')?.text.toLowerCase() ?? '';
  const value = childOf(comparison, 'Value');
  if (column.type === 'LongText') {
    check.report(
      fieldName.line,
      'unfilterable-column',
      `${column.name} is a long text: it cannot be filtered in a query`,
      UNFILTERABLE_REMEDY,
    );
  }
  if (value === undefined) return;
  const bind = childOf(value, 'BoundExpression');
  if (bind?.children[1]) check.bound({ column, operator, expression: bind.children[1] });
  else checkLiteral(check, column, value);
};

const checkOrder = (check: QueryCheck, source: Source, clause: Tree | undefined, verb: string): void => {
  for (const fieldName of findAll(clause, ['FieldName'], { stopAt: ['LogicalExpression'] })) {
    const column = columnAt(check, source, fieldName);
    if (column?.type !== 'LongText') continue;
    check.report(
      fieldName.line,
      'unsortable-column',
      `${column.name} is a long text: a query cannot ${verb} it`,
      'Use a short text, number or date column.',
    );
  }
};

const checkGrouping = (check: QueryCheck, list: Tree, groupBy: Tree | undefined): void => {
  const entries = [...childrenOf(list, 'SelectEntry'), ...childrenOf(list, 'SubFieldEntry')];
  const functions = entries.some((entry) => AGGREGATE.test(childOf(entry, 'SoqlFunction')?.text ?? ''));
  if (!functions && groupBy === undefined) return;
  const grouped = new Set(findAll(groupBy, ['FieldGroupBy']).map(({ text }) => text.toLowerCase()));
  for (const entry of entries) {
    const name = childOf(entry, 'FieldName');
    if (name === undefined || grouped.has(name.text.toLowerCase())) continue;
    check.report(
      name.line,
      'ungrouped-column',
      `${name.text} is neither grouped nor aggregated`,
      'Add it to GROUP BY, or aggregate it.',
    );
  }
};

const checkDuplicates = (check: QueryCheck, list: Tree): void => {
  const seen = new Set<string>();
  for (const entry of [...childrenOf(list, 'SelectEntry'), ...childrenOf(list, 'SubFieldEntry')]) {
    const key = childOf(entry, 'FieldName')?.text.toLowerCase();
    if (key === undefined) continue;
    if (seen.has(key))
      check.report(entry.line, 'repeated-column', `${entry.text} is selected twice`, 'Remove one of them.');
    seen.add(key);
  }
};

const checkBody = (check: QueryCheck, source: Source, query: Tree): void => {
  const list = childOf(query, 'SelectList') ?? childOf(query, 'SubFieldList');
  if (list) {
    const inner = [...findAll(list, ['SubQuery'])];
    for (const fieldName of findAll(list, ['FieldName'], { stopAt: [...NESTED, 'TypeOf'] }))
      columnAt(check, source, fieldName);
    for (const typeOf of findAll(list, ['TypeOf'], { stopAt: NESTED })) checkTypeOf(check, typeOf);
    for (const child of inner) checkChildQuery(check, source, child);
    checkGrouping(check, list, childOf(query, 'GroupByClause'));
    checkDuplicates(check, list);
  }
  const where = childOf(query, 'WhereClause');
  for (const comparison of findAll(where, ['FieldExpression'], { nested: true, stopAt: NESTED }))
    checkComparison(check, source, comparison);
  for (const fieldName of findAll(where, ['FieldName'], { nested: true, stopAt: NESTED })) {
    const inFunction = !findAll(where, ['FieldExpression'], { nested: true, stopAt: NESTED }).some((each) =>
      each.children.includes(fieldName),
    );
    if (inFunction) columnAt(check, source, fieldName);
  }
  for (const semiJoin of findAll(where, NESTED)) checkQuery(check, semiJoin);
  checkOrder(check, source, childOf(query, 'OrderByClause'), 'sort by');
  checkOrder(check, source, childOf(query, 'GroupByClause'), 'group by');
};

const checkTypeOf = (check: QueryCheck, typeOf: Tree): void => {
  for (const when of childrenOf(typeOf, 'WhenClause')) {
    const type = childOf(when, 'FieldName');
    const object = type && check.schema.object(type.text);
    if (type && object === undefined) {
      check.report(type.line, 'unknown-object', `There is no object "${type.text}"`, 'Correct the name.');
    }
    if (object === undefined) continue;
    for (const fieldName of childrenOf(childOf(when, 'FieldNameList'), 'FieldName'))
      columnAt(check, { object, alias: undefined }, fieldName);
  }
};

const fromOf = (query: Tree): { readonly name: Tree | undefined; readonly alias: string | undefined } => {
  const list = childOf(query, 'FromNameList');
  return { name: childOf(list, 'FieldName'), alias: childOf(list, 'SoqlId')?.text };
};

const checkChildQuery = (check: QueryCheck, parent: Source, query: Tree): void => {
  const { name, alias } = fromOf(query);
  if (name === undefined) return;
  const relation = name.text.toLowerCase().split('.').at(-1) ?? '';
  const child =
    parent.object.children.get(relation) ?? parent.object.children.get(relation.replace(/^[a-z0-9]+__(?=.*__r$)/, ''));
  if (child === undefined) {
    check.report(
      name.line,
      'unknown-child-relationship',
      `${parent.object.name} has no child relationship "${name.text}"`,
      'Use the relationship name of the lookup (with __r for a custom one).',
    );
    return;
  }
  const object = check.schema.object(child);
  if (object) checkBody(check, { object, alias }, query);
};

/** Checks a query, or a semi-join inside one, from its FROM clause on. */
export const checkQuery = (check: QueryCheck, query: Tree): void => {
  const { name, alias } = fromOf(query);
  if (name === undefined) return;
  const object = check.schema.object(name.text);
  if (object === undefined) {
    check.report(
      name.line,
      'unknown-object',
      `There is no object "${name.text}"`,
      'Correct the name, or add the object.',
    );
    return;
  }
  if (object.name.endsWith('__e')) {
    check.report(
      name.line,
      'event-not-queryable',
      `${object.name} is a platform event and cannot be queried`,
      'Subscribe to it with a trigger.',
    );
  }
  checkBody(check, { object, alias }, query);
};
