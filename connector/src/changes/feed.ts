import type { Database } from '../store/database.ts';
import type { FieldChange } from './change.ts';
import { encodeCursor } from './cursor.ts';
import type { FeedPlace } from './cursor.ts';

/** How often it is looked whether another process has stored something for a reader who waits here. */
const WATCH_MS = 250;

/** One change as Demodesk reads it, in the feed as in a push. */
export interface FeedItem {
  cursor: string;
  kind: string;
  entity: string;
  recordId: string;
  demodeskId: string | null;
  changes: FieldChange[];
  /** ISO 8601, UTC. */
  occurredAt: string;
  changedBy: string | null;
}

/** One page of the feed, or why there is none. */
export type FeedPage =
  | { is: 'page'; data: FeedItem[]; next: FeedPlace; hasMore: boolean }
  /** What followed on the place has been forgotten. */
  | { is: 'forgotten' }
  /** The place is of another feed, or one that this feed has not reached. */
  | { is: 'unknown-place' };

/** The changes of all workspaces, for readers. Reading changes nothing. */
export interface ChangeFeed {
  /** @param after where the reader is; undefined for the oldest change that is kept */
  page(workspace: string, after: FeedPlace | undefined, limit: number): Promise<FeedPage>;
  /** Resolves when there may be a change behind a place, when the time is over, or when the reader is gone. */
  wait(workspace: string, after: FeedPlace, timeoutMs: number, gone: AbortSignal): Promise<void>;
  /** Something has been stored, or somebody wants it looked at. */
  notify(workspace: string): void;
  /** Calls `listener` on every `notify` of a workspace. @returns the function that ends it */
  listen(workspace: string, listener: () => void): () => void;
  /** Lets all readers go; nobody waits from now on. */
  stop(): void;
  readonly stopped: boolean;
}

/** A row of `connector.changes` as it is read for a reader. */
export interface ChangeRow {
  sequence: string;
  kind: string;
  entity: string;
  recordId: string;
  demodeskId: string | null;
  changes: string;
  changedBy: string | null;
  occurredAt: Date;
}

/** The columns of a `ChangeRow`. */
export const CHANGE_COLUMNS = `c.sequence::text as sequence, c.kind, c.entity, c.record_id as "recordId",
  c.demodesk_id as "demodeskId", c.changes, c.changed_by as "changedBy", c.occurred_at as "occurredAt"`;

/** @returns a stored change as readers get it */
export const feedItem = (feedId: string, row: ChangeRow): FeedItem => ({
  cursor: encodeCursor({ feedId, sequence: BigInt(row.sequence) }),
  kind: row.kind,
  entity: row.entity,
  recordId: row.recordId,
  demodeskId: row.demodeskId,
  changes: JSON.parse(row.changes) as FieldChange[], // checked when it was stored
  occurredAt: row.occurredAt.toISOString(),
  changedBy: row.changedBy,
});

/** What is known about a workspace's stream of changes. */
export interface StreamRow {
  feedId: string;
  lastSequence: bigint;
  forgottenSequence: bigint;
}

const streamSql = `select feed_id::text as "feedId", last_sequence::text as "last", forgotten_sequence::text as forgotten
  from connector.change_streams where workspace = $1`;

/** @returns where a workspace's feed stands; it begins with the first who asks */
export const readStream = async (database: Database, workspace: string): Promise<StreamRow> => {
  const read = () => database.query<{ feedId: string; last: string; forgotten: string }>(streamSql, [workspace]);
  let [row] = await read();
  if (row === undefined) {
    await database.query(
      `insert into connector.change_streams (workspace, feed_id, epoch) values ($1, gen_random_uuid(), 0)
       on conflict (workspace) do nothing`,
      [workspace],
    );
    [row] = await read();
  }
  if (row === undefined) throw new Error(`The feed of ${workspace} could not be begun.`);
  return { feedId: row.feedId, lastSequence: BigInt(row.last), forgottenSequence: BigInt(row.forgotten) };
};

const pageSql = `select ${CHANGE_COLUMNS} from connector.changes c
  where c.workspace = $1 and c.sequence > $2::bigint order by c.sequence limit $3`;

interface Reader {
  workspace: string;
  after: bigint;
  wake: () => void;
}

/** Wakes readers: at once for what this process stores, after a moment for what another one does. */
const createWatch = (database: Database) => {
  const readers = new Set<Reader>();
  let timer: NodeJS.Timeout | undefined;

  const look = async (): Promise<void> => {
    const workspaces = [...new Set([...readers].map(({ workspace }) => workspace))];
    const rows = await database.query<{ workspace: string; last: string }>(
      'select workspace, last_sequence::text as last from connector.change_streams where workspace = any($1::text[])',
      [workspaces],
    );
    const last = new Map(rows.map((row) => [row.workspace, BigInt(row.last)]));
    for (const reader of readers) if ((last.get(reader.workspace) ?? 0n) > reader.after) reader.wake();
  };

  const schedule = (): void => {
    timer = setTimeout(() => {
      // A reader whose database is away reads again when its time is over, and learns of it then.
      look()
        .catch(() => undefined)
        .finally(() => {
          if (readers.size > 0) schedule();
          else timer = undefined;
        });
    }, WATCH_MS);
  };

  return {
    add: (reader: Reader): void => {
      readers.add(reader);
      if (timer === undefined && database.kind === 'server') schedule();
    },
    remove: (reader: Reader): void => {
      readers.delete(reader);
    },
    wake: (workspace?: string): void => {
      for (const reader of readers) if (workspace === undefined || reader.workspace === workspace) reader.wake();
    },
  };
};

export const createChangeFeed = (database: Database): ChangeFeed => {
  const watch = createWatch(database);
  const listeners = new Map<() => void, string>();
  let stopped = false;

  return {
    page: async (workspace, after, limit) => {
      const { feedId, lastSequence, forgottenSequence } = await readStream(database, workspace);
      if (after !== undefined && (after.feedId !== feedId || after.sequence > lastSequence)) {
        return { is: 'unknown-place' };
      }
      if (after !== undefined && after.sequence < forgottenSequence) return { is: 'forgotten' };
      const from = after?.sequence ?? forgottenSequence;
      const rows = await database.query<ChangeRow>(pageSql, [workspace, String(from), limit + 1]);
      const data = rows.slice(0, limit).map((row) => feedItem(feedId, row));
      const sequence = BigInt(rows.slice(0, limit).at(-1)?.sequence ?? from);
      return { is: 'page', data, next: { feedId, sequence }, hasMore: rows.length > limit };
    },

    wait: async (workspace, { sequence: after }, timeoutMs, gone) => {
      if (stopped || gone.aborted) return;
      const { promise, resolve: wake } = Promise.withResolvers<undefined>();
      const reader: Reader = { workspace, after, wake: () => wake(undefined) };
      const timer = setTimeout(reader.wake, timeoutMs);
      gone.addEventListener('abort', reader.wake, { once: true });
      watch.add(reader);
      // Something may have been stored between the reader's last look and its being listed.
      const { lastSequence } = await readStream(database, workspace);
      if (lastSequence > after) reader.wake();
      await promise;
      clearTimeout(timer);
      gone.removeEventListener('abort', reader.wake);
      watch.remove(reader);
    },

    notify: (workspace) => {
      watch.wake(workspace);
      for (const [listener, of] of listeners) if (of === workspace) listener();
    },

    listen: (workspace, listener) => {
      listeners.set(listener, workspace);
      return () => listeners.delete(listener);
    },

    get stopped() {
      return stopped;
    },
    stop: () => {
      stopped = true;
      watch.wake();
    },
  };
};
