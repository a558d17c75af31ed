import { openChangeLog } from '../changes/change-log.ts';
import { readStream } from '../changes/feed.ts';
import { forgetOldChanges } from '../changes/retention.ts';
import { createStreamSink } from '../changes/stream-sink.ts';
import { createCatchUpStore } from '../catch-up/catch-up-store.ts';
import { startCatchUp } from '../catch-up/catch-up.ts';
import type { CatchUp } from '../catch-up/catch-up.ts';
import { deliveryId } from '../deliveries/delivery-record.ts';
import type { FailureReason } from '../deliveries/delivery-record.ts';
import { createPace } from '../demodesk/pace.ts';
import { reconcileDelivery } from '../inbound/event-payload.ts';
import { createPushStore } from '../push/push-store.ts';
import { startPusher } from '../push/pusher.ts';
import type { Pusher } from '../push/pusher.ts';
import { createRunStore } from '../resync/run-store.ts';
import type { RunStore } from '../resync/run-store.ts';
import { startResync } from '../resync/worker.ts';
import type { ResyncWorker } from '../resync/worker.ts';
import { createSyncRuns } from '../salesforce/sync-run.ts';
import { readPubSubEndpoint } from '../stream/endpoint.ts';
import { createPubSubClient } from '../stream/pubsub-client.ts';
import { startSubscriber } from '../stream/subscriber.ts';
import type { Subscriber } from '../stream/subscriber.ts';
import type { WorkspaceContext, WorkspacePart } from '../workspaces/running-workspace.ts';
import { watchFigures } from './figures.ts';
import { startLeadership } from './leadership.ts';
import type { LedWork } from './leadership.ts';

/** Demodesk allows 60 lists a minute, and 120 requests in all; each meeting costs two. Live webhooks need some of it. */
const LISTS_PER_MINUTE = 50;
const MEETINGS_PER_MINUTE = 40;
const HOUSEKEEPING_MS = 3_600_000;
/** Runs that ended so long ago are of no interest to anybody. */
const RUN_RETENTION_MS = 30 * 86_400_000;

/** What runs in the one process that leads a workspace. */
export interface LedParts {
  subscriber: Subscriber;
  resync: ResyncWorker;
  catchUp: CatchUp;
  /** Undefined when nothing is pushed. */
  pusher: Pusher | undefined;
}

const startStream = async (context: WorkspaceContext, runs: RunStore): Promise<Subscriber> => {
  const { name: workspace, org, database, inbox, feed, log, config } = context;
  const sink = createStreamSink({
    changeLog: await openChangeLog(database, workspace),
    prefix: org.prefix,
    noteCalls: (sql, calls) => runs.note(sql, calls),
    reconcile: async (since) => {
      const delivery = reconcileDelivery(since, new Date());
      await inbox.store({ id: deliveryId(workspace, delivery.key), workspace, ...delivery });
    },
    onStored: () => feed.notify(workspace),
    log,
  });
  const { session } = org;
  return startSubscriber({
    connect: ({ instanceUrl }) => createPubSubClient(readPubSubEndpoint(config.changes.pubSubUrl, instanceUrl)),
    session: { token: () => session.token(), expire: (token) => session.expireToken(token) },
    topic: `/event/${org.prefix}Sync_Change__e`,
    sink,
    log,
  });
};

const startPush = async ({
  name,
  database,
  feed,
  log,
  demodeskAccess,
}: WorkspaceContext): Promise<Pusher | undefined> => {
  const target = demodeskAccess.push;
  if (target === undefined) return undefined;
  const store = createPushStore(database, name);
  const { feedId } = await readStream(database, name);
  await store.open(target.url);
  const pusher = startPusher({ store, target, feedId, log });
  const deafen = feed.listen(name, () => pusher.wake());
  return {
    ...pusher,
    stop: async () => {
      deafen();
      await pusher.stop();
    },
  };
};

const startHousekeeping = ({ name, database, config, log }: WorkspaceContext, runs: RunStore): (() => void) => {
  const tidy = async (): Promise<void> => {
    const changes = await forgetOldChanges(database, name, config.changes.retentionMs);
    if (changes > 0) log.info({ changes }, 'forgot old changes');
    await runs.purge(RUN_RETENTION_MS);
  };
  const timer = setInterval(() => {
    tidy().catch((error: unknown) => log.error({ err: error }, 'old changes could not be forgotten'));
  }, HOUSEKEEPING_MS);
  timer.unref();
  return () => clearInterval(timer);
};

const lead = async (context: WorkspaceContext, onStarted: (parts: LedParts) => void): Promise<LedWork> => {
  const { name: workspace, org, database, demodesk, inbox, feed, config, log } = context;
  const store = createRunStore(database, workspace);
  const listPace = createPace(LISTS_PER_MINUTE);
  const mayWork = (): boolean => org.rest.budget.mayWorkInBackground();
  const pusher = await startPush(context);
  const subscriber = await startStream(context, store);
  const resync = startResync({
    ...{ workspace, database, store, demodesk, inbox, listPace, log },
    runs: createSyncRuns(org),
    ...{ meetingPace: createPace(MEETINGS_PER_MINUTE), mayWork },
  });
  const catchUp = startCatchUp({
    ...{ workspace, demodesk, org, inbox, pace: listPace, mayWork, log },
    ...{ store: createCatchUpStore(database, workspace), ...config.catchUp },
  });
  const deafen = feed.listen(workspace, () => resync.wake());
  const stopHousekeeping = startHousekeeping(context, store);
  onStarted({ subscriber, resync, catchUp, pusher });
  return {
    stop: async () => {
      deafen();
      stopHousekeeping();
      await Promise.all([subscriber.stop(), resync.stop(), catchUp.stop(), pusher?.stop()]);
    },
  };
};

const notSubscribed = (state: 'starting' | 'unreachable'): FailureReason => ({
  failureClass: 'unavailable',
  reason:
    state === 'starting'
      ? 'The connector has not subscribed to the changes of Salesforce yet.'
      : 'The connector cannot find out which process reads the changes of Salesforce: the database is away.',
  remedy:
    state === 'starting' ? 'Nothing to do: it connects by itself.' : 'Check the Postgres server; it goes on by itself.',
});

/**
 * Everything that brings changes from Salesforce to Demodesk, and what else one process among several does for a
 * workspace: the subscriber, pushes, re-syncs, catching up.
 */
export const bothWays = (context: WorkspaceContext): WorkspacePart[] => {
  const { name, database, log } = context;
  let led: LedParts | undefined;
  const leadership = startLeadership({
    ...{ database, name, log },
    lead: async () => {
      const work = await lead(context, (parts) => {
        led = parts;
      });
      return {
        stop: async () => {
          led = undefined;
          await work.stop();
        },
      };
    },
  });
  const unwatch = watchFigures(context, () => led);

  const streamTrouble = (): FailureReason | undefined => {
    const state = leadership.state();
    if (state === 'standby') return undefined;
    if (state === 'leading' && led !== undefined) return led.subscriber.trouble();
    return notSubscribed(state === 'unreachable' ? 'unreachable' : 'starting');
  };
  const stop = async (): Promise<void> => {
    unwatch();
    await leadership.stop();
  };
  const nothing = (): Promise<void> => Promise.resolve();
  return [
    { name: 'stream', trouble: streamTrouble, stop },
    { name: 'push', trouble: () => led?.pusher?.trouble(), stop: nothing },
    { name: 'webhooks', trouble: () => led?.catchUp.trouble(), stop: nothing },
  ];
};
