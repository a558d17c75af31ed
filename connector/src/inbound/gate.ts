import type { FailureReason } from '../deliveries/delivery-record.ts';
import { fullJitter } from './backoff.ts';
import type { Backoff } from './backoff.ts';

/**
 * Stands before the other side of a connection. After a failure that concerns everybody (down, limit, credentials)
 * it stays shut for a while, so that a backlog does not hammer at a closed door.
 */
export interface Gate {
  /** Milliseconds until it opens; 0 when it is open. */
  shutForMs(): number;
  /**
   * Shuts it, longer with each failure in a row.
   *
   * @param retryAfterMs what the other side asked for, when it did
   * @returns milliseconds until it opens
   */
  fail(reason: FailureReason, retryAfterMs?: number): number;
  /** The other side answered. */
  succeed(): void;
  /** Why it failed last, until it succeeds again. */
  trouble(): FailureReason | undefined;
}

/** @param now clock in milliseconds */
export const createGate = (backoff: Backoff, now: () => number = Date.now): Gate => {
  let failures = 0;
  let opensAt = 0;
  let last: FailureReason | undefined;
  const shutForMs = (): number => Math.max(0, opensAt - now());
  return {
    shutForMs,
    fail: (reason, retryAfterMs) => {
      failures += 1;
      last = reason;
      opensAt = Math.max(opensAt, now() + (retryAfterMs ?? fullJitter(failures, backoff)));
      return shutForMs();
    },
    succeed: () => {
      failures = 0;
      opensAt = 0;
      last = undefined;
    },
    trouble: () => last,
  };
};
