import { BadRequest } from './api-error.ts';

const LARGEST_PAGE = 100;

/** One page of a list and how to get the next. */
export interface Page<T> {
  data: T[];
  meta: { hasNext: boolean; limit: number; nextCursor: string | null };
}

const readLimit = (text: string | null): number => {
  if (text === null) return LARGEST_PAGE;
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > LARGEST_PAGE) throw new BadRequest('limit must be between 1 and 100.');
  return limit;
};

const toCursor = (key: string): string => Buffer.from(`after:${key}`).toString('base64url');

const fromCursor = (cursor: string): string => {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (!text.startsWith('after:')) throw new BadRequest('cursor is not one this API gave out.');
  return text.slice('after:'.length);
};

/**
 * Cuts one page out of a list. The cursor names the last item seen, so a page neither repeats nor skips an item when
 * others appear or vanish meanwhile.
 *
 * @param items in an order that stays the same between two calls
 * @param keyOf what identifies an item and orders the list
 * @param query `cursor` and `limit` (1 to 100, default 100)
 * @throws BadRequest when one of them is wrong
 */
export const pageOf = <T>(items: readonly T[], keyOf: (item: T) => string, query: URLSearchParams): Page<T> => {
  const limit = readLimit(query.get('limit'));
  const cursor = query.get('cursor');
  const after = cursor === null ? '' : fromCursor(cursor);
  const rest = items.filter((item) => keyOf(item) > after);
  const data = rest.slice(0, limit);
  const last = data.at(-1);
  const hasNext = rest.length > limit;
  return { data, meta: { hasNext, limit, nextCursor: hasNext && last !== undefined ? toCursor(keyOf(last)) : null } };
};
