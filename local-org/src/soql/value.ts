import type { FieldDefinition } from '../schema/model.ts';
import { UnsupportedFeature } from '../errors.ts';
import { ApexList, ApexSet } from '../values/collections.ts';
import { Decimal } from '../values/decimal.ts';
import { Double } from '../values/double.ts';
import { normaliseId } from '../values/id.ts';
import { SObject } from '../values/sobject.ts';
import { ApexDate, Datetime, Time } from '../values/temporal.ts';
import type { Value } from './ast.ts';
import { queryException } from './errors.ts';

/** The bind of a query by its position. */
export const bindOf = (binds: readonly unknown[], index: number): unknown => binds[index] ?? null;

const parseDatetime = (text: string): Datetime => {
  const ms = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (Number.isNaN(ms)) throw queryException(`Invalid datetime: ${text}`);
  return new Datetime(ms);
};

const parseTime = (text: string): Time => new Time(Date.parse(`1970-01-01T${text}`));

/** The Apex value of a literal or bind that is not a list, subquery or date literal. */
export const scalarValue = (value: Value, binds: readonly unknown[]): unknown => {
  switch (value.kind) {
    case 'null':
      return null;
    case 'boolean':
    case 'string':
      return value.value;
    case 'number':
      if (/^[A-Za-z]{3}/.test(value.text)) throw new UnsupportedFeature(`currency literal ${value.text}`);
      return Decimal.parse(value.text);
    case 'date':
      return ApexDate.parse(value.text);
    case 'datetime':
      return parseDatetime(value.text);
    case 'time':
      return parseTime(value.text);
    case 'bind':
      return bindOf(binds, value.index);
    default:
      throw queryException(`unexpected token: ${value.kind}`);
  }
};

const NUMBERS = new Set(['int', 'double', 'currency', 'percent', 'long']);

const mismatch = (field: FieldDefinition, type: string, quotes: boolean): Error =>
  queryException(
    `value of filter criterion for field '${field.name}' must be of type ${type} and should ${quotes ? '' : 'not '}be enclosed in quotes`,
  );

const asId = (field: FieldDefinition, value: unknown): unknown => {
  if (value instanceof SObject) return value.id;
  if (typeof value !== 'string') throw mismatch(field, 'string', true);
  if (value === '') return null;
  const id = normaliseId(value);
  if (!id) throw queryException(`invalid ID field: ${value}`);
  return id;
};

const isNumber = (value: unknown): boolean =>
  typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal || value instanceof Double;

/**
 * Makes a value comparable with a field.
 * @returns a value of the field's own kind, or null
 * @throws ApexException System.QueryException when the field cannot be compared with it
 */
export const comparableValue = (field: FieldDefinition, value: unknown): unknown => {
  if (value === null || value === undefined) return null;
  if (field.type === 'id' || field.type === 'reference') return asId(field, value);
  if (NUMBERS.has(field.type)) {
    if (!isNumber(value)) throw mismatch(field, field.type === 'int' ? 'int' : 'double', false);
    return value;
  }
  switch (field.type) {
    case 'boolean':
      if (typeof value !== 'boolean') throw mismatch(field, 'boolean', false);
      return value;
    case 'date':
      if (value instanceof Datetime) return new ApexDate(Math.floor(value.epochMs / 86_400_000));
      if (!(value instanceof ApexDate)) throw mismatch(field, 'date', false);
      return value;
    case 'datetime':
      if (value instanceof ApexDate) return new Datetime(value.epochDay * 86_400_000);
      if (!(value instanceof Datetime)) throw mismatch(field, 'dateTime', false);
      return value;
    case 'time':
      if (!(value instanceof Time)) throw mismatch(field, 'time', false);
      return value;
    default:
      if (typeof value !== 'string') throw mismatch(field, 'string', true);
      return value === '' ? null : value;
  }
};

/** The elements of a list of values, of a bound list or set; a single bound value is a list of one. */
export const listValues = (value: Value, binds: readonly unknown[]): unknown[] => {
  if (value.kind === 'list') return value.values.flatMap((element) => listValues(element, binds));
  const single = scalarValue(value, binds);
  if (single instanceof ApexList || single instanceof ApexSet) return [...single];
  return [single];
};
