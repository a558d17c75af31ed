import type { DmlRowError, DmlRowResult } from '../../data/database.ts';
import { count, transaction } from '../../runtime/transaction.ts';
import { platformType } from '../../types/apex-type.ts';
import { ApexList } from '../../values/collections.ts';
import { SObject } from '../../values/sobject.ts';
import { dereferenced } from '../raise.ts';
import { allRowsOf } from './org-rows.ts';
import { DmlResult } from './results.ts';

const NOT_IN_BIN: DmlRowError = {
  statusCode: 'INVALID_ID_FIELD',
  message: 'Record is not in the recycle bin.',
  fields: [],
};

const idOf = (value: unknown): string => {
  const given = dereferenced(value);
  return given instanceof SObject ? dereferenced(given.id) : (given as string);
};

/** Erases deleted records for good. They can no longer be undeleted or queried with ALL ROWS. */
const erase = (values: readonly unknown[]): DmlResult[] => {
  const { schema, database } = transaction().org;
  count('dmlStatements');
  count('dmlRows', values.length);
  return values.map((value) => {
    const id = idOf(value);
    const object = schema.objectByKeyPrefix(id.slice(0, 3));
    const isDeleted = object && allRowsOf(object, id).some((row) => row.get('IsDeleted') === true);
    if (isDeleted) database.remove(object, [id]);
    const row: DmlRowResult = isDeleted
      ? { success: true, id, created: false, errors: [] }
      : { success: false, id, created: false, errors: [NOT_IN_BIN] };
    return new DmlResult('EmptyRecycleBinResult', row);
  });
};

const eraseAll = (values: ApexList | null): ApexList =>
  new ApexList(platformType('Database.EmptyRecycleBinResult'), erase(dereferenced(values).items));
const eraseOne = (value: unknown): DmlResult | undefined => erase([value])[0];

/** The methods of System.Database that empty the recycle bin. */
export const recycleBinStatics: Record<string, (...args: never[]) => unknown> = {
  'List<Database.EmptyRecycleBinResult> emptyRecycleBin(List<SObject> records)': eraseAll,
  'List<Database.EmptyRecycleBinResult> emptyRecycleBin(List<Id> recordIds)': eraseAll,
  'Database.EmptyRecycleBinResult emptyRecycleBin(SObject record)': eraseOne,
  'Database.EmptyRecycleBinResult emptyRecycleBin(Id recordId)': eraseOne,
};
