import type { EventSubscriberConfig } from '../project/event-subscribers.ts';
import { errorText } from '../runtime/error-text.ts';
import type { CompiledTrigger } from '../runtime/program.ts';
import type { StoredEvent } from './event-bus.ts';

/** The most events one run of an event trigger gets. Source: Platform Events Developer Guide. */
const LARGEST_BATCH = 2_000;
/** Runs of one batch after the first one, before the trigger goes to error state. Source: same guide. */
const RETRIES = 9;

/** What running a trigger over one batch came to. */
export type BatchOutcome =
  | { readonly kind: 'done'; readonly checkpoint: string | null }
  /** EventBus.RetryableException: everything rolled back, the batch comes again. */
  | { readonly kind: 'retry'; readonly message: string }
  /** An uncaught exception: what came after the checkpoint, or everything, is rolled back. */
  | { readonly kind: 'failed'; readonly checkpoint: string | null; readonly error: Error };

/** One run of an event trigger, as its transaction sees it. */
export interface Batch {
  readonly trigger: CompiledTrigger;
  readonly events: readonly StoredEvent[];
  /** Earlier runs of this batch. */
  readonly retries: number;
  readonly lastError: string | null;
  /** undefined = Automated Process */
  readonly username: string | undefined;
}

/** What EventBusSubscriber shows of a trigger. */
export interface SubscriberStatus {
  readonly trigger: string;
  readonly object: string;
  readonly status: 'Running' | 'Error';
  /** Replay id up to which everything is processed. */
  readonly position: string | null;
  readonly retries: number;
  readonly lastError: string | null;
}

/** How a subscriber waits before it runs a batch again: the guide says "the time increases in later retries". */
export const retryDelay = (retries: number): number => Math.min(60_000, 250 * 2 ** (retries - 1));

/** An Apex trigger's subscription to an event: what it has still to process, and how it stands. */
export interface Subscriber {
  readonly trigger: CompiledTrigger;
  enqueue(event: StoredEvent): void;
  /** Takes back an event whose publishing was rolled back before its delivery. */
  withdraw(event: StoredEvent): void;
  /**
   * Runs one batch.
   * @param upTo only events up to this replay id, undefined = all
   * @returns milliseconds to wait before the next batch, 0 = none; undefined when nothing is left to run
   */
  runBatch(upTo?: (event: StoredEvent) => boolean): number | undefined;
  status(): SubscriberStatus;
}

export interface SubscriberOptions {
  /** How the trigger runs now; undefined = as every trigger does. */
  readonly config: () => EventSubscriberConfig | undefined;
  readonly run: (batch: Batch) => BatchOutcome;
  readonly onFailure: (batch: Batch, error: Error, lost: number) => void;
  readonly onChange: (status: SubscriberStatus) => void;
}

/** Creates the subscription of one trigger. */
export const createSubscriber = (trigger: CompiledTrigger, options: SubscriberOptions): Subscriber => {
  let pending: StoredEvent[] = [];
  let retries = 0;
  let lastError: string | null = null;
  let position: string | null = null;
  let stopped = false;

  const isStopped = (): boolean => stopped;

  const status = (): SubscriberStatus => ({
    trigger: trigger.name,
    object: trigger.object,
    status: stopped ? 'Error' : 'Running',
    position,
    retries,
    lastError,
  });

  /** Forgets the events up to and including the replay id. */
  const advance = (replayId: string | undefined): void => {
    const index = pending.findIndex((event) => event.replayId === replayId);
    pending = pending.slice(index + 1);
    position = replayId ?? position;
  };

  const apply = (batch: Batch, outcome: BatchOutcome): void => {
    const last = batch.events.at(-1)?.replayId;
    if (outcome.kind === 'retry') {
      retries += 1;
      lastError = outcome.message;
      stopped = retries > RETRIES;
      if (stopped) options.onFailure(batch, new Error(`stopped after ${RETRIES} retries: ${outcome.message}`), 0);
      return;
    }
    retries = 0;
    lastError = outcome.kind === 'failed' ? errorText(outcome.error) : null;
    advance(outcome.checkpoint ?? last);
    if (outcome.kind === 'failed') {
      options.onFailure(batch, outcome.error, outcome.checkpoint === null ? batch.events.length : 0);
    }
  };

  return {
    trigger,
    enqueue: (event) => pending.push(event),
    withdraw: (event) => (pending = pending.filter((other) => other !== event)),
    runBatch: (upTo = () => true) => {
      if (stopped) return undefined;
      const { batchSize = LARGEST_BATCH, username } = options.config() ?? {};
      const events = pending.slice(0, batchSize).filter(upTo);
      if (events.length === 0) return undefined;
      const batch: Batch = { trigger, events, retries, lastError, username };
      const outcome = options.run(batch);
      apply(batch, outcome);
      options.onChange(status());
      if (isStopped() || pending.length === 0) return undefined;
      return outcome.kind === 'retry' ? retryDelay(retries) : 0;
    },
    status,
  };
};
