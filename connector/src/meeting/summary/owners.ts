import { looksLikeName } from './people.ts';
import type { People } from './people.ts';

const OWNER_LABEL =
  /^(?:owner|assignee|assigned to|responsible(?: person)?|lead|who|verantwortliche[rn]?|verantwortlich(?:keit)?|verantwortung|zuständig(?:keit)?|zuständige[rn]?|wer|bearbeiter(?:in)?|inhaber(?:in)?|durch|👤)\s*:?\s+(?=\S)/iu;
/** The longest name in words: "Dr. Katharina von Vogt". */
const MOST_NAME_WORDS = 4;

const clean = (words: string): string =>
  words
    .trim()
    .replace(/^@/, '')
    .replace(/[.,;:!]+$/, '')
    .trim();

/** Several people joined by "and", "&", a comma or a slash. */
const splitPeople = (words: string): string[] =>
  words
    .split(/\s(?:and|und)\s|[&/+,]/i)
    .map(clean)
    .filter((name) => name !== '');

/**
 * Reads words that stand where an owner is expected.
 *
 * @param words e.g. "Anna", "@Anna", "Anna & Jonas"
 * @param people who was in the meeting
 * @returns the full names of those who are known, the words themselves where they look like a name; else undefined
 */
export const readNames = (words: string, people: People): string | undefined => {
  if (words.length > 80) return undefined;
  const whole = people.find(clean(words));
  if (whole !== undefined) return whole;
  const names = splitPeople(words).map((name) => people.find(name) ?? (looksLikeName(name) ? name : undefined));
  return names.length > 0 && names.every((name) => name !== undefined) ? names.join(', ') : undefined;
};

/**
 * Reads the title of a list as the owner of what stands in it.
 *
 * @param title e.g. "Anna", "Anna & Jonas", or "Demodesk (Anna)", without its colon
 * @param people who was in the meeting
 */
export const readGroupOwner = (title: string, people: People): string | undefined => {
  const inBrackets = /\(([^()]{1,80})\)$/.exec(title)?.[1];
  return (inBrackets === undefined ? undefined : people.find(inBrackets)) ?? readNames(title, people);
};

/**
 * Reads a part of an action item, e.g. what stands in parentheses, as its owner.
 *
 * @param part e.g. "Owner: Anna", "verantwortlich: Anna", "@Anna", or the bare name of somebody in the meeting
 * @param people who was in the meeting
 * @returns the owner, or undefined when the part is none as a whole
 */
export const readOwnerPart = (part: string, people: People): string | undefined => {
  const text = part.trim();
  const label = OWNER_LABEL.exec(text);
  if (label) {
    const named = clean(text.slice(label[0].length));
    // After a label, whatever stands there is the owner, a team as well as a person.
    return readNames(named, people) ?? (named !== '' && named.length <= 60 ? named : undefined);
  }
  if (text.startsWith('@') && text.length > 1) return readNames(text, people);
  return people.find(clean(text));
};

/** An owner at the beginning of an item and what is left of the item. */
export interface LeadingOwner {
  assignee: string;
  rest: string;
}

const afterMention = (text: string, people: People): LeadingOwner | undefined => {
  const words = text.slice(1).split(' ');
  for (let count = Math.min(MOST_NAME_WORDS, words.length - 1); count > 0; count -= 1) {
    const name = clean(words.slice(0, count).join(' '));
    const known = people.find(name) ?? (count === 1 ? name : undefined);
    if (known !== undefined && known !== '') {
      const rest = words.slice(count).join(' ');
      return { assignee: known, rest: rest.replace(/^\s*[:–—-]\s*/, '') };
    }
  }
  return undefined;
};

/** Small words behind a name that do not make it the subject: "Anna and Jonas", "Anna with legal". */
const NO_VERB = /^(?:and|und|or|oder|with|mit|from|von|for|für|about|über|in|im|at|bei|on|an|der|die|das|the|a|s)$/;

/** "Anna will send the quote", "Anna prüft den Vertrag": the sentence needs its subject and stays whole. */
const asSubject = (text: string, people: People): LeadingOwner | undefined => {
  const words = text.split(' ', MOST_NAME_WORDS + 1);
  for (let count = Math.min(MOST_NAME_WORDS, words.length - 1); count > 0; count -= 1) {
    const next = words[count] ?? '';
    const known =
      /^\p{Ll}/u.test(next) && !NO_VERB.test(next) ? people.find(words.slice(0, count).join(' ')) : undefined;
    if (known !== undefined) return { assignee: known, rest: text };
  }
  return undefined;
};

/**
 * Reads who is named at the beginning of an item: "Anna: ...", "@Anna ...", "Anna – ...", "Anna will ...".
 *
 * @param text an action item
 * @param people who was in the meeting; a name before a colon may also be an outsider's
 */
export const leadingOwner = (text: string, people: People): LeadingOwner | undefined => {
  if (text.startsWith('@')) {
    const mentioned = afterMention(text, people);
    if (mentioned) return mentioned;
  }
  const separator = /\s*(?::\s|\s[–—-]\s|\s?→\s)/.exec(text.slice(0, 80));
  if (separator && separator.index > 0) {
    const words = text.slice(0, separator.index);
    const rest = text.slice(separator.index + separator[0].length).trim();
    const known = separator[0].trim() === ':' ? readNames(words, people) : people.find(clean(words));
    if (known !== undefined && rest !== '') return { assignee: known, rest };
  }
  return asSubject(text, people);
};
