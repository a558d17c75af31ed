import type { Program } from '../runtime/program.ts';
import { inTransaction } from '../runtime/transaction.ts';
import type { Schema } from '../schema/model.ts';
import { globalField } from '../formula/globals.ts';
import { executeQuery } from '../soql/execute.ts';
import type { SObject } from '../values/sobject.ts';
import type { Database } from './database.ts';
import { defaultOf } from './dml/defaults.ts';
import { runDml } from './dml/statement.ts';
import { unrestrictedAccess, type AccessRules, type Engine } from './engine.ts';
import { loadRecords } from './load.ts';
import { toSObject } from './read.ts';
import { Store } from './store/store.ts';
import { systemRecords } from './system-records.ts';
import { convertValue } from './validate/convert.ts';

export interface DatabaseOptions {
  readonly schema: Schema;
  /** The compiled Apex, asked for triggers at each statement: it may be compiled after the database exists. */
  readonly program: () => Program;
  /** Makes the rights in user mode; without it every user may do everything. */
  readonly access?: (engine: Engine) => AccessRules;
  /** Records to begin with, e.g. those of custom metadata types. */
  readonly records?: readonly SObject[];
}

/** Creates the database of an org: empty but for the records that follow from the schema. */
export const createDatabase = ({ schema, program, access, records = [] }: DatabaseOptions): Database => {
  const store = new Store();
  const open: Engine = {
    schema,
    store,
    program,
    access: unrestrictedAccess,
    readers: new Map(),
    selections: new WeakMap(),
  };
  const engine: Engine = access ? { ...open, access: access(open) } : open;
  loadRecords(engine, [...systemRecords(schema), ...records]);
  store.release(0);
  return {
    schema,
    dml: (operation, rows, options) => runDml(engine, operation, rows, options),
    query: (query, context) => executeQuery(engine, query, context),
    savepoint: () => store.savepoint(),
    rollback: (savepoint) => store.rollback(savepoint),
    onRollback: (undo) => store.onRollback(undo),
    release: (savepoint) => store.release(savepoint),
    load: (rows) => {
      loadRecords(engine, rows);
      // Nothing that could be rolled back is going on.
      if (!inTransaction()) store.release(0);
    },
    remove: (object, ids) => {
      const table = store.table(object);
      for (const id of ids) if (table.get(id)) store.put(table, id, undefined);
      if (!inTransaction()) store.release(0);
    },
    defaultValue: (object, field) => {
      const converted = convertValue(field, defaultOf(engine, object, field) ?? null);
      return 'value' in converted ? converted.value : null;
    },
    formulaGlobal: (path) => {
      const organization = schema.object('Organization', '');
      if (!organization) throw new Error('The schema has no Organization');
      return globalField(engine, organization, path, program().namespace);
    },
    read: (object, id) => {
      const row = store.table(object).live(id);
      return row && toSObject(engine, object, row, true);
    },
  };
};
