import { createHash } from 'node:crypto';
import type { ActionItem } from '../schema.ts';
import { findDueDate, readDuePart } from './due-dates.ts';
import { LONGEST_LINE } from './lines.ts';
import type { Line } from './lines.ts';
import { leadingOwner, readGroupOwner, readOwnerPart } from './owners.ts';
import type { People } from './people.ts';
import { tablesAsLists } from './tables.ts';
import { foldWords } from './words.ts';

/** What an item is read against. */
export interface ItemContext {
  meetingId: string;
  /** `YYYY-MM-DD` */
  meetingDay: string | undefined;
  people: People;
}

type Found = Omit<ActionItem, 'key'>;

/** More is no list of things to do; the rest stays in the summary's text. */
const MOST_ITEMS = 200;

/** Lines that say there is nothing to do. */
const NOTHING = new Set(
  `none|n a|na|nothing|no action items|no actions|no next steps|no tasks|no action items identified|no next steps discussed|none identified|none mentioned|none discussed|keine|keiner|nichts|entfaellt|keine aufgaben|keine naechsten schritte|keine massnahmen|keine angabe|keine angaben|keine besprochen|keine vereinbart`.split(
    '|',
  ),
);

/** What a part of an item may hold: "Anna, due August 1, 2026" has two pieces and a comma inside one of them. */
const MOST_PIECES = 6;
const PIECE_SEPARATOR = /([,;|]\s+|\s[–—-]\s)/;

/** Reads one piece, or several as one: only a date has separators in it. */
const readPiece = (pieces: readonly string[], context: ItemContext): Partial<Found> | undefined => {
  const due = readDuePart(pieces.join(''), context.meetingDay);
  if (due !== undefined) return { due };
  const assignee = pieces.length === 1 ? readOwnerPart(pieces.join(''), context.people) : undefined;
  return assignee === undefined ? undefined : { assignee };
};

/** Reads pieces one behind the other, the longest first; `pieces` alternates with what separates them. */
const readPieces = (pieces: readonly string[], context: ItemContext): Partial<Found> | undefined => {
  for (let count = pieces.length; count > 0; count -= 2) {
    const first = readPiece(pieces.slice(0, count), context);
    if (first && count === pieces.length) return first;
    const rest = first && readPieces(pieces.slice(count + 1), context);
    if (rest) return { ...rest, ...first };
  }
  return undefined;
};

/** A part such as "Anna, due 2026-08-01" taken apart: owner, due date, or both; undefined unless all of it is. */
const readPart = (part: string, context: ItemContext): Partial<Found> | undefined => {
  const pieces = part.trim().split(PIECE_SEPARATOR);
  return pieces.length > 2 * MOST_PIECES ? undefined : readPieces(pieces, context);
};

const BRACKETS = /[([]([^()[\]]{1,80})[)\]]/g;

/** Takes "(Owner: Anna)", "[due 2026-08-01]" and the like out of a text. */
const takeBrackets = (item: Found, context: ItemContext): Found => {
  const found: Partial<Found> = {};
  const text = item.text.replace(BRACKETS, (whole, inside: string) => {
    if (/^(?:\d{1,2}:)?\d{1,3}:\d\d$/.test(inside)) return '';
    const part = readPart(inside, context);
    if (!part) return whole;
    Object.assign(found, part);
    return '';
  });
  return { ...item, ...found, text: tidy(text) };
};

const tidy = (text: string): string =>
  text
    .replace(/\s+([.,;:])/g, '$1')
    .replace(/\s+/g, ' ')
    .replace(/[\s,;:|–—-]+$/, '')
    .trim();

/** The last few places where something may be set apart at the end of an item, the last first. */
const lastSeparators = (text: string): RegExpExecArray[] =>
  [...text.matchAll(/\s+[–—|-]\s+|[;,]\s+|\.\s+(?=\p{Lu})/gu)].slice(-6).reverse();

/** One piece set apart at the end of an item, and the item without it. */
const takeLastPart = (item: Found, context: ItemContext): Found | undefined => {
  for (const separator of lastSeparators(item.text)) {
    const ending = item.text.slice(separator.index + separator[0].length);
    const part = ending.length <= 120 ? readPart(ending.replace(/[.]$/, ''), context) : undefined;
    // A bare name behind a comma is more likely the end of a list than the owner.
    const isBareName = part?.assignee !== undefined && !/[:@]/.test(ending) && separator[0].startsWith(',');
    if (part && !isBareName) return { ...part, ...item, text: tidy(item.text.slice(0, separator.index)) };
  }
  return undefined;
};

/** How many pieces are taken off the end of an item: an owner, a date, and some to spare. */
const MOST_ENDINGS = 4;

/** Takes "– verantwortlich: Anna", ", due 1 August 2026" and the like off the end of a text. */
const takeEnding = (item: Found, context: ItemContext): Found => {
  let rest = item;
  for (let taken = 0; taken < MOST_ENDINGS; taken += 1) {
    const shorter = takeLastPart(rest, context);
    if (!shorter) return rest;
    rest = shorter;
  }
  return rest;
};

/** A due date in the sentence: taken off where it ends the item, left in place elsewhere. */
const takeRunningDueDate = (item: Found, context: ItemContext): Found => {
  if (item.due !== undefined) return item;
  const found = findDueDate(item.text, context.meetingDay);
  if (!found) return item;
  const isEnding = /^[\s.!)]*$/.test(item.text.slice(found.end)) && found.start > 0;
  return { ...item, due: found.due, text: isEnding ? tidy(item.text.slice(0, found.start)) : item.text };
};

/** A mention at the end: "send the quote @Anna". */
const takeTrailingMention = (item: Found, context: ItemContext): Found => {
  const at = item.text.lastIndexOf(' @');
  const assignee = at > 0 ? readOwnerPart(item.text.slice(at + 1), context.people) : undefined;
  return assignee === undefined ? item : { assignee, ...item, text: tidy(item.text.slice(0, at)) };
};

/**
 * Reads one action item.
 *
 * @param raw its words, e.g. "Anna: send the quote (due 2026-08-01)"
 * @param owner who the list it stands in belongs to, if anybody
 * @param context the meeting
 * @returns text, owner and due date as far as they can be told; what cannot stays in the text
 */
export const readItem = (raw: string, owner: string | undefined, context: ItemContext): Found => {
  let item = takeBrackets({ text: raw.trim() }, context);
  const leading = leadingOwner(item.text, context.people);
  if (leading) item = { ...item, assignee: item.assignee ?? leading.assignee, text: leading.rest };
  item = takeTrailingMention(takeRunningDueDate(takeEnding(item, context), context), context);
  item = { ...item, text: tidy(item.text) };
  if (item.assignee === undefined && owner !== undefined) item = { ...item, assignee: owner };
  return item.text === '' ? { ...item, text: raw.trim() } : item;
};

/** A list inside the list: "Anna:" or "Prepare the pilot:" with its own points below. */
interface Group {
  indent: number;
  owner?: string;
  prefix?: string;
}

const groupOf = (line: Line, context: ItemContext): Group | undefined => {
  const title = line.text.replace(/\s*[:：]$/, '');
  const isTitle = title !== line.text || line.headingLevel > 0;
  const owner = isTitle ? readGroupOwner(title, context.people) : context.people.find(title);
  const indent = line.bulleted ? line.indent : -1;
  if (owner !== undefined) return { indent, owner };
  if (!isTitle || line.headingLevel > 0 || !line.bulleted) return isTitle ? { indent } : undefined;
  return { indent, prefix: title };
};

/** One item as it was written, with the details below it. */
interface RawItem {
  text: string;
  indent: number;
  ticked: boolean;
  bulleted: boolean;
  owner: string | undefined;
}

/** Joins points below an item to it: they are its details, its owner or its date. */
const isDetail = (line: Line, last: RawItem, group: Group | undefined): boolean => {
  if (!last.bulleted || line.indent <= last.indent) return false;
  return line.bulleted && (group === undefined || last.indent > group.indent);
};

const collect = (lines: readonly Line[], context: ItemContext): RawItem[] => {
  const items: RawItem[] = [];
  const onlyBulleted = lines.some(({ bulleted }) => bulleted);
  let group: Group | undefined;
  for (const line of lines) {
    if (line.text.length > LONGEST_LINE || line.text === '') continue;
    const next = groupOf(line, context);
    if (next) {
      group = next;
      continue;
    }
    if (group && group.indent >= 0 && line.indent <= group.indent) group = undefined;
    const last = items.at(-1);
    if (last && isDetail(line, last, group)) last.text += ` – ${line.text}`;
    else if (line.bulleted || !onlyBulleted) {
      const text = group?.prefix === undefined ? line.text : `${group.prefix}: ${line.text}`;
      const { indent, ticked, bulleted } = line;
      items.push({ text, indent, ticked, bulleted, owner: group?.owner });
    } else if (last && !line.afterGap && /^[\p{Ll}(]/u.test(line.text)) last.text += ` ${line.text}`;
  }
  return items;
};

/**
 * The key of an action item: the same words in the same meeting have the same key, whoever is to do them and by when,
 * so that a second look at the summary finds the Task again.
 */
const keyOf = (meetingId: string, text: string): string => {
  const words = foldWords(text);
  const hash = createHash('sha256').update(`${meetingId}\n${words === '' ? text : words}`);
  return hash.digest('hex').slice(0, 32);
};

/**
 * Reads the action items of a section. Ticked ones are done and left out: nobody needs a task for them.
 *
 * @param lines the lines below the heading
 * @param context the meeting
 * @returns the items in order, each with a key of its own; empty when the section says there are none
 */
export const readActionItems = (lines: readonly Line[], context: ItemContext): ActionItem[] => {
  const seen = new Map<string, number>();
  return collect(tablesAsLists(lines), context)
    .filter(({ text, ticked }) => !ticked && !NOTHING.has(foldWords(text)))
    .slice(0, MOST_ITEMS)
    .map(({ text, owner }) => {
      const item = readItem(text.slice(0, 2 * LONGEST_LINE), owner, context);
      const key = keyOf(context.meetingId, item.text);
      const count = (seen.get(key) ?? 0) + 1;
      seen.set(key, count);
      return { key: count === 1 ? key : `${key}-${count}`, ...item };
    });
};
