import { createRequire } from 'node:module';

/** A parsed Avro schema of a record: what of avro-js is used. A value of a union is wrapped: `{ string: 'x' }`. */
export interface AvroType {
  toBuffer(record: Readonly<Record<string, unknown>>): Buffer;
  /** @throws when the bytes are no such record */
  fromBuffer(bytes: Buffer): Readonly<Record<string, unknown>>;
}

interface AvroLibrary {
  parse(schema: unknown): AvroType;
}

const library = createRequire(import.meta.url)('avro-js') as AvroLibrary;

/** @param schema Avro schema as JSON text */
export const parseAvro = (schema: string): AvroType => library.parse(JSON.parse(schema) as unknown);
