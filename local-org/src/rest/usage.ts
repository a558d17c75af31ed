const DAY_MS = 24 * 60 * 60 * 1000;
const BUCKET_MS = 60_000;

/** How much of an allocation of the org that counts a rolling 24 hours is used: API requests, delivered events. */
export interface Usage {
  readonly max: number;
  /** Counts one. @returns false when the allocation is used up (it is not counted) */
  count(): boolean;
  used(): number;
}

/** An Enterprise Edition org's allocation. Source: Salesforce Developer Limits, "API Request Limits". */
export const DAILY_API_REQUESTS = 100_000;

/**
 * @param now the org's clock
 * @param max how many per rolling 24 hours
 */
export const createUsage = (now: () => number, max = DAILY_API_REQUESTS): Usage => {
  let buckets: { start: number; count: number }[] = [];
  let total = 0;
  const used = (): number => {
    const oldest = now() - DAY_MS;
    while (buckets[0] && buckets[0].start + BUCKET_MS <= oldest) {
      total -= buckets[0].count;
      buckets = buckets.slice(1);
    }
    return total;
  };
  return {
    max,
    used,
    count: () => {
      if (used() >= max) return false;
      const start = Math.floor(now() / BUCKET_MS) * BUCKET_MS;
      const last = buckets.at(-1);
      if (last?.start === start) last.count += 1;
      else buckets.push({ start, count: 1 });
      total += 1;
      return true;
    },
  };
};
