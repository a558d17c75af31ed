import { exception } from '../library/raise.ts';

/** Which values of a field of a cron expression fire; null = all of them. */
type Values = ReadonlySet<number> | null;

/** A rule for the day: days of the month, or of the week. Months count from 1, days of the week from 1 = Sunday. */
export type DayRule =
  | { readonly kind: 'dates'; readonly dates: Values }
  /** `L`, `L-3`: counted back from the last day of the month. `weekday`: the nearest Monday to Friday. */
  | { readonly kind: 'last'; readonly before: number; readonly weekday: boolean }
  /** `15W`: the Monday to Friday nearest to that date, in the same month. */
  | { readonly kind: 'nearestWeekday'; readonly date: number }
  | { readonly kind: 'weekdays'; readonly days: Values }
  /** `6#3`: the third Friday. */
  | { readonly kind: 'nth'; readonly day: number; readonly nth: number }
  /** `6L`: the last Friday. */
  | { readonly kind: 'lastWeekday'; readonly day: number };

/** A cron expression of Salesforce: when Apex is to run, on the clock of a time zone. */
export interface CronExpression {
  readonly second: number;
  readonly minute: number;
  readonly hours: Values;
  readonly days: DayRule;
  readonly months: Values;
  readonly years: Values;
}

interface FieldForm {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Words for the values, e.g. JAN, from the first value on. */
  readonly words?: readonly string[];
}

const HOURS: FieldForm = { name: 'Hour', from: 0, to: 23 };
const DATES: FieldForm = { name: 'Day of month', from: 1, to: 31 };
const MONTHS: FieldForm = {
  name: 'Month',
  from: 1,
  to: 12,
  words: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
};
const WEEKDAYS: FieldForm = {
  name: 'Day-of-Week',
  from: 1,
  to: 7,
  words: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
};
const YEARS: FieldForm = { name: 'Year', from: 1970, to: 2099 };

const refuse = (message: string): never => {
  throw exception('StringException', message);
};

const numberOf = (text: string, form: FieldForm): number => {
  const word = form.words?.indexOf(text) ?? -1;
  if (word >= 0) return form.from + word;
  if (!/^\d+$/.test(text)) return refuse(`Illegal characters for this position: '${text}'`);
  const value = Number(text);
  if (value < form.from || value > form.to) refuse(`${form.name} values must be between ${form.from} and ${form.to}`);
  return value;
};

/** `a`, `a-b`, `*`, each with `/step` behind it. A range may wrap around: `FRI-MON`, `22-2`. */
const rangeOf = (text: string, form: FieldForm): number[] => {
  const [range = '', stepText] = text.split('/');
  const step =
    stepText === undefined ? 1 : Number(/^\d+$/.test(stepText) ? stepText : refuse(`Illegal increment: ${stepText}`));
  if (step < 1) refuse(`Illegal increment: ${step}`);
  const [first, last, more] = range === '*' || range === '' ? [String(form.from), String(form.to)] : range.split('-');
  if (more !== undefined) refuse(`Illegal characters for this position: '${range}'`);
  const from = range === '*' ? form.from : numberOf(first ?? '', form);
  const to =
    range === '*' ? form.to : last === undefined ? (stepText === undefined ? from : form.to) : numberOf(last, form);
  const size = form.to - form.from + 1;
  const length = to >= from ? to - from : to - from + size;
  const values: number[] = [];
  for (let offset = 0; offset <= length; offset += step) values.push(form.from + ((from - form.from + offset) % size));
  return values;
};

const valuesOf = (text: string, form: FieldForm): Values =>
  text === '*' ? null : new Set(text.split(',').flatMap((part) => rangeOf(part, form)));

const fixed = (text: string, expression: string): number => {
  if (!/^\d{1,2}$/.test(text)) return refuse(`Seconds and minutes must be specified as integers: ${expression}`);
  const value = Number(text);
  return value <= 59 ? value : refuse('Minute and Second values must be between 0 and 59');
};

const dateRule = (text: string): DayRule => {
  const last = /^L(?:-(\d{1,2}))?(W)?$/.exec(text);
  if (last) return { kind: 'last', before: Number(last[1] ?? 0), weekday: last[2] !== undefined };
  const nearest = /^(\d{1,2})W$/.exec(text);
  if (nearest) return { kind: 'nearestWeekday', date: numberOf(nearest[1] ?? '', DATES) };
  return { kind: 'dates', dates: valuesOf(text, DATES) };
};

const weekdayRule = (text: string): DayRule => {
  if (text === 'L') return { kind: 'weekdays', days: new Set([7]) };
  const nth = /^(\w+)#([1-5])$/.exec(text);
  if (nth) return { kind: 'nth', day: numberOf(nth[1] ?? '', WEEKDAYS), nth: Number(nth[2]) };
  const last = /^([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)L$/.exec(text);
  if (last) return { kind: 'lastWeekday', day: numberOf(last[1] ?? '', WEEKDAYS) };
  return { kind: 'weekdays', days: valuesOf(text, WEEKDAYS) };
};

const dayRule = (date: string, weekday: string): DayRule => {
  if (date === '?' && weekday === '?') return refuse("'?' can only be specified for Day-of-Month -OR- Day-of-Week.");
  if (weekday === '?') return dateRule(date);
  if (date === '?') return weekdayRule(weekday);
  return refuse('Support for specifying both a day-of-week AND a day-of-month parameter is not implemented.');
};

/**
 * Reads a cron expression: seconds, minutes, hours, day of month, month, day of week and, perhaps, a year.
 * Seconds and minutes are single numbers, exactly one of the days is `?`.
 * Source: Apex Developer Guide, "Apex Scheduler", "Using the System.schedule Method".
 * @throws System.StringException for text that is none
 */
export const parseCron = (text: string): CronExpression => {
  const fields = text.trim().toUpperCase().split(/\s+/);
  const [second = '', minute = '', hours = '', date, month, weekday, years = '*', more] = fields;
  if (date === undefined || month === undefined || weekday === undefined)
    return refuse('Unexpected end of expression.');
  if (more !== undefined) refuse(`Illegal characters for this position: '${more}'`);
  return {
    second: fixed(second, text),
    minute: fixed(minute, text),
    hours: valuesOf(hours, HOURS),
    days: dayRule(date, weekday),
    months: valuesOf(month, MONTHS),
    years: valuesOf(years, YEARS),
  };
};
