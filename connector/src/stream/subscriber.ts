import { fullJitter } from '../inbound/backoff.ts';
import type { Backoff } from '../inbound/backoff.ts';
import { createSignal } from '../inbound/signal.ts';
import type { FailureReason } from '../deliveries/delivery-record.ts';
import type { Logger } from '../logging.ts';
import { createEventReader } from './avro.ts';
import type { EventReader } from './avro.ts';
import { streamFailureFrom, TopicUnavailable } from './failure.ts';
import type { StreamFailure } from './failure.ts';
import type { PubSubClient, PubSubCredentials } from './pubsub-client.ts';
import { runSubscription } from './subscription.ts';
import type { EventBatch } from './subscription.ts';

const BACKOFF: Backoff = { baseMs: 500, capMs: 30_000 };
/** A renewed token may be refused again, e.g. by a paused org: then it is a failure like others. */
const MAX_RENEWALS_IN_A_ROW = 1;

/** Where the stream's events go. */
export interface StreamSink {
  /** @returns behind which event to go on; undefined for the earliest that Salesforce keeps */
  position(): Promise<Buffer | undefined>;
  /** Stores the events and the place behind them, both or neither. */
  store(batch: EventBatch, reader: EventReader): Promise<void>;
  /** Salesforce no longer knows the place to go on from: begin at the earliest event and reconcile. */
  losePlace(reason: string): Promise<void>;
}

/** What a subscriber works with. */
export interface SubscriberOptions<Token extends PubSubCredentials> {
  /** Makes a connection for one attempt. @throws NoPubSubEndpoint */
  connect: (credentials: PubSubCredentials) => PubSubClient;
  session: {
    /** @throws SalesforceFailure */
    token(): Promise<Token>;
    /** Forgets a token that Salesforce no longer accepts. */
    expire(token: Token): void;
  };
  topic: string;
  sink: StreamSink;
  log: Logger;
  /** Tests shorten these. */
  backoff?: Backoff;
  silenceMs?: number;
}

/** The one reader of an org's stream. */
export interface Subscriber {
  /** Why it is not subscribed right now; undefined when it is. */
  trouble(): FailureReason | undefined;
  /** How often a stream had to be begun anew since the start. */
  readonly reconnects: number;
  /** Stores what is in hand and ends the stream. */
  stop(): Promise<void>;
}

const NOT_YET: FailureReason = Object.freeze({
  failureClass: 'unavailable',
  reason: 'The connector has not subscribed to the changes of Salesforce yet.',
  remedy: 'Nothing to do: it connects by itself.',
});

/** Starts reading, from where the sink says; keeps reading whatever happens. */
export const startSubscriber = <Token extends PubSubCredentials>(options: SubscriberOptions<Token>): Subscriber => {
  const { connect, session, topic, sink, log } = options;
  const backoff = options.backoff ?? BACKOFF;
  const ending = new AbortController();
  const pause = createSignal();
  const state = { trouble: NOT_YET as FailureReason | undefined, failures: 0, renewals: 0, reconnects: 0 };

  const subscribed = (): void => {
    if (state.trouble === undefined || ending.signal.aborted) return;
    log.info({ topic }, 'subscribed to the changes of Salesforce');
    state.trouble = undefined;
  };

  const stored = (): void => {
    state.failures = 0;
    state.renewals = 0;
  };

  const readOn = async (credentials: PubSubCredentials, after: Buffer | undefined): Promise<void> => {
    const client = connect(credentials);
    try {
      const { can_subscribe: allowed } = await client.topic(topic, credentials);
      if (!allowed) throw new TopicUnavailable(topic);
      const reader = createEventReader((id) => client.schema(id, credentials));
      await runSubscription({
        ...{ client, credentials, topic, after, signal: ending.signal, onSubscribed: subscribed },
        ...(options.silenceMs === undefined ? {} : { silenceMs: options.silenceMs }),
        store: async (batch) => {
          await sink.store(batch, reader);
          stored();
        },
      });
    } finally {
      client.close();
    }
  };

  /** @returns how long to wait before the next attempt, in milliseconds */
  const recover = async (
    failure: StreamFailure,
    credentials: Token | undefined,
    after: Buffer | undefined,
  ): Promise<number> => {
    if (failure.kind === 'replay-id' && after !== undefined) {
      await sink.losePlace(failure.reason);
      return 0;
    }
    if (failure.kind === 'credentials' && credentials !== undefined) {
      session.expire(credentials);
      state.renewals += 1;
      if (state.renewals <= MAX_RENEWALS_IN_A_ROW) return 0;
    }
    state.failures += 1;
    return fullJitter(state.failures, backoff);
  };

  const attempt = async (): Promise<void> => {
    let credentials: Token | undefined;
    let after: Buffer | undefined;
    try {
      credentials = await session.token();
      after = await sink.position();
      await readOn(credentials, after);
    } catch (error) {
      if (ending.signal.aborted) return;
      const { kind, ...failure } = streamFailureFrom(error);
      state.trouble = failure;
      state.reconnects += 1;
      const delayMs = await recover({ kind, ...failure }, credentials, after);
      log.warn({ ...failure, kind, delayMs }, 'the stream of changes broke; connecting again');
      if (delayMs > 0) await pause.wait(delayMs);
    }
  };

  const run = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      try {
        await attempt();
      } catch (error) {
        // The store is away as well: nothing can be read before it is back.
        log.error({ err: error }, 'the stream of changes could not be resumed; trying again');
        await pause.wait(backoff.capMs);
      }
    }
  };

  const running = run();
  return {
    trouble: () => state.trouble,
    get reconnects() {
      return state.reconnects;
    },
    stop: async () => {
      ending.abort();
      pause.notify();
      await running;
    },
  };
};
