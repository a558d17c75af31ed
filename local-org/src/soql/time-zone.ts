const DAY = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

const formatterOf = (zone: string): Intl.DateTimeFormat => {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone === 'GMT' ? 'UTC' : zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
};

/** A moment as the clock on the wall shows it, as if that were UTC. @returns milliseconds */
export const wallClock = (epochMs: number, zone: string): number => {
  if (zone === 'GMT' || zone === 'UTC') return epochMs;
  const parts = new Map(
    formatterOf(zone)
      .formatToParts(epochMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall + (((epochMs % 1000) + 1000) % 1000);
};

/** Days since 1970-01-01 of a moment in a time zone. */
export const dayIn = (epochMs: number, zone: string): number => Math.floor(wallClock(epochMs, zone) / DAY);

/** The moment at which a day begins in a time zone. @param epochDay days since 1970-01-01 */
export const startOfDay = (epochDay: number, zone: string): number => {
  const wall = epochDay * DAY;
  let moment = wall;
  // Twice, because the offset at the first guess may be that of the other side of a clock change.
  for (let round = 0; round < 2; round += 1) moment = wall - (wallClock(moment, zone) - moment);
  return moment;
};
