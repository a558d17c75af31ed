import { Transport } from 'jsforce/lib/transport.js';
import { SalesforceFailure } from './failure.ts';

/** `fetch failed` says nothing; its cause (`connect ECONNREFUSED 127.0.0.1:3001`) does. */
export const describeCause = (error: Error): string =>
  error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;

/** Rejects when `work` takes longer than `timeoutMs`; jsforce has no timeout that covers the whole exchange. */
export const withTimeout = async <T>(work: PromiseLike<T>, timeoutMs: number, what: string): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new SalesforceFailure({ code: 'TIMEOUT', message: `${what} took longer than ${timeoutMs} ms.` }));
    }, timeoutMs);
  });
  try {
    return await Promise.race([work, expired]);
  } finally {
    clearTimeout(timer);
  }
};

/** Seconds or a date (RFC 9110, 10.2.3), as milliseconds from now. */
const retryAfterMs = (value: string | undefined): number | undefined => {
  if (value === undefined) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
};

/** What jsforce keeps to itself of an answer. */
export interface Seen {
  status?: number;
  retryAfterMs?: number;
  /** The org's API requests of the last 24 hours. */
  apiUsage?: ApiUsage;
}

/** How much of its daily API requests an org has used, as Salesforce says in each answer. */
export interface ApiUsage {
  used: number;
  limit: number;
}

/** Reads `Sforce-Limit-Info: api-usage=18/5000`. */
export const apiUsage = (header: string | undefined): ApiUsage | undefined => {
  const [, used, limit] = /\bapi-usage=(\d+)\/(\d+)/.exec(header ?? '') ?? [];
  return used === undefined || limit === undefined || Number(limit) === 0
    ? undefined
    : { used: Number(used), limit: Number(limit) };
};

/** jsforce's HTTP with our own eyes on it: jsforce's errors carry neither the status nor Retry-After. */
export class WatchedTransport extends Transport {
  readonly seen: Seen = {};

  override httpRequest(...parameters: Parameters<Transport['httpRequest']>): ReturnType<Transport['httpRequest']> {
    const answer = super.httpRequest(...parameters);
    answer.then(
      (response) => {
        this.seen.status = response.statusCode;
        const wait = retryAfterMs(response.headers['retry-after']);
        if (wait !== undefined) this.seen.retryAfterMs = wait;
        const usage = apiUsage(response.headers['sforce-limit-info']);
        if (usage !== undefined) this.seen.apiUsage = usage;
      },
      () => undefined, // reported by jsforce itself
    );
    return answer;
  }
}
