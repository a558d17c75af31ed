import { readDate } from './dates.ts';

/** What announces a due date, in English and German. */
const LABEL =
  /^(?:due(?: date)?(?: by| on)?|deadline(?: is)?|by|until|till|no later than|latest by|eta|bis(?: zum| zur| spätestens| einschließlich)?|spätestens(?: bis(?: zum)?| am)?|fällig(?:keit)?(?: am| bis(?: zum)?)?|frist(?: bis)?|zum|termin|🗓️?|📅)\s*:?\s*/iu;
/** What announces a span: "in two weeks" is its own label. */
const SPAN_LABEL = /^(?:in|within|innerhalb|binnen)\s/i;
/** No date has more words: "by the end of the month". */
const MOST_WORDS = 6;

/** How many labels of one item are looked behind. */
const MOST_LABELS = 5;

/** A date found inside a text: where its words begin and end. */
export interface DueDate {
  due: string;
  start: number;
  end: number;
}

/**
 * Reads a part of an action item, e.g. what stands in parentheses, as a due date.
 *
 * @param part e.g. "due: 1 August 2026", "bis 01.08.", or a bare date that names its year
 * @param meetingDay `YYYY-MM-DD`, when known
 * @returns `YYYY-MM-DD`, or undefined when the part is not a due date as a whole
 */
export const readDuePart = (part: string, meetingDay: string | undefined): string | undefined => {
  const text = part.trim();
  const label = LABEL.exec(text);
  if (label) return readDate(text.slice(label[0].length), meetingDay);
  return SPAN_LABEL.test(text) ? readDate(text, meetingDay) : readDate(text, undefined);
};

/**
 * Finds a due date that runs along in the sentence: "send the quote by 1 August".
 *
 * @param text an action item
 * @param meetingDay `YYYY-MM-DD`, when known
 */
export const findDueDate = (text: string, meetingDay: string | undefined): DueDate | undefined => {
  const words = [...text.matchAll(/\S+/g)];
  let labels = 0;
  for (const [index, word] of words.entries()) {
    const rest = text.slice(word.index, word.index + 80);
    const label = LABEL.exec(rest) ?? SPAN_LABEL.exec(rest);
    // A label is whole words: the "by" of "bypass" announces nothing.
    if (!label || !/[\s:]$/.test(label[0])) continue;
    labels += 1;
    if (labels > MOST_LABELS) return undefined;
    for (let count = MOST_WORDS; count > 0; count -= 1) {
      const last = words[index + count];
      if (!last) continue;
      const end = last.index + last[0].length;
      const due = readDuePart(text.slice(word.index, end), meetingDay);
      if (due !== undefined) return { due, start: word.index, end };
    }
  }
  return undefined;
};
