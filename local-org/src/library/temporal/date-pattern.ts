import { UnsupportedFeature } from '../../errors.ts';
import { offsetAt } from '../../values/time-zone.ts';
import { dateTimeFormat } from '../intl.ts';
import { exception } from '../raise.ts';

/** A moment with its wall clock: `wall` carries the zone's local time in its UTC fields. */
interface Clock {
  readonly wall: Date;
  readonly epochMs: number;
  readonly zone: string;
  readonly locale: string;
}

const DAY = 86_400_000;

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

const name = (clock: Clock, options: Intl.DateTimeFormatOptions): string =>
  dateTimeFormat({ ...options, timeZone: 'UTC' }, clock.locale).format(clock.wall);

const dayOfYear = (wall: Date): number => {
  const start = Date.UTC(wall.getUTCFullYear(), 0, 1);
  return Math.floor((wall.getTime() - start) / DAY) + 1;
};

/** Weeks begin on Sunday and the first holds January 1st, as java.util.Calendar has it for en_US. */
const weekOfYear = (wall: Date): number => {
  const firstWeekday = new Date(Date.UTC(wall.getUTCFullYear(), 0, 1)).getUTCDay();
  return Math.floor((dayOfYear(wall) - 1 + firstWeekday) / 7) + 1;
};

const weekOfMonth = (wall: Date): number => {
  const firstWeekday = new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth(), 1)).getUTCDay();
  return Math.floor((wall.getUTCDate() - 1 + firstWeekday) / 7) + 1;
};

const offsetText = (clock: Clock, separator: string): string => {
  const minutes = Math.round(offsetAt(clock.zone, clock.epochMs) / 60_000);
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60), 2)}${separator}${pad(size % 60, 2)}`;
};

const isoOffset = (clock: Clock, width: number): string => {
  if (offsetAt(clock.zone, clock.epochMs) === 0) return 'Z';
  const text = offsetText(clock, width === 3 ? ':' : '');
  return width === 1 ? text.slice(0, 3) : text;
};

const zoneName = (clock: Clock, width: number): string => {
  const timeZoneName = width >= 4 ? 'long' : 'short';
  const parts = dateTimeFormat({ timeZone: clock.zone, timeZoneName }, clock.locale).formatToParts(clock.epochMs);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? clock.zone;
};

const month = (clock: Clock, width: number): string => {
  if (width <= 2) return pad(clock.wall.getUTCMonth() + 1, width);
  return name(clock, { month: width === 3 ? 'short' : 'long' });
};

/** Letters of java.text.SimpleDateFormat. */
const LETTERS: Readonly<Record<string, (clock: Clock, width: number) => string>> = {
  G: () => 'AD',
  y: ({ wall }, width) => (width === 2 ? pad(wall.getUTCFullYear() % 100, 2) : pad(wall.getUTCFullYear(), width)),
  Y: ({ wall }, width) => {
    const saturday = new Date(wall.getTime() + (6 - wall.getUTCDay()) * DAY);
    return width === 2 ? pad(saturday.getUTCFullYear() % 100, 2) : pad(saturday.getUTCFullYear(), width);
  },
  M: month,
  L: month,
  w: ({ wall }, width) => {
    const saturday = new Date(wall.getTime() + (6 - wall.getUTCDay()) * DAY);
    return pad(saturday.getUTCFullYear() > wall.getUTCFullYear() ? 1 : weekOfYear(wall), width);
  },
  W: ({ wall }, width) => pad(weekOfMonth(wall), width),
  D: ({ wall }, width) => pad(dayOfYear(wall), width),
  d: ({ wall }, width) => pad(wall.getUTCDate(), width),
  F: ({ wall }, width) => pad(Math.floor((wall.getUTCDate() - 1) / 7) + 1, width),
  E: (clock, width) => name(clock, { weekday: width <= 3 ? 'short' : 'long' }),
  u: ({ wall }, width) => pad(wall.getUTCDay() === 0 ? 7 : wall.getUTCDay(), width),
  a: ({ wall }) => (wall.getUTCHours() < 12 ? 'AM' : 'PM'),
  H: ({ wall }, width) => pad(wall.getUTCHours(), width),
  k: ({ wall }, width) => pad(wall.getUTCHours() === 0 ? 24 : wall.getUTCHours(), width),
  K: ({ wall }, width) => pad(wall.getUTCHours() % 12, width),
  h: ({ wall }, width) => pad(wall.getUTCHours() % 12 === 0 ? 12 : wall.getUTCHours() % 12, width),
  m: ({ wall }, width) => pad(wall.getUTCMinutes(), width),
  s: ({ wall }, width) => pad(wall.getUTCSeconds(), width),
  S: ({ wall }, width) => pad(wall.getUTCMilliseconds(), width),
  z: zoneName,
  Z: (clock) => offsetText(clock, ''),
  X: isoOffset,
};

/**
 * Writes a moment by a pattern of java.text.SimpleDateFormat.
 * @param pattern e.g. `yyyy-MM-dd'T'HH:mm:ss.SSSZ`
 * @param zone IANA name of the time zone to show
 * @param locale Intl locale of names
 * @throws System.IllegalArgumentException for a letter without meaning
 */
export const formatDatetime = (epochMs: number, pattern: string, zone: string, locale: string): string => {
  const clock: Clock = { wall: new Date(epochMs + offsetAt(zone, epochMs)), epochMs, zone, locale };
  return pattern.replace(/''|'((?:[^']|'')*)'|([a-zA-Z])\2*|'/g, (run: string, quoted?: string, letter?: string) => {
    if (run === "''") return "'";
    if (quoted !== undefined) return quoted.replaceAll("''", "'");
    if (letter === undefined) throw exception('IllegalArgumentException', 'Unterminated quote');
    const write = LETTERS[letter];
    if (write) return write(clock, run.length);
    if (letter === 'c' || letter === 'e') throw new UnsupportedFeature(`pattern letter ${letter} in Datetime.format`);
    throw exception('IllegalArgumentException', `Illegal pattern character '${letter}'`);
  });
};
