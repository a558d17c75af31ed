import type { Database } from '../store/database.ts';

/** The most changes that one transaction forgets. */
const BATCH = 5000;

/** The end of the oldest stretch that is old enough; never beyond a younger change, so that what is kept has no gap. */
const lastSql = `
  select max(sequence)::text as last from (
    select sequence, received_at from connector.changes where workspace = $1 order by sequence limit $3
  ) as oldest
  where received_at < clock_timestamp() - $2 * interval '1 millisecond'`;

/**
 * Forgets changes of one workspace that were stored longer ago than `ageMs`, and with them what was left to push of
 * them: dead letters, and what waits for an endpoint that has been stopped all that time.
 *
 * @returns how many changes were forgotten
 */
export const forgetOldChanges = async (database: Database, workspace: string, ageMs: number): Promise<number> => {
  let forgotten = 0;
  for (;;) {
    const gone = await database.transaction(async (sql) => {
      const [row] = await sql.query<{ last: string | null }>(lastSql, [workspace, ageMs, BATCH]);
      const last = row?.last ?? null;
      if (last === null) return 0;
      await sql.query(
        `update connector.change_streams set forgotten_sequence = greatest(forgotten_sequence, $2::bigint)
         where workspace = $1`,
        [workspace, last],
      );
      await sql.query('delete from connector.pushes where workspace = $1 and sequence <= $2::bigint', [
        workspace,
        last,
      ]);
      const deleted = await sql.query(
        'delete from connector.changes where workspace = $1 and sequence <= $2::bigint returning sequence',
        [workspace, last],
      );
      return deleted.length;
    });
    forgotten += gone;
    if (gone < BATCH) return forgotten;
  }
};
