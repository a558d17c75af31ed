const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waiting times after the first attempt, the second, ... Source: Standard Webhooks 1.0, "Deliverability". */
export const RETRY_DELAYS_MS: readonly number[] = [
  ...[5 * SECOND, 5 * MINUTE, 30 * MINUTE],
  ...[2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR],
];
/** Each waiting time is longer by up to this share, so that what failed together does not come back together. */
const JITTER = 0.2;

/**
 * @param attempts how many have failed, the last one included
 * @param schedule waiting times in milliseconds
 * @returns milliseconds until the next attempt; undefined when there is none
 */
export const nextDelayMs = (
  attempts: number,
  schedule: readonly number[] = RETRY_DELAYS_MS,
  random: () => number = Math.random,
): number | undefined => {
  const delay = schedule[attempts - 1];
  return delay === undefined ? undefined : Math.round(delay * (1 + JITTER * random()));
};
