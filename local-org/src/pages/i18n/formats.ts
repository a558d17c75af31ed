import type { Viewer } from '../page-session.ts';
import { browserLocale, orgCurrency } from '../view/format.ts';

/** Parts of a formatted date as the patterns of `@salesforce/i18n` write them. */
const datePattern = (locale: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options })
    .formatToParts(Date.UTC(2026, 2, 4, 15, 6, 7))
    .map(({ type, value }) => {
      switch (type) {
        case 'year':
          return value.length > 2 ? 'yyyy' : 'yy';
        case 'month':
          if (!/^\d/.test(value)) return value.length > 4 || locale.startsWith('de') ? 'MMMM' : 'MMM';
          return value.length > 1 ? 'MM' : 'M';
        case 'day':
          return value.length > 1 ? 'dd' : 'd';
        case 'hour':
          return value === '15' ? 'HH' : value.length > 1 ? 'hh' : 'h';
        case 'minute':
          return 'mm';
        case 'second':
          return 'ss';
        case 'dayPeriod':
          return 'a';
        default:
          return value.replace(/\p{L}+/gu, (word) => `'${word}'`);
      }
    })
    .join('')
    .replaceAll('\u202f', ' ');

const separators = (locale: string): { decimal: string; group: string } => {
  const parts = new Intl.NumberFormat(locale).formatToParts(1234567.5);
  const of = (type: string, fallback: string): string => parts.find((part) => part.type === type)?.value ?? fallback;
  return { decimal: of('decimal', '.'), group: of('group', ',') };
};

const currencySymbol = (locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency: orgCurrency() })
    .formatToParts(1)
    .find(({ type }) => type === 'currency')?.value ?? orgCurrency();

const isSymbolFirst = (locale: string): boolean =>
  new Intl.NumberFormat(locale, { style: 'currency', currency: orgCurrency() }).formatToParts(1)[0]?.type ===
  'currency';

/** Names of weekdays and months in a language, in the form of the platform's calendar data. */
const names = (locale: string) => {
  const week = (style: 'narrow' | 'short' | 'long'): Record<string, string> => {
    const format = new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' });
    // 2026-02-01 was a Sunday.
    return Object.fromEntries(
      ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map((day, index) => [
        day,
        format.format(Date.UTC(2026, 1, 1 + index)),
      ]),
    );
  };
  const year = (style: 'narrow' | 'short' | 'long'): Record<string, string> => {
    const format = new Intl.DateTimeFormat(locale, { month: style, timeZone: 'UTC' });
    return Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [String(index + 1), format.format(Date.UTC(2026, index, 1))]),
    );
  };
  const days = { abbreviated: week('short'), narrow: week('narrow'), short: week('short'), wide: week('long') };
  const months = { abbreviated: year('short'), narrow: year('narrow'), wide: year('long') };
  const periods = { am: 'AM', pm: 'PM' };
  const dayPeriods = { abbreviated: periods, narrow: periods, wide: periods };
  const quarters = { '1': 'Q1', '2': 'Q2', '3': 'Q3', '4': 'Q4' };
  const quarterNames = { abbreviated: quarters, narrow: quarters, wide: quarters };
  const both = <T>(value: T) => ({ format: value, 'stand-alone': value });
  return {
    dayPeriods: both(dayPeriods),
    days: both(days),
    months: both(months),
    quarters: both(quarterNames),
    eras: {
      eraNames: { '0': 'v. Chr.', '1': 'n. Chr.' },
      eraAbbr: { '0': 'v. Chr.', '1': 'n. Chr.' },
      eraNarrow: { '0': 'v. Chr.', '1': 'n. Chr.' },
    },
  };
};

/** First day of the week, 1 = Sunday, as the platform counts. */
const firstDayOfWeek = (locale: string): number => {
  const known = new Intl.Locale(locale) as Intl.Locale & { getWeekInfo?: () => { firstDay: number } };
  const day = known.getWeekInfo?.().firstDay ?? 7;
  return (day % 7) + 1;
};

/** The formats of a user, by the names below `@salesforce/i18n/`. */
export const formatsOf = ({ language, locale, timeZone }: Viewer): Readonly<Record<string, unknown>> => {
  const tag = browserLocale(locale);
  const { decimal, group } = separators(tag);
  const isEnglish = /^en/i.test(language);
  const currency = isSymbolFirst(tag) ? '¤#,##0.00' : '#,##0.00 ¤';
  return {
    lang: language.split('_')[0],
    locale: tag,
    dir: 'ltr',
    timeZone,
    currency: orgCurrency(),
    firstDayOfWeek: firstDayOfWeek(tag),
    'dateTime.shortDateFormat': datePattern(tag, { year: 'numeric', month: 'numeric', day: 'numeric' }),
    'dateTime.mediumDateFormat': datePattern(tag, { dateStyle: 'medium' }),
    'dateTime.longDateFormat': datePattern(tag, { dateStyle: 'long' }),
    'dateTime.shortDateTimeFormat': `${datePattern(tag, { year: 'numeric', month: 'numeric', day: 'numeric' })} ${datePattern(tag, { timeStyle: 'short' })}`,
    'dateTime.mediumDateTimeFormat': `${datePattern(tag, { dateStyle: 'medium' })} ${datePattern(tag, { timeStyle: 'medium' })}`,
    'dateTime.longDateTimeFormat': `${datePattern(tag, { dateStyle: 'long' })} ${datePattern(tag, { timeStyle: 'medium' })}`,
    'dateTime.shortTimeFormat': datePattern(tag, { timeStyle: 'short' }),
    'dateTime.mediumTimeFormat': datePattern(tag, { timeStyle: 'medium' }),
    'number.decimalSeparator': decimal,
    'number.groupingSeparator': group,
    'number.currencySymbol': currencySymbol(tag),
    'number.currencyFormat': currency,
    'number.percentFormat': isEnglish ? '#,##0%' : '#,##0 %',
    ...(isEnglish ? {} : { calendarNames: names(tag) }),
  };
};
