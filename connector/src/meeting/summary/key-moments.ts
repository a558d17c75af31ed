import type { KeyMoment } from '../schema.ts';
import type { Line } from './lines.ts';
import { LONGEST_LINE } from './lines.ts';

const TIME = String.raw`(?:(\d{1,2}):)?(\d{1,3}):(\d\d)(?:[.,]\d{1,3})?`;
const RANGE = String.raw`(?:\s*(?:-|–|—|to|bis)\s*(?:\d{1,2}:)?\d{1,3}:\d\d)?`;
const AT_START = new RegExp(String.raw`^(?:⏱️?|🕐)?\s*[([]?${TIME}${RANGE}[)\]]?(?!\d)\s*`, 'u');
const AT_END = new RegExp(String.raw`\s*(?:[([]${TIME}${RANGE}[)\]]|\s[–—-]\s*${TIME})\.?$`, 'u');
/** A time of day is no place in a recording. */
const CLOCK = /^(?:uhr|h\b|[ap]\.?m\b)/i;
/** `[12:34](https://...)`: the link's text is enough. */
const LINK = /\[([^[\]]{1,200})\]\([^()\s]{1,500}\)/g;

const toSeconds = (
  hours: string | undefined,
  minutes: string | undefined,
  seconds: string | undefined,
): number | undefined => {
  const [h, m, s] = [Number(hours ?? 0), Number(minutes), Number(seconds)];
  if (s > 59 || (hours !== undefined && m > 59)) return undefined;
  return h * 3600 + m * 60 + s;
};

const titleOf = (text: string): string => text.replace(/^[\s:|–—•·*-]+/, '').replace(/[\s:|–—-]+$/, '');

/** A line's time and what is left of it; undefined when it names no time. */
const readMoment = (text: string): { atSeconds: number; title: string } | undefined => {
  const start = AT_START.exec(text);
  if (start) {
    const rest = text.slice(start[0].length);
    const atSeconds = toSeconds(start[1], start[2], start[3]);
    return atSeconds === undefined || CLOCK.test(rest) ? undefined : { atSeconds, title: titleOf(rest) };
  }
  // The search from the left for a match at the end stays short: times stand in the last characters.
  const tail = Math.max(0, text.length - 40);
  const end = AT_END.exec(text.slice(tail));
  if (!end) return undefined;
  const atSeconds = toSeconds(end[1] ?? end[4], end[2] ?? end[5], end[3] ?? end[6]);
  return atSeconds === undefined ? undefined : { atSeconds, title: titleOf(text.slice(0, tail + end.index)) };
};

/**
 * Reads the key moments of a section: every line with a time in it. Lines without one stay what they are, text.
 *
 * @param lines the lines below the heading
 * @param lengthSeconds the recording's length; what lies beyond it is no moment of it. Undefined when unknown
 * @returns the moments in order of time, none twice
 */
export const readKeyMoments = (lines: readonly Line[], lengthSeconds: number | undefined): KeyMoment[] => {
  const moments = new Map<string, KeyMoment>();
  let untitled: number | undefined;
  for (const line of lines) {
    if (line.text.length > LONGEST_LINE) continue;
    const text = line.text.replace(LINK, '$1');
    const moment =
      readMoment(text) ?? (untitled === undefined ? undefined : { atSeconds: untitled, title: titleOf(text) });
    untitled = moment?.title === '' ? moment.atSeconds : undefined;
    if (!moment || moment.title === '') continue;
    if (lengthSeconds !== undefined && moment.atSeconds > lengthSeconds + 60) continue;
    moments.set(`${moment.atSeconds} ${moment.title}`, moment);
  }
  return [...moments.values()].sort((one, other) => one.atSeconds - other.atSeconds);
};
