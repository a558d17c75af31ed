import { after, before } from 'node:test';
import { createLogger } from '../../src/logging.ts';
import type { Database } from '../../src/store/database.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { temporaryDataDir } from './database-template.ts';
import type { TemporaryDataDir } from './database-template.ts';

/**
 * An embedded database for the tests of the `describe` block that this is called in: empty before the first, gone
 * after the last.
 */
export const useDatabase = (): Database => {
  let held: { dataDir: TemporaryDataDir; database: Database } | undefined;
  const opened = (): Database => {
    if (held === undefined) throw new Error('The database is open while the tests of its block run.');
    return held.database;
  };
  before(async () => {
    const dataDir = await temporaryDataDir();
    const settings = { dataDir: dataDir.path, databaseUrl: undefined };
    held = { dataDir, database: await openDatabase(settings, createLogger('silent')) };
  });
  after(async () => {
    await held?.database.close();
    held?.dataDir.remove();
    held = undefined;
  });
  return {
    get kind() {
      return opened().kind;
    },
    get bossOptions() {
      return opened().bossOptions;
    },
    query: (text, values) => opened().query(text, values),
    transaction: (work) => opened().transaction(work),
    close: () => Promise.reject(new Error('The block that the database is for closes it.')),
  };
};
