import type { Db } from 'pg-boss';

/** Runs SQL with `$1` parameters; the same text works on PGlite and on Postgres. */
export interface Sql {
  /**
   * @param text one statement; parameters as `$1`, `$2`, ...
   * @returns the rows, with `timestamptz` as Date and `json` parsed
   */
  query<Row>(text: string, values?: unknown[]): Promise<Row[]>;
}

/** The connector's one database: embedded in a folder, or a Postgres server. */
export interface Database extends Sql {
  /** `embedded`: this process owns the data alone. `server`: other connector processes may share it. */
  readonly kind: 'embedded' | 'server';
  /**
   * Runs `work` in one transaction: committed, and on disk, when the promise resolves; rolled back when it rejects.
   * Inside `work` only the `sql` it is given may be used: the embedded database has a single connection, on which
   * anything else would wait for this transaction forever.
   */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** What pg-boss needs to run on the same database. */
  readonly bossOptions: BossOptions;
  close(): Promise<void>;
}

/** The part of pg-boss's constructor options that depends on the database. */
export type BossOptions = { db: Db; backend: 'pglite' } | { connectionString: string; max: number };

/** Lets pg-boss take part in a transaction that the connector opened. */
export const bossSql = (sql: Sql): Db => ({
  executeSql: async (text, values) => ({ rows: await sql.query(text, values) }),
});
