import type { Database } from '../store/database.ts';
import type { DeliveryRecord, DeliveryState } from './delivery-record.ts';

/** Which deliveries to list. */
export interface DeliveryFilter {
  state?: DeliveryState | undefined;
  action?: string | undefined;
  deliveryKey?: string | undefined;
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
});
