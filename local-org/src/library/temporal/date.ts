import { userTimeZone } from '../../runtime/running-user.ts';
import { transaction } from '../../runtime/transaction.ts';
import { hashOf } from '../../values/hash.ts';
import { ApexDate, DAY_MS, Datetime } from '../../values/temporal.ts';
import { offsetAt } from '../../values/time-zone.ts';
import { dateTimeFormat, intlLocale } from '../intl.ts';
import { ADD_ERROR } from '../numbers/whole-numbers.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception, required } from '../raise.ts';

/** The calendar day that a zone's clocks show at an instant. */
export const dateIn = (zone: string, epochMs: number): ApexDate =>
  new ApexDate(Math.floor((epochMs + offsetAt(zone, epochMs)) / DAY_MS));

/** Date.today(): the running user's day. */
export const today = (): ApexDate => dateIn(userTimeZone(), transaction().now());

/** @param month 1 to 12 */
export const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Keeps the day of the month, or takes the last one of a shorter month. */
export const plusMonths = (date: ApexDate, months: number): ApexDate => {
  const first = new Date(Date.UTC(date.year, date.month - 1 + months, 1));
  const [year, month] = [first.getUTCFullYear(), first.getUTCMonth() + 1];
  return ApexDate.of(year, month, Math.min(date.day, daysInMonth(year, month)));
};

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** @throws System.TypeException when day or month do not exist */
export const checkedDate = (year: number, month: number, day: number, text: string): ApexDate => {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    throw exception('TypeException', `Invalid date: ${text}`);
  }
  return ApexDate.of(year, month, day);
};

/** `yyyy-MM-dd`, also with a time behind it. */
const parseIsoDate = (text: string): ApexDate => {
  const match = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?$/.exec(text);
  if (!match) throw exception('TypeException', `Invalid date: ${text}`);
  return checkedDate(Number(match[1]), Number(match[2]), Number(match[3]), text);
};

/** Order of day, month and year in a locale's short dates, e.g. `['month', 'day', 'year']`. */
const shortDateOrder = (): readonly string[] =>
  dateTimeFormat({ dateStyle: 'short', timeZone: 'UTC' })
    .formatToParts(0)
    .map((part) => part.type)
    .filter((type) => type === 'day' || type === 'month' || type === 'year');

/** A date in the running user's short format, e.g. `12/27/2009`. */
export const parseLocalDate = (text: string): ApexDate => {
  const parts = text
    .trim()
    .split(/[^\d]+/)
    .filter((part) => part !== '');
  if (parts.length !== 3) throw exception('TypeException', `Invalid date: ${text}`);
  const values = new Map(shortDateOrder().map((type, i) => [type, Number(parts[i])]));
  const year = values.get('year') ?? 0;
  return checkedDate(year < 100 ? 2000 + year : year, values.get('month') ?? 0, values.get('day') ?? 0, text);
};

/** A date in the running user's short format with four digits of the year. */
export const formatLocalDate = (date: ApexDate): string =>
  dateTimeFormat({ year: 'numeric', month: 'numeric', day: 'numeric', timeZone: 'UTC' }).format(date.epochDay * DAY_MS);

const valueOf = (value: unknown): ApexDate => {
  const given = required(value);
  if (given instanceof ApexDate) return given;
  if (given instanceof Datetime) return dateIn(userTimeZone(), given.epochMs);
  if (typeof given === 'string') return parseIsoDate(given);
  throw exception('TypeException', 'Invalid conversion to Date');
};

const plusDays = (self: ApexDate, days: number | null): ApexDate => new ApexDate(self.epochDay + required(days));

/** System.Date. */
export const dateClass: PlatformClass = {
  name: 'Date',
  kind: 'class',
  statics: {
    'Integer daysInMonth(Integer year, Integer month)': (year: number | null, month: number | null) =>
      daysInMonth(required(year), required(month)),
    'Boolean isLeapYear(Integer year)': (year: number | null) => isLeapYear(required(year)),
    'Date newInstance(Integer year, Integer month, Integer day)': (
      year: number | null,
      month: number | null,
      day: number | null,
    ) => ApexDate.of(required(year), required(month), required(day)),
    'Date parse(String stringDate)': (text: string | null) => parseLocalDate(required(text)),
    'Date today()': today,
    'Date valueOf(String stringDate)': valueOf,
    'Date valueOf(Object fieldValue)': valueOf,
  },
  methods: {
    'Date addDays(Integer additionalDays)': plusDays,
    'Date addMonths(Integer additionalMonths)': (self: ApexDate, months: number | null) =>
      plusMonths(self, required(months)),
    'Date addYears(Integer additionalYears)': (self: ApexDate, years: number | null) =>
      plusMonths(self, required(years) * 12),
    'Integer day()': (self: ApexDate) => self.day,
    'Integer dayOfYear()': (self: ApexDate) => self.epochDay - ApexDate.of(self.year, 1, 1).epochDay + 1,
    'Integer daysBetween(Date secondDate)': (self: ApexDate, other: ApexDate | null) =>
      required(other).epochDay - self.epochDay,
    'String format()': formatLocalDate,
    'Integer hashCode()': hashOf,
    'Boolean isSameDay(Date dateToCompare)': (self: ApexDate, other: ApexDate | null) =>
      required(other).epochDay === self.epochDay,
    'Integer month()': (self: ApexDate) => self.month,
    'Integer monthsBetween(Date secondDate)': (self: ApexDate, other: ApexDate | null) => {
      const second = required(other);
      return (second.year - self.year) * 12 + second.month - self.month;
    },
    'Date toStartOfMonth()': (self: ApexDate) => ApexDate.of(self.year, self.month, 1),
    'Date toStartOfWeek()': (self: ApexDate) => {
      const weekday = new Date(self.epochDay * DAY_MS).getUTCDay();
      return new ApexDate(self.epochDay - ((weekday - firstWeekday() + 7) % 7));
    },
    'String toString()': (self: ApexDate) => self.toString(),
    'Integer year()': (self: ApexDate) => self.year,
  },
  unsupported: ADD_ERROR,
};

/** First day of the week in the running user's locale: 0 = Sunday. */
const firstWeekday = (): number => {
  // TypeScript's library does not know getWeekInfo yet.
  const locale = new Intl.Locale(intlLocale()) as Intl.Locale & { getWeekInfo?: () => { firstDay: number } };
  return (locale.getWeekInfo?.().firstDay ?? 7) % 7;
};
