import { DATETIME, DECIMAL, DOUBLE, ID, INTEGER, LONG, type ApexType } from '../types/apex-type.ts';
import { ApexException } from '../values/apex-exception.ts';
import { Decimal } from '../values/decimal.ts';
import { Double } from '../values/double.ts';
import { normaliseId } from '../values/id.ts';
import { ApexDate, Datetime } from '../values/temporal.ts';

const toDecimal = (value: number): Decimal => {
  if (Number.isFinite(value)) return Decimal.fromNumber(value);
  throw new ApexException('System.MathException', 'Infinity or NaN');
};

/** @throws System.StringException `Invalid id: x` */
export const stringToId = (value: string | null): string | null => {
  if (value === null) return null;
  const id = normaliseId(value);
  if (id === undefined) throw new ApexException('System.StringException', `Invalid id: ${value}`);
  return id;
};

const nullable =
  <A, B>(convert: (value: A) => B) =>
  (value: A | null): B | null =>
    value === null ? null : convert(value);

/** Conversions that the compiler writes out, by `<from>To<To>`; null stays null. Narrowing ones truncate. */
export const conversions = {
  integerToLong: nullable((v: number) => BigInt(v)),
  integerToDouble: nullable((v: number) => new Double(v)),
  integerToDecimal: nullable((v: number) => Decimal.fromInteger(v)),
  longToInteger: nullable((v: bigint) => Number(BigInt.asIntN(32, v))),
  longToDouble: nullable((v: bigint) => new Double(Number(v))),
  longToDecimal: nullable((v: bigint) => Decimal.fromInteger(v)),
  doubleToInteger: nullable((v: Double) => Math.trunc(v.value) | 0),
  doubleToLong: nullable((v: Double) => BigInt(Math.trunc(v.value))),
  doubleToDecimal: nullable((v: Double) => toDecimal(v.value)),
  decimalToInteger: nullable((v: Decimal) => Number(BigInt.asIntN(32, v.toBigInt()))),
  decimalToLong: nullable((v: Decimal) => BigInt.asIntN(64, v.toBigInt())),
  decimalToDouble: nullable((v: Decimal) => new Double(v.toNumber())),
  dateToDatetime: nullable((v: ApexDate) => new Datetime(v.epochDay * 86_400_000)),
  stringToId,
};

const toNumberType = (value: unknown, type: ApexType): unknown => {
  if (typeof value === 'number') {
    if (type === LONG) return BigInt(value);
    if (type === DOUBLE) return new Double(value);
    if (type === DECIMAL) return Decimal.fromInteger(value);
  }
  if (typeof value === 'bigint') {
    if (type === DOUBLE) return new Double(Number(value));
    if (type === DECIMAL) return Decimal.fromInteger(value);
  }
  if (value instanceof Double && type === DECIMAL) return toDecimal(value.value);
  return value instanceof Decimal && type === DOUBLE ? new Double(value.toNumber()) : undefined;
};

const NUMBERS: readonly ApexType[] = [INTEGER, LONG, DOUBLE, DECIMAL];

/**
 * Makes a runtime value fit a type by the conversions that Apex does by itself: wider numbers, text to Id, date to
 * datetime.
 * @param value any Apex value
 * @returns the value in the type's representation; the value itself when no conversion applies
 * @throws System.StringException for a text that is no Id
 */
export const convert = (value: unknown, type: ApexType): unknown => {
  if (value === null) return null;
  if (NUMBERS.includes(type)) return toNumberType(value, type) ?? value;
  if (type === ID && typeof value === 'string') return stringToId(value);
  if (type === DATETIME && value instanceof ApexDate) return new Datetime(value.epochDay * 86_400_000);
  return value;
};
