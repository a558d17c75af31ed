import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseQuery } from '../../src/apex/parser/soql.ts';
import { createDatabase } from '../../src/data/create.ts';
import type { Database, DmlOperation, DmlOptions, DmlRowResult, QueryContext } from '../../src/data/database.ts';
import type { AccessRules } from '../../src/data/engine.ts';
import type { Org } from '../../src/org.ts';
import { Limits } from '../../src/runtime/limits.ts';
import type { CompiledTrigger, Program } from '../../src/runtime/program.ts';
import { transaction, withTransaction, type Transaction, type TriggerContext } from '../../src/runtime/transaction.ts';
import { loadSchema } from '../../src/schema/load.ts';
import type { Schema } from '../../src/schema/model.ts';
import { ApexList } from '../../src/values/collections.ts';
import { makeId } from '../../src/values/id.ts';
import { SObject } from '../../src/values/sobject.ts';

/** Runs a test in a folder of its own with the files of a small sfdx project in it. */
export const withProject = <T>(files: Readonly<Record<string, string>>, work: (projectDir: string) => T): T => {
  const dir = mkdtempSync(join(tmpdir(), 'local-org-'));
  try {
    const project = { packageDirectories: [{ path: 'force-app', default: true }, { path: 'more' }] };
    const all = { 'sfdx-project.json': JSON.stringify(project), ...files };
    for (const [name, text] of Object.entries(all)) {
      const path = join(dir, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    return work(dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
};

/** Wraps the inside of a metadata file. */
export const xml = (root: string, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">\n${content}\n</${root}>\n`;

export const schemaOf = (files: Readonly<Record<string, string>> = {}, namespace = ''): Schema =>
  withProject(files, (projectDir) => loadSchema({ projectDir, namespace, features: { sharedActivities: true } }));

let standard: Schema | undefined;
export const standardSchema = (): Schema => (standard ??= schemaOf());

export const USER_ID = makeId('005', 1);

/** A trigger written in TypeScript. */
export const trigger = (
  object: string,
  operations: readonly TriggerContext['operation'][],
  run: (context: { now: SObject[]; old: SObject[]; context: TriggerContext }) => void,
  name = `${object}Trigger`,
): CompiledTrigger => ({
  name,
  object,
  operations: new Set(operations),
  run: () => {
    const context = transaction().trigger;
    if (!context) throw new Error('No trigger context');
    const rows = (list: unknown): SObject[] => (list instanceof ApexList ? (list.items as SObject[]) : []);
    run({ now: rows(context.newRows), old: rows(context.oldRows), context });
  },
});

export interface TrialOrg {
  readonly database: Database;
  readonly triggers: CompiledTrigger[];
  /** Milliseconds since the epoch; tests move it. */
  clock: { now: number };
  dml(operation: DmlOperation, records: readonly SObject[], options?: Partial<DmlOptions>): DmlRowResult[];
  rows(soql: string, binds?: readonly unknown[], context?: Partial<QueryContext>): SObject[];
  /** The first row of a query that has one. */
  row(soql: string, binds?: readonly unknown[]): SObject;
  groups(soql: string): Record<string, unknown>[];
  count(soql: string): number;
  /** Runs work in a fresh transaction with full limits. */
  run<T>(work: () => T): T;
  /** Runs work in the transaction that is going on. */
  current<T>(work: () => T): T;
  limits(): Limits;
}

/** An org with a database, a fake program and one user, for tests of data and queries. */
export const trialOrg = (schema: Schema = standardSchema(), access?: AccessRules): TrialOrg => {
  const triggers: CompiledTrigger[] = [];
  const clock = { now: Date.UTC(2025, 5, 18, 12, 0, 0) };
  const program: Program = {
    namespace: '',
    classes: [],
    resolveType: () => undefined,
    classInfo: () => undefined,
    isAssignable: () => false,
    triggers: (object) => triggers.filter((t) => t.object === object),
  };
  const database = createDatabase({ schema, program: () => program, ...(access ? { access: () => access } : {}) });
  const org = { id: makeId('00D', 1), namespace: '', schema, database, program } as unknown as Org;
  const newTransaction = (): Transaction => ({
    org,
    limits: new Limits('synchronous'),
    userId: USER_ID,
    statics: new Map(),
    trigger: null,
    test: null,
    now: () => clock.now,
    afterCommit: () => undefined,
    attachments: new Map(),
  });
  let current = newTransaction();
  const run = <T>(work: () => T): T => withTransaction(current, work);
  const query = (soql: string, binds: readonly unknown[] = [], context: Partial<QueryContext> = {}) =>
    run(() =>
      database.query(parseQuery(soql).query, { binds, access: 'system', namespace: '', sharing: false, ...context }),
    );
  const rows: TrialOrg['rows'] = (soql, binds, context) => {
    const result = query(soql, binds, context);
    if (result.kind !== 'rows') throw new Error('Expected rows');
    return result.rows;
  };
  database.load([
    new SObject('User')
      .set('Id', USER_ID)
      .set('Username', 'ada@example.com')
      .set('FirstName', 'Ada')
      .set('LastName', 'Admin')
      .set('Name', 'Ada Admin')
      .set('Email', 'ada@example.com')
      .set('IsActive', true)
      .set('TimeZoneSidKey', 'Europe/Berlin')
      .set('LocaleSidKey', 'en_US'),
  ]);
  return {
    database,
    triggers,
    clock,
    dml: (operation, records, options = {}) =>
      run(() => database.dml(operation, records, { allOrNone: true, access: 'system', namespace: '', ...options })),
    rows,
    row: (soql, binds) => {
      const [first] = rows(soql, binds);
      if (!first) throw new Error('Expected a row');
      return first;
    },
    groups: (soql) => {
      const result = query(soql);
      if (result.kind !== 'aggregate') throw new Error('Expected groups');
      return result.rows.map((row) => Object.fromEntries(row));
    },
    count: (soql) => {
      const result = query(soql);
      if (result.kind !== 'count') throw new Error('Expected a count');
      return result.count;
    },
    run: (work) => {
      current = newTransaction();
      return run(work);
    },
    current: run,
    limits: () => current.limits,
  };
};

/** A new record in memory. */
export const record = (type: string, fields: Readonly<Record<string, unknown>>): SObject => {
  const made = new SObject(type);
  for (const [name, value] of Object.entries(fields)) made.set(name, value);
  return made;
};
