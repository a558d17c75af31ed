import { Decimal } from '../values/decimal.ts';
import { Double } from '../values/double.ts';
import { ApexDate, Datetime, Time } from '../values/temporal.ts';
import { FormulaError } from './parse.ts';

/** What a formula computes with: integers are decimals too, blank is null. */
export type FormulaValue = string | boolean | Decimal | ApexDate | Datetime | Time | null;

export const ZERO = Decimal.fromInteger(0);

/** A stored field value as a formula sees it. */
export const toFormulaValue = (value: unknown): FormulaValue => {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'number' || typeof value === 'bigint') return Decimal.fromInteger(value);
  if (value instanceof Double) return Decimal.fromNumber(value.value);
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (value instanceof Decimal || value instanceof ApexDate || value instanceof Datetime || value instanceof Time)
    return value;
  throw new FormulaError('Field type may not be used in this type of formula');
};

export const isBlank = (value: FormulaValue): boolean => value === null || value === '';

export const textOf = (value: FormulaValue): string => {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  throw new FormulaError('Incorrect parameter type. Expected Text');
};

export const numberOf = (value: FormulaValue): Decimal | null => {
  if (value === null || value instanceof Decimal) return value;
  throw new FormulaError('Incorrect parameter type. Expected Number');
};

/** As a JavaScript number, for counts and positions; blank is 0. */
export const integerOf = (value: FormulaValue): number => Math.trunc((numberOf(value) ?? ZERO).toNumber());

export const booleanOf = (value: FormulaValue): boolean => {
  if (value === null || typeof value === 'boolean') return value === true;
  throw new FormulaError('Incorrect parameter type. Expected Boolean');
};

export const dateOf = (value: FormulaValue): ApexDate | null => {
  if (value === null || value instanceof ApexDate) return value;
  throw new FormulaError('Incorrect parameter type. Expected Date');
};

export const plainNumber = (value: Decimal): string => value.stripTrailingZeros().toString();
