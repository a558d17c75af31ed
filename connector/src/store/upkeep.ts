import type { Logger } from '../logging.ts';
import type { EmbeddedDatabase } from './embedded-database.ts';

const TICK_MS = 15_000;
/** Checkpoint when this much log has been written, or at the latest after `CHECKPOINT_TICKS`. */
const MAX_LOG_BYTES = 32 * 1024 * 1024;
const CHECKPOINT_TICKS = 20;
/** The deliveries change less and are larger than the jobs: vacuum them on every n-th tick only. */
const VACUUM_DELIVERIES_TICKS = 8;

/**
 * Does what a Postgres server does by itself and PGlite does not: checkpoints, so that the log does not grow without
 * end, and vacuum, so that the queue does not slow down. An idle connector does nothing here.
 *
 * @returns the function that stops it; resolves when the step under way is done
 */
export const startUpkeep = (database: EmbeddedDatabase, log: Logger): (() => Promise<void>) => {
  let tick = 0;
  let seenSyncs = database.syncs();
  let checkpointTick = 0;
  let checkpointAt = '0/0';

  const logPosition = async (): Promise<{ position: string; written: number }> => {
    const [row] = await database.query<{ position: string; written: string }>(
      'select pg_current_wal_lsn()::text as position, pg_wal_lsn_diff(pg_current_wal_lsn(), $1::pg_lsn)::text as written',
      [checkpointAt],
    );
    if (row === undefined) throw new Error('Postgres did not say where its log ends.');
    return { position: row.position, written: Number(row.written) };
  };

  const step = async (): Promise<void> => {
    tick += 1;
    if (database.syncs() === seenSyncs) return;
    await database.query('vacuum (analyze) pgboss.job_common');
    if (tick % VACUUM_DELIVERIES_TICKS === 0) {
      await database.query('vacuum (analyze) connector.deliveries');
      await database.query('vacuum (analyze) connector.changes');
      await database.query('vacuum (analyze) connector.pushes');
    }
    const { position, written } = await logPosition();
    if (written > MAX_LOG_BYTES || tick - checkpointTick >= CHECKPOINT_TICKS) {
      await database.query('checkpoint');
      checkpointAt = position;
      checkpointTick = tick;
    }
    seenSyncs = database.syncs();
  };

  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(step).catch((error: unknown) => log.error({ err: error }, 'database upkeep failed'));
  }, TICK_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
};
