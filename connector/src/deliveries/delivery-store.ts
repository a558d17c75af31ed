import type { Database } from '../store/database.ts';
import { withoutJob } from '../store/job-queue.ts';
import type { JobQueue } from '../store/job-queue.ts';
import type { FailureReason } from './delivery-record.ts';

/** A delivery on its way in. */
export interface NewDelivery {
  id: string;
  workspace: string;
  key: string;
  action: string;
  /** The raw webhook, UTF-8. */
  body: string;
  /** Set when there is nothing to do with it; it is kept as `skipped` with this reason. */
  skipped?: { reason: string; remedy: string };
}

/** A delivery that this process has taken to work on. */
export interface OpenDelivery {
  id: string;
  workspace: string;
  key: string;
  body: string;
  /** The normalised payload, when an earlier attempt got that far. */
  payload: string | null;
  /** Failed attempts since it last succeeded. */
  failures: number;
  receivedAt: Date;
}

/** How one attempt ended. */
export type Settlement =
  | { id: string; outcome: 'published'; confirmAfterMs: number }
  | { id: string; outcome: 'retry'; delayMs: number; failure: FailureReason; payload: string | null }
  | { id: string; outcome: 'skipped' | 'dead'; failure: FailureReason };

/** A published delivery whose Sync Log row has not been seen yet. */
export interface UnconfirmedDelivery {
  id: string;
  workspace: string;
  key: string;
  publications: number;
  /** Milliseconds since Salesforce took it. */
  ageMs: number;
  /** Milliseconds since its webhook came in. */
  openMs: number;
}

/** What a look into the Sync Log said about one delivery. */
export type Confirmation =
  | { id: string; outcome: 'closed'; syncStatus: string; recordId: string | null; failure: FailureReason | null }
  | { id: string; outcome: 'wait'; delayMs: number }
  | { id: string; outcome: 'republish'; failure: FailureReason }
  | { id: string; outcome: 'dead'; failure: FailureReason };

/** The deliveries of one workspace and their work queue, always changed together. */
export interface WorkspaceDeliveries {
  /** Takes up to `limit` due deliveries; no other worker gets them while this one lives. */
  take(limit: number): Promise<OpenDelivery[]>;
  /** Writes down how attempts ended. */
  settle(settlements: readonly Settlement[]): Promise<void>;
  /** Takes up to `limit` published deliveries that are due for a look into the Sync Log. */
  takeUnconfirmed(limit: number): Promise<UnconfirmedDelivery[]>;
  /** @returns milliseconds until the next published delivery is due, or undefined when there is none */
  nextUnconfirmedMs(): Promise<number | undefined>;
  confirm(confirmations: readonly Confirmation[]): Promise<void>;
}

/** The deliveries of all workspaces. */
export interface DeliveryStore {
  /** Makes a workspace's queue where it is missing; needed once before its first delivery. */
  open(workspace: string): Promise<WorkspaceDeliveries>;
  /** Stores deliveries in one transaction. Durable when it resolves. @returns ids that were not there before */
  insert(deliveries: readonly NewDelivery[]): Promise<Set<string>>;
  /** Queues open deliveries that nobody would work on, e.g. after a kill -9. @returns how many */
  requeueForgotten(workspace: string): Promise<number>;
  /** Forgets closed and skipped deliveries that finished longer ago than `ageMs`. @returns how many */
  purge(ageMs: number): Promise<number>;
}

/** While one process looks into the Sync Log for a delivery, another leaves it alone for this long. */
const CONFIRM_LEASE_MS = 30_000;

const inMilliseconds = (parameter: string): string => `clock_timestamp() + ${parameter} * interval '1 millisecond'`;

const insertSql = `
  insert into connector.deliveries (id, workspace, delivery_key, action, state, body, reason, remedy, finished_at)
  select id, workspace, key, action, case when reason is null then 'received' else 'skipped' end, body, reason, remedy,
         case when reason is null then null else clock_timestamp() end
  from json_to_recordset($1::text::json)
    as row (id uuid, workspace text, key text, action text, body text, reason text, remedy text)
  on conflict (id) do nothing
  returning id, workspace, state`;

const settleSql = `
  update connector.deliveries d set
    state = case row.outcome when 'retry' then 'retrying' else row.outcome end,
    payload = row.payload,
    attempts = d.attempts + 1,
    failures = case row.outcome when 'published' then 0 else d.failures + 1 end,
    publications = d.publications + case row.outcome when 'published' then 1 else 0 end,
    failure_class = row."failureClass", reason = row.reason, remedy = row.remedy,
    published_at = case row.outcome when 'published' then clock_timestamp() else d.published_at end,
    finished_at = case when row.outcome in ('skipped', 'dead') then clock_timestamp() end,
    next_attempt_at = ${inMilliseconds('row."delayMs"')}
  from json_to_recordset($1::text::json)
    as row (id uuid, outcome text, payload text, "delayMs" double precision, "failureClass" text, reason text, remedy text)
  where d.id = row.id and d.state <> 'discarded'`;

const confirmSql = `
  update connector.deliveries d set
    state = case row.outcome when 'wait' then 'published' when 'republish' then 'retrying' else row.outcome end,
    failure_class = row."failureClass", reason = row.reason, remedy = row.remedy,
    sync_status = row."syncStatus", record_id = row."recordId",
    finished_at = case when row.outcome in ('closed', 'dead') then clock_timestamp() end,
    next_attempt_at = ${inMilliseconds('row."delayMs"')}
  from json_to_recordset($1::text::json)
    as row (id uuid, outcome text, "delayMs" double precision, "syncStatus" text, "recordId" text,
            "failureClass" text, reason text, remedy text)
  where d.id = row.id and d.state = 'published'
  returning d.id, row.outcome`;

const takeUnconfirmedSql = `
  update connector.deliveries d set next_attempt_at = ${inMilliseconds('$2')}
  where d.id in (
    select id from connector.deliveries
    where workspace = $3 and state = 'published' and next_attempt_at <= clock_timestamp()
    order by next_attempt_at limit $1
    for update skip locked)
  returning d.id, d.workspace, d.delivery_key as key, d.publications,
    (extract(epoch from clock_timestamp() - d.published_at) * 1000)::double precision as "ageMs",
    (extract(epoch from clock_timestamp() - d.received_at) * 1000)::double precision as "openMs"`;

const forgottenSql = (alone: boolean): string => `
  select d.id, greatest(0, extract(epoch from d.next_attempt_at - clock_timestamp()) * 1000)::double precision as "delayMs"
  from connector.deliveries d
  where d.workspace = $1 and d.state in ('received', 'retrying') and ${withoutJob(alone)}`;

const settlementRow = (settlement: Settlement) => {
  if (settlement.outcome === 'published') {
    return { id: settlement.id, outcome: settlement.outcome, delayMs: settlement.confirmAfterMs };
  }
  const { id, outcome, failure } = settlement;
  return outcome === 'retry'
    ? { id, outcome, ...failure, delayMs: settlement.delayMs, payload: settlement.payload }
    : { id, outcome, ...failure };
};

const confirmationRow = (confirmation: Confirmation) => {
  if (confirmation.outcome === 'wait') return confirmation;
  const { failure, ...rest } = confirmation;
  return { ...rest, ...failure };
};

const workspaceDeliveries = (database: Database, queue: JobQueue, workspace: string): WorkspaceDeliveries => ({
  take: async (limit) => {
    const ids = await queue.take(workspace, limit);
    if (ids.length === 0) return [];
    const open = await database.query<OpenDelivery>(
      `select id, workspace, delivery_key as key, body, payload, failures, received_at as "receivedAt"
       from connector.deliveries where id = any($1::uuid[]) and state in ('received', 'retrying')
       order by received_at`,
      [ids],
    );
    // A job of a delivery that is through already: its worker died between the two, or the lease ran out.
    const known = new Set(open.map(({ id }) => id));
    const finished = ids.filter((id) => !known.has(id));
    if (finished.length > 0) await queue.remove(database, workspace, finished);
    return open;
  },

  settle: (settlements) =>
    database.transaction(async (sql) => {
      await sql.query(settleSql, [JSON.stringify(settlements.map(settlementRow))]);
      await queue.remove(
        sql,
        workspace,
        settlements.map(({ id }) => id),
      );
      const retried = settlements.filter((settlement) => settlement.outcome === 'retry');
      await queue.add(
        sql,
        retried.map(({ id, delayMs }) => ({ id, workspace, delayMs })),
      );
    }),

  takeUnconfirmed: (limit) =>
    database.query<UnconfirmedDelivery>(takeUnconfirmedSql, [limit, CONFIRM_LEASE_MS, workspace]),

  nextUnconfirmedMs: async () => {
    const [row] = await database.query<{ ms: number | null }>(
      `select (extract(epoch from min(next_attempt_at) - clock_timestamp()) * 1000)::double precision as ms
       from connector.deliveries where workspace = $1 and state = 'published'`,
      [workspace],
    );
    return row?.ms ?? undefined;
  },

  confirm: (confirmations) =>
    database.transaction(async (sql) => {
      const changed = await sql.query<{ id: string; outcome: string }>(confirmSql, [
        JSON.stringify(confirmations.map(confirmationRow)),
      ]);
      const republished = changed.filter(({ outcome }) => outcome === 'republish');
      await queue.add(
        sql,
        republished.map(({ id }) => ({ id, workspace, delayMs: 0 })),
      );
    }),
});

/** Reads and writes deliveries and their jobs, in one transaction wherever both change. */
export const createDeliveryStore = (database: Database, queue: JobQueue): DeliveryStore => ({
  open: async (workspace) => {
    await queue.open(workspace);
    return workspaceDeliveries(database, queue, workspace);
  },

  insert: (deliveries) =>
    database.transaction(async (sql) => {
      const rows = deliveries.map(({ skipped, ...delivery }) => ({ ...delivery, ...skipped }));
      const inserted = await sql.query<{ id: string; workspace: string; state: string }>(insertSql, [
        JSON.stringify(rows),
      ]);
      const fresh = inserted.filter(({ state }) => state === 'received');
      await queue.add(
        sql,
        fresh.map(({ id, workspace }) => ({ id, workspace, delayMs: 0 })),
      );
      return new Set(inserted.map(({ id }) => id));
    }),

  requeueForgotten: (workspace) =>
    database.transaction(async (sql) => {
      const forgotten = await sql.query<{ id: string; delayMs: number | null }>(
        forgottenSql(database.kind === 'embedded'),
        [workspace],
      );
      const ids = forgotten.map(({ id }) => id);
      await queue.remove(sql, workspace, ids);
      await queue.add(
        sql,
        forgotten.map(({ id, delayMs }) => ({ id, workspace, delayMs: delayMs ?? 0 })),
      );
      return forgotten.length;
    }),

  purge: async (ageMs) => {
    const purged = await database.query<{ id: string }>(
      `delete from connector.deliveries where state in ('closed', 'skipped', 'discarded')
         and finished_at < clock_timestamp() - $1 * interval '1 millisecond' returning id`,
      [ageMs],
    );
    return purged.length;
  },
});
