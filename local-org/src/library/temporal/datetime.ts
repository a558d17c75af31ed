import { userTimeZone } from '../../runtime/running-user.ts';
import { transaction } from '../../runtime/transaction.ts';
import { hashOf } from '../../values/hash.ts';
import { ApexDate, DAY_MS, Datetime, Time } from '../../values/temporal.ts';
import { textOf } from '../../values/text.ts';
import { instantOf, offsetAt } from '../../values/time-zone.ts';
import { dateTimeFormat, intlLocale } from '../intl.ts';
import { ADD_ERROR } from '../numbers/whole-numbers.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception, required } from '../raise.ts';
import { dateIn, formatLocalDate, parseLocalDate, plusMonths } from './date.ts';
import { formatDatetime } from './date-pattern.ts';

const GMT = 'GMT';

/** The zone's clock as a JavaScript Date whose UTC fields show local time. */
const clock = (self: Datetime, zone: string): Date => new Date(self.epochMs + offsetAt(zone, self.epochMs));

const timeIn = (self: Datetime, zone: string): Time =>
  new Time(clock(self, zone).getTime() - dateIn(zone, self.epochMs).epochDay * DAY_MS);

/** A datetime by a zone's wall clock. */
const atClock = (zone: string, date: ApexDate, timeMs: number): Datetime =>
  new Datetime(instantOf(zone, date.epochDay * DAY_MS + timeMs));

const made =
  (zone: () => string) =>
  (...parts: (number | null)[]): Datetime => {
    const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map((part) => required(part));
    return atClock(zone(), ApexDate.of(year, month, day), (hour * 3600 + minute * 60 + second) * 1000);
  };

const madeOf =
  (zone: () => string) =>
  (date: ApexDate | null, time: Time | null): Datetime =>
    atClock(zone(), required(date), required(time).ms);

const plus =
  (unit: number) =>
  (self: Datetime, amount: number | null): Datetime =>
    new Datetime(self.epochMs + required(amount) * unit);

/** Days, months and years move on the user's calendar: the time of day stays across a clock change. */
const onCalendar =
  (move: (date: ApexDate, amount: number) => ApexDate) =>
  (self: Datetime, amount: number | null): Datetime => {
    const zone = userTimeZone();
    return atClock(zone, move(dateIn(zone, self.epochMs), required(amount)), timeIn(self, zone).ms);
  };

/** `yyyy-MM-dd HH:mm:ss` on a zone's clock. */
const parsePlain = (text: string, zone: string): Datetime => {
  const match =
    /^\s*(\d{4})-(\d{1,2})-(\d{1,2})[ T](\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d+)?Z?([+-]\d{1,2}(?::?\d{2})?)?\s*$/.exec(
      text,
    );
  if (!match) throw exception('TypeException', `Invalid date/time: ${text}`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) {
    throw exception('TypeException', `Invalid date/time: ${text}`);
  }
  const offset = /([+-])(\d{1,2}):?(\d{2})?$/.exec(match[7] ?? '');
  if (offset) {
    const minutes = (Number(offset[2]) * 60 + Number(offset[3] ?? 0)) * (offset[1] === '-' ? -1 : 1);
    return new Datetime(Date.UTC(year, month - 1, day, hour, minute - minutes, second));
  }
  return atClock(zone, ApexDate.of(year, month, day), (hour * 3600 + minute * 60 + second) * 1000);
};

const valueOf = (value: unknown): Datetime => {
  const given = required(value);
  if (given instanceof Datetime) return given;
  if (given instanceof ApexDate) return atClock(userTimeZone(), given, 0);
  if (typeof given === 'string') return parsePlain(given, userTimeZone());
  if (typeof given === 'bigint') return new Datetime(Number(given));
  throw exception('TypeException', 'Invalid conversion to Datetime');
};

/** The running user's short format, e.g. `12/27/2009, 11:46 AM`. */
const parseLocal = (text: string): Datetime => {
  const match = /^\s*(.*?),?\s+(\d{1,2}):(\d{2})(?:\s*([AaPp][Mm]))?\s*$/.exec(text);
  if (!match) throw exception('TypeException', `Invalid date/time: ${text}`);
  const hour = Number(match[2]);
  const half = match[4]?.toLowerCase();
  const hour24 = half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0);
  return atClock(userTimeZone(), parseLocalDate(match[1] ?? ''), (hour24 * 60 + Number(match[3])) * 60_000);
};

const formatLocal = (self: Datetime): string => {
  const time = dateTimeFormat({ hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });
  const wall = clock(self, userTimeZone());
  // Intl parts time and day period with a narrow no-break space; Salesforce with a plain one.
  return `${formatLocalDate(dateIn(userTimeZone(), self.epochMs))}, ${time.format(wall).replaceAll('\u202f', ' ')}`;
};

const formatLong = (self: Datetime): string => {
  const time = dateTimeFormat({ timeStyle: 'long', timeZone: userTimeZone() });
  return `${formatLocalDate(dateIn(userTimeZone(), self.epochMs))}, ${time.format(self.epochMs).replaceAll('\u202f', ' ')}`;
};

const pattern = (self: Datetime, text: string | null, zone: string): string =>
  formatDatetime(self.epochMs, text ?? 'yyyy-MM-dd HH:mm:ss', zone, intlLocale());

const fieldMethods = (suffix: '' | 'Gmt', zone: () => string): NonNullable<PlatformClass['methods']> => ({
  [`Date date${suffix}()`]: (self: Datetime) => dateIn(zone(), self.epochMs),
  [`Integer day${suffix}()`]: (self: Datetime) => clock(self, zone()).getUTCDate(),
  [`Integer dayOfYear${suffix}()`]: (self: Datetime) => {
    const date = dateIn(zone(), self.epochMs);
    return date.epochDay - ApexDate.of(date.year, 1, 1).epochDay + 1;
  },
  [`Integer hour${suffix}()`]: (self: Datetime) => clock(self, zone()).getUTCHours(),
  [`Integer millisecond${suffix}()`]: (self: Datetime) => clock(self, zone()).getUTCMilliseconds(),
  [`Integer minute${suffix}()`]: (self: Datetime) => clock(self, zone()).getUTCMinutes(),
  [`Integer month${suffix}()`]: (self: Datetime) => clock(self, zone()).getUTCMonth() + 1,
  [`Integer second${suffix}()`]: (self: Datetime) => clock(self, zone()).getUTCSeconds(),
  [`Time time${suffix}()`]: (self: Datetime) => timeIn(self, zone()),
  [`Integer year${suffix}()`]: (self: Datetime) => clock(self, zone()).getUTCFullYear(),
});

/** System.Datetime. */
export const datetimeClass: PlatformClass = {
  name: 'Datetime',
  kind: 'class',
  statics: {
    'Datetime newInstance(Long milliseconds)': (ms: bigint | null) => new Datetime(Number(required(ms))),
    'Datetime newInstance(Date date, Time time)': madeOf(userTimeZone),
    'Datetime newInstance(Integer year, Integer month, Integer day)': made(userTimeZone),
    'Datetime newInstance(Integer year, Integer month, Integer day, Integer hour, Integer minute, Integer second)':
      made(userTimeZone),
    'Datetime newInstanceGmt(Date date, Time time)': madeOf(() => GMT),
    'Datetime newInstanceGmt(Integer year, Integer month, Integer day)': made(() => GMT),
    'Datetime newInstanceGmt(Integer year, Integer month, Integer day, Integer hour, Integer minute, Integer second)':
      made(() => GMT),
    'Datetime now()': () => new Datetime(transaction().now()),
    'Datetime parse(String datetimeString)': (text: string | null) => parseLocal(required(text)),
    'Datetime valueOf(String dateTimeString)': valueOf,
    'Datetime valueOf(Object fieldValue)': valueOf,
    'Datetime valueOfGmt(String dateTimeString)': (text: string | null) => parsePlain(required(text), GMT),
  },
  methods: {
    ...fieldMethods('', userTimeZone),
    ...fieldMethods('Gmt', () => GMT),
    'Datetime addDays(Integer additionalDays)': onCalendar((date, days) => new ApexDate(date.epochDay + days)),
    'Datetime addHours(Integer additionalHours)': plus(3_600_000),
    'Datetime addMinutes(Integer additionalMinutes)': plus(60_000),
    'Datetime addMonths(Integer additionalMonths)': onCalendar(plusMonths),
    'Datetime addSeconds(Integer additionalSeconds)': plus(1000),
    'Datetime addYears(Integer additionalYears)': onCalendar((date, years) => plusMonths(date, years * 12)),
    'String format()': formatLocal,
    'String format(String dateFormatString)': (self: Datetime, text: string | null) =>
      pattern(self, text, userTimeZone()),
    'String format(String dateFormatString, String timezone)': (
      self: Datetime,
      text: string | null,
      zone: string | null,
    ) => pattern(self, text, zone ?? userTimeZone()),
    'String formatGmt(String dateFormatString)': (self: Datetime, text: string | null) => pattern(self, text, GMT),
    'String formatLong()': formatLong,
    'Long getTime()': (self: Datetime) => BigInt(self.epochMs),
    'Integer hashCode()': hashOf,
    'Boolean isSameDay(Datetime dateToCompare)': (self: Datetime, other: Datetime | null) => {
      const zone = userTimeZone();
      return dateIn(zone, self.epochMs).epochDay === dateIn(zone, required(other).epochMs).epochDay;
    },
    'String toString()': textOf,
  },
  unsupported: ADD_ERROR,
};
