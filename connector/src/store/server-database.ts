import pg from 'pg';
import type { PoolClient } from 'pg';
import type { Logger } from '../logging.ts';
import type { Database, Sql } from './database.ts';

/** Connections of this process: the connector's own and, beside them, pg-boss's. */
const POOL_SIZE = 8;
const BOSS_POOL_SIZE = 4;
/** How long a connection may take to be made, or to become free. */
const CONNECT_TIMEOUT_MS = 10_000;
/** A server that has gone without a word is noticed by the system's probes, which begin after this. */
const KEEP_ALIVE_MS = 10_000;

/** Postgres answered a commit with a rollback: a statement had failed, and the work went on as if it had not. */
export class NotCommitted extends Error {
  constructor() {
    super('The transaction was rolled back, because a statement in it had failed.');
    this.name = 'NotCommitted';
  }
}

/** Runs `work` between begin and commit. @throws what the work throws, or the database */
const withinTransaction = async <T>(client: PoolClient, work: (sql: Sql) => Promise<T>): Promise<T> => {
  const begun = client.query('begin');
  let state: 'fresh' | 'open' | 'over' = 'fresh';
  const sql: Sql = {
    query: async <Row>(text: string, values?: unknown[]) => {
      if (state === 'over') throw new Error('The transaction is over; this statement comes too late.');
      // The first statement travels together with "begin", which saves a round trip; the others do not run without it.
      if (state === 'fresh') state = 'open';
      else await begun;
      return (await client.query(text, values)).rows as Row[];
    },
  };
  const running = async (): Promise<T> => work(sql);
  // Both are waited for, whatever becomes of the other: nothing of this may still run when the connection is released.
  const [done, beginning] = await Promise.allSettled([running(), begun]);
  state = 'over';
  if (beginning.status === 'rejected') throw beginning.reason;
  if (done.status === 'rejected') throw done.reason;
  const { command } = await client.query('commit');
  if (command !== 'COMMIT') throw new NotCommitted();
  return done.value;
};

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
    ...{ connectionTimeoutMillis: CONNECT_TIMEOUT_MS, keepAlive: true, keepAliveInitialDelayMillis: KEEP_ALIVE_MS },
    application_name: 'demodesk-connector',
  });
  const onLost = (error: Error): void => log.warn({ err: error }, 'a database connection was lost');
  // An idle connection that breaks reports here; without a listener it would end the process.
  pool.on('error', onLost);
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
      // The pool does not listen to a connection that is in use: between two statements nobody else would.
      client.on('error', onLost);
      let failure: Error | undefined;
      try {
        return await withinTransaction(client, work);
      } catch (error) {
        // A connection that cannot roll back is in an unknown state and must not go back into the pool.
        await client.query('rollback').catch((cause: unknown) => {
          failure = cause instanceof Error ? cause : new Error(String(cause));
        });
        throw error;
      } finally {
        client.off('error', onLost);
        client.release(failure);
      }
    },
    close: () => pool.end(),
  };
};
