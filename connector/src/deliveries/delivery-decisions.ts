import type { Database } from '../store/database.ts';
import type { JobQueue } from '../store/job-queue.ts';
import type { DeliveryState } from './delivery-record.ts';

/** What became of a person's wish: done, or why not. */
export type Decision =
  { outcome: 'done'; workspace: string } | { outcome: 'unknown' } | { outcome: 'finished'; state: DeliveryState };

/** What a person may decide about a delivery. */
export interface DeliveryDecisions {
  /** Makes it due at once, with all its attempts ahead of it. */
  retry(id: string): Promise<Decision>;
  /**
   * Ends it for good; only one that is not finished yet, or dead, can be discarded.
   *
   * @param reason why, in the person's words
   */
  discard(id: string, reason: string): Promise<Decision>;
}

const retrySql = `
  update connector.deliveries set
    state = 'received', payload = null, failures = 0, publications = 0, failure_class = null, reason = null,
    remedy = null, sync_status = null, record_id = null, finished_at = null, next_attempt_at = null
  where id = $1 returning workspace`;

const discardSql = `
  update connector.deliveries set
    state = 'discarded', failure_class = null, reason = $2, remedy = 'Nothing to do. Retry it if it is wanted after all.',
    finished_at = clock_timestamp(), next_attempt_at = null
  where id = $1 and state in ('received', 'retrying', 'published', 'dead') returning workspace`;

/** Carries out what people decide, together with the queue. */
export const createDeliveryDecisions = (database: Database, queue: JobQueue): DeliveryDecisions => ({
  retry: (id) =>
    database.transaction(async (sql): Promise<Decision> => {
      const [changed] = await sql.query<{ workspace: string }>(retrySql, [id]);
      if (changed === undefined) return { outcome: 'unknown' };
      const { workspace } = changed;
      await queue.remove(sql, workspace, [id]);
      await queue.add(sql, [{ id, workspace, delayMs: 0 }]);
      return { outcome: 'done', workspace };
    }),

  discard: (id, reason) =>
    database.transaction(async (sql): Promise<Decision> => {
      const [changed] = await sql.query<{ workspace: string }>(discardSql, [id, reason]);
      if (changed !== undefined) {
        await queue.remove(sql, changed.workspace, [id]);
        return { outcome: 'done', workspace: changed.workspace };
      }
      const [found] = await sql.query<{ state: DeliveryState }>(
        'select state from connector.deliveries where id = $1',
        [id],
      );
      return found === undefined ? { outcome: 'unknown' } : { outcome: 'finished', state: found.state };
    }),
});
