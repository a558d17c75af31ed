import type { Database, DmlOptions, DmlRowResult } from '../data/database.ts';
import { ApexException } from '../values/apex-exception.ts';
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

const lockException = (records: readonly SObject[], locked: ReadonlySet<number>, operation: string): ApexException => {
  const failures = [...locked].map((index) => ({ index, id: records[index]?.id ?? null, ...LOCKED }));
  const first = failures[0];
  const where = first?.id ? ` with id ${first.id}` : '';
  const verb = operation.charAt(0).toUpperCase() + operation.slice(1);
  const error = new ApexException(
    'System.DmlException',
    `${verb} failed. First exception on row ${first?.index ?? 0}${where}; first error: ${LOCKED.statusCode}, ${LOCKED.message}: []`,
  );
  error.dmlFailures = failures;
  return error;
};

/** The same database, in which row locks can be injected: for Apex and REST alike. */
export const databaseWithFaults = (database: Database, faults: Faults): Database => {
  const dml = (operation: Parameters<Database['dml']>[0], records: readonly SObject[], options: DmlOptions) => {
    const locked = new Set<number>();
    records.forEach((record, index) => {
      if (faults.take('row-lock', record.typeName)) locked.add(index);
    });
    if (locked.size === 0) return database.dml(operation, records, options);
    if (options.allOrNone) throw lockException(records, locked, operation);
    const free = database.dml(
      operation,
      records.filter((_, index) => !locked.has(index)),
      options,
    );
    return records.map((record, index) =>
      locked.has(index) ? lockedRow(record) : (free.shift() ?? lockedRow(record)),
    );
  };
  return new Proxy(database, {
    get: (target, property) => {
      if (property === 'dml') return dml;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
};
