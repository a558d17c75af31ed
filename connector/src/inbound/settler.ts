import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkspaceDeliveries, Settlement } from '../deliveries/delivery-store.ts';
import type { Logger } from '../logging.ts';

const RETRY_MS = 1000;

/** Writes down how attempts ended, many at a time. */
export interface Settler {
  add(settlements: readonly Settlement[]): void;
  /** Resolves when everything added so far is written down. */
  drain(): Promise<void>;
}

/**
 * @param onSettled called with what was written down
 */
export const createSettler = (
  store: Pick<WorkspaceDeliveries, 'settle'>,
  log: Logger,
  onSettled: (settlements: readonly Settlement[]) => void,
): Settler => {
  const waiting: Settlement[] = [];
  let writing: Promise<void> | undefined;

  const writeAll = async (): Promise<void> => {
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const batch = waiting.splice(0);
      try {
        await store.settle(batch);
        onSettled(batch);
      } catch (error) {
        // The jobs stay leased to this process meanwhile; if it never comes right they go to another one.
        log.error({ err: error }, 'the outcome of deliveries could not be stored; trying again');
        waiting.unshift(...batch);
        await sleep(RETRY_MS);
      }
    }
    writing = undefined;
  };

  return {
    add: (settlements) => {
      waiting.push(...settlements);
      writing ??= writeAll();
    },
    drain: async () => {
      await writing;
    },
  };
};
