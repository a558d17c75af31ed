/** How waiting times grow from one failure to the next. */
export interface Backoff {
  /** The longest wait after the first failure, in milliseconds; doubles with each further one. */
  baseMs: number;
  /** The longest wait ever, in milliseconds. */
  capMs: number;
}

/**
 * Exponential backoff with full jitter: anything between nothing and the bound, so that what failed together does
 * not come back together.
 *
 * @param failures how many attempts have failed in a row, this one included
 * @returns milliseconds to wait
 */
export const fullJitter = (failures: number, { baseMs, capMs }: Backoff, random: () => number = Math.random): number =>
  Math.round(random() * Math.min(capMs, baseMs * 2 ** Math.min(Math.max(failures, 1) - 1, 30)));
