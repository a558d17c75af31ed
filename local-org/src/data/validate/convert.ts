import type { FieldDefinition } from '../../schema/model.ts';
import { Blob } from '../../values/blob.ts';
import { Decimal } from '../../values/decimal.ts';
import { Double } from '../../values/double.ts';
import { normaliseId } from '../../values/id.ts';
import { ApexDate, Datetime, Time } from '../../values/temporal.ts';
import type { DmlRowError } from '../database.ts';
import { rowError } from '../dml/error.ts';

/** A value ready for storage, or why it cannot be stored. */
export type Converted = { readonly value: unknown } | { readonly error: DmlRowError };

const wrongType = (field: FieldDefinition, value: unknown): Converted => ({
  error: rowError('INVALID_TYPE_ON_FIELD_IN_RECORD', `${field.label}: value not of required type: ${String(value)}`, [
    field.name,
  ]),
});

const toDecimal = (value: unknown): Decimal | undefined => {
  if (value instanceof Decimal) return value;
  if (typeof value === 'number') return Decimal.fromNumber(value);
  if (typeof value === 'bigint') return Decimal.fromInteger(value);
  return value instanceof Double ? Decimal.fromNumber(value.value) : undefined;
};

const convertNumber = (field: FieldDefinition, value: unknown): Converted => {
  const decimal = toDecimal(value);
  if (!decimal) return wrongType(field, value);
  // More decimals than the field shows are kept; only forms round them.
  const scaled = decimal.scale > field.scale ? decimal : decimal.withScale(field.scale);
  const limit = field.precision - field.scale;
  if (field.precision > 0 && scaled.abs().toBigInt() >= 10n ** BigInt(limit)) {
    const text = decimal.toString();
    return {
      error: rowError(
        'NUMBER_OUTSIDE_VALID_RANGE',
        `${field.label}: value outside of valid range on numeric field: ${text}`,
        [field.name],
      ),
    };
  }
  return { value: scaled };
};

const convertInteger = (field: FieldDefinition, value: unknown): Converted => {
  if (typeof value === 'number' && Number.isInteger(value)) return { value };
  const decimal = toDecimal(value);
  return decimal ? { value: Number(decimal.withScale(0).toBigInt()) } : wrongType(field, value);
};

const convertId = (field: FieldDefinition, value: unknown): Converted => {
  const id = typeof value === 'string' ? normaliseId(value.trim()) : undefined;
  if (id) return { value: id };
  return {
    error: rowError('MALFORMED_ID', `${field.label}: id value of incorrect type: ${String(value)}`, [field.name]),
  };
};

const convertText = (field: FieldDefinition, value: unknown): Converted => {
  if (typeof value !== 'string') return wrongType(field, value);
  // Salesforce cuts white space off both ends when it saves text; what is left empty is no value.
  const text = value.trim();
  return { value: text === '' ? null : text };
};

const convertMultipicklist = (field: FieldDefinition, value: unknown): Converted => {
  if (typeof value !== 'string') return wrongType(field, value);
  const chosen = [...new Set(value.split(';').map((v) => v.trim()))].filter((v) => v !== '');
  const order = new Map(field.picklistValues.map((v, position) => [v.value, position]));
  const position = (v: string): number => order.get(v) ?? order.size;
  const text = chosen.sort((a, b) => position(a) - position(b)).join(';');
  return { value: text === '' ? null : text };
};

/**
 * Turns a value that Apex or REST gave to a field into the one that is stored.
 * @param value not null
 */
export const convertValue = (field: FieldDefinition, value: unknown): Converted => {
  switch (field.type) {
    case 'boolean':
      return typeof value === 'boolean' ? { value } : wrongType(field, value);
    case 'int':
      return convertInteger(field, value);
    case 'long':
      return typeof value === 'bigint' ? { value } : wrongType(field, value);
    case 'double':
    case 'currency':
    case 'percent':
      return convertNumber(field, value);
    case 'date':
      if (value instanceof Datetime) return { value: new ApexDate(Math.floor(value.epochMs / 86_400_000)) };
      return value instanceof ApexDate ? { value } : wrongType(field, value);
    case 'datetime':
      if (value instanceof ApexDate) return { value: new Datetime(value.epochDay * 86_400_000) };
      // Salesforce stores whole seconds.
      return value instanceof Datetime
        ? { value: value.epochMs % 1000 === 0 ? value : new Datetime(Math.floor(value.epochMs / 1000) * 1000) }
        : wrongType(field, value);
    case 'time':
      return value instanceof Time ? { value } : wrongType(field, value);
    case 'base64':
      return value instanceof Blob ? { value } : wrongType(field, value);
    case 'id':
    case 'reference':
      return value === '' ? { value: null } : convertId(field, value);
    case 'multipicklist':
      return convertMultipicklist(field, value);
    default:
      return convertText(field, value);
  }
};
