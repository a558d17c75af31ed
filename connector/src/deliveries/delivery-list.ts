import type { Database } from '../store/database.ts';
import type { QueueFigures } from '../operations/metrics.ts';
import type { DeliveryRecord, DeliveryState } from './delivery-record.ts';

/** Which deliveries to list. */
export interface DeliveryFilter {
  state?: DeliveryState | undefined;
  action?: string | undefined;
  deliveryKey?: string | undefined;
  workspace?: string | undefined;
  failureClass?: string | undefined;
  /** Received at this time or later. */
  receivedSince?: string | undefined;
  /** Received before this time. */
  receivedBefore?: string | undefined;
}

/** A place in the list, newest first: everything after it is older. */
export interface ListPosition {
  receivedAt: string;
  id: string;
}

/** One page of deliveries. */
export interface DeliveryPage {
  data: DeliveryRecord[];
  /** Where the next page starts; undefined on the last one. */
  next: ListPosition | undefined;
}

/** Reads deliveries for people; changes nothing. */
export interface DeliveryList {
  page(filter: DeliveryFilter, limit: number, after?: ListPosition): Promise<DeliveryPage>;
  /** @returns how many deliveries are in each state that has any, closed ones left out */
  openCounts(): Promise<Partial<Record<DeliveryState, number>>>;
  /** @returns one delivery, or undefined when there is none of this id */
  find(id: string): Promise<DeliveryRecord | undefined>;
  /** @returns how many deliveries of each workspace are in each state, closed ones left out, and how old they are */
  figures(): Promise<QueueFigures[]>;
}

const COLUMNS = `id, workspace, delivery_key as "deliveryKey", action, state, attempts, publications,
  failure_class as "failureClass", reason, remedy, sync_status as "syncStatus", record_id as "recordId",
  received_at as "receivedAt", published_at as "publishedAt", finished_at as "finishedAt",
  case when state in ('retrying', 'published') then next_attempt_at end as "nextAttemptAt"`;

const pageSql = `
  select ${COLUMNS} from connector.deliveries
  where ($1::text is null or state = $1)
    and ($2::text is null or action = $2)
    and ($3::text is null or delivery_key = $3)
    and ($7::text is null or workspace = $7)
    and ($8::text is null or failure_class = $8)
    and ($9::timestamptz is null or received_at >= $9::timestamptz)
    and ($10::timestamptz is null or received_at < $10::timestamptz)
    and ($4::timestamptz is null or (received_at, id) < ($4::timestamptz, $5::uuid))
  order by received_at desc, id desc limit $6`;

export const createDeliveryList = (database: Database): DeliveryList => ({
  page: async (filter, limit, after) => {
    const rows = await database.query<DeliveryRecord>(pageSql, [
      filter.state ?? null,
      filter.action ?? null,
      filter.deliveryKey ?? null,
      after?.receivedAt ?? null,
      after?.id ?? null,
      limit + 1,
      filter.workspace ?? null,
      filter.failureClass ?? null,
      filter.receivedSince ?? null,
      filter.receivedBefore ?? null,
    ]);
    const data = rows.slice(0, limit);
    const last = data.at(-1);
    const more = rows.length > limit && last !== undefined;
    return { data, next: more ? { receivedAt: last.receivedAt.toISOString(), id: last.id } : undefined };
  },

  openCounts: async () => {
    const rows = await database.query<{ state: DeliveryState; count: number }>(
      "select state, count(*)::int as count from connector.deliveries where state <> 'closed' group by state",
    );
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  },

  find: async (id) => {
    const [row] = await database.query<DeliveryRecord>(`select ${COLUMNS} from connector.deliveries where id = $1`, [
      id,
    ]);
    return row;
  },

  figures: () =>
    database.query<QueueFigures>(
      `select workspace, state, count(*)::int as count,
         extract(epoch from clock_timestamp() - min(received_at))::double precision as "oldestSeconds"
       from connector.deliveries where state <> 'closed' group by workspace, state`,
    ),
});
