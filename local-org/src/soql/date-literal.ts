import { queryException } from './errors.ts';

/** Days since 1970-01-01; `to` is the first day after the range. */
export interface DayRange {
  readonly from: number;
  readonly to: number;
}

const DAY = 86_400_000;
const dayOf = (year: number, month: number, day = 1): number => Date.UTC(year, month, day) / DAY;

const yearAndMonth = (day: number): [year: number, month: number] => {
  const date = new Date(day * DAY);
  return [date.getUTCFullYear(), date.getUTCMonth()];
};

/** First day of the unit that holds a day, moved by a number of units. */
type Start = (today: number, offset: number, weekStart: number) => number;

const STARTS: Readonly<Record<string, Start>> = {
  DAY: (today, offset) => today + offset,
  // 1970-01-01 was a Thursday.
  WEEK: (today, offset, weekStart) => today - ((((today + 4 - weekStart) % 7) + 7) % 7) + offset * 7,
  MONTH: (today, offset) => {
    const [year, month] = yearAndMonth(today);
    return dayOf(year, month + offset);
  },
  QUARTER: (today, offset) => {
    const [year, month] = yearAndMonth(today);
    return dayOf(year, Math.floor(month / 3) * 3 + offset * 3);
  },
  YEAR: (today, offset) => dayOf(yearAndMonth(today)[0] + offset, 0),
};

const FIXED: Readonly<Record<string, readonly [unit: string, offset: number]>> = {
  YESTERDAY: ['DAY', -1],
  TODAY: ['DAY', 0],
  TOMORROW: ['DAY', 1],
};

/**
 * The days a date literal stands for.
 * @param name e.g. `TODAY`, `LAST_N_DAYS`; fiscal years begin in January
 * @param n of the forms with a number
 * @param today days since 1970-01-01 in the user's time zone
 * @param weekStart 0 for Sunday, 1 for Monday, by the user's locale
 */
export const dateLiteralRange = (name: string, n: number | undefined, today: number, weekStart: number): DayRange => {
  const literal = name.toUpperCase().replace('FISCAL_', '');
  const units = (unit: string, first: number, after: number): DayRange => {
    const start = STARTS[unit];
    if (!start) throw queryException(`unexpected token: ${name}`);
    return { from: start(today, first, weekStart), to: start(today, after, weekStart) };
  };
  const fixed = FIXED[literal];
  if (fixed) return units(fixed[0], fixed[1], fixed[1] + 1);
  if (literal === 'LAST_90_DAYS') return { from: today - 90, to: today + 1 };
  if (literal === 'NEXT_90_DAYS') return { from: today + 1, to: today + 91 };
  const ago = /^N_(\w+)S_AGO$/.exec(literal);
  if (ago && n !== undefined) return units(ago[1] ?? '', -n, -n + 1);
  const counted = /^(LAST|NEXT)_N_(\w+)S$/.exec(literal);
  if (counted && n !== undefined) {
    const unit = counted[2] ?? '';
    if (counted[1] === 'NEXT') return units(unit, 1, n + 1);
    return unit === 'DAY' ? units(unit, -n, 1) : units(unit, -n, 0);
  }
  const relative = /^(LAST|THIS|NEXT)_(\w+)$/.exec(literal);
  const offset = relative?.[1] === 'LAST' ? -1 : relative?.[1] === 'NEXT' ? 1 : 0;
  if (relative && n === undefined) return units(relative[2] ?? '', offset, offset + 1);
  throw queryException(`unexpected token: ${name}`);
};
