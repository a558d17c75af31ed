import { instantOf, offsetAt } from '../values/time-zone.ts';
import type { CronExpression, DayRule } from './cron-expression.ts';

const DAY = 86_400_000;
const LAST_YEAR = 2099;

/** A date on the calendar; months from 1, weekdays from 1 = Sunday. */
interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly date: number;
  readonly weekday: number;
  readonly daysInMonth: number;
}

const calendarDay = (epochDay: number): CalendarDay => {
  const at = new Date(epochDay * DAY);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
  return {
    year,
    month: month + 1,
    date: at.getUTCDate(),
    weekday: at.getUTCDay() + 1,
    daysInMonth: new Date(Date.UTC(year, month + 1, 0)).getUTCDate(),
  };
};

/** The Monday to Friday nearest to a date of the day's month, without leaving the month. */
const nearestWeekday = (day: CalendarDay, date: number): number => {
  const target = Math.min(date, day.daysInMonth);
  const weekday = ((((day.weekday - 1 + target - day.date) % 7) + 7) % 7) + 1;
  if (weekday === 7) return target > 1 ? target - 1 : target + 2;
  if (weekday === 1) return target < day.daysInMonth ? target + 1 : target - 2;
  return target;
};

const matchesDay = (rule: DayRule, day: CalendarDay): boolean => {
  switch (rule.kind) {
    case 'dates':
      return rule.dates?.has(day.date) ?? true;
    case 'weekdays':
      return rule.days?.has(day.weekday) ?? true;
    case 'last': {
      const date = day.daysInMonth - rule.before;
      return day.date === (rule.weekday ? nearestWeekday(day, date) : date);
    }
    case 'nearestWeekday':
      return day.date === nearestWeekday(day, rule.date);
    case 'nth':
      return day.weekday === rule.day && Math.ceil(day.date / 7) === rule.nth;
    case 'lastWeekday':
      return day.weekday === rule.day && day.date + 7 > day.daysInMonth;
  }
};

const matches = (cron: CronExpression, day: CalendarDay): boolean =>
  (cron.years?.has(day.year) ?? true) && (cron.months?.has(day.month) ?? true) && matchesDay(cron.days, day);

const hoursOf = (cron: CronExpression): number[] =>
  cron.hours ? [...cron.hours].sort((a, b) => a - b) : Array.from({ length: 24 }, (_, hour) => hour);

/**
 * When a cron expression fires next.
 * @param after milliseconds since the epoch, exclusive
 * @param zone IANA name of the time zone on whose clock it is meant
 * @returns milliseconds since the epoch; null when it never fires again
 */
export const nextFireTime = (cron: CronExpression, after: number, zone: string): number | null => {
  const hours = hoursOf(cron);
  const firstDay = Math.floor((after + offsetAt(zone, after)) / DAY);
  for (let epochDay = firstDay; ; epochDay += 1) {
    const day = calendarDay(epochDay);
    if (day.year > LAST_YEAR) return null;
    if (!matches(cron, day)) continue;
    for (const hour of hours) {
      const wall = epochDay * DAY + ((hour * 60 + cron.minute) * 60 + cron.second) * 1000;
      const instant = instantOf(zone, wall);
      if (instant > after) return instant;
    }
  }
};
