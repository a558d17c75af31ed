import { makeId } from '../values/id.ts';

/** A cursor is kept for two days. Source: SOQL and SOSL Reference, "Query Cursor Limits". */
const LIFETIME_MS = 48 * 60 * 60 * 1000;
/** The oldest of a user's cursors ends when an eleventh is opened. Source: same. */
const PER_USER = 10;

/** The rest of a query's result, already as JSON. */
export interface QueryCursor {
  readonly id: string;
  readonly userId: string;
  readonly records: readonly unknown[];
  readonly batchSize: number;
  readonly openedAt: number;
}

/** Open query results that are longer than one page. */
export interface QueryCursors {
  open(userId: string, records: readonly unknown[], batchSize: number): QueryCursor;
  /** undefined when it never was, is another user's, or has expired */
  find(id: string, userId: string): QueryCursor | undefined;
}

/** @param now the org's clock */
export const createQueryCursors = (now: () => number): QueryCursors => {
  const cursors = new Map<string, QueryCursor>();
  let opened = 0;
  const dropOld = (userId: string): void => {
    const own: QueryCursor[] = [];
    for (const cursor of cursors.values()) {
      if (now() - cursor.openedAt > LIFETIME_MS) cursors.delete(cursor.id);
      else if (cursor.userId === userId) own.push(cursor);
    }
    for (const cursor of own.slice(0, Math.max(0, own.length - PER_USER + 1))) cursors.delete(cursor.id);
  };
  return {
    open: (userId, records, batchSize) => {
      dropOld(userId);
      opened += 1;
      const cursor = { id: makeId('01g', opened), userId, records, batchSize, openedAt: now() };
      cursors.set(cursor.id, cursor);
      return cursor;
    },
    find: (id, userId) => {
      const cursor = cursors.get(id);
      if (cursor?.userId !== userId || now() - cursor.openedAt > LIFETIME_MS) return undefined;
      return cursor;
    },
  };
};
