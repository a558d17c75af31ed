import { CHANGE_COLUMNS } from '../changes/feed.ts';
import type { ChangeRow } from '../changes/feed.ts';
import type { Database } from '../store/database.ts';

/** A change that is to be pushed now. */
export interface DuePush extends ChangeRow {
  /** Failed attempts so far. */
  attempts: number;
}

/** How one attempt ended. */
export type PushOutcome =
  | { sequence: string; outcome: 'delivered' }
  | { sequence: string; outcome: 'retry'; delayMs: number; status: number | null; reason: string }
  | { sequence: string; outcome: 'dead'; status: number | null; reason: string };

/** A push that was given up, as people see it. */
export interface DeadPush extends ChangeRow {
  attempts: number;
  status: number | null;
  reason: string | null;
}

/** How pushing stands. */
export interface PushState {
  url: string;
  /** When the receiver said that it is gone; null while pushing goes on. */
  stoppedAt: Date | null;
  stopReason: string | null;
  waiting: number;
  dead: number;
  /** When the oldest change that waits happened. */
  oldestWaitingAt: Date | null;
}

/** The pushes of one workspace. */
export interface PushStore {
  /** Begins pushing to an address; another one than before is a new start. */
  open(url: string): Promise<void>;
  /** Takes changes over that have not been yet. @returns how many */
  takeOver(limit: number): Promise<number>;
  /** Changes whose time has come, for each record the oldest only; none while the endpoint is stopped. @param inHand what is under way already */
  due(limit: number, inHand: readonly string[]): Promise<DuePush[]>;
  settle(outcomes: readonly PushOutcome[]): Promise<void>;
  /** The receiver wants nothing more. */
  stopEndpoint(reason: string): Promise<void>;
  stopped(): Promise<boolean>;
  /** Takes up pushing again after the receiver had stopped it. @returns false when there is no endpoint */
  enable(): Promise<boolean>;
  state(): Promise<PushState | undefined>;
  /** @param before lists what is older than this one; newest first */
  dead(limit: number, before?: string): Promise<DeadPush[]>;
  /** Sends dead ones again. @param sequence one of them; undefined for all @returns how many */
  resend(sequence?: string): Promise<number>;
}

const openSql = `
  insert into connector.push_endpoints as e (workspace, url, taken_sequence)
  values ($1, $2, coalesce((select last_sequence from connector.change_streams where workspace = $1), 0))
  on conflict (workspace) do update set url = excluded.url,
    stopped_at = case when e.url = excluded.url then e.stopped_at end,
    stop_reason = case when e.url = excluded.url then e.stop_reason end`;

const takeOverSql = `
  with next as (
    select c.sequence, c.record_id from connector.changes c
    where c.workspace = $1 and c.sequence > (select taken_sequence from connector.push_endpoints where workspace = $1)
    order by c.sequence limit $2
  ), taken as (
    insert into connector.pushes (workspace, sequence, record_id, state)
    select $1, sequence, record_id, 'waiting' from next
    on conflict (workspace, sequence) do nothing
  )
  update connector.push_endpoints set taken_sequence = (select max(sequence) from next)
  where workspace = $1 and exists (select 1 from next)
  returning (select count(*)::int from next) as count`;

const dueSql = `
  select p.attempts, ${CHANGE_COLUMNS}
  from connector.pushes p join connector.changes c using (workspace, sequence)
  where p.workspace = $1 and p.state = 'waiting' and p.next_attempt_at <= clock_timestamp()
    and p.sequence <> all($3::bigint[])
    and not exists (select 1 from connector.push_endpoints where workspace = $1 and stopped_at is not null)
    and not exists (
      select 1 from connector.pushes e
      where e.workspace = p.workspace and e.record_id = p.record_id and e.state = 'waiting'
        and e.sequence < p.sequence)
  order by p.next_attempt_at, p.sequence limit $2`;

const failedSql = `
  update connector.pushes p set
    state = case entry.outcome when 'dead' then 'dead' else 'waiting' end,
    attempts = p.attempts + 1, status = entry.status, reason = entry.reason,
    next_attempt_at = clock_timestamp() + coalesce(entry."delayMs", 0) * interval '1 millisecond'
  from json_to_recordset($2::text::json)
    as entry (sequence bigint, outcome text, "delayMs" double precision, status integer, reason text)
  where p.workspace = $1 and p.sequence = entry.sequence`;

const stateSql = `
  select e.url, e.stopped_at as "stoppedAt", e.stop_reason as "stopReason",
    (select count(*)::int from connector.pushes p where p.workspace = e.workspace and p.state = 'waiting') as waiting,
    (select count(*)::int from connector.pushes p where p.workspace = e.workspace and p.state = 'dead') as dead,
    (select c.occurred_at from connector.pushes p join connector.changes c using (workspace, sequence)
     where p.workspace = e.workspace and p.state = 'waiting' order by p.sequence limit 1) as "oldestWaitingAt"
  from connector.push_endpoints e where e.workspace = $1`;

const deadSql = `
  select p.attempts, p.status, p.reason, ${CHANGE_COLUMNS}
  from connector.pushes p join connector.changes c using (workspace, sequence)
  where p.workspace = $1 and p.state = 'dead' and ($2::bigint is null or p.sequence < $2::bigint)
  order by p.sequence desc limit $3`;

const resendSql = `
  update connector.pushes set state = 'waiting', attempts = 0, next_attempt_at = clock_timestamp()
  where workspace = $1 and state = 'dead' and ($2::bigint is null or sequence = $2::bigint) returning sequence`;

export const createPushStore = (database: Database, workspace: string): PushStore => ({
  open: async (url) => {
    await database.query(openSql, [workspace, url]);
  },

  takeOver: async (limit) => (await database.query<{ count: number }>(takeOverSql, [workspace, limit]))[0]?.count ?? 0,

  due: (limit, inHand) => database.query<DuePush>(dueSql, [workspace, limit, inHand]),

  settle: (outcomes) =>
    database.transaction(async (sql) => {
      const delivered = outcomes.filter(({ outcome }) => outcome === 'delivered');
      const failed = outcomes.filter(({ outcome }) => outcome !== 'delivered');
      if (delivered.length > 0) {
        await sql.query('delete from connector.pushes where workspace = $1 and sequence = any($2::bigint[])', [
          workspace,
          delivered.map(({ sequence }) => sequence),
        ]);
      }
      if (failed.length > 0) await sql.query(failedSql, [workspace, JSON.stringify(failed)]);
    }),

  stopEndpoint: async (reason) => {
    await database.query(
      `update connector.push_endpoints set stopped_at = clock_timestamp(), stop_reason = $2
       where workspace = $1 and stopped_at is null`,
      [workspace, reason],
    );
  },

  stopped: async () => {
    const rows = await database.query(
      'select 1 from connector.push_endpoints where workspace = $1 and stopped_at is not null',
      [workspace],
    );
    return rows.length > 0;
  },

  enable: async () => {
    const rows = await database.query(
      `update connector.push_endpoints set stopped_at = null, stop_reason = null
       where workspace = $1 returning workspace`,
      [workspace],
    );
    return rows.length > 0;
  },

  state: async () => (await database.query<PushState>(stateSql, [workspace]))[0],

  dead: (limit, before) => database.query<DeadPush>(deadSql, [workspace, before ?? null, limit]),

  resend: async (sequence) => (await database.query(resendSql, [workspace, sequence ?? null])).length,
});
