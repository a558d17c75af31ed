import type { SObject } from '../values/sobject.ts';

/** An event as stored on the bus for 72 hours. */
export interface StoredEvent {
  /** Full API name, e.g. `demodesk__Meeting_Event__e`. */
  readonly object: string;
  /** Opaque, increasing; a decimal string, never a number. */
  readonly replayId: string;
  readonly uuid: string;
  readonly publishedAt: number;
  readonly row: SObject;
}

/**
 * The org's event bus: keeps events, delivers them to Apex triggers in transactions of their own (in batches, in
 * order, with retry and resume checkpoint) and to subscribers outside (Pub/Sub API, empApi).
 */
export interface EventBus {
  /** Queues events; delivery happens after the publishing call has returned. @returns replay ids in order */
  publish(rows: readonly SObject[]): string[];
  /** Delivers everything queued to the Apex triggers now, as Test.getEventBus().deliver() does. */
  deliver(): void;
  /** Forgets what the running test has queued, as Test.getEventBus().fail() does. */
  discard(): void;
  /** @param fromReplayId exclusive; '-2' = earliest kept, '-1' = only new ones @returns a function that unsubscribes */
  subscribe(object: string, fromReplayId: string, receive: (event: StoredEvent) => void): () => void;
  /** The end of the object's stream: a replay id to subscribe from later, even when there has been no event. */
  position(object: string): string;
}
