import type { Logger } from '../logging.ts';
import type { Database } from './database.ts';
import { openEmbeddedDatabase } from './embedded-database.ts';
import { migrate } from './schema.ts';
import { openServerDatabase } from './server-database.ts';
import { startUpkeep } from './upkeep.ts';

/**
 * Opens the connector's database, up to date and looked after: the Postgres of `databaseUrl`, or else the embedded
 * one in `dataDir`.
 *
 * @throws DataDirInUse, or the database's error
 */
export const openDatabase = async (
  { dataDir, databaseUrl }: { dataDir: string; databaseUrl: string | undefined },
  log: Logger,
): Promise<Database> => {
  if (databaseUrl !== undefined) {
    const server = await openServerDatabase(databaseUrl, log);
    await migrate(server);
    return server;
  }
  const embedded = await openEmbeddedDatabase(dataDir);
  await migrate(embedded);
  const stopUpkeep = startUpkeep(embedded, log);
  return {
    ...embedded,
    close: async () => {
      await stopUpkeep();
      await embedded.close();
    },
  };
};
