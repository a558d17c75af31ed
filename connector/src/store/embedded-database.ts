import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { Transaction } from '@electric-sql/pglite';
import { fromPglite } from 'pg-boss';
import type { Database, Sql } from './database.ts';
import { lockDataDir } from './data-dir-lock.ts';
import { DurableNodeFs, syncTree } from './durable-node-fs.ts';

/** PGlite starts with `-F` (fsync off); a webhook is acknowledged on the strength of these instead. */
const START_PARAMETERS = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['-c', 'fsync=on', '-c', 'wal_sync_method=fsync', '-c', 'shared_buffers=32MB'],
];

const open = async (directory: string): Promise<{ pglite: PGlite; files: DurableNodeFs }> => {
  const files = new DurableNodeFs(directory);
  const pglite = await PGlite.create({ fs: files, startParams: START_PARAMETERS });
  return { pglite, files };
};

/**
 * Makes an empty database elsewhere and moves it into place in one step, so that a crash during the first start
 * leaves either no database or a whole one.
 */
const createIn = async (dataDir: string, database: string): Promise<void> => {
  const unfinished = join(dataDir, 'database.unfinished');
  rmSync(unfinished, { recursive: true, force: true });
  const { pglite } = await open(unfinished);
  await pglite.close();
  syncTree(unfinished);
  renameSync(unfinished, database);
};

const rowsOf = async <Row>(runner: PGlite | Transaction, text: string, values: unknown[] = []): Promise<Row[]> => {
  if (values.length > 0) return (await runner.query<Row>(text, values)).rows;
  // exec() takes several statements at once, which schema scripts consist of; their rows are joined.
  return (await runner.exec(text)).flatMap((result) => result.rows as Row[]);
};

/** The embedded database and what its upkeep needs to know. */
export interface EmbeddedDatabase extends Database {
  /** How many times data was forced to the disk since the start; unchanged means nothing was written. */
  syncs(): number;
}

/**
 * Opens (or makes) the database in `dataDir`, for this process alone.
 *
 * @param dataDir a folder; made when missing
 * @throws DataDirInUse when another connector works on it
 */
export const openEmbeddedDatabase = async (dataDir: string): Promise<EmbeddedDatabase> => {
  const unlock = lockDataDir(dataDir);
  try {
    const database = join(dataDir, 'database');
    if (!existsSync(database)) await createIn(dataDir, database);
    const { pglite, files } = await open(database);
    return {
      kind: 'embedded',
      bossOptions: { db: fromPglite(pglite), backend: 'pglite' },
      query: (text, values) => rowsOf(pglite, text, values),
      transaction: (work) =>
        pglite.transaction((transaction) => {
          const sql: Sql = { query: (text, values) => rowsOf(transaction, text, values) };
          return work(sql);
        }),
      syncs: () => files.syncs,
      close: async () => {
        await pglite.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
};
