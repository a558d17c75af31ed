import { setTimeout as delay } from 'node:timers/promises';

const GIVE_UP_MS = 60_000;
const LOOK_EVERY_MS = 25;

/**
 * Looks again and again until a condition holds: for what happens after an answer, in its own time.
 * @param what named in the error when it never holds
 * @param look answers the value to return, or undefined while it is not yet so
 */
export const eventually = async <T>(what: string, look: () => Promise<T | undefined>): Promise<T> => {
  const deadline = Date.now() + GIVE_UP_MS;
  for (;;) {
    const value = await look();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${GIVE_UP_MS / 1000} s`);
    await delay(LOOK_EVERY_MS);
  }
};
