import type { Meeting, MeetingPayload } from './schema.ts';

/** The length of `Meeting_Event__e.Payload__c` in characters, Salesforce's longest long text. */
export const MAX_PAYLOAD_LENGTH = 131_072;
/** What stands where a text was cut. */
export const CUT_MARK = ' […]';
/** How far back a space is looked for. A longer "word" (a link, Chinese) is cut where the room ends. */
const LONGEST_WORD = 100;

/** How many characters a value takes as JSON. */
const jsonLength = (value: unknown): number => JSON.stringify(value).length;

/** The longest beginning of a text that, with the mark, takes at most `room` characters as JSON. */
const longestBeginning = (text: string, room: number): number => {
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (jsonLength(text.slice(0, middle) + CUT_MARK) <= room) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** The end of the last whole word before a position; the position itself where there is no space near it. */
const wordEndBefore = (text: string, position: number): number => {
  for (let end = position; end > Math.max(0, position - LONGEST_WORD); end -= 1) {
    if (/\s/.test(text.charAt(end))) return end;
  }
  // Never between the two halves of one character.
  return /[\uD800-\uDBFF]/.test(text.charAt(position - 1)) ? position - 1 : position;
};

/**
 * Cuts a text between two words so that it takes at most so many characters as JSON, mark included.
 *
 * @param text the text
 * @param room the characters it may take, quotes included
 * @returns the text itself when it fits; else its beginning and the mark; the mark alone when there is no room
 */
export const cutAtWord = (text: string, room: number): string => {
  if (jsonLength(text) <= room) return text;
  return text.slice(0, wordEndBefore(text, longestBeginning(text, room))).trimEnd() + CUT_MARK;
};

const shorten = (text: string, excess: number): string => cutAtWord(text, jsonLength(text) - excess);

/** Drops items from the end until `excess` characters are saved. */
const dropFromEnd = <T>(items: readonly T[] | null, excess: number): T[] | null => {
  if (items === null) return null;
  const kept = [...items];
  for (let saved = 0; saved < excess && kept.length > 0;) saved += jsonLength(kept.pop()) + 1;
  return kept;
};

/** What gives way, in this order, each only as far as needed: the HTML is the summary once more, so it goes first. */
const REDUCTIONS: ((meeting: Meeting, excess: number) => Partial<Meeting>)[] = [
  ({ summary }) => ({ summary: summary && { ...summary, html: null } }),
  ({ summary }, excess) => ({ summary: summary && { ...summary, text: shorten(summary.text, excess) } }),
  ({ notes }, excess) => ({ notes: notes === null ? null : shorten(notes, excess) }),
  ({ keyMoments }, excess) => ({ keyMoments: dropFromEnd(keyMoments, excess) }),
  ({ actionItems }, excess) => ({ actionItems: dropFromEnd(actionItems, excess) }),
  ({ attendees }, excess) => ({ attendees: dropFromEnd(attendees, excess) }),
];

/**
 * Makes a payload fit into one platform event, losing as little as possible: first the summary's HTML, then the end
 * of its text, marked; and only for absurd meetings the end of the notes and of the lists.
 *
 * @param payload any payload
 * @param limit the most characters it may take as JSON
 * @returns the payload itself when it fits, else a shortened copy
 */
export const fitPayload = (payload: MeetingPayload, limit: number = MAX_PAYLOAD_LENGTH): MeetingPayload => {
  let fitted = payload;
  for (const reduce of REDUCTIONS) {
    const excess = jsonLength(fitted) - limit;
    if (excess <= 0) return fitted;
    fitted = { ...fitted, meeting: { ...fitted.meeting, ...reduce(fitted.meeting, excess) } };
  }
  return fitted;
};
