export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** @param samples milliseconds, at least one @returns the nearest-rank percentiles, to a tenth of a millisecond */
export const percentiles = (samples: readonly number[]): Percentiles => {
  const sorted = [...samples].sort((a, b) => a - b);
  const rank = (share: number): number => {
    const value = sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
    return Math.round(value * 10) / 10;
  };
  return { p50: rank(0.5), p95: rank(0.95), p99: rank(0.99), max: rank(1) };
};
