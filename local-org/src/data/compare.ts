import { Decimal } from '../values/decimal.ts';
import { Double } from '../values/double.ts';
import { ApexDate, Datetime, Time } from '../values/temporal.ts';

const collator = new Intl.Collator('en', { sensitivity: 'accent', numeric: false });

const numeric = (value: unknown): Decimal | undefined => {
  if (value instanceof Decimal) return value;
  if (typeof value === 'number' || typeof value === 'bigint') return Decimal.fromInteger(value);
  return value instanceof Double ? Decimal.fromNumber(value.value) : undefined;
};

const ordinal = (value: unknown): number | undefined => {
  if (value instanceof ApexDate) return value.epochDay;
  if (value instanceof Datetime) return value.epochMs;
  if (value instanceof Time) return value.ms;
  return typeof value === 'boolean' ? Number(value) : undefined;
};

/**
 * Orders two values of one type as Salesforce's database does; text ignores case.
 * @returns negative, zero or positive; values that cannot be compared are equal
 */
export const compareValues = (a: unknown, b: unknown): number => {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const x = numeric(a);
  const y = numeric(b);
  if (x && y) return x.compare(y);
  const left = ordinal(a);
  const right = ordinal(b);
  if (left !== undefined && right !== undefined) return left - right;
  return typeof a === 'string' && typeof b === 'string' ? collator.compare(a, b) : 0;
};
