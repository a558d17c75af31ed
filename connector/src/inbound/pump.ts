import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkspaceDeliveries, OpenDelivery, Settlement } from '../deliveries/delivery-store.ts';
import type { DemodeskClient } from '../demodesk/client.ts';
import { LONE_BATCH } from '../deliveries/load.ts';
import type { Logger } from '../logging.ts';
import { MAX_EVENTS_PER_REQUEST } from '../salesforce/org.ts';
import { failureFrom } from './failure.ts';
import type { Gate } from './gate.ts';
import { prepare } from './prepare.ts';
import type { MeetingFromDelivery } from './prepare.ts';
import { takeBatch } from './publisher.ts';
import type { Publish, ReadyDelivery } from './publisher.ts';
import { afterFailure } from './retry-policy.ts';
import type { RetryPolicy } from './retry-policy.ts';
import { createOutcomeWriter } from '../store/outcome-writer.ts';
import { createSignal } from './signal.ts';

/** Deliveries in hand at the same time: enough for the next batch while one is on the wire. */
const MAX_IN_HAND = 600;
/** Deliveries that ask Demodesk at the same time. */
const MAX_PREPARING = 16;
/** How often the queue is looked at when nobody rings: for due retries and for what other processes left. */
const POLL_MS = 1000;
/** The same when nothing has been found for a while: each look costs, and doing nothing should cost next to nothing. */
const IDLE_POLL_MS = 5000;
/** Under load a batch is not sent sooner than this after the one before, so that it is worth its API request. */
const LINGER_MS = 1000;
/** The same for taking from the queue: what arrives one by one is taken together, and each taking costs two queries. */
const TAKE_LINGER_MS = 100;

/** Carries deliveries from the store to Salesforce. */
export interface Pump {
  /** There may be new work. */
  wake(): void;
  /** Stops taking work, finishes what is in hand, resolves when everything is written down. */
  stop(): Promise<void>;
}

/** What the pump works with. */
export interface PumpOptions {
  store: Pick<WorkspaceDeliveries, 'take' | 'settle'>;
  demodesk: DemodeskClient;
  meetingFromDelivery: MeetingFromDelivery;
  publish: Publish;
  /** Before Salesforce: while it is shut nothing is taken. */
  gate: Gate;
  policy: RetryPolicy;
  log: Logger;
  /** Called when deliveries have been written down as published. */
  onPublished: () => void;
  /** Called for each delivery that ends without having been published. */
  onGivenUp: (outcome: 'dead' | 'skipped') => void;
}

/** Runs at most `limit` of the given works at the same time, in their order. */
const createLimiter = (limit: number) => {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running === limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
};

/** Starts taking, preparing and publishing deliveries. */
export const startPump = (options: PumpOptions): Pump => {
  const { store, demodesk, meetingFromDelivery, publish, gate, policy, log } = options;
  const ready: ReadyDelivery[] = [];
  const arrivals = createSignal();
  const outgoing = createSignal();
  const limited = createLimiter(MAX_PREPARING);
  let inHand = 0;
  let stopping = false;
  const isStopping = (): boolean => stopping;

  // The jobs stay leased to this process while the store is away; if it never comes right they go to another one.
  const settler = createOutcomeWriter<Settlement>({
    settle: (settlements) => store.settle(settlements),
    failure: 'the outcome of deliveries could not be stored; trying again',
    log,
    onSettled: (settlements) => {
      inHand -= settlements.length;
      if (settlements.some(({ outcome }) => outcome === 'published')) options.onPublished();
      for (const { outcome } of settlements)
        if (outcome === 'dead' || outcome === 'skipped') options.onGivenUp(outcome);
      arrivals.notify();
      if (stopping) outgoing.notify();
      const soonest = Math.min(...settlements.map((one) => (one.outcome === 'retry' ? one.delayMs : Infinity)));
      if (soonest < IDLE_POLL_MS) setTimeout(() => arrivals.notify(), soonest + 1).unref();
    },
  });

  const settleUnpublished = (delivery: OpenDelivery, settlement: Settlement): void => {
    if (settlement.outcome === 'published') return;
    log.warn(
      { deliveryKey: delivery.key, outcome: settlement.outcome, ...settlement.failure },
      'delivery not published',
    );
    settler.add([settlement]);
  };

  const prepareOne = async (delivery: OpenDelivery): Promise<void> => {
    try {
      const prepared = await limited(() => prepare(delivery, demodesk, meetingFromDelivery));
      if (prepared.kind === 'skip') {
        settleUnpublished(delivery, { id: delivery.id, outcome: 'skipped', failure: prepared.failure });
        return;
      }
      ready.push({ delivery, event: prepared.event });
      outgoing.notify();
    } catch (error) {
      settleUnpublished(delivery, afterFailure(delivery, failureFrom(error), policy));
    }
  };

  const takeAll = async (): Promise<void> => {
    let pause = POLL_MS;
    while (!stopping) {
      const room = Math.min(MAX_IN_HAND - inHand, MAX_EVENTS_PER_REQUEST);
      const shut = gate.shutForMs();
      if (shut > 0 || room <= 0) {
        await arrivals.wait(shut > 0 ? Math.min(shut, POLL_MS) : POLL_MS);
        continue;
      }
      const taken = await store.take(room);
      inHand += taken.length;
      for (const delivery of taken) void prepareOne(delivery);
      pause = taken.length === 0 ? Math.min(pause * 2, IDLE_POLL_MS) : POLL_MS;
      if (taken.length === room) continue;
      if (taken.length > LONE_BATCH && !isStopping()) await sleep(TAKE_LINGER_MS);
      await arrivals.wait(pause);
    }
  };

  const takeForever = async (): Promise<void> => {
    while (!stopping) {
      try {
        await takeAll();
      } catch (error) {
        log.error({ err: error }, 'deliveries could not be taken from the store; trying again');
        await arrivals.wait(POLL_MS);
      }
    }
  };

  const publishAll = async (): Promise<void> => {
    let startedAt = 0;
    let size = 0;
    while (!stopping || inHand > 0) {
      if (ready.length === 0) {
        await outgoing.wait(IDLE_POLL_MS);
        continue;
      }
      const linger = size > LONE_BATCH && !stopping ? startedAt + LINGER_MS - performance.now() : 0;
      if (linger > 0 && ready.length < MAX_EVENTS_PER_REQUEST) {
        await outgoing.wait(linger);
        continue;
      }
      startedAt = performance.now();
      const batch = takeBatch(ready);
      size = batch.length;
      settler.add(await publish(batch));
      log.debug({ deliveries: size, ms: Math.round(performance.now() - startedAt) }, 'batch sent to Salesforce');
    }
  };

  const taking = takeForever();
  const publishing = publishAll();
  return {
    wake: () => arrivals.notify(),
    stop: async () => {
      stopping = true;
      arrivals.notify();
      outgoing.notify();
      await taking;
      outgoing.notify();
      await publishing;
      await settler.drain();
    },
  };
};
