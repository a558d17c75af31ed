import type { Org } from '../org.ts';

/** Asynchronous Apex executions in 24 hours of an org with few licenses. Source: Apex Developer Guide, "Execution Governors and Limits". */
export const DAILY_EXECUTIONS = 250_000;

const DAY_MS = 86_400_000;

/** When jobs were queued, milliseconds since the epoch, by org. */
const queued = new WeakMap<object, number[]>();

/** Counts a job that is queued now; a rollback takes it back. */
export const countExecution = (org: Org): void => {
  const times = queued.get(org) ?? [];
  queued.set(org, times);
  const now = org.now();
  times.push(now);
  org.database.onRollback(() => times.splice(times.lastIndexOf(now), 1));
};

/** How many jobs were queued in the last 24 hours. */
export const executionsOfDay = (org: Org): number => {
  const since = org.now() - DAY_MS;
  return (queued.get(org) ?? []).filter((time) => time > since).length;
};
