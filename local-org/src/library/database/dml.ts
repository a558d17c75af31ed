import type { DmlOperation, DmlOptions, DmlRowResult } from '../../data/database.ts';
import { transaction } from '../../runtime/transaction.ts';
import { platformType } from '../../types/apex-type.ts';
import { ApexList } from '../../values/collections.ts';
import type { SObjectFieldToken } from '../../values/schema-token.ts';
import { SObject } from '../../values/sobject.ts';
import { dereferenced, exception, required } from '../raise.ts';
import { AccessLevel } from './access-level.ts';
import { DmlOptionsObject } from './dml-options.ts';
import { DmlResult, type ResultKind } from './results.ts';

/** What may follow the records in a call: allOrNone or options, the external id field, the access level. */
type Extra = boolean | DmlOptionsObject | AccessLevel | SObjectFieldToken | null;
type Records = SObject | ApexList | string | null;
type Run = (records: Records, ...extras: Extra[]) => unknown;

const KINDS: Readonly<Record<string, ResultKind>> = {
  insert: 'SaveResult',
  update: 'SaveResult',
  upsert: 'UpsertResult',
  delete: 'DeleteResult',
  undelete: 'UndeleteResult',
};

const recordOfId = (id: string): SObject => {
  const object = transaction().org.schema.objectByKeyPrefix(id.slice(0, 3));
  if (!object) throw exception('TypeException', `DML operation on unknown entity type for Id: ${id}`);
  return new SObject(object.name).set('Id', id);
};

/** Records, or the ids of records, as records. */
const recordOf = (value: unknown): SObject => {
  const given = dereferenced(value);
  return given instanceof SObject ? given : recordOfId(given as string);
};

const optionsOf = (extras: readonly Extra[]): DmlOptions => {
  const { org } = transaction();
  let options: DmlOptions = { allOrNone: true, access: 'system', namespace: org.namespace };
  for (const extra of extras) {
    if (extra === null) throw exception('NullPointerException', 'Argument cannot be null.');
    if (typeof extra === 'boolean') options = { ...options, allOrNone: extra };
    else if (extra instanceof AccessLevel) options = { ...options, access: extra.mode };
    else if (extra instanceof DmlOptionsObject) {
      const { allOrNone, allowDuplicates, duplicatesAsUser, allowTruncation } = extra;
      options = { ...options, allOrNone, allowDuplicates, duplicatesAsUser, allowTruncation };
    } else options = { ...options, externalIdField: extra.fieldName };
  }
  return options;
};

/**
 * Runs one statement of the Database class.
 * @param extras in the order of the signature
 * @returns a result for a single record, a list of results for a list
 */
const run =
  (operation: DmlOperation): Run =>
  (records, ...extras) => {
    const kind = KINDS[operation] ?? 'SaveResult';
    const given = dereferenced(records);
    const rows = given instanceof ApexList ? given.items.map(recordOf) : [recordOf(given)];
    const made = dmlRows(operation, rows, optionsOf(extras)).map((row) => new DmlResult(kind, row));
    return given instanceof ApexList ? new ApexList(platformType(`Database.${kind}`), made) : made[0];
  };

/** A DML statement over records; nothing is run, or counted, for none. */
const dmlRows = (operation: DmlOperation, rows: readonly SObject[], options: DmlOptions): DmlRowResult[] =>
  transaction().org.database.dml(operation, rows, options);

/**
 * Every overload of one operation as a table from signature to implementation.
 * @param extras parameter texts that may stand between the records and the access level
 */
const overloads = (
  operation: DmlOperation,
  forms: readonly string[],
  extras: readonly string[],
): Record<string, Run> => {
  const kind = `Database.${KINDS[operation] ?? ''}`;
  const implementation = run(operation);
  const table: Record<string, Run> = {};
  for (const form of forms) {
    const result = form.startsWith('List<') ? `List<${kind}>` : kind;
    for (const extra of ['', ...extras]) {
      for (const access of ['', 'AccessLevel accessLevel']) {
        const parameters = [form, extra, access].filter((parameter) => parameter !== '').join(', ');
        table[`${result} ${operation}(${parameters})`] = implementation;
      }
    }
  }
  return table;
};

const ALL_OR_NONE = 'Boolean allOrNone';
const DML_OPTIONS = 'Database.DMLOptions dmlOptions';
const EXTERNAL_ID = 'Schema.SObjectField externalIdField';
const RECORDS = ['SObject record', 'List<SObject> records'];
const RECORDS_OR_IDS = [...RECORDS, 'Id recordId', 'List<Id> recordIds'];

/** @param duplicates a record, an id or a list of either */
const merge = (single: boolean) => {
  return (master: SObject | null, duplicates: Records, ...extras: Extra[]): unknown => {
    const given = dereferenced(duplicates);
    const losers = given instanceof ApexList ? given.items.map(recordOf) : [recordOf(given)];
    const merged = losers.map((record) => record.id ?? '');
    const rows = dmlRows('merge', [required(master), ...losers], optionsOf(extras));
    const row = rows[0];
    if (!row) throw new Error('A merge answered no result');
    const result = new DmlResult('MergeResult', row, row.success ? merged : []);
    return single ? result : new ApexList(platformType('Database.MergeResult'), [result]);
  };
};

const mergeStatics = (): Record<string, unknown> => {
  const table: Record<string, unknown> = {};
  const forms = [
    'SObject duplicateRecord',
    'Id duplicateId',
    'List<SObject> duplicateRecords',
    'List<Id> duplicateIds',
  ];
  for (const form of forms) {
    const list = form.startsWith('List<');
    for (const extra of ['', `, ${ALL_OR_NONE}`]) {
      for (const access of ['', ', AccessLevel accessLevel']) {
        const result = list ? 'List<Database.MergeResult>' : 'Database.MergeResult';
        table[`${result} merge(SObject masterRecord, ${form}${extra}${access})`] = merge(!list);
      }
    }
  }
  return table;
};

/** The DML methods of System.Database. */
export const dmlStatics: Record<string, (...args: never[]) => unknown> = {
  ...overloads('insert', RECORDS, [ALL_OR_NONE, DML_OPTIONS]),
  ...overloads('update', RECORDS, [ALL_OR_NONE, DML_OPTIONS]),
  ...overloads('upsert', RECORDS, [ALL_OR_NONE, EXTERNAL_ID, `${EXTERNAL_ID}, ${ALL_OR_NONE}`]),
  ...overloads('delete', RECORDS_OR_IDS, [ALL_OR_NONE]),
  ...overloads('undelete', RECORDS_OR_IDS, [ALL_OR_NONE]),
  ...(mergeStatics() as Record<string, (...args: never[]) => unknown>),
};
