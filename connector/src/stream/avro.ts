import { createRequire } from 'node:module';
import type { SchemaInfo } from './messages.ts';

/** A parsed Avro schema: what of avro-js is used. */
interface AvroType {
  fromBuffer(bytes: Buffer): unknown;
}

const library = createRequire(import.meta.url)('avro-js') as { parse(schema: unknown): AvroType };

/** An event's bytes are not of the schema it names. Reading it again would not help. */
export class UnreadableEvent extends Error {
  constructor(cause: unknown) {
    super(`The event cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'UnreadableEvent';
  }
}

/** Reads the fields of events, whatever schema each was written with. */
export interface EventReader {
  /**
   * @returns the event's fields by API name; null where it is blank
   * @throws UnreadableEvent, or the gRPC library's error when the schema cannot be fetched now
   */
  read(schemaId: string, payload: Buffer): Promise<Record<string, unknown>>;
}

/** avro-js wraps the value of a union: `{ string: 'x' }`. */
const unwrapped = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return value;
  const values: unknown[] = Object.values(value);
  return values.length === 1 ? values[0] : value;
};

const fieldsOf = (type: AvroType, payload: Buffer): Record<string, unknown> => {
  try {
    const record = type.fromBuffer(payload);
    if (typeof record !== 'object' || record === null) throw new TypeError('it is no record');
    return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, unwrapped(value)]));
  } catch (cause) {
    throw new UnreadableEvent(cause);
  }
};

/**
 * A schema never changes under its id, so each is fetched once.
 *
 * @param fetchSchema asks the Pub/Sub API for the schema with an id
 */
export const createEventReader = (fetchSchema: (id: string) => Promise<SchemaInfo>): EventReader => {
  const types = new Map<string, AvroType>();
  const typeOf = async (schemaId: string): Promise<AvroType> => {
    const known = types.get(schemaId);
    if (known !== undefined) return known;
    const { schema_json: json } = await fetchSchema(schemaId);
    const type = library.parse(JSON.parse(json) as unknown);
    types.set(schemaId, type);
    return type;
  };
  return { read: async (schemaId, payload) => fieldsOf(await typeOf(schemaId), payload) };
};
