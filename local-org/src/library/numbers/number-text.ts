import { Decimal, DecimalError } from '../../values/decimal.ts';
import { numberFormat } from '../intl.ts';
import { exception } from '../raise.ts';

const INTEGER_MIN = -(2n ** 31n);
const INTEGER_MAX = 2n ** 31n - 1n;

/**
 * Reads a whole number as Integer.valueOf and Long.valueOf do.
 * @param kind for the message: `integer` or `long`
 * @throws System.TypeException `Invalid integer: abc`
 */
const parseWhole = (text: string, kind: 'integer' | 'long'): bigint => {
  const digits = text.trim();
  if (!/^[+-]?\d+$/.test(digits)) throw exception('TypeException', `Invalid ${kind}: ${text}`);
  return BigInt(digits.startsWith('+') ? digits.slice(1) : digits);
};

/** @throws System.TypeException when the text is no whole number of 32 bits */
export const parseInteger = (text: string): number => {
  const value = parseWhole(text, 'integer');
  if (value < INTEGER_MIN || value > INTEGER_MAX) throw exception('TypeException', `Invalid integer: ${text}`);
  return Number(value);
};

/** @throws System.TypeException when the text is no whole number of 64 bits */
export const parseLong = (text: string): bigint => {
  const value = parseWhole(text, 'long');
  if (BigInt.asIntN(64, value) !== value) throw exception('TypeException', `Invalid long: ${text}`);
  return value;
};

/** @throws System.TypeException `Invalid decimal: abc` */
export const parseDecimal = (text: string): Decimal => {
  try {
    return Decimal.parse(text.trim());
  } catch (error) {
    if (error instanceof DecimalError) throw exception('TypeException', `Invalid decimal: ${text}`);
    throw error;
  }
};

/** @throws System.TypeException `Invalid double: abc` */
export const parseDouble = (text: string): number => {
  const trimmed = text.trim();
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(trimmed)) {
    throw exception('TypeException', `Invalid double: ${text}`);
  }
  return Number(trimmed);
};

/** Digits grouped as in the running user's locale. */
export const formatNumber = (value: number | bigint, maximumFractionDigits = 3): string =>
  numberFormat({ maximumFractionDigits }).format(value);

/** A decimal in the running user's locale without losing digits. */
export const formatDecimal = (value: Decimal): string =>
  // Intl takes decimal texts exactly; its type says only numeric-looking ones.
  numberFormat({ minimumFractionDigits: 0, maximumFractionDigits: Math.min(value.scale, 100) }).format(
    value.toString() as Intl.StringNumericLiteral,
  );

/** The low 32 bits, as a Java narrowing conversion. */
export const toInteger = (value: bigint): number => Number(BigInt.asIntN(32, value));
/** The low 64 bits. */
export const toLong = (value: bigint): bigint => BigInt.asIntN(64, value);
