import { ApexException, nullPointer } from '../values/apex-exception.ts';
import { Decimal } from '../values/decimal.ts';
import { Double } from '../values/double.ts';
import { ApexDate, Datetime, Time } from '../values/temporal.ts';

/**
 * Arithmetic of compiled Apex. The compiler has chosen the type; null on either side is a null dereference.
 * Integer wraps at 32 bits, Long at 64, Decimal is exact.
 */

const DAY_MS = 86_400_000;

const divideByZero = (): ApexException => new ApexException('System.MathException', 'Divide by 0');

type Operation<T> = (a: T | null, b: T | null) => T;

/** Both operands present, or System.NullPointerException. */
const strict =
  <T>(operation: (a: T, b: T) => T): Operation<T> =>
  (a, b) => {
    if (a === null || b === null) throw nullPointer();
    return operation(a, b);
  };

/** Digits a quotient keeps at most. */
const DIVISION_PRECISION = 34;

const divideDecimals = (a: Decimal, b: Decimal): Decimal => {
  if (b.unscaled === 0n) throw divideByZero();
  const preferred = Math.max(a.scale - b.scale, 0);
  const whole = a.precision() - a.scale - (b.precision() - b.scale);
  const scale = Math.max(DIVISION_PRECISION - Math.max(whole, 0), preferred);
  let quotient = a.dividedBy(b, scale, 'HALF_UP');
  // Trailing zeros go, down to the scale that the operands suggest.
  let { unscaled } = quotient;
  let kept = quotient.scale;
  while (kept > preferred && unscaled % 10n === 0n) {
    unscaled /= 10n;
    kept -= 1;
  }
  quotient = new Decimal(unscaled, kept);
  return quotient;
};

const wrap = (n: bigint): bigint => BigInt.asIntN(64, n);

/** Days as a Decimal, added to a point in time. */
const shifted = (at: Datetime, days: Decimal, sign: 1 | -1): Datetime =>
  new Datetime(at.epochMs + sign * Math.round(days.toNumber() * DAY_MS));

export const arithmetic = {
  // Written out, not through `strict`: integer loops are the hot paths.
  addInteger: (a: number | null, b: number | null): number => {
    if (a === null || b === null) throw nullPointer();
    return (a + b) | 0;
  },
  subtractInteger: (a: number | null, b: number | null): number => {
    if (a === null || b === null) throw nullPointer();
    return (a - b) | 0;
  },
  multiplyInteger: (a: number | null, b: number | null): number => {
    if (a === null || b === null) throw nullPointer();
    return Math.imul(a, b);
  },
  divideInteger: (a: number | null, b: number | null): number => {
    if (a === null || b === null) throw nullPointer();
    if (b === 0) throw divideByZero();
    return (a / b) | 0;
  },
  negateInteger: (a: number | null): number => {
    if (a === null) throw nullPointer();
    return -a | 0;
  },
  addLong: strict<bigint>((a, b) => wrap(a + b)),
  subtractLong: strict<bigint>((a, b) => wrap(a - b)),
  multiplyLong: strict<bigint>((a, b) => wrap(a * b)),
  divideLong: strict<bigint>((a, b) => {
    if (b === 0n) throw divideByZero();
    return wrap(a / b);
  }),
  negateLong: (a: bigint | null): bigint => {
    if (a === null) throw nullPointer();
    return wrap(-a);
  },
  addDouble: strict<Double>((a, b) => new Double(a.value + b.value)),
  subtractDouble: strict<Double>((a, b) => new Double(a.value - b.value)),
  multiplyDouble: strict<Double>((a, b) => new Double(a.value * b.value)),
  divideDouble: strict<Double>((a, b) => {
    if (b.value === 0) throw divideByZero();
    return new Double(a.value / b.value);
  }),
  negateDouble: (a: Double | null): Double => {
    if (a === null) throw nullPointer();
    return new Double(-a.value);
  },
  addDecimal: strict<Decimal>((a, b) => a.plus(b)),
  subtractDecimal: strict<Decimal>((a, b) => a.minus(b)),
  multiplyDecimal: strict<Decimal>((a, b) => a.times(b)),
  divideDecimal: strict<Decimal>(divideDecimals),
  negateDecimal: (a: Decimal | null): Decimal => {
    if (a === null) throw nullPointer();
    return a.negated();
  },
  addToDate: (a: ApexDate | null, days: number | bigint | null): ApexDate => {
    if (a === null || days === null) throw nullPointer();
    return new ApexDate(a.epochDay + Number(days));
  },
  subtractToDate: (a: ApexDate | null, days: number | bigint | null): ApexDate => {
    if (a === null || days === null) throw nullPointer();
    return new ApexDate(a.epochDay - Number(days));
  },
  addToDatetime: (a: Datetime | null, days: Decimal | null): Datetime => {
    if (a === null || days === null) throw nullPointer();
    return shifted(a, days, 1);
  },
  subtractToDatetime: (a: Datetime | null, days: Decimal | null): Datetime => {
    if (a === null || days === null) throw nullPointer();
    return shifted(a, days, -1);
  },
  addToTime: (a: Time | null, ms: number | bigint | null): Time => {
    if (a === null || ms === null) throw nullPointer();
    return new Time((((a.ms + Number(ms)) % DAY_MS) + DAY_MS) % DAY_MS);
  },
  subtractToTime: (a: Time | null, ms: number | bigint | null): Time => {
    if (a === null || ms === null) throw nullPointer();
    return new Time((((a.ms - Number(ms)) % DAY_MS) + DAY_MS) % DAY_MS);
  },
  unsignedShift: (a: bigint, by: bigint | number): bigint => wrap(BigInt.asUintN(64, a) >> (BigInt(by) & 63n)),
};
