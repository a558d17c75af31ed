import type { Database, Sql } from '../store/database.ts';
import { storableText } from '../demodesk/wire-types.ts';
import type { RecordChange } from './change.ts';

/** Another process reads this stream now; what this one still has in hand is not stored. */
export class StreamTakenOver extends Error {
  constructor(workspace: string) {
    super(`Another process has taken over the stream of ${workspace}.`);
    this.name = 'StreamTakenOver';
  }
}

/** An event that nobody can read, kept for the person who looks into it. */
export interface RefusedEvent {
  /** Of the stream, as hex. */
  replayId: string;
  reason: string;
}

/** What goes into the log at once. */
export interface LoggedBatch {
  changes: readonly RecordChange[];
  refused: readonly RefusedEvent[];
  /** Behind it nothing of this batch comes again. */
  replayId: Buffer;
}

/** Where a stream stands. */
export interface StreamPlace {
  /** Bytes, exactly as Salesforce gave them. */
  replayId: Buffer | undefined;
  /** When that was stored. */
  storedAt: Date | undefined;
}

/** Writes the changes of one workspace, for the process that leads it. */
export interface ChangeLog {
  place(): Promise<StreamPlace>;
  /**
   * Stores changes and the place behind them in one transaction. A change whose key is there already is left out.
   *
   * @param alongside more to do in the same transaction
   * @returns how many changes were new
   * @throws StreamTakenOver when another process has opened the log since
   */
  append(batch: LoggedBatch, alongside?: (sql: Sql) => Promise<void>): Promise<number>;
  /** Forgets the place, so that the stream begins at the earliest event; counts that as an alarm. */
  losePlace(): Promise<void>;
}

/** Takes the next epoch: a process that still believes it leads cannot store any more. */
const openSql = `
  insert into connector.change_streams as s (workspace, feed_id, epoch) values ($1, gen_random_uuid(), 1)
  on conflict (workspace) do update set epoch = s.epoch + 1
  returning epoch::text as epoch`;

/**
 * One statement, and thereby one transaction: takes the row, so that numbers are given out in the order of the commits,
 * stores the changes, moves the place. A change that is there already leaves a gap in the numbers, which nobody minds.
 * Arrays are cheaper than JSON here.
 */
const appendSql = `
  with taken as (
    select last_sequence from connector.change_streams where workspace = $1 and epoch = $2 for update
  ), stored as (
    insert into connector.changes
      (workspace, sequence, change_key, kind, entity, record_id, demodesk_id, changes, changed_by, occurred_at)
    select $1, taken.last_sequence + place, change_key, kind, entity, record_id, demodesk_id, changes, changed_by,
           occurred_at
    from taken, unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
                       $11::timestamptz[])
      with ordinality
      as entry (change_key, kind, entity, record_id, demodesk_id, changes, changed_by, occurred_at, place)
    on conflict (workspace, change_key) do nothing
    returning 1
  )
  update connector.change_streams s set
    replay_id = $3, stored_at = clock_timestamp(),
    last_sequence = taken.last_sequence + cardinality($4::text[])
  from taken where s.workspace = $1
  returning (select count(*)::int from stored) as stored`;

const insertRefusedSql = `
  insert into connector.refused_events (workspace, replay_id, reason)
  select $1, "replayId", reason from json_to_recordset($2::text::json) as row ("replayId" text, reason text)
  on conflict (workspace, replay_id) do nothing`;

/** JSON without what a database cannot keep in text, anywhere in it. */
const storableJson = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? storableText(part) : part));

/** One array for each column of `insertSql`. */
const columnsOf = (changes: readonly RecordChange[]): (string | null)[][] => {
  const columnOf = (value: (change: RecordChange) => string | null) =>
    changes.map((change) => {
      const text = value(change);
      return text === null ? null : storableText(text);
    });
  return [
    columnOf(({ changeKey }) => changeKey),
    columnOf(({ kind }) => kind),
    columnOf(({ entity }) => entity),
    columnOf(({ recordId }) => recordId),
    columnOf(({ demodeskId }) => demodeskId),
    columnOf((change) => storableJson(change.changes)),
    columnOf(({ changedBy }) => changedBy),
    columnOf(({ occurredAt }) => occurredAt),
  ];
};

/** Opens the log for this process alone; whoever had it open before can no longer write. */
export const openChangeLog = async (database: Database, workspace: string): Promise<ChangeLog> => {
  const [opened] = await database.query<{ epoch: string }>(openSql, [workspace]);
  if (opened === undefined) throw new Error('The database gave no epoch.');
  const { epoch } = opened;

  return {
    place: async () => {
      const [row] = await database.query<{ replayId: Uint8Array | null; storedAt: Date | null }>(
        'select replay_id as "replayId", stored_at as "storedAt" from connector.change_streams where workspace = $1',
        [workspace],
      );
      const replayId = row?.replayId ?? undefined;
      return { replayId: replayId && Buffer.from(replayId), storedAt: row?.storedAt ?? undefined };
    },

    append: ({ changes, refused, replayId }, alongside) => {
      const write = async (sql: Sql): Promise<number> => {
        const values = [workspace, epoch, replayId, ...columnsOf(changes)];
        const [row] = await sql.query<{ stored: number }>(appendSql, values);
        if (row === undefined) throw new StreamTakenOver(workspace);
        return row.stored;
      };
      if (refused.length === 0 && alongside === undefined) return write(database);
      return database.transaction(async (sql) => {
        const stored = await write(sql);
        if (refused.length > 0) await sql.query(insertRefusedSql, [workspace, storableJson(refused)]);
        await alongside?.(sql);
        return stored;
      });
    },

    losePlace: async () => {
      const rows = await database.query(
        `update connector.change_streams set replay_id = null, places_lost = places_lost + 1
         where workspace = $1 and epoch = $2 returning workspace`,
        [workspace, epoch],
      );
      if (rows.length === 0) throw new StreamTakenOver(workspace);
    },
  };
};
