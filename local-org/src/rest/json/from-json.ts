import { z } from 'zod';
import { UnsupportedFeature } from '../../errors.ts';
import type { FieldDefinition, ObjectDefinition, Schema } from '../../schema/model.ts';
import { STRING } from '../../types/apex-type.ts';
import { ApexList } from '../../values/collections.ts';
import { Blob } from '../../values/blob.ts';
import { Decimal, DecimalError } from '../../values/decimal.ts';
import { normaliseId } from '../../values/id.ts';
import { SObject } from '../../values/sobject.ts';
import { ApexDate, Datetime, Time } from '../../values/temporal.ts';
import { ApiError, badRequest } from '../errors.ts';

const kindOf = (value: unknown): string => {
  if (typeof value === 'string') return 'VALUE_STRING';
  if (typeof value === 'boolean') return value ? 'VALUE_TRUE' : 'VALUE_FALSE';
  if (typeof value === 'number') return Number.isInteger(value) ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT';
  return Array.isArray(value) ? 'START_ARRAY' : 'START_OBJECT';
};

const mistyped = (wanted: string, value: unknown): ApiError => {
  const text = ['string', 'number', 'boolean'].includes(typeof value) ? ` value ${String(value)}` : '';
  return badRequest(
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${wanted} from ${kindOf(value)}${text} or request may be missing a required field`,
  );
};

const text = (wanted: string, value: unknown): string => {
  if (typeof value !== 'string') throw mistyped(wanted, value);
  return value;
};

const decimal = (wanted: string, value: unknown): Decimal => {
  if (typeof value === 'number') return Decimal.fromNumber(value);
  try {
    return Decimal.parse(text(wanted, value).trim());
  } catch (error) {
    if (error instanceof DecimalError) throw mistyped(wanted, value);
    throw error;
  }
};

const DATE = /^(\d{4}-\d{2}-\d{2})(?:T.*)?$/;
const DATETIME = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2}))?$/;
const TIME = /^\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z?$/;

const date = (value: unknown): ApexDate => {
  const day = DATE.exec(text('date', value))?.[1];
  if (day === undefined || Number.isNaN(Date.parse(`${day}T00:00:00Z`))) throw mistyped('date', value);
  return ApexDate.parse(day);
};

const datetime = (value: unknown): Datetime => {
  const iso = text('datetime', value).replace(/([+-]\d{2})(\d{2})$/, '$1:$2');
  const ms = DATETIME.test(iso) ? Date.parse(iso) : NaN;
  if (Number.isNaN(ms)) throw mistyped('datetime', value);
  return new Datetime(ms);
};

const time = (value: unknown): Time => {
  const iso = text('time', value);
  if (!TIME.test(iso)) throw mistyped('time', value);
  return new Time(Date.parse(`1970-01-01T${iso.replace(/Z?$/, 'Z')}`));
};

const id = (field: FieldDefinition, value: unknown): string => {
  const given = text('reference', value);
  const normal = normaliseId(given);
  if (normal === undefined) {
    throw badRequest('MALFORMED_ID', `${field.label}: id value of incorrect type: ${given}`, [field.name]);
  }
  return normal;
};

const integer = (value: unknown): number => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number)) throw mistyped('int', value);
  return number;
};

/**
 * The Apex value of a JSON value.
 * @throws ApiError JSON_PARSER_ERROR when it has the wrong type, MALFORMED_ID
 */
export const fieldValue = (field: FieldDefinition, value: unknown): unknown => {
  if (value === null || value === undefined) return null;
  switch (field.type) {
    case 'boolean':
      if (typeof value !== 'boolean') throw mistyped('boolean', value);
      return value;
    case 'int':
      return integer(value);
    case 'long':
      return BigInt(integer(value));
    case 'double':
    case 'currency':
    case 'percent':
      // An empty string clears a number, as it does on Salesforce.
      return value === '' ? null : decimal(field.type, value);
    case 'date':
      return value === '' ? null : date(value);
    case 'datetime':
      return value === '' ? null : datetime(value);
    case 'time':
      return value === '' ? null : time(value);
    case 'id':
    case 'reference':
      return value === '' ? null : id(field, value);
    case 'base64':
      return new Blob(Buffer.from(text('base64', value), 'base64'));
    case 'junctionIdList':
      if (!Array.isArray(value)) throw mistyped('junctionIdList', value);
      return new ApexList(
        STRING,
        value.map((entry) => id(field, entry)),
      );
    case 'address':
    case 'location':
    case 'anyType':
      throw new UnsupportedFeature(`writing the ${field.type} field ${field.name} over REST`);
    default:
      return text('string', value) === '' ? null : value;
  }
};

const attributesSchema = z.looseObject({ type: z.string().optional(), referenceId: z.string().optional() });

/** The `attributes` of a record in JSON; empty when it has none. */
export const attributesOf = (record: Readonly<Record<string, unknown>>): { type?: string; referenceId?: string } => {
  const parsed = attributesSchema.safeParse(record.attributes ?? {});
  if (!parsed.success) throw badRequest('JSON_PARSER_ERROR', 'attributes must be an object with a type');
  const { type, referenceId } = parsed.data;
  return { ...(type === undefined ? {} : { type }), ...(referenceId === undefined ? {} : { referenceId }) };
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A parent named by its external id: `"Account": {"Number__c": "4711"}`. */
const parentByExternalId = (schema: Schema, reference: FieldDefinition, value: unknown): SObject => {
  if (!isObject(value)) throw mistyped('reference', value);
  const type = attributesOf(value).type ?? reference.referenceTo[0] ?? '';
  const parent = schema.object(type, '');
  if (!parent) throw badRequest('INVALID_TYPE', `sObject type '${type}' is not supported.`);
  return recordFromJson(schema, parent, value);
};

/**
 * A record from its JSON.
 * @param namespace names without a prefix may mean those of this namespace; '' over REST
 * @throws ApiError INVALID_FIELD for a name the object has not
 */
export const recordFromJson = (
  schema: Schema,
  object: ObjectDefinition,
  json: Readonly<Record<string, unknown>>,
  namespace = '',
): SObject => {
  const record = new SObject(object.name);
  for (const [name, value] of Object.entries(json)) {
    if (name === 'attributes') continue;
    const field = schema.field(object, name, namespace);
    if (field) {
      record.set(field.name, fieldValue(field, value));
      continue;
    }
    const reference = schema.parentRelationship(object, name, namespace);
    if (!reference) {
      throw badRequest('INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
    }
    if (value === null) record.set(reference.name, null);
    else record.set(reference.relationshipName ?? name, parentByExternalId(schema, reference, value));
  }
  return record;
};
