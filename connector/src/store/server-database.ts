import pg from 'pg';
import type { Logger } from '../logging.ts';
import type { Database } from './database.ts';

/** Connections of this process: the connector's own and, beside them, pg-boss's. */
const POOL_SIZE = 8;
const BOSS_POOL_SIZE = 4;

/**
 * Opens a Postgres server, which several connector processes may share.
 *
 * @param connectionString `postgres://...`
 * @throws the driver's error when the server cannot be reached
 */
export const openServerDatabase = async (connectionString: string, log: Logger): Promise<Database> => {
  const pool = new pg.Pool({
    connectionString,
    max: POOL_SIZE,
    pipeline: true,
    application_name: 'demodesk-connector',
  });
  // An idle connection that breaks reports here; without a listener it would end the process.
  pool.on('error', (error) => log.warn({ err: error }, 'a database connection was lost'));
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    kind: 'server',
    bossOptions: { connectionString, max: BOSS_POOL_SIZE },
    query: async <Row>(text: string, values?: unknown[]) => (await pool.query(text, values)).rows as Row[],
    transaction: async (work) => {
      const client = await pool.connect();
      let failure: Error | undefined;
      try {
        const begun = client.query('begin');
        const working = work({
          query: async <Row>(text: string, values?: unknown[]) => (await client.query(text, values)).rows as Row[],
        });
        const [result] = await Promise.all([working, begun]);
        await client.query('commit');
        return result;
      } catch (error) {
        // A connection that cannot roll back is in an unknown state and must not go back into the pool.
        await client.query('rollback').catch((cause: unknown) => {
          failure = cause instanceof Error ? cause : new Error(String(cause));
        });
        throw error;
      } finally {
        client.release(failure);
      }
    },
    close: () => pool.end(),
  };
};
