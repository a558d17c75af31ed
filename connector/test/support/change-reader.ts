import { createLogger } from '../../src/logging.ts';
import { openChangeLog } from '../../src/changes/change-log.ts';
import type { ResyncCall } from '../../src/changes/change.ts';
import { createChangeFeed } from '../../src/changes/feed.ts';
import type { ChangeFeed, FeedItem } from '../../src/changes/feed.ts';
import { createStreamSink } from '../../src/changes/stream-sink.ts';
import type { Database } from '../../src/store/database.ts';
import { createPubSubClient } from '../../src/stream/pubsub-client.ts';
import { startSubscriber } from '../../src/stream/subscriber.ts';
import type { Subscriber } from '../../src/stream/subscriber.ts';
import type { PubSubServer } from './pubsub-server.ts';

/** A subscriber with its log and feed on a database, without the rest of a connector. */
export interface ChangeReader {
  subscriber: Subscriber;
  feed: ChangeFeed;
  calls: ResyncCall[];
  /** Times since when a reconciliation was asked for. */
  reconciled: Date[];
  renewals: number;
  /** Everything in the feed. */
  items(): Promise<FeedItem[]>;
  stop(): Promise<void>;
}

export const readFeed = async (feed: ChangeFeed, workspace = 'default'): Promise<FeedItem[]> => {
  const items: FeedItem[] = [];
  let page = await feed.page(workspace, undefined, 1000);
  while (page.is === 'page') {
    items.push(...page.data);
    if (!page.hasMore) return items;
    page = await feed.page(workspace, page.next, 1000);
  }
  throw new Error(`The feed answered ${page.is}.`);
};

/** @param onBatch called before a batch is stored; throws to make storing fail */
export const startChangeReader = async (
  database: Database,
  server: PubSubServer,
  { silenceMs = 60_000, onBatch }: { silenceMs?: number; onBatch?: () => void | Promise<void> } = {},
): Promise<ChangeReader> => {
  const log = createLogger('silent');
  const changeLog = await openChangeLog(database, 'default');
  const feed = createChangeFeed(database);
  const calls: ResyncCall[] = [];
  const reconciled: Date[] = [];
  const state = { renewals: 0, token: 'token-0' };
  const sink = createStreamSink({
    changeLog,
    prefix: 'demodesk__',
    noteCalls: (_sql, noted) => {
      calls.push(...noted);
      return Promise.resolve();
    },
    reconcile: (since) => {
      reconciled.push(since);
      return Promise.resolve();
    },
    onStored: () => feed.notify('default'),
    log,
  });
  const subscriber = startSubscriber({
    connect: () => createPubSubClient({ address: server.address, plaintext: true }),
    session: {
      token: () =>
        Promise.resolve({
          accessToken: state.token,
          instanceUrl: 'http://127.0.0.1:1',
          organizationId: '00D000000000001AAA',
        }),
      expire: () => {
        state.renewals += 1;
        state.token = server.token;
      },
    },
    topic: '/event/demodesk__Sync_Change__e',
    sink: {
      ...sink,
      store: async (batch, reader) => {
        await onBatch?.();
        await sink.store(batch, reader);
      },
    },
    log,
    backoff: { baseMs: 5, capMs: 20 },
    silenceMs,
  });
  return {
    subscriber,
    feed,
    calls,
    reconciled,
    get renewals() {
      return state.renewals;
    },
    items: () => readFeed(feed),
    stop: async () => {
      feed.stop();
      await subscriber.stop();
    },
  };
};
