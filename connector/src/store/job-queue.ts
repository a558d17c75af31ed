import { PgBoss } from 'pg-boss';
import type { Logger } from '../logging.ts';
import { DEFAULT_WORKSPACE } from '../workspaces/workspace-name.ts';
import { bossSql } from './database.ts';
import type { Database, Sql } from './database.ts';

/** Queues of inbound work; a job's id is the id of its delivery, so a delivery never has two. */
const QUEUE = 'inbound-deliveries';
/** A worker that has not finished a job by then is taken for dead and the job goes to another. */
const LEASE_SECONDS = 120;
/**
 * Among several processes, one that has not shown for this long that it lives has lost its jobs: much sooner than the
 * lease, which has to be long enough for the slowest answer of Salesforce.
 */
const HEARTBEAT_SECONDS = 15;
const BEAT_MS = 5000;
/** How often the queue looks for jobs of the dead. An embedded database has no others. */
const SUPERVISE_SECONDS = { embedded: 30, server: 10 };
/** Jobs are bounded by the delivery's own rules, never by the queue's: these say "never" to pg-boss. */
const NEVER_GIVE_UP = 1_000_000;
const TEN_YEARS_SECONDS = 10 * 365 * 86_400;

/** Each workspace has a queue of its own, so that a backlog of one is not in the way of another. */
const queueOf = (workspace: string): string => (workspace === DEFAULT_WORKSPACE ? QUEUE : `${QUEUE}.${workspace}`);
const QUEUE_OF_DELIVERY = `case d.workspace when '${DEFAULT_WORKSPACE}' then '${QUEUE}' else '${QUEUE}.' || d.workspace end`;

/** When a delivery wants to be worked on. */
export interface QueuedJob {
  /** Id of the delivery. */
  id: string;
  /** Whose delivery it is; its queue must be open. */
  workspace: string;
  /** Milliseconds from now until it is due; 0 is at once. */
  delayMs: number;
}

/** The durable queue: who is to be worked on when, and who is being worked on right now. */
export interface JobQueue {
  /** Makes a workspace's queue where it is missing; needed once before anything is added to or taken from it. */
  open(workspace: string): Promise<void>;
  /** Adds jobs inside the caller's transaction; one that is already there stays as it is. */
  add(sql: Sql, jobs: readonly QueuedJob[]): Promise<void>;
  /** Takes up to `limit` due jobs of a workspace, oldest first, and leases them to this process. */
  take(workspace: string, limit: number): Promise<string[]>;
  /** Removes jobs of a workspace inside the caller's transaction, finished or not. */
  remove(sql: Sql, workspace: string, ids: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** The jobs that this process works on. */
interface Hand {
  add(workspace: string, ids: readonly string[]): void;
  remove(workspace: string, ids: readonly string[]): void;
  stop(): void;
}

/** Shows the queue regularly that whoever has these jobs in hand is alive. */
const createHand = (boss: PgBoss, shared: boolean, log: Logger): Hand => {
  const inHand = new Map<string, Set<string>>();
  const beat = async (): Promise<void> => {
    for (const [workspace, ids] of inHand) if (ids.size > 0) await boss.touch(queueOf(workspace), [...ids]);
  };
  const timer = shared
    ? setInterval(() => {
        beat().catch((error: unknown) => log.warn({ err: error }, 'the job queue could not be told that work goes on'));
      }, BEAT_MS)
    : undefined;
  timer?.unref();
  return {
    add: (workspace, ids) => {
      const known = inHand.get(workspace) ?? new Set();
      for (const id of ids) known.add(id);
      inHand.set(workspace, known);
    },
    remove: (workspace, ids) => {
      for (const id of ids) inHand.get(workspace)?.delete(id);
    },
    stop: () => clearInterval(timer),
  };
};

/**
 * Starts pg-boss on the database.
 *
 * @throws pg-boss's error when its schema cannot be made or migrated
 */
export const startJobQueue = async (database: Database, log: Logger): Promise<JobQueue> => {
  const boss = new PgBoss({
    ...database.bossOptions,
    schema: 'pgboss',
    schedule: false,
    superviseIntervalSeconds: SUPERVISE_SECONDS[database.kind],
    monitorIntervalSeconds: SUPERVISE_SECONDS[database.kind],
    // PGlite has no autovacuum to watch; upkeep.ts does its work.
    monitorVacuum: database.kind === 'server',
  });
  boss.on('error', (error) => log.error({ err: error }, 'the job queue reported an error'));
  boss.on('warning', (warning) => log.warn({ warning: warning.message }, 'the job queue reported a warning'));
  await boss.start();
  const shared = database.kind === 'server';
  const options = {
    expireInSeconds: LEASE_SECONDS,
    retryLimit: NEVER_GIVE_UP,
    retryDelay: 0,
    retentionSeconds: TEN_YEARS_SECONDS,
    ...(shared ? { heartbeatSeconds: HEARTBEAT_SECONDS } : {}),
  };
  const hand = createHand(boss, shared, log);
  return {
    open: async (workspace) => {
      const queue = queueOf(workspace);
      await boss.createQueue(queue, options);
      await boss.updateQueue(queue, options);
      // Makes pg-boss look the queue up now. Left to the first insert inside a transaction, the look-up would go over
      // the embedded database's only connection, which that very transaction holds.
      await boss.insert(queue, []);
    },
    add: async (sql, jobs) => {
      const now = Date.now();
      for (const [workspace, ofWorkspace] of Map.groupBy(jobs, (job) => job.workspace)) {
        const rows = ofWorkspace.map(({ id, delayMs }) =>
          delayMs > 0 ? { id, startAfter: new Date(now + delayMs).toISOString() } : { id },
        );
        await boss.insert(queueOf(workspace), rows, { db: bossSql(sql) });
      }
    },
    take: async (workspace, limit) => {
      const ids = (await boss.fetch(queueOf(workspace), { batchSize: limit })).map((job) => job.id);
      hand.add(workspace, ids);
      return ids;
    },
    remove: async (sql, workspace, ids) => {
      if (ids.length === 0) return;
      await boss.deleteJob(queueOf(workspace), [...ids], { db: bossSql(sql) });
      hand.remove(workspace, ids);
    },
    stop: async () => {
      hand.stop();
      await boss.stop({ graceful: true, timeout: 2000, close: database.kind === 'server' });
    },
  };
};

/**
 * SQL condition on `connector.deliveries d`: nobody is going to work on it.
 *
 * @param alone whether this process is the only one on the database, so that every lease is a dead process's
 */
export const withoutJob = (alone: boolean): string =>
  `not exists (select 1 from pgboss.job j where j.name = ${QUEUE_OF_DELIVERY} and j.id = d.id${alone ? " and j.state <> 'active'" : ''})`;
