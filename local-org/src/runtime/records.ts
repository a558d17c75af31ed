import type { ApexType } from '../types/apex-type.ts';
import { ApexException, nullPointer } from '../values/apex-exception.ts';
import { ApexList } from '../values/collections.ts';
import { SObject } from '../values/sobject.ts';
import { transaction } from './transaction.ts';

/** Name of a field in Salesforce's capitals, for messages. */
const fieldName = (record: SObject, key: string): string => {
  const object = transaction().org.schema.object(record.typeName, '');
  return object?.fields.get(key)?.name ?? key;
};

/** A field that has no entry: not selected by the query, or never set. */
const missing = (record: SObject, key: string): null => {
  if (!record.queried || key === 'id') return null;
  throw new ApexException(
    'System.SObjectException',
    `SObject row was retrieved via SOQL without querying the requested field: ${record.typeName}.${fieldName(record, key)}`,
  );
};

const read = (record: SObject | null, key: string): unknown => {
  if (record === null) throw nullPointer();
  const value = record.fields.get(key);
  return value === undefined ? missing(record, key) : value;
};

const isRow = (record: SObject | null): record is SObject => record !== null;

/** Access to records by compiled Apex; names are lower-cased full API names. */
export const records = {
  field: read,
  /** A field of a parent that may be absent: null then. */
  fieldOptional: (record: SObject | null, key: string): unknown => (isRow(record) ? read(record, key) : null),
  /** A checkbox is never null. */
  flag: (record: SObject | null, key: string): unknown => read(record, key) ?? false,
  flagOptional: (record: SObject | null, key: string): unknown => (isRow(record) ? (read(record, key) ?? false) : null),
  parent: read,
  parentOptional: (record: SObject | null, key: string): unknown => (isRow(record) ? read(record, key) : null),
  children: (record: SObject | null, key: string, type: ApexType): unknown => {
    if (record === null) throw nullPointer();
    const value = record.fields.get(key);
    if (value !== undefined && value !== null) return value;
    if (value === undefined) missing(record, key);
    return new ApexList(type);
  },
  setField: (record: SObject, key: string, value: unknown): void => {
    if (record.readOnly) throw new ApexException('System.FinalException', 'Record is read-only');
    record.fields.set(key, value);
  },
  /** @param values key, value, key, value, ... */
  row: (typeName: string, values: readonly unknown[]): SObject => {
    const record = new SObject(typeName);
    for (let i = 0; i < values.length; i += 2) record.fields.set(values[i] as string, values[i + 1]);
    return record;
  },
  /** The one row of a query that is assigned to a record. */
  single: (rows: ApexList | null): SObject | null => {
    if (rows === null) return null;
    const [first] = rows.items;
    if (first === undefined) {
      throw new ApexException('System.QueryException', 'List has no rows for assignment to SObject');
    }
    if (rows.items.length > 1) {
      throw new ApexException('System.QueryException', 'List has more than 1 row for assignment to SObject');
    }
    return first as SObject;
  },
};
