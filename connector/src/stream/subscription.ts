import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientDuplexStream } from '@grpc/grpc-js';
import { StreamSilent } from './failure.ts';
import type { ConsumerEvent, FetchRequest, FetchResponse } from './messages.ts';
import type { PubSubClient, PubSubCredentials } from './pubsub-client.ts';

/** The most events that may be asked for at once. Source: Pub/Sub API guide, "Subscribe RPC Method". */
export const MAX_REQUESTED = 100;
/** Salesforce sends a sign of life at least every 270 s. */
const SILENCE_MS = 300_000;
/** A subscription that nothing has been heard against for so long stands. */
const SETTLED_MS = 1500;

/** A batch larger than this says that there is a backlog; then a moment is waited for the rest of what was asked for. */
const BUSY_BATCH = 10;
const LINGER_MS = 5;

/** Salesforce closed the stream without an error. */
export class StreamEnded extends Error {
  constructor() {
    super('Salesforce ended the stream.');
    this.name = 'StreamEnded';
  }
}

/** Events in the order they came, to be stored together. */
export interface EventBatch {
  /** None, for a sign of life. */
  events: ConsumerEvent[];
  /** Behind it nothing of this batch comes again. */
  replayId: Buffer;
}

/** What one stream works with. */
export interface SubscriptionOptions {
  client: Pick<PubSubClient, 'subscribe'>;
  credentials: PubSubCredentials;
  /** E.g. `/event/demodesk__Sync_Change__e`. */
  topic: string;
  /** The events after this one; undefined for the earliest that Salesforce keeps. */
  after: Buffer | undefined;
  /** Resolves when the batch is on the disk. Never called twice at a time. */
  store: (batch: EventBatch) => Promise<void>;
  /** The subscription stands. May be called more than once. */
  onSubscribed: () => void;
  /** Ends the stream. */
  signal: AbortSignal;
  /** How long nothing may come before the stream is taken for dead, in milliseconds. */
  silenceMs?: number;
}

const joined = (responses: readonly FetchResponse[]): EventBatch | undefined => {
  const events = responses.flatMap((response) => response.events);
  const replayId = events.at(-1)?.replay_id ?? responses.at(-1)?.latest_replay_id;
  return replayId === undefined || replayId.length === 0 ? undefined : { events, replayId };
};

const firstRequest = (topic: string, after: Buffer | undefined): FetchRequest => ({
  topic_name: topic,
  num_requested: MAX_REQUESTED,
  ...(after === undefined ? { replay_preset: 'EARLIEST' } : { replay_preset: 'CUSTOM', replay_id: after }),
});

/** Stores what comes and only then asks for as much again: a slow disk slows the stream instead of filling memory. */
const createIntake = (
  stream: ClientDuplexStream<FetchRequest, FetchResponse>,
  store: SubscriptionOptions['store'],
  fail: (error: unknown) => void,
) => {
  const waiting: FetchResponse[] = [];
  let storing: Promise<void> | undefined;
  let open = true;
  let size = 0;

  const storeAll = async (): Promise<void> => {
    while (open && waiting.length > 0) {
      // More of the same backlog is on the wire: one write to the disk for all of it.
      if (size > BUSY_BATCH && (waiting.at(-1)?.pending_num_requested ?? 0) > 0) await sleep(LINGER_MS);
      const responses = waiting.splice(0);
      const batch = joined(responses);
      if (batch === undefined) continue;
      size = batch.events.length;
      await store(batch);
      // Never more than Salesforce itself counts as missing: a stream that repeats events would let the sum grow.
      const missing = MAX_REQUESTED - (responses.at(-1)?.pending_num_requested ?? 0);
      const wanted = Math.min(batch.events.length, missing);
      if (wanted > 0 && stream.writable) stream.write({ num_requested: wanted });
    }
    storing = undefined;
  };

  return {
    take: (response: FetchResponse): void => {
      waiting.push(response);
      storing ??= storeAll().catch(fail);
    },
    /** Nothing more is begun; resolves when what is being stored is. */
    close: async (): Promise<void> => {
      open = false;
      await storing;
    },
  };
};

/**
 * Runs one stream until it breaks or is told to end. What it has received and not stored by then comes again with the
 * next stream.
 *
 * @throws the gRPC library's ServiceError, StreamEnded, StreamSilent, or what `store` threw
 */
export const runSubscription = async (options: SubscriptionOptions): Promise<void> => {
  const { topic, after, signal, onSubscribed } = options;
  const silenceMs = options.silenceMs ?? SILENCE_MS;
  const stream = options.client.subscribe(options.credentials);
  const over = Promise.withResolvers<undefined>();
  over.promise.catch(() => undefined); // the stream may break while nobody waits for it any more
  const intake = createIntake(stream, options.store, over.reject);

  let silence: NodeJS.Timeout | undefined;
  const hear = (): void => {
    clearTimeout(silence);
    silence = setTimeout(() => over.reject(new StreamSilent(silenceMs)), silenceMs);
  };
  const settled = setTimeout(onSubscribed, SETTLED_MS);
  stream.on('metadata', onSubscribed);
  stream.on('data', (response: FetchResponse) => {
    hear();
    onSubscribed();
    intake.take(response);
  });
  // Also reports the cancellation below, when nobody is interested any more.
  stream.on('error', over.reject);
  stream.on('end', () => over.reject(new StreamEnded()));
  const abort = (): void => over.resolve(undefined);
  signal.addEventListener('abort', abort, { once: true });
  try {
    hear();
    stream.write(firstRequest(topic, after));
    if (!signal.aborted) await over.promise;
  } finally {
    clearTimeout(silence);
    clearTimeout(settled);
    signal.removeEventListener('abort', abort);
    stream.cancel();
    await intake.close();
  }
};
