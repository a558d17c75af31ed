import type { FailureClass } from '../deliveries/delivery-record.ts';
import type { OpenDelivery, Settlement } from '../deliveries/delivery-store.ts';
import { fullJitter } from './backoff.ts';
import type { Backoff } from './backoff.ts';
import type { AttemptFailure } from './failure.ts';

/** The rules by which a failed delivery is tried again or given up. */
export interface RetryPolicy {
  /** Between attempts of one delivery. */
  backoff: Backoff;
  /** A delivery older than this is given up, in milliseconds. */
  retryForMs: number;
  /** A failure that looks like a defect is tried this often in all: it may be a passing one. */
  maxInternalFailures: number;
}

const CAN_HEAL: Readonly<Record<FailureClass, boolean>> = Object.freeze({
  unavailable: true,
  limit: true,
  authentication: true,
  setup: true,
  'not-ready': true,
  internal: true,
  unconfirmed: false,
  rejected: false,
});

/**
 * Decides what follows on a failed attempt.
 *
 * @param notBeforeMs how long everybody has to wait anyhow, in milliseconds
 * @param payload what was worked out so far, so that the next attempt need not ask Demodesk again
 */
export const afterFailure = (
  delivery: Pick<OpenDelivery, 'id' | 'failures' | 'receivedAt'>,
  failed: AttemptFailure,
  policy: RetryPolicy,
  { notBeforeMs = 0, payload = null }: { notBeforeMs?: number; payload?: string | null } = {},
): Settlement => {
  const { retryAfterMs, ...failure } = failed;
  const failures = delivery.failures + 1;
  const exhausted = failure.failureClass === 'internal' && failures >= policy.maxInternalFailures;
  const tooOld = Date.now() - delivery.receivedAt.getTime() > policy.retryForMs;
  if (!CAN_HEAL[failure.failureClass] || exhausted || tooOld) {
    return { id: delivery.id, outcome: 'dead', failure };
  }
  const wait = Math.max(notBeforeMs, retryAfterMs ?? 0) + fullJitter(failures, policy.backoff);
  return { id: delivery.id, outcome: 'retry', delayMs: wait, failure, payload };
};
