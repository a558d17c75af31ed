import type { ResyncCall } from '../changes/change.ts';
import type { Database, Sql } from '../store/database.ts';

/** A run as this connector works on it. `open`: to be listed. `walked`: listed whole; what it found is on its way. */
export interface LocalRun {
  runKey: string;
  /** Id of the `Sync_Run__c`. */
  recordId: string;
  state: 'open' | 'walked' | 'canceled';
  /** Grows when the run is asked for again, e.g. wider. */
  revision: number;
  /** Meetings that were named and that Demodesk has no recording of. */
  missing: number;
  /** When it was asked for first. */
  notedAt: Date;
}

/** A meeting of a run, as the delivery that it becomes. */
export interface RunItem {
  deliveryId: string;
  deliveryKey: string;
  /** The delivery's body; null once it has been handed on. */
  body: string;
}

/** How far a run is. */
export interface RunProgress {
  found: number;
  sent: number;
  done: number;
  failed: number;
  /** Handed on, and not at its end yet. */
  underWay: number;
}

/** The runs of one workspace. */
export interface RunStore {
  /** Writes down what was asked for, in the caller's transaction. */
  note(sql: Sql, calls: readonly ResyncCall[]): Promise<void>;
  /** The run to work on, oldest first. */
  next(): Promise<LocalRun | undefined>;
  /** @returns the keys of all runs that are not at their end */
  unfinished(): Promise<string[]>;
  /** Adds what a listing found; what is there already stays as it is. */
  add(runKey: string, items: readonly RunItem[]): Promise<void>;
  /** The listing is complete. @returns false when the run was asked for anew meanwhile: it is to be listed again */
  walked(run: LocalRun, missing: number): Promise<boolean>;
  /** What is to be handed on next. */
  waiting(runKey: string, limit: number): Promise<RunItem[]>;
  handedOn(runKey: string, deliveryIds: readonly string[]): Promise<void>;
  progress(runKey: string): Promise<RunProgress>;
  /** The run is at its end. @returns false when it was asked for anew meanwhile */
  finish(run: LocalRun): Promise<boolean>;
  /** Forgets runs that ended long ago. */
  purge(ageMs: number): Promise<void>;
}

const noteSql = `
  insert into connector.resync_runs as r (workspace, run_key, record_id, state)
  select $1, "runKey", "recordId", case kind when 'resync-cancel' then 'canceled' else 'open' end
  from json_to_recordset($2::text::json) as entry (kind text, "recordId" text, "runKey" text)
  on conflict (workspace, run_key) do update set
    revision = r.revision + 1, record_id = excluded.record_id,
    state = case when excluded.state = 'canceled' and r.state = 'finished' then 'finished' else excluded.state end`;

const progressSql = `
  select count(*)::int as found,
    count(*) filter (where i.body is null)::int as sent,
    count(*) filter (where d.state = 'skipped' or (d.state = 'closed' and d.sync_status <> 'Failed'))::int as done,
    count(*) filter (where d.state in ('dead', 'discarded') or (d.state = 'closed' and d.sync_status = 'Failed'))::int
      as failed,
    count(*) filter (where d.state in ('received', 'retrying', 'published'))::int as "underWay"
  from connector.resync_items i
  left join connector.deliveries d on d.id = i.delivery_id and i.body is null
  where i.workspace = $1 and i.run_key = $2`;

export const createRunStore = (database: Database, workspace: string): RunStore => ({
  note: async (sql, calls) => {
    // One statement each: two calls for the same run may come in one batch, and the later one counts.
    for (const call of calls) await sql.query(noteSql, [workspace, JSON.stringify([call])]);
  },

  next: async () => {
    const [run] = await database.query<LocalRun>(
      `select run_key as "runKey", record_id as "recordId", state, revision, missing, noted_at as "notedAt"
       from connector.resync_runs where workspace = $1 and state <> 'finished'
       order by state <> 'canceled', noted_at limit 1`,
      [workspace],
    );
    return run;
  },

  unfinished: async () => {
    const rows = await database.query<{ key: string }>(
      "select run_key as key from connector.resync_runs where workspace = $1 and state <> 'finished'",
      [workspace],
    );
    return rows.map(({ key }) => key);
  },

  add: async (runKey, items) => {
    if (items.length === 0) return;
    await database.query(
      `insert into connector.resync_items (workspace, run_key, delivery_id, delivery_key, body)
       select $1, $2, "deliveryId", "deliveryKey", body from json_to_recordset($3::text::json)
         as entry ("deliveryId" uuid, "deliveryKey" text, body text)
       on conflict (workspace, run_key, delivery_id) do nothing`,
      [workspace, runKey, JSON.stringify(items)],
    );
  },

  walked: async ({ runKey, revision }, missing) => {
    const rows = await database.query(
      `update connector.resync_runs set state = 'walked', missing = $4
       where workspace = $1 and run_key = $2 and revision = $3 and state = 'open' returning run_key`,
      [workspace, runKey, revision, missing],
    );
    return rows.length > 0;
  },

  waiting: (runKey, limit) =>
    database.query<RunItem>(
      `select delivery_id as "deliveryId", delivery_key as "deliveryKey", body from connector.resync_items
       where workspace = $1 and run_key = $2 and body is not null order by delivery_id limit $3`,
      [workspace, runKey, limit],
    ),

  handedOn: async (runKey, deliveryIds) => {
    await database.query(
      `update connector.resync_items set body = null
       where workspace = $1 and run_key = $2 and delivery_id = any($3::uuid[])`,
      [workspace, runKey, deliveryIds],
    );
  },

  progress: async (runKey) => {
    const [row] = await database.query<RunProgress>(progressSql, [workspace, runKey]);
    return row ?? { found: 0, sent: 0, done: 0, failed: 0, underWay: 0 };
  },

  finish: async ({ runKey, revision }) => {
    const rows = await database.query(
      `update connector.resync_runs set state = 'finished'
       where workspace = $1 and run_key = $2 and revision = $3 returning run_key`,
      [workspace, runKey, revision],
    );
    return rows.length > 0;
  },

  purge: async (ageMs) => {
    await database.transaction(async (sql) => {
      const old = await sql.query<{ key: string }>(
        `delete from connector.resync_runs where workspace = $1 and state = 'finished'
           and noted_at < clock_timestamp() - $2 * interval '1 millisecond' returning run_key as key`,
        [workspace, ageMs],
      );
      await sql.query('delete from connector.resync_items where workspace = $1 and run_key = any($2::text[])', [
        workspace,
        old.map(({ key }) => key),
      ]);
    });
  },
});
