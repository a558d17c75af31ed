import type { Database, DmlOperation, DmlOptions, DmlRowResult } from '../data/database.ts';
import { dmlException } from '../data/dml/error.ts';
import type { ApexException } from '../values/apex-exception.ts';
import type { SObject } from '../values/sobject.ts';
import type { Faults } from './faults.ts';

const LOCKED = {
  statusCode: 'UNABLE_TO_LOCK_ROW',
  message: 'unable to obtain exclusive access to this record',
  fields: [],
} as const;

const lockedRow = (record: SObject): DmlRowResult => ({
  success: false,
  id: record.id,
  created: false,
  errors: [LOCKED],
});

const lockException = (
  operation: DmlOperation,
  records: readonly SObject[],
  locked: ReadonlySet<number>,
): ApexException =>
  dmlException(
    operation,
    [...locked].map((index) => ({ index, id: records[index]?.id ?? null, ...LOCKED })),
  );

/** The same database, in which row locks can be injected: for Apex and REST alike. */
export const databaseWithFaults = (database: Database, faults: Faults): Database => {
  const dml = (operation: DmlOperation, records: readonly SObject[], options: DmlOptions) => {
    const locked = new Set<number>();
    records.forEach((record, index) => {
      if (faults.take('row-lock', { object: record.typeName })) locked.add(index);
    });
    if (locked.size === 0) return database.dml(operation, records, options);
    if (options.allOrNone) throw lockException(operation, records, locked);
    const free = database.dml(
      operation,
      records.filter((_, index) => !locked.has(index)),
      options,
    );
    return records.map((record, index) =>
      locked.has(index) ? lockedRow(record) : (free.shift() ?? lockedRow(record)),
    );
  };
  return { ...database, dml };
};
