import { sameInFormula } from '../operators.ts';
import { FormulaError } from '../parse.ts';
import { booleanOf, isBlank } from '../value.ts';
import type { FormulaField } from '../compile.ts';
import { lazy, plain, type FormulaFunction } from './function.ts';

const MANY = 255;

const fieldOf = (field: FormulaField | undefined, name: string): FormulaField => {
  if (!field) throw new FormulaError(`Field reference expected in function '${name}()'`);
  return field;
};

/** Logical and informational functions. Source: Salesforce Help, "Formula Operators and Functions A-Z". */
export const logicFunctions: Readonly<Record<string, FormulaFunction>> = {
  AND: lazy(1, MANY, (args) => (record) => args.every((arg) => booleanOf(arg.evaluate(record)))),
  OR: lazy(1, MANY, (args) => (record) => args.some((arg) => booleanOf(arg.evaluate(record)))),
  NOT: plain(1, 1, (value) => !booleanOf(value ?? null)),
  TRUE: plain(0, 0, () => true),
  FALSE: plain(0, 0, () => false),
  NULL: plain(0, 0, () => null),
  IF: lazy(3, 3, ([condition, then, otherwise]) => (record) => {
    const chosen = booleanOf(condition?.evaluate(record) ?? null) ? then : otherwise;
    return chosen?.evaluate(record) ?? null;
  }),
  CASE: lazy(4, MANY, ([subject, ...rest]) => (record) => {
    const value = subject?.evaluate(record) ?? null;
    for (let i = 0; i + 1 < rest.length; i += 2) {
      if (sameInFormula(value, rest[i]?.evaluate(record) ?? null)) return rest[i + 1]?.evaluate(record) ?? null;
    }
    return rest.at(-1)?.evaluate(record) ?? null;
  }),
  ISBLANK: lazy(
    1,
    1,
    ([arg]) =>
      (record) =>
        isBlank(arg?.evaluate(record) ?? null),
    true,
  ),
  // Text is never null to a formula, only blank.
  ISNULL: lazy(
    1,
    1,
    ([arg]) =>
      (record) =>
        (arg?.evaluate(record) ?? null) === null,
    true,
  ),
  BLANKVALUE: lazy(
    2,
    2,
    ([value, substitute]) =>
      (record) => {
        const own = value?.evaluate(record) ?? null;
        return isBlank(own) ? (substitute?.evaluate(record) ?? null) : own;
      },
    true,
  ),
  NULLVALUE: lazy(
    2,
    2,
    ([value, substitute]) =>
      (record) =>
        value?.evaluate(record) ?? substitute?.evaluate(record) ?? null,
    true,
  ),
  ISPICKVAL: lazy(
    2,
    2,
    ([field, value]) =>
      (record) =>
        sameInFormula(field?.evaluate(record) ?? null, value?.evaluate(record) ?? null),
  ),
  ISNEW: lazy(0, 0, () => (record) => record.before === undefined),
  ISCHANGED: lazy(1, 1, ([arg], name) => {
    const { read, prior } = fieldOf(arg?.field, name);
    return (record) => record.before !== undefined && !sameInFormula(read(record), prior(record));
  }),
  PRIORVALUE: lazy(1, 1, ([arg], name) => {
    const { read, prior } = fieldOf(arg?.field, name);
    return (record) => (record.before === undefined ? read(record) : prior(record));
  }),
};
