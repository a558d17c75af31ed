const formats = new Map<string, Intl.DateTimeFormat | null>();
const offsets = new Map<string, number>();
const QUARTER_HOUR = 900_000;
const REMEMBERED_OFFSETS = 5_000;

/** A fixed offset such as `GMT+05:30`, in milliseconds. */
const fixedOffset = (zone: string): number | undefined => {
  if (/^(?:UTC|GMT|Z)$/i.test(zone)) return 0;
  const match = /^(?:GMT|UTC)([+-])(\d{1,2})(?::?(\d{2}))?$/i.exec(zone);
  if (!match) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
};

const formatOf = (zone: string): Intl.DateTimeFormat | null => {
  let format = formats.get(zone);
  if (format === undefined) {
    try {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    } catch {
      format = null;
    }
    formats.set(zone, format);
  }
  return format;
};

/** @param zone an IANA name like `Europe/Berlin`, or `GMT+02:00` @returns whether such a zone is known */
export const isTimeZone = (zone: string): boolean => fixedOffset(zone) !== undefined || formatOf(zone) !== null;

const computedOffset = (zone: string, epochMs: number): number => {
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatOf(zone)?.formatToParts(epochMs) ?? []) part[type] = Number(value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  return wall - Math.floor(epochMs / 1000) * 1000;
};

/**
 * How far a zone's clocks are ahead of UTC at an instant. Unknown zones count as GMT, as in Java.
 * @returns milliseconds
 */
export const offsetAt = (zone: string, epochMs: number): number => {
  const fixed = fixedOffset(zone);
  if (fixed !== undefined) return fixed;
  if (formatOf(zone) === null) return 0;
  // Clocks change only on quarters of an hour, and Intl is slow.
  const key = `${zone}|${Math.floor(epochMs / QUARTER_HOUR)}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    if (offsets.size >= REMEMBERED_OFFSETS) offsets.clear();
    offset = computedOffset(zone, epochMs);
    offsets.set(key, offset);
  }
  return offset;
};

/**
 * The instant at which a zone's clocks show a time; in the gap of a clock change the clocks count as not yet
 * changed, as java.util.GregorianCalendar has it.
 * @param wallMs the wall-clock time as if it were UTC, in milliseconds
 */
export const instantOf = (zone: string, wallMs: number): number => {
  const before = offsetAt(zone, wallMs - 86_400_000);
  const first = wallMs - before;
  if (offsetAt(zone, first) === before) return first;
  const second = wallMs - offsetAt(zone, first);
  return offsetAt(zone, second) === offsetAt(zone, first) ? second : first;
};
