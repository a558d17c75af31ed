import type { Faults } from '../faults/faults.ts';
import type { Org } from '../org.ts';
import { inTransaction, transaction, type TestContext } from '../runtime/transaction.ts';
import type { SObject } from '../values/sobject.ts';
import { createDelays } from './delays.ts';
import type { EventBus, StoredEvent } from './event-bus.ts';
import { createEventLog } from './event-log.ts';
import { createPublisher } from './publisher.ts';
import { compareReplayIds } from './replay-ids.ts';
import { runBatch } from './run-batch.ts';
import { createStreams } from './streams.ts';
import type { SubscriberConfigs } from './subscriber-configs.ts';
import { createSubscriber, type Batch, type Subscriber, type SubscriberStatus } from './subscriber.ts';

/** Runs work later: after the current call has returned, or after so many milliseconds. */
export type Schedule = (work: () => void, delayMs: number) => void;

/** The clock of a running org: soon means after everything that is being answered now. */
export const scheduleOnEventLoop: Schedule = (work, delayMs) => {
  if (delayMs === 0) setImmediate(work);
  else setTimeout(work, delayMs).unref();
};

/** An event trigger that failed, for the log of the org. */
export interface TriggerFailure {
  readonly trigger: string;
  readonly error: Error;
  /** Replay ids of the batch. */
  readonly replayIds: readonly string[];
  /** How many events are lost: an uncaught exception without a checkpoint loses its batch. */
  readonly lost: number;
}

export interface EventBusOptions {
  readonly org: () => Org;
  readonly now: () => number;
  readonly faults: Faults;
  readonly configs: SubscriberConfigs;
  readonly schedule: Schedule;
  /** The user a trigger runs as. @param username of its configuration, undefined = Automated Process */
  readonly userId: (username: string | undefined) => string;
  readonly onFailure: (failure: TriggerFailure) => void;
  readonly onStatus: (status: SubscriberStatus) => void;
  /** How long events are kept, in milliseconds; default 72 hours. */
  readonly retentionMs?: number;
}

/** The bus with what only the org itself and its administration use. */
export interface OrgEventBus extends EventBus {
  /** Every Apex trigger that has had an event, and how it stands. */
  subscribers(): readonly SubscriberStatus[];
  /** Events published in the last hour: what the hourly allocation counts. */
  publishedLastHour(): number;
}

/** The triggers' subscriptions: one set for the org, one for each Apex test. */
interface Subscriptions {
  readonly all: () => readonly Subscriber[];
  readonly enqueue: (event: StoredEvent) => readonly Subscriber[];
}

const createSubscriptions = (options: EventBusOptions, test: TestContext | null): Subscriptions => {
  const byTrigger = new Map<string, Subscriber>();
  const run = (batch: Batch) => runBatch(options.org(), options.userId(batch.username), batch, test);
  const onFailure = (batch: Batch, error: Error, lost: number): void =>
    options.onFailure({
      trigger: batch.trigger.name,
      error,
      replayIds: batch.events.map((event) => event.replayId),
      lost,
    });
  return {
    all: () => [...byTrigger.values()],
    enqueue: (event) =>
      options
        .org()
        .program.triggers(event.object)
        .map((trigger) => {
          const key = trigger.name.toLowerCase();
          const config = () => options.configs.of(trigger.name);
          const subscriber =
            byTrigger.get(key) ?? createSubscriber(trigger, { config, run, onFailure, onChange: options.onStatus });
          byTrigger.set(key, subscriber);
          subscriber.enqueue(event);
          return subscriber;
        }),
  };
};

/** Runs what is queued now, not what these runs publish in turn; a batch that has to wait is left for the next call. */
const deliverQueued = (subscriptions: Subscriptions, tip: string | null): void => {
  if (tip === null) return;
  const queuedNow = (event: StoredEvent): boolean => compareReplayIds(event.replayId, tip) <= 0;
  for (const subscriber of subscriptions.all()) {
    while (subscriber.runBatch(queuedNow) === 0);
  }
};

/** Creates the event bus of an org. */
export const createEventBus = (options: EventBusOptions): OrgEventBus => {
  const log = createEventLog(options.now, options.retentionMs);
  const publisher = createPublisher(options.now);
  const streams = createStreams(options.schedule);
  const live = createSubscriptions(options, null);
  const inTests = new WeakMap<TestContext, Subscriptions>();
  const pumping = new Set<Subscriber>();
  const delays = createDelays(options.schedule);

  const pump = (subscriber: Subscriber, delayMs: number): void => {
    if (pumping.has(subscriber)) return;
    pumping.add(subscriber);
    options.schedule(() => {
      pumping.delete(subscriber);
      const delay = subscriber.runBatch();
      if (delay !== undefined) pump(subscriber, delay);
    }, delayMs);
  };

  const arrive = (event: StoredEvent): void => {
    log.append(event);
    streams.offer(event);
    for (const subscriber of live.enqueue(event)) pump(subscriber, 0);
  };

  const accept = (event: StoredEvent): void => {
    const { object } = event;
    if (options.faults.take('lost-event', { object })) return;
    const repeated = options.faults.take('repeated-event', { object });
    const arrivals = repeated ? [event, publisher.repeat(event)] : [event];
    const delayed = options.faults.take('delayed-event', { object });
    delays.pass(object, delayed?.ms ?? 0, () => arrivals.forEach(arrive));
  };

  const subscriptionsOf = (test: TestContext): Subscriptions => {
    const subscriptions = inTests.get(test) ?? createSubscriptions(options, test);
    inTests.set(test, subscriptions);
    return subscriptions;
  };

  const publishOne = (row: SObject): string => {
    const event = publisher.store(row);
    const current = inTransaction() ? transaction() : null;
    const { schema, database } = options.org();
    const afterCommit = schema.object(row.typeName, '')?.publishBehavior === 'PublishAfterCommit';
    if (current?.test) {
      const subscribers = subscriptionsOf(current.test).enqueue(event);
      if (afterCommit) database.onRollback(() => subscribers.forEach((subscriber) => subscriber.withdraw(event)));
    } else if (current && afterCommit) current.afterCommit(() => accept(event));
    else accept(event);
    return event.replayId;
  };

  return {
    publish: (rows) => rows.map(publishOne),
    deliver: () => {
      const test = inTransaction() ? transaction().test : null;
      deliverQueued(test ? subscriptionsOf(test) : live, publisher.tip());
    },
    discard: () => {
      const test = inTransaction() ? transaction().test : null;
      if (test) inTests.delete(test);
    },
    subscribe: (object, fromReplayId, receive) => streams.open(object, log.after(object, fromReplayId), receive),
    position: (object) => log.position(object, delays.holds(object) ? undefined : () => publisher.nextPosition()),
    subscribers: () => live.all().map((subscriber) => subscriber.status()),
    publishedLastHour: () => publisher.publishedLastHour(),
  };
};
