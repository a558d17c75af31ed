import { normaliseId } from '../values/id.ts';
import { Decimal } from '../values/decimal.ts';
import { Double } from '../values/double.ts';
import { looselyEqual, sameValue } from '../values/equality.ts';
import { ApexDate, Datetime, Time } from '../values/temporal.ts';

/** Position of a number or a moment on its scale; the compiler has made both sides the same type. */
const scalar = (value: unknown): number | bigint => {
  if (value instanceof Double) return value.value;
  if (value instanceof ApexDate) return value.epochDay;
  if (value instanceof Datetime) return value.epochMs;
  if (value instanceof Time) return value.ms;
  return value as number | bigint;
};

const order = (a: unknown, b: unknown): number => {
  if (a instanceof Decimal && b instanceof Decimal) return a.compare(b);
  const [x, y] = [scalar(a), scalar(b)];
  return x < y ? -1 : x > y ? 1 : 0;
};

/** Ids of 15 and of 18 characters are the same; everything else is compared as it is. */
const idOf = (value: string | null): string | null => (value === null ? null : (normaliseId(value) ?? value));

/**
 * Comparisons of compiled Apex. An ordering with null on either side is false for numbers and moments; a text is
 * greater than null.
 * Source: Apex Developer Guide, "Expression Operators".
 */
export const comparison = {
  less: (a: number | bigint | null, b: number | bigint | null): boolean => a !== null && b !== null && a < b,
  greater: (a: number | bigint | null, b: number | bigint | null): boolean => a !== null && b !== null && a > b,
  lessOrEqual: (a: number | bigint | null, b: number | bigint | null): boolean => a !== null && b !== null && a <= b,
  greaterOrEqual: (a: number | bigint | null, b: number | bigint | null): boolean => a !== null && b !== null && a >= b,
  ordered: (a: unknown, b: unknown, operator: '<' | '>' | '<=' | '>='): boolean => {
    if (a === null || b === null) return false;
    const sign = order(a, b);
    if (operator === '<') return sign < 0;
    if (operator === '>') return sign > 0;
    return operator === '<=' ? sign <= 0 : sign >= 0;
  },
  /** Negative, zero or positive, ignoring case. */
  compareText: (a: string | null, b: string | null): number => {
    if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
    const [x, y] = [a.toLowerCase(), b.toLowerCase()];
    return x < y ? -1 : x > y ? 1 : 0;
  },
  equalText: (a: string | null, b: string | null): boolean =>
    a === b || (a !== null && b !== null && a.length === b.length && a.toLowerCase() === b.toLowerCase()),
  equalId: (a: string | null, b: string | null): boolean => a === b || idOf(a) === idOf(b),
  equalNumber: (a: unknown, b: unknown): boolean => (a === null || b === null ? a === b : order(a, b) === 0),
  same: sameValue,
  loose: looselyEqual,
};
