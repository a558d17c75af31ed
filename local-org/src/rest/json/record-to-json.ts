import type { Schema } from '../../schema/model.ts';
import { Blob } from '../../values/blob.ts';
import { ApexList } from '../../values/collections.ts';
import { SObject } from '../../values/sobject.ts';
import { apiPath } from '../api.ts';
import type { Shape, ShapeEntry } from './query-shape.ts';
import { valueToJson } from './to-json.ts';

/** How records are written for one request. */
export interface RecordWriter {
  readonly schema: Schema;
  /** API version of the request, for URLs. */
  readonly version: string;
}

export type JsonRecord = Record<string, unknown>;

const attributes = ({ version }: RecordWriter, row: SObject): JsonRecord => ({
  type: row.typeName,
  ...(row.id === null ? {} : { url: apiPath(version, 'sobjects', row.typeName, row.id) }),
});

/** File contents are not in the record; their address is. */
const fieldToJson = (writer: RecordWriter, row: SObject, name: string, value: unknown): unknown =>
  value instanceof Blob && row.id !== null
    ? apiPath(writer.version, 'sobjects', row.typeName, row.id, name)
    : valueToJson(value);

const childrenToJson = (writer: RecordWriter, value: unknown, shape: Shape): unknown => {
  const rows = value instanceof ApexList ? value.items.filter((item) => item instanceof SObject) : [];
  if (rows.length === 0) return null;
  return { totalSize: rows.length, done: true, records: rows.map((row) => recordToJson(writer, row, shape)) };
};

const addEntry = (writer: RecordWriter, row: SObject, entry: ShapeEntry, json: JsonRecord): void => {
  const { schema } = writer;
  const object = schema.object(row.typeName, '');
  switch (entry.kind) {
    case 'field': {
      const name = (object && schema.field(object, entry.name, '')?.name) ?? entry.name;
      json[name] = fieldToJson(writer, row, name, row.get(name));
      break;
    }
    case 'computed':
      json[entry.name] = valueToJson(row.get(entry.name));
      break;
    case 'parent': {
      const name = (object && schema.parentRelationship(object, entry.name, '')?.relationshipName) ?? entry.name;
      const parent = row.get(name);
      json[name] = parent instanceof SObject ? recordToJson(writer, parent, entry.shape) : null;
      break;
    }
    case 'children': {
      const name = (object && schema.childRelationship(object, entry.name, '')?.name) ?? entry.name;
      json[name] = childrenToJson(writer, row.get(name), entry.shape);
    }
  }
};

const addEverything = (writer: RecordWriter, row: SObject, json: JsonRecord): void => {
  const object = writer.schema.object(row.typeName, '');
  for (const [key, value] of row.fields) {
    const field = object?.fields.get(key);
    if (field) json[field.name] = fieldToJson(writer, row, field.name, value);
  }
};

/** A row of a query as the API shows it: `attributes`, then what was selected, in that order. */
export const recordToJson = (writer: RecordWriter, row: SObject, shape: Shape): JsonRecord => {
  const json: JsonRecord = { attributes: attributes(writer, row) };
  if (shape.everything) addEverything(writer, row, json);
  for (const entry of shape.entries.values()) addEntry(writer, row, entry, json);
  return json;
};

/** A row of a query with GROUP BY or aggregate functions. */
export const aggregateToJson = (row: ReadonlyMap<string, unknown>): JsonRecord => {
  const json: JsonRecord = { attributes: { type: 'AggregateResult' } };
  for (const [name, value] of row) json[name] = valueToJson(value);
  return json;
};
