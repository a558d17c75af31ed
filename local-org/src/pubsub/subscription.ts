import { status } from '@grpc/grpc-js';
import type { StoredEvent } from '../events/event-bus.ts';
import { EARLIEST, InvalidReplayId, LATEST } from '../events/event-log.ts';
import { compareReplayIds } from '../events/replay-ids.ts';
import type { LocalOrg } from '../org.ts';
import type { EventSchema } from './event-schema.ts';
import type { ConsumerEvent, FetchRequest, FetchResponse } from './messages.ts';
import { encodeEvent } from './payload.ts';
import { PubSubError, replayIdCorrupted } from './pub-sub-error.ts';
import { replayBytes, replayIdOf } from './replay-bytes.ts';

/** The most events a client can have requested and not yet got; more count as this. Source: guide, "Pull Subscription and Flow Control". */
export const MOST_REQUESTED = 100;

/** One client's subscription to a topic. */
export interface Subscription {
  /** @param count events the client is ready to take beside those it has requested before */
  request(count: number): void;
  /** Sends nothing more, and does not end. */
  freeze(): void;
  stop(): void;
  readonly pending: number;
}

export interface SubscriptionOptions {
  readonly org: LocalOrg;
  readonly schema: EventSchema;
  readonly rpcId: string;
  /** Where it starts: the first request of the stream. */
  readonly first: FetchRequest;
  readonly send: (response: FetchResponse) => void;
  /** An empty answer comes when there was none for so long, in milliseconds. */
  readonly keepAliveMs: number;
  /** How long the client may have nothing requested, in milliseconds. */
  readonly idleMs: number;
  /** Counts one delivered event. @returns false when the org's allocation is used up */
  readonly countDelivery: () => boolean;
  /** The allocation is used up: the stream is to fail. */
  readonly onLimit: () => void;
  /** It had nothing requested for so long: the stream is to end. */
  readonly onIdle: () => void;
}

/**
 * The replay id to start after.
 * @throws PubSubError for CUSTOM without a replay id or with one that is not this org's
 */
const startOf = (org: LocalOrg, { object }: EventSchema, first: FetchRequest): string => {
  if (first.replay_preset === 'EARLIEST') return EARLIEST;
  if (first.replay_preset === 'LATEST') return LATEST;
  if (first.replay_id.length === 0) {
    throw new PubSubError(
      status.INVALID_ARGUMENT,
      'subscription.fetch.replayid.validation.failed',
      'The replay preset is CUSTOM and the Replay ID is missing.',
    );
  }
  if (org.faults.take('expired-replay-id', { object: object.name })) throw replayIdCorrupted();
  return replayIdOf(first.replay_id);
};

const consumerEvent = (schema: EventSchema, event: StoredEvent): ConsumerEvent => ({
  event: { id: event.uuid, schema_id: schema.id, payload: encodeEvent(schema, event) },
  replay_id: replayBytes(event.replayId),
});

const later = (a: string | null, b: string): string => (a === null || compareReplayIds(a, b) < 0 ? b : a);

const subscribe = (org: LocalOrg, object: string, from: string, receive: (event: StoredEvent) => void) => {
  try {
    return org.events.subscribe(object, from, receive);
  } catch (error) {
    throw error instanceof InvalidReplayId ? replayIdCorrupted() : error;
  }
};

/** Opens a subscription. @throws PubSubError for a replay id that cannot be used */
export const openSubscription = (options: SubscriptionOptions): Subscription => {
  const { org, schema, rpcId, first, send } = options;
  const object = schema.object.name;
  let waiting: StoredEvent[] = [];
  let pending = 0;
  let state: 'open' | 'frozen' | 'stopped' = 'open';
  let delivered: string | null = null;

  const answer = (events: readonly StoredEvent[], latest: string): void => {
    keepAlive.refresh();
    pending -= events.length;
    idle.refresh();
    send({
      events: events.map((event) => consumerEvent(schema, event)),
      latest_replay_id: replayBytes(latest),
      rpc_id: rpcId,
      pending_num_requested: pending,
    });
  };

  const deliver = (): void => {
    if (state !== 'open') return;
    const wanted = Math.min(pending, waiting.length);
    let count = 0;
    while (count < wanted && options.countDelivery()) count += 1;
    const events = waiting.slice(0, count);
    const last = events.at(-1);
    if (last) {
      waiting = waiting.slice(count);
      delivered = last.replayId;
      answer(events, delivered);
    }
    if (count < wanted) options.onLimit();
  };

  /** An empty answer with the position to come back to, which is never behind an event that is still on its way. */
  const sendKeepAlive = (): void => {
    const end = org.events.position(object);
    // Events up to the position that have not come yet come before this runs.
    setImmediate(() => {
      if (state === 'open') answer([], waiting.length > 0 && delivered !== null ? delivered : later(delivered, end));
    });
  };

  const from = startOf(org, schema, first);
  if (from !== EARLIEST) delivered = from === LATEST ? org.events.position(object) : from;
  const unsubscribe = subscribe(org, object, from, (event) => {
    // Events that come together are sent together.
    if (waiting.push(event) === 1) queueMicrotask(deliver);
  });
  const keepAlive = setInterval(sendKeepAlive, options.keepAliveMs).unref();
  const idle = setInterval(() => {
    if (state === 'open' && pending === 0) options.onIdle();
  }, options.idleMs).unref();

  return {
    request: (count) => {
      pending = Math.min(MOST_REQUESTED, pending + count);
      deliver();
    },
    freeze: () => (state = 'frozen'),
    stop: () => {
      state = 'stopped';
      clearInterval(keepAlive);
      clearInterval(idle);
      unsubscribe();
    },
    get pending() {
      return pending;
    },
  };
};
