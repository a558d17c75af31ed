/**
 * Numbers events. Replay ids increase and have gaps, as on Salesforce, so that nobody comes to rely on "the next
 * one is one more"; the gaps are the same in every run, so that tests are.
 */
export const createReplayIds = (first = 1_000): (() => string) => {
  let last = BigInt(first);
  let issued = 0;
  return () => {
    issued += 1;
    last += issued % 5 === 0 ? 7n : issued % 3 === 0 ? 2n : 1n;
    return last.toString();
  };
};

/** Orders two replay ids. */
export const compareReplayIds = (a: string, b: string): number => {
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};
