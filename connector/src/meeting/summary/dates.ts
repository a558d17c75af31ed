import { foldWords } from './words.ts';

const DAY_MS = 86_400_000;

/** Month names by their first letters, folded; "mar" and "maer" are both March. */
const MONTHS: readonly (readonly string[])[] = [
  ['january', 'jan', 'januar', 'jaenner', 'jaen'],
  ['february', 'feb', 'februar', 'feber'],
  ['march', 'mar', 'maerz', 'maer', 'mrz'],
  ['april', 'apr'],
  ['may', 'mai'],
  ['june', 'jun', 'juni'],
  ['july', 'jul', 'juli'],
  ['august', 'aug'],
  ['september', 'sep', 'sept'],
  ['october', 'oct', 'oktober', 'okt'],
  ['november', 'nov'],
  ['december', 'dec', 'dezember', 'dez'],
];
/** Monday first. */
const WEEKDAYS: readonly (readonly string[])[] = [
  ['monday', 'mon', 'montag', 'mo'],
  ['tuesday', 'tue', 'tues', 'dienstag', 'di'],
  ['wednesday', 'wed', 'mittwoch', 'mi'],
  ['thursday', 'thu', 'thurs', 'donnerstag', 'do'],
  ['friday', 'fri', 'freitag', 'fr'],
  ['saturday', 'sat', 'samstag', 'sonnabend', 'sa'],
  ['sunday', 'sun', 'sonntag', 'so'],
];
const NUMBERS = new Map([
  ['a', 1],
  ['one', 1],
  ['two', 2],
  ['three', 3],
  ['four', 4],
  ['ein', 1],
  ['eine', 1],
  ['einem', 1],
  ['einer', 1],
  ['zwei', 2],
  ['drei', 3],
  ['vier', 4],
]);

const indexOfName = (names: readonly (readonly string[])[], word: string): number =>
  names.findIndex((spellings) => spellings.includes(word));

/** A day as `YYYY-MM-DD`; undefined when the calendar has no such day. */
const toDay = (year: number, month: number, day: number): string | undefined => {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 2000 && year < 2100;
  return exists ? date.toISOString().slice(0, 10) : undefined;
};

const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** A day without a year is the first such day on or after the meeting's. */
const inComingYear = (month: number, day: number, meetingDay: string | undefined): string | undefined => {
  if (meetingDay === undefined) return undefined;
  const year = Number(meetingDay.slice(0, 4));
  return [year, year + 1].map((y) => toDay(y, month, day)).find((date) => date !== undefined && date >= meetingDay);
};

const lastDayOf = (year: number, month: number): string | undefined =>
  toDay(year, month, new Date(Date.UTC(year, month, 0)).getUTCDate());

const fullYear = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text));

const numericDate = (text: string, meetingDay: string | undefined): string | undefined => {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:T[\d:.]+Z?)?$/.exec(text);
  if (iso) return toDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const german = /^(\d{1,2})\.\s?(\d{1,2})\.?(?:\s?(\d{4}|\d{2}))?$/.exec(text);
  if (german) {
    const [day, month] = [Number(german[1]), Number(german[2])];
    return german[3] === undefined ? inComingYear(month, day, meetingDay) : toDay(fullYear(german[3]), month, day);
  }
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})$/.exec(text);
  if (!slashed) return undefined;
  const [one, two, year] = [Number(slashed[1]), Number(slashed[2]), fullYear(slashed[3] ?? '')];
  // 7/8 is July in one country and August in another: only what can be read in one way is a date.
  if (one > 12) return toDay(year, two, one);
  return two > 12 || one === two ? toDay(year, one, two) : undefined;
};

const namedDate = (words: readonly string[], meetingDay: string | undefined): string | undefined => {
  const parts = words.filter((word) => word !== 'of' && word !== 'the' && word !== 'den' && word !== 'dem');
  const monthAt = parts.findIndex((word) => indexOfName(MONTHS, word) >= 0);
  if (monthAt < 0 || monthAt > 1 || parts.length > 3 || parts.length < 2) return undefined;
  const [dayText = '', yearText] = parts.filter((_word, index) => index !== monthAt);
  const day = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(dayText)?.[1];
  if (day === undefined) return undefined;
  const month = indexOfName(MONTHS, parts[monthAt] ?? '') + 1;
  if (yearText === undefined) return inComingYear(month, Number(day), meetingDay);
  return /^\d{4}$/.test(yearText) ? toDay(Number(yearText), month, Number(day)) : undefined;
};

/** "end of July", "Ende Juli 2026", "end of the month", "Monatsende". */
const endOfMonth = (words: readonly string[], meetingDay: string | undefined): string | undefined => {
  const phrase = words.join(' ');
  if (/^(?:(?:the )?end of (?:the |this )?month|month end|eom|monatsende|ende (?:des|dieses) monats)$/.test(phrase)) {
    return meetingDay && lastDayOf(Number(meetingDay.slice(0, 4)), Number(meetingDay.slice(5, 7)));
  }
  const match = /^(?:(?:the )?end of|ende) ([a-z]+)(?: (\d{4}))?$/.exec(phrase);
  const month = indexOfName(MONTHS, match?.[1] ?? '') + 1;
  if (!match || month === 0) return undefined;
  if (match[2] !== undefined) return lastDayOf(Number(match[2]), month);
  if (meetingDay === undefined) return undefined;
  const year = Number(meetingDay.slice(0, 4));
  return [year, year + 1].map((y) => lastDayOf(y, month)).find((day) => day !== undefined && day >= meetingDay);
};

const SPAN =
  /^(?:in|within|innerhalb|innerhalb von|binnen) (?:the next |den naechsten )?(\w+) (days?|weeks?|tage?n?|wochen?)$/;

/** What counts from the meeting's day and can be read in one way only. "Next Friday" and "next week" cannot. */
const relativeDate = (words: readonly string[], meetingDay: string | undefined): string | undefined => {
  if (meetingDay === undefined) return undefined;
  const phrase = words.join(' ');
  if (phrase === 'today' || phrase === 'heute') return meetingDay;
  if (phrase === 'tomorrow' || phrase === 'morgen') return plusDays(meetingDay, 1);
  if (phrase === 'the day after tomorrow' || phrase === 'uebermorgen') return plusDays(meetingDay, 2);
  const span = SPAN.exec(phrase);
  if (span) {
    const word = span[1] ?? '';
    const count = /^\d{1,2}$/.test(word) ? Number(word) : (NUMBERS.get(word) ?? 0);
    return count === 0 ? undefined : plusDays(meetingDay, span[2]?.startsWith('w') ? count * 7 : count);
  }
  const weekday = words.length === 1 && phrase.length > 2 ? indexOfName(WEEKDAYS, phrase) : -1;
  const meetingWeekday = (new Date(meetingDay).getUTCDay() + 6) % 7;
  // On a Friday, "by Friday" may be today or in a week.
  if (weekday < 0 || weekday === meetingWeekday) return undefined;
  return plusDays(meetingDay, (weekday - meetingWeekday + 7) % 7);
};

/**
 * Reads a text that is a date from its first to its last character.
 *
 * @param text e.g. `2026-08-01`, `01.08.2026`, `1. August`, `Aug 1, 2026`, `Friday`, `in zwei Wochen`
 * @param meetingDay `YYYY-MM-DD`; without it only dates that name their year are read
 * @returns `YYYY-MM-DD`; undefined when it is no date, or may be read in two ways
 */
export const readDate = (text: string, meetingDay: string | undefined): string | undefined => {
  const bare = text
    .trim()
    .replace(/[,;:!?]+$/, '')
    .replace(/(?<=[^\d.])\.$/, '');
  if (bare.length < 2 || bare.length > 40) return undefined;
  const numeric = numericDate(bare, meetingDay) ?? numericDate(bare.replace(/\.$/, ''), meetingDay);
  if (numeric !== undefined) return numeric;
  const words = foldWords(bare).split(' ');
  // "Friday, 24 July": the weekday adds nothing to a date that stands on its own.
  if (words.length > 1 && indexOfName(WEEKDAYS, words[0] ?? '') >= 0) {
    return readDate(bare.replace(/^\S+\s*(?:(?:den|dem|the)\s)?/i, ''), meetingDay);
  }
  return namedDate(words, meetingDay) ?? endOfMonth(words, meetingDay) ?? relativeDate(words, meetingDay);
};
