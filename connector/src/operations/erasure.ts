import type { Database } from '../store/database.ts';

/** What was taken out of the connector's database. */
export interface Erasure {
  /** Deliveries that held the person's data and are gone. */
  deliveries: number;
  /** Those of them that had not reached Salesforce yet: their meetings will not arrive. */
  unfinished: number;
  /** Changes of Salesforce records whose values were emptied; their places in the feed stay. */
  changes: number;
  /** Meetings that were waiting in a re-sync and are gone from it. */
  resyncItems: number;
}

/** Finds a text wherever it stands, as it is and as JSON may have escaped it; letters' case makes no difference. */
const mentions = (column: string): string => `position(lower($1) in lower(${column})) > 0`;

const eraseDeliveries = `
  with erased as (
    delete from connector.deliveries where ${mentions('body')} or ${mentions("coalesce(payload, '')")} returning state)
  select count(*)::int as all, count(*) filter (where state in ('received', 'retrying', 'published'))::int as unfinished
  from erased`;

const countOf = (erase: string): string =>
  `with erased as (${erase} returning 1) select count(*)::int as all from erased`;

/**
 * Removes everything that the connector keeps about a person, in one transaction. What Salesforce and Demodesk keep
 * is theirs to remove.
 *
 * @param email the person's address
 */
export const erasePerson = async (database: Database, email: string): Promise<Erasure> => {
  const erasure = await database.transaction(async (sql) => {
    const first = async <Row>(text: string): Promise<Row | undefined> => (await sql.query<Row>(text, [email]))[0];
    const deliveries = await first<{ all: number; unfinished: number }>(eraseDeliveries);
    const changes = await first<{ all: number }>(
      countOf(
        `update connector.changes set changes = '[]' where ${mentions('changes')} or ${mentions("coalesce(changed_by, '')")}`,
      ),
    );
    const items = await first<{ all: number }>(
      countOf(`delete from connector.resync_items where ${mentions("coalesce(body, '')")}`),
    );
    return {
      deliveries: deliveries?.all ?? 0,
      unfinished: deliveries?.unfinished ?? 0,
      changes: changes?.all ?? 0,
      resyncItems: items?.all ?? 0,
    };
  });
  // Until then the rows are out of reach, but still on the disk.
  await database.query('vacuum connector.deliveries');
  await database.query('vacuum connector.changes');
  return erasure;
};
