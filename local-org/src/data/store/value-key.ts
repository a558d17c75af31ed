import type { FieldDefinition } from '../../schema/model.ts';
import { Decimal } from '../../values/decimal.ts';
import { Double } from '../../values/double.ts';
import { ApexDate, Datetime, Time } from '../../values/temporal.ts';

/** A JavaScript primitive that is equal for values that Salesforce's database takes for equal; text ignores case. */
export type ValueKey = string | number | boolean | bigint | null;

/**
 * @param value a stored field value
 * @param caseSensitive of the field: true only for text fields defined as case-sensitive
 */
export const valueKey = (value: unknown, caseSensitive = false): ValueKey => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return caseSensitive ? value : value.toLowerCase();
  if (value instanceof Decimal) return `#${value.stripTrailingZeros().toString()}`;
  if (typeof value === 'number' || typeof value === 'bigint') return `#${value}`;
  if (value instanceof Double) return valueKey(Decimal.fromNumber(value.value));
  if (value instanceof ApexDate) return value.epochDay;
  if (value instanceof Datetime) return value.epochMs;
  if (value instanceof Time) return value.ms;
  if (typeof value === 'boolean') return value;
  throw new Error(`A value of type ${typeof value} has no key`);
};

/** Ids are compared as they are: their 18 characters are unique without regard to case. */
export const fieldKey = (field: FieldDefinition, value: unknown): ValueKey =>
  valueKey(value, field.caseSensitive || field.type === 'id' || field.type === 'reference');
