import { createRequire } from 'node:module';

/** A parsed Avro schema: what of avro-js is used. A value of a union is wrapped: `{ string: 'x' }`. */
export interface AvroType {
  toBuffer(value: unknown): Buffer;
  /** @throws when the bytes are no such value */
  fromBuffer(bytes: Buffer): unknown;
}

interface AvroLibrary {
  parse(schema: unknown): AvroType;
}

const library = createRequire(import.meta.url)('avro-js') as AvroLibrary;

/** @param schema Avro schema as JSON text */
export const parseAvro = (schema: string): AvroType => library.parse(JSON.parse(schema) as unknown);
