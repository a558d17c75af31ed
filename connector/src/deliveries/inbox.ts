import { setTimeout as sleep } from 'node:timers/promises';
import { isDatabaseAway } from '../store/database-away.ts';
import type { DeliveryStore, NewDelivery } from './delivery-store.ts';
import { LONE_BATCH } from './load.ts';

/** Arrivals that wait for the disk at the same time; beyond it the sender is told to come back. */
const MAX_WAITING = 5000;
/** One transaction takes at most this many deliveries and this much text. */
const MAX_BATCH = 500;
const MAX_BATCH_LENGTH = 16 * 1024 * 1024;
/**
 * Under load, what a transaction waits after the one before, so that the senders just answered are in it too: the
 * embedded database works in this process, where every transaction saved is time for requests.
 */
export const GATHER_MS = { embedded: 4, server: 1 } as const;

/** The connector takes in more than its disk can follow; the sender should try again in a moment. */
export class InboxFull extends Error {
  constructor() {
    super(`More than ${MAX_WAITING} webhooks are waiting to be stored.`);
    this.name = 'InboxFull';
  }
}

/** Stores arriving deliveries so that a crash cannot lose them. */
export interface Inbox {
  /**
   * Resolves when the delivery is on the disk, with whether it was there already.
   *
   * @throws InboxFull, or the database's error when it could not be stored
   */
  store(delivery: NewDelivery): Promise<{ duplicate: boolean }>;
  /** Resolves when everything that was waiting is stored. */
  drain(): Promise<void>;
}

interface Waiting {
  delivery: NewDelivery;
  resolve: (result: { duplicate: boolean }) => void;
  reject: (error: unknown) => void;
}

const takeBatch = (waiting: Waiting[]): Waiting[] => {
  let length = 0;
  let count = 0;
  for (const { delivery } of waiting) {
    length += delivery.body.length;
    if (count === MAX_BATCH || (count > 0 && length > MAX_BATCH_LENGTH)) break;
    count += 1;
  }
  return waiting.splice(0, count);
};

/**
 * Group commit: while one transaction is being written, arrivals collect, and the next transaction takes them all.
 * An arrival on an idle connector is written at once; under load one write to the disk serves many webhooks.
 *
 * @param gatherMs see `GATHER_MS`
 * @param onStored called after a commit, with the workspaces that it brought something to
 */
export const createInbox = (
  store: Pick<DeliveryStore, 'insert'>,
  gatherMs: number,
  onStored: (workspaces: ReadonlySet<string>) => void,
): Inbox => {
  const waiting: Waiting[] = [];
  let writing: Promise<void> | undefined;

  const write = async (batch: Waiting[]): Promise<void> => {
    const unique = new Map(batch.map(({ delivery }) => [delivery.id, delivery]));
    const fresh = await store.insert([...unique.values()]);
    for (const { delivery, resolve } of batch) {
      // The first of several equal ones in a batch is the new one, the others are its duplicates.
      resolve({ duplicate: !fresh.delete(delivery.id) });
    }
    onStored(new Set(batch.map(({ delivery }) => delivery.workspace)));
  };

  const writeOrReject = async (batch: Waiting[]): Promise<void> => {
    try {
      await write(batch);
    } catch (error) {
      // Where the database is away, asking again for each would keep the senders waiting for the same answer.
      if (batch.length === 1 || isDatabaseAway(error)) for (const { reject } of batch) reject(error);
      // One delivery that the database refuses must not take its neighbours with it.
      else for (const one of batch) await writeOrReject([one]);
    }
  };

  const writeAll = async (): Promise<void> => {
    // Everything that arrived in this turn of the event loop shares the first commit.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const batch = takeBatch(waiting);
      await writeOrReject(batch);
      if (batch.length > LONE_BATCH) await sleep(gatherMs);
    }
    writing = undefined;
  };

  return {
    store: (delivery) =>
      new Promise((resolve, reject) => {
        if (waiting.length >= MAX_WAITING) {
          reject(new InboxFull());
          return;
        }
        waiting.push({ delivery, resolve, reject });
        writing ??= writeAll();
      }),
    drain: async () => {
      await writing;
    },
  };
};
