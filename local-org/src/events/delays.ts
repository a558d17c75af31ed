import type { Schedule } from './create-event-bus.ts';

/** Holds back events that are to come late: what comes after one, of the same object, comes behind it. */
export interface Delays {
  /** @param delayMs 0 = at once, unless something is held back */
  pass(object: string, delayMs: number, arrive: () => void): void;
  holds(object: string): boolean;
}

interface Held {
  readonly arrive: () => void;
  due: boolean;
}

export const createDelays = (schedule: Schedule): Delays => {
  const queues = new Map<string, Held[]>();

  const release = (key: string, queue: Held[]): void => {
    while (queue[0]?.due === true) queue.shift()?.arrive();
    if (queue.length === 0) queues.delete(key);
  };

  return {
    holds: (object) => queues.has(object.toLowerCase()),
    pass: (object, delayMs, arrive) => {
      const key = object.toLowerCase();
      const queue = queues.get(key);
      if (!queue && delayMs === 0) {
        arrive();
        return;
      }
      const held: Held = { arrive, due: delayMs === 0 };
      const all = queue ?? [];
      all.push(held);
      queues.set(key, all);
      if (delayMs > 0) {
        schedule(() => {
          held.due = true;
          release(key, all);
        }, delayMs);
      }
    },
  };
};
