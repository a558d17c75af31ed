import { compareValues } from '../data/compare.ts';
import { Decimal } from '../values/decimal.ts';
import { ApexDate, Datetime, Time } from '../values/temporal.ts';
import { FormulaError } from './parse.ts';
import { numberOf, textOf, ZERO, type FormulaValue } from './value.ts';

const DAY = 86_400_000;
const DIGITS = 18;

const moved = (value: ApexDate | Datetime | Time, days: Decimal): FormulaValue => {
  if (value instanceof ApexDate) return new ApexDate(value.epochDay + Math.trunc(days.toNumber()));
  if (value instanceof Datetime) return new Datetime(Math.round(value.epochMs + days.toNumber() * DAY));
  return new Time((((value.ms + days.toNumber()) % DAY) + DAY) % DAY);
};

const isTemporal = (value: FormulaValue): value is ApexDate | Datetime | Time =>
  value instanceof ApexDate || value instanceof Datetime || value instanceof Time;

const distance = (a: FormulaValue, b: FormulaValue): Decimal => {
  if (a instanceof ApexDate && b instanceof ApexDate) return Decimal.fromInteger(a.epochDay - b.epochDay);
  if (a instanceof Datetime && b instanceof Datetime) return Decimal.fromNumber((a.epochMs - b.epochMs) / DAY);
  if (a instanceof Time && b instanceof Time) return Decimal.fromInteger(a.ms - b.ms);
  throw new FormulaError('Incorrect parameter type for operator -');
};

const add = (a: FormulaValue, b: FormulaValue): FormulaValue => {
  if (isTemporal(a)) return moved(a, numberOf(b) ?? ZERO);
  if (isTemporal(b)) return moved(b, numberOf(a) ?? ZERO);
  if (typeof a === 'string' || typeof b === 'string') return textOf(a) + textOf(b);
  const [x, y] = [numberOf(a), numberOf(b)];
  return x && y ? x.plus(y) : null;
};

const subtract = (a: FormulaValue, b: FormulaValue): FormulaValue => {
  if (isTemporal(a) && isTemporal(b)) return distance(a, b);
  if (isTemporal(a)) return moved(a, (numberOf(b) ?? ZERO).negated());
  const [x, y] = [numberOf(a), numberOf(b)];
  return x && y ? x.minus(y) : null;
};

const raise = (base: Decimal, exponent: Decimal): Decimal => {
  const n = exponent.stripTrailingZeros();
  if (n.scale > 0 || n.unscaled < 0n) return Decimal.fromNumber(base.toNumber() ** exponent.toNumber());
  let result = Decimal.fromInteger(1);
  for (let i = 0n; i < n.unscaled; i += 1n) result = result.times(base);
  return result;
};

const arithmetic =
  (work: (x: Decimal, y: Decimal) => FormulaValue) =>
  (a: FormulaValue, b: FormulaValue): FormulaValue => {
    const [x, y] = [numberOf(a), numberOf(b)];
    return x && y ? work(x, y) : null;
  };

/** Division that Salesforce shows as `#Error!` gives no value. */
export const divide = (x: Decimal, y: Decimal): Decimal | null =>
  y.unscaled === 0n ? null : x.dividedBy(y, DIGITS).stripTrailingZeros();

/** Text is compared by case; blank text equals the empty text. */
export const sameInFormula = (a: FormulaValue, b: FormulaValue): boolean => {
  if (typeof a === 'string' || typeof b === 'string') return textOf(a) === textOf(b);
  if (a === null || b === null) return a === b;
  if (typeof a === 'boolean' || typeof b === 'boolean') return a === b;
  return compareValues(a, b) === 0;
};

const ordered =
  (holds: (order: number) => boolean) =>
  (a: FormulaValue, b: FormulaValue): FormulaValue => {
    if (typeof a === 'string' && typeof b === 'string') return holds(a < b ? -1 : a > b ? 1 : 0);
    return a !== null && b !== null && holds(compareValues(a, b));
  };

/** Operators whose both sides are always evaluated. */
export const OPERATORS: Readonly<Record<string, (a: FormulaValue, b: FormulaValue) => FormulaValue>> = {
  '+': add,
  '-': subtract,
  '*': arithmetic((x, y) => x.times(y)),
  '/': arithmetic(divide),
  '^': arithmetic(raise),
  '&': (a, b) => textOf(a) + textOf(b),
  '=': sameInFormula,
  '==': sameInFormula,
  '<>': (a, b) => !sameInFormula(a, b),
  '!=': (a, b) => !sameInFormula(a, b),
  '<': ordered((order) => order < 0),
  '<=': ordered((order) => order <= 0),
  '>': ordered((order) => order > 0),
  '>=': ordered((order) => order >= 0),
};
