import { feedItem } from '../changes/feed.ts';
import type { FailureReason } from '../deliveries/delivery-record.ts';
import { createSignal } from '../inbound/signal.ts';
import type { Logger } from '../logging.ts';
import { createOutcomeWriter } from '../store/outcome-writer.ts';
import { pushOnce } from './attempt.ts';
import type { PushAnswer } from './attempt.ts';
import type { DuePush, PushOutcome, PushStore } from './push-store.ts';
import { nextDelayMs, RETRY_DELAYS_MS } from './schedule.ts';
import type { PushTarget } from './target.ts';

/** Requests to the receiver at the same time. */
const CONCURRENCY = 16;
/** Changes taken over in one transaction. */
const TAKE_OVER = 2000;
/** How often it is looked for what is due when nobody rings: what is known to become due sooner rings itself. */
const POLL_MS = 5000;

/** Counts since the start. */
export interface PushCounts {
  delivered: number;
  failed: number;
  dead: number;
}

/** Sends changes to Demodesk's endpoint. */
export interface Pusher {
  /** There may be new changes, or something that a person wants sent again. */
  wake(): void;
  /** Why nothing is sent at all, if so. */
  trouble(): FailureReason | undefined;
  readonly counts: Readonly<PushCounts>;
  /** Ends what is on the wire; it is sent again by the next one. */
  stop(): Promise<void>;
}

/** What a pusher works with. */
export interface PusherOptions {
  store: PushStore;
  target: PushTarget;
  /** Id of the workspace's feed. */
  feedId: string;
  log: Logger;
  /** Waiting times between attempts in milliseconds; tests shorten them. */
  schedule?: readonly number[];
}

const GONE: FailureReason = Object.freeze({
  failureClass: 'rejected',
  reason: 'The receiver of pushes answered 410: it wants nothing more. Changes are kept.',
  remedy: 'Put the receiver right, then POST /v1/push/enable: everything that waits is sent in order.',
});

const outcomeOf = (
  { sequence, attempts }: DuePush,
  answer: Exclude<PushAnswer, { is: 'gone' }>,
  schedule: readonly number[],
): PushOutcome => {
  if (answer.is === 'taken') return { sequence, outcome: 'delivered' };
  const { status, reason, retryAfterMs = 0 } = answer;
  const delay = nextDelayMs(attempts + 1, schedule);
  if (delay === undefined) return { sequence, outcome: 'dead', status, reason };
  return { sequence, outcome: 'retry', delayMs: Math.max(delay, retryAfterMs), status, reason };
};

/** Starts pushing: in order for each record, a failing record holds up no other. */
export const startPusher = (options: PusherOptions): Pusher => {
  const { store, target, feedId, log, schedule = RETRY_DELAYS_MS } = options;
  const bell = createSignal();
  const ending = new AbortController();
  const inHand = new Map<string, Promise<void>>();
  const counts: PushCounts = { delivered: 0, failed: 0, dead: 0 };
  let gone = false;

  const report = (outcome: PushOutcome): void => {
    if (outcome.outcome === 'delivered') {
      counts.delivered += 1;
      return;
    }
    counts.failed += 1;
    if (outcome.outcome === 'dead') counts.dead += 1;
    else setTimeout(() => bell.notify(), outcome.delayMs + 1).unref();
    log.warn({ ...outcome }, outcome.outcome === 'dead' ? 'a push was given up' : 'a push failed; it is tried again');
  };

  const recorder = createOutcomeWriter<PushOutcome>({
    settle: (outcomes) => store.settle(outcomes),
    failure: 'the outcome of pushes could not be stored; trying again',
    log,
    onSettled: (outcomes) => {
      for (const outcome of outcomes) {
        inHand.delete(outcome.sequence);
        report(outcome);
      }
      bell.notify();
    },
  });

  const push = async (due: DuePush): Promise<void> => {
    const answer = await pushOnce(target, feedItem(feedId, due), ending.signal);
    if (ending.signal.aborted && answer.is !== 'taken') return;
    if (answer.is === 'gone') {
      gone = true;
      inHand.delete(due.sequence);
      log.error(GONE, 'pushing has been stopped by its receiver');
      await store.stopEndpoint(GONE.reason);
      return;
    }
    recorder.add([outcomeOf(due, answer, schedule)]);
  };

  const step = async (): Promise<void> => {
    while ((await store.takeOver(TAKE_OVER)) === TAKE_OVER);
    const room = CONCURRENCY - inHand.size;
    const due = room > 0 ? await store.due(room, [...inHand.keys()]) : [];
    gone = due.length === 0 && (gone || inHand.size === 0) && (await store.stopped());
    for (const one of due) {
      const under = push(one).catch((error: unknown) => {
        inHand.delete(one.sequence);
        log.error({ err: error }, 'a push broke off');
      });
      inHand.set(one.sequence, under);
    }
    if (due.length < room || room === 0) await bell.wait(POLL_MS);
  };

  const run = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      try {
        await step();
      } catch (error) {
        log.error({ err: error }, 'changes could not be taken for pushing; trying again');
        await bell.wait(POLL_MS);
      }
    }
  };

  const running = run();
  return {
    wake: () => bell.notify(),
    trouble: () => (gone ? GONE : undefined),
    counts,
    stop: async () => {
      ending.abort();
      bell.notify();
      await running;
      await Promise.all(inHand.values());
      await recorder.close();
    },
  };
};
