import { createHash } from 'node:crypto';
import { UnsupportedFeature } from '../errors.ts';
import type { FieldDefinition, FieldType, ObjectDefinition } from '../schema/model.ts';
import { parseAvro, type AvroType } from './avro.ts';

/** How the values of one field type are written in Avro. */
export type AvroPrimitive = 'string' | 'double' | 'boolean' | 'long' | 'int';

/** The types that fields of platform events have. Source: Platform Events Developer Guide, "Platform Event Fields". */
const PRIMITIVES: Partial<Record<FieldType, { readonly avro: AvroPrimitive; readonly doc: string }>> = {
  string: { avro: 'string', doc: 'Data:Text' },
  textarea: { avro: 'string', doc: 'Data:LongTextArea' },
  picklist: { avro: 'string', doc: 'Data:Picklist' },
  reference: { avro: 'string', doc: 'Data:EntityId' },
  email: { avro: 'string', doc: 'Data:Email' },
  phone: { avro: 'string', doc: 'Data:Phone' },
  url: { avro: 'string', doc: 'Data:Url' },
  double: { avro: 'double', doc: 'Data:Double' },
  currency: { avro: 'double', doc: 'Data:Currency' },
  percent: { avro: 'double', doc: 'Data:Percent' },
  int: { avro: 'int', doc: 'Data:Integer' },
  boolean: { avro: 'boolean', doc: 'Data:Boolean' },
  date: { avro: 'long', doc: 'Data:DateOnly' },
  datetime: { avro: 'long', doc: 'Data:DateTime' },
};

/** Fields that every event has and that are not part of its payload. */
const OUTSIDE = new Set(['id', 'replayid', 'eventuuid', 'createddate', 'createdbyid']);

/** One field of the payload beside CreatedDate and CreatedById. */
export interface PayloadField {
  readonly field: FieldDefinition;
  readonly avro: AvroPrimitive;
}

/** The Avro schema of an event's payload. */
export interface EventSchema {
  readonly object: ObjectDefinition;
  /** Fingerprint, by which clients ask for the schema. */
  readonly id: string;
  readonly json: string;
  readonly type: AvroType;
  readonly fields: readonly PayloadField[];
}

const payloadFields = (object: ObjectDefinition): (PayloadField & { doc: string })[] =>
  [...object.fields]
    .filter(([key]) => !OUTSIDE.has(key))
    .map(([, field]) => {
      const primitive = PRIMITIVES[field.type];
      if (!primitive) throw new UnsupportedFeature(`the event field ${field.name} of type ${field.type}`);
      return { field, ...primitive };
    });

/**
 * The schema as Salesforce generates it: CreatedDate and CreatedById first, then every field as a union with null.
 * @throws UnsupportedFeature for a field type that no event has
 */
export const eventSchema = (object: ObjectDefinition): EventSchema => {
  const fields = payloadFields(object);
  const schema = {
    name: object.name,
    namespace: 'com.sforce.eventbus',
    type: 'record',
    fields: [
      { name: 'CreatedDate', type: 'long', doc: 'CreatedDate:DateTime' },
      { name: 'CreatedById', type: 'string', doc: 'CreatedBy:EntityId' },
      ...fields.map(({ field, avro, doc }) => ({ name: field.name, type: ['null', avro], doc, default: null })),
    ],
  };
  const id = createHash('md5').update(JSON.stringify(schema)).digest('base64url');
  const json = JSON.stringify({ ...schema, uuid: id });
  return { object, id, json, type: parseAvro(json), fields };
};
