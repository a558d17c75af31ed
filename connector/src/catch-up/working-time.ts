const HOUR_MS = 3_600_000;
const WEEKEND = new Set(['Sat', 'Sun']);

/**
 * @param timeZone IANA name, e.g. `Europe/Berlin`
 * @returns whether a moment lies on a working day, Monday to Friday, there
 */
export const isWorkingDay = (at: Date, timeZone: string): boolean =>
  !WEEKEND.has(new Intl.DateTimeFormat('en-US', { weekday: 'short', timeZone }).format(at));

/**
 * How much of a span lies on working days, to the hour. From Friday noon to Monday noon it is 24 hours.
 *
 * @returns milliseconds
 */
export const workingMsBetween = (from: Date, to: Date, timeZone: string): number => {
  let working = 0;
  for (let start = from.getTime(); start < to.getTime(); start += HOUR_MS) {
    if (isWorkingDay(new Date(start), timeZone)) working += Math.min(HOUR_MS, to.getTime() - start);
  }
  return working;
};
