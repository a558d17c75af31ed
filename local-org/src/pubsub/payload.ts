import type { StoredEvent } from '../events/event-bus.ts';
import { SObject } from '../values/sobject.ts';
import { Decimal } from '../values/decimal.ts';
import { Double } from '../values/double.ts';
import { ApexDate, DAY_MS, Datetime } from '../values/temporal.ts';
import type { EventSchema, PayloadField } from './event-schema.ts';

/** Avro's form of an Apex value. */
const toAvro = (value: unknown): unknown => {
  if (value instanceof Datetime) return value.epochMs;
  if (value instanceof ApexDate) return value.epochDay * DAY_MS;
  if (value instanceof Decimal) return value.toNumber();
  if (value instanceof Double) return value.value;
  return value;
};

/** The Avro bytes of an event. */
export const encodeEvent = ({ type, fields }: EventSchema, { row, publishedAt }: StoredEvent): Buffer => {
  const created = row.get('CreatedDate');
  const record: Record<string, unknown> = {
    CreatedDate: created instanceof Datetime ? created.epochMs : publishedAt,
    CreatedById: row.get('CreatedById') ?? '',
  };
  for (const { field, avro } of fields) {
    const value = row.get(field.name) ?? null;
    record[field.name] = value === null ? null : { [avro]: toAvro(value) };
  }
  return type.toBuffer(record);
};

const fromAvro = ({ field }: PayloadField, value: unknown): unknown => {
  if (typeof value !== 'number') return value;
  if (field.type === 'datetime') return new Datetime(value);
  if (field.type === 'date') return new ApexDate(Math.floor(value / DAY_MS));
  return field.type === 'int' ? value : Decimal.fromNumber(value);
};

/** A value of a union comes wrapped in the name of its type. */
const unwrapped = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? Object.values(value)[0] : value;

/**
 * The event in a publisher's bytes. Who published and when is the org's to say: those two values are not taken over.
 * @throws Error when the bytes are not of the schema
 */
export const decodeEvent = ({ object, type, fields }: EventSchema, payload: Buffer): SObject => {
  const values = type.fromBuffer(payload);
  const row = new SObject(object.name);
  for (const payloadField of fields) {
    row.set(payloadField.field.name, fromAvro(payloadField, unwrapped(values[payloadField.field.name]) ?? null));
  }
  return row;
};
