import { userTimeZone } from '../../runtime/running-user.ts';
import { transaction } from '../../runtime/transaction.ts';
import { dayIn, startOfDay, wallClock } from '../../soql/time-zone.ts';
import { Decimal } from '../../values/decimal.ts';
import { ApexDate, Datetime, Time } from '../../values/temporal.ts';
import { FormulaError } from '../parse.ts';
import { dateOf, integerOf, textOf, type FormulaValue } from '../value.ts';
import { plain, type FormulaFunction } from './function.ts';

const DAY = 86_400_000;

const utc = (date: ApexDate): Date => new Date(date.epochDay * DAY);

const part = (read: (date: Date) => number): FormulaFunction =>
  plain(1, 1, (value) => {
    const date = dateOf(value ?? null);
    return date && Decimal.fromInteger(read(utc(date)));
  });

const timePart = (read: (time: Time) => number): FormulaFunction =>
  plain(1, 1, (value) => (value instanceof Time ? Decimal.fromInteger(read(value)) : null));

/** A month later or earlier; the last day of a month stays the last. */
const addMonths = (value: FormulaValue, months: number): FormulaValue => {
  if (value === null) return null;
  const at = value instanceof Datetime ? new Date(value.epochMs) : value instanceof ApexDate ? utc(value) : undefined;
  if (!at) throw new FormulaError("Incorrect parameter type for function 'ADDMONTHS()'");
  const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const target = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1));
  const [year, month] = [target.getUTCFullYear(), target.getUTCMonth()];
  const isLast = at.getUTCDate() === lastDay(at.getUTCFullYear(), at.getUTCMonth());
  const day = isLast ? lastDay(year, month) : Math.min(at.getUTCDate(), lastDay(year, month));
  const moved = Date.UTC(year, month, day);
  return value instanceof Datetime ? new Datetime(moved + (value.epochMs % DAY)) : new ApexDate(moved / DAY);
};

const dateValue = (value: FormulaValue): FormulaValue => {
  if (value === null || value instanceof ApexDate) return value;
  if (value instanceof Datetime) return new ApexDate(dayIn(value.epochMs, userTimeZone()));
  const text = textOf(value);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? ApexDate.parse(text) : null;
};

const datetimeValue = (value: FormulaValue): FormulaValue => {
  if (value === null || value instanceof Datetime) return value;
  if (value instanceof ApexDate) return new Datetime(startOfDay(value.epochDay, userTimeZone()));
  const ms = Date.parse(`${textOf(value).trim().replace(' ', 'T')}Z`);
  return Number.isNaN(ms) ? null : new Datetime(ms);
};

/** Date and time functions. Source: Salesforce Help, "Formula Operators and Functions A-Z". */
export const dateFunctions: Readonly<Record<string, FormulaFunction>> = {
  TODAY: plain(0, 0, () => new ApexDate(dayIn(transaction().now(), userTimeZone()))),
  NOW: plain(0, 0, () => new Datetime(transaction().now())),
  TIMENOW: plain(0, 0, () => new Time(((wallClock(transaction().now(), userTimeZone()) % DAY) + DAY) % DAY)),
  DATE: plain(3, 3, (year, month, day) =>
    ApexDate.of(integerOf(year ?? null), integerOf(month ?? null), integerOf(day ?? null)),
  ),
  DATEVALUE: plain(1, 1, (value) => dateValue(value ?? null)),
  DATETIMEVALUE: plain(1, 1, (value) => datetimeValue(value ?? null)),
  ADDMONTHS: plain(2, 2, (value, months) => addMonths(value ?? null, integerOf(months ?? null))),
  YEAR: part((date) => date.getUTCFullYear()),
  MONTH: part((date) => date.getUTCMonth() + 1),
  DAY: part((date) => date.getUTCDate()),
  WEEKDAY: part((date) => date.getUTCDay() + 1),
  DAYOFYEAR: part((date) => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY) + 1),
  HOUR: timePart((time) => Math.floor(time.ms / 3_600_000)),
  MINUTE: timePart((time) => Math.floor(time.ms / 60_000) % 60),
  SECOND: timePart((time) => Math.floor(time.ms / 1000) % 60),
  MILLISECOND: timePart((time) => time.ms % 1000),
};
