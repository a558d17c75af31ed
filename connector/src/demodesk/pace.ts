import { setTimeout as sleep } from 'node:timers/promises';

const MINUTE_MS = 60_000;

/** Keeps to so many of something in any minute. */
export interface Pace {
  /** Resolves when the next one may be done, and counts it. @throws AbortError when the signal says so */
  next(signal: AbortSignal): Promise<void>;
  /** How many may be done right now. */
  room(): number;
  /** Counts some that have been done without waiting. */
  count(done: number): void;
}

/** @param now clock in milliseconds */
export const createPace = (perMinute: number, now: () => number = Date.now): Pace => {
  let taken: number[] = [];
  const forget = (): void => {
    const oldest = now() - MINUTE_MS;
    taken = taken.filter((time) => time > oldest);
  };
  const room = (): number => {
    forget();
    return Math.max(0, perMinute - taken.length);
  };
  return {
    room,
    count: (done) => {
      taken.push(...Array.from({ length: done }, now));
    },
    next: async (signal) => {
      while (room() === 0) await sleep((taken[0] ?? 0) + MINUTE_MS - now() + 1, undefined, { signal });
      taken.push(now());
    },
  };
};
