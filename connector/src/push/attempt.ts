import { createHash } from 'node:crypto';
import type { FeedItem } from '../changes/feed.ts';
import { retryAfterMs } from '../demodesk/retry-after.ts';
import { signed } from './target.ts';
import type { PushTarget } from './target.ts';

const TIMEOUT_MS = 15_000;

/** What the receiver answered to one push. */
export type PushAnswer =
  | { is: 'taken' }
  /** It wants nothing more, of anything (410). */
  | { is: 'gone' }
  /** Not now. `retryAfterMs` is what it asked for, where it did. */
  | { is: 'failed'; status: number | null; reason: string; retryAfterMs?: number };

/** @returns the id of a change's message: the same for every attempt, different in every feed */
export const messageId = ({ cursor }: Pick<FeedItem, 'cursor'>): string =>
  `msg_${createHash('sha256').update(cursor).digest('base64url').slice(0, 32)}`;

const unreachable = (error: unknown): PushAnswer => {
  const timedOut = error instanceof Error && error.name === 'TimeoutError';
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : undefined;
  const reason = timedOut
    ? `The receiver did not answer within ${TIMEOUT_MS / 1000} s.`
    : `The receiver could not be reached${cause === undefined ? '.' : `: ${cause}`}`;
  return { is: 'failed', status: null, reason };
};

/** Sends one change once. Never rejects: whatever happens is an answer. */
export const pushOnce = async (
  { url, secrets }: PushTarget,
  item: FeedItem,
  signal: AbortSignal,
): Promise<PushAnswer> => {
  const { headers, body } = signed(secrets, messageId(item), new Date(), JSON.stringify(item));
  try {
    const response = await fetch(url, {
      ...{ method: 'POST', headers, body },
      // A redirect could lead anywhere, with the change in it.
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    await response.body?.cancel();
    const { status } = response;
    if (response.ok) return { is: 'taken' };
    if (status === 410) return { is: 'gone' };
    const asked = response.headers.get('retry-after');
    return {
      ...{ is: 'failed', status, reason: `The receiver answered ${status}.` },
      ...(asked === null ? {} : { retryAfterMs: retryAfterMs(asked, Date.now()) }),
    };
  } catch (error) {
    return unreachable(error);
  }
};
