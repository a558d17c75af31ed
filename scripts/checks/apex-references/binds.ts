/** The `:expression` binds of queries: whether what they name exists, and whether its type fits the column. */
import { type ClassIndex, resolveClass } from '../apex/classes.ts';
import type { Scope } from '../apex/scope.ts';
import { childOf, findAll, type Tree } from '../apex/tree.ts';
import type { ColumnType, Schema } from '../schema/schema.ts';
import type { BoundComparison, Report } from './query.ts';

/** What is needed to know a name. */
export interface Known {
  readonly schema: Schema;
  readonly classes: ClassIndex;
  readonly standardTypes: ReadonlySet<string>;
}

/** Types that may be bound to a column of each type. Others (Object, a custom type) are left to the compiler. */
const FITS: Readonly<Record<string, readonly ColumnType[]>> = {
  id: ['Id', 'String', 'Other'],
  string: ['String', 'Id', 'LongText', 'Other'],
  boolean: ['Boolean', 'Other'],
  integer: ['Integer', 'Long', 'Decimal', 'Other'],
  long: ['Integer', 'Long', 'Decimal', 'Other'],
  decimal: ['Integer', 'Long', 'Decimal', 'Other'],
  double: ['Integer', 'Long', 'Decimal', 'Other'],
  date: ['Date', 'Datetime', 'Other'],
  datetime: ['Datetime', 'Other'],
  time: ['Time', 'Other'],
};
const COLLECTION = /^(?:list|set|iterable)<(.+)>$|^(.+)\[\]$/i;
const NEEDS_COLLECTION = new Set(['in', 'notin', 'includes', 'excludes']);

/** Names an expression starts from: variables and classes, not methods or members reached through a dot. */
const roots = (expression: Tree): readonly Tree[] => {
  const found = findAll({ ...expression, children: [expression] }, ['IdPrimary'], { stopAt: ['SoqlPrimary'] });
  return found.map((primary) => childOf(primary, 'Id') ?? primary);
};

/** Reports names in a bind that nothing in scope has. */
export const checkBindNames = (known: Known, scope: Scope, expression: Tree, report: Report): void => {
  for (const { text, line } of roots(expression)) {
    const key = text.toLowerCase();
    const exists =
      scope.typeOf(text) !== undefined ||
      resolveClass(known.classes, text, scope.within) !== undefined ||
      known.standardTypes.has(key) ||
      known.schema.object(text) !== undefined;
    if (!exists)
      report(
        line,
        'unknown-bind',
        `The bind names "${text}", which is no variable, field or class here`,
        'Correct the name, or declare it.',
      );
  }
};

/**
 * Reports a bind whose declared type cannot be compared with the column. Only plain variables are judged; a collection
 * compared with `=` is left alone, because the platform reads it as IN.
 */
export const checkBindType = (
  scope: Scope,
  { column, operator, expression }: BoundComparison,
  report: Report,
): void => {
  const variable = expression.rule === 'PrimaryExpression' ? childOf(expression, 'IdPrimary') : undefined;
  const type = variable && scope.typeOf(variable.text)?.toLowerCase();
  if (variable === undefined || type === undefined) return;
  const [, generic, array] = COLLECTION.exec(type) ?? [];
  const element = generic ?? array;
  const scalar = FITS[type] !== undefined;
  const { text, line } = variable;
  if (NEEDS_COLLECTION.has(operator) && scalar) {
    report(
      line,
      'wrong-bind',
      `${operator.toUpperCase()} needs a collection and ${text} is ${type}`,
      'Compare with =, or bind a List or Set.',
    );
  } else {
    const fits = FITS[element ?? type];
    if (fits && !fits.includes(column.type)) {
      report(
        line,
        'wrong-bind',
        `${column.name} is ${column.type} and ${text} is ${type}`,
        'Bind a value of the column’s type.',
      );
    }
  }
};
