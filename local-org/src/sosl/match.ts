import { UnsupportedFeature } from '../errors.ts';
import type { FieldDefinition, FieldType, ObjectDefinition } from '../schema/model.ts';
import type { SearchGroup } from './ast.ts';

const TEXTS: readonly FieldType[] = [
  ...(['string', 'textarea', 'email', 'phone', 'url', 'picklist', 'multipicklist', 'combobox'] as const),
];

const GROUPS: Readonly<Record<SearchGroup, (field: FieldDefinition) => boolean>> = {
  ALL: (field) => TEXTS.includes(field.type),
  SIDEBAR: (field) => TEXTS.includes(field.type),
  NAME: (field) => field.nameField || ['FirstName', 'LastName', 'MiddleName'].includes(field.name),
  EMAIL: (field) => field.type === 'email',
  PHONE: (field) => field.type === 'phone',
};

/** The fields of an object in which a search group looks. Source: SOQL and SOSL Reference, "IN SearchGroup". */
export const searchedFields = (object: ObjectDefinition, group: SearchGroup): FieldDefinition[] =>
  [...object.fields.values()].filter((field) => field.unsupported === undefined && GROUPS[group](field));

type Test = (texts: readonly string[]) => boolean;

const ESCAPED = /\\(.)/g;

/** A word or a phrase with its wildcards: found at the beginning and up to the end of words. */
const termTest = (term: string): Test => {
  const pattern = term
    .replace(ESCAPED, '$1')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '[\\p{L}\\p{N}_]*')
    .replace(/\?/g, '.');
  const expression = new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'iu');
  return (texts) => texts.some((text) => expression.test(text));
};

const TOKEN = /"(?:[^"\\]|\\.)*"|(?:[^\s"\\]|\\.)+/g;

/**
 * Compiles a search text: words and "phrases", `*` and `?`, AND (also unsaid), OR, AND NOT, from left to right.
 * @throws UnsupportedFeature for parentheses
 */
export const searchTest = (text: string): Test => {
  if (/(?<!\\)[()]/.test(text)) throw new UnsupportedFeature('SOSL search text with parentheses');
  let test: Test | undefined;
  let join = 'AND';
  let negated = false;
  for (const token of text.match(TOKEN) ?? []) {
    if (/^(?:AND|OR)$/i.test(token)) {
      join = token.toUpperCase();
      continue;
    }
    if (/^NOT$/i.test(token)) {
      negated = true;
      continue;
    }
    const one = termTest(token.startsWith('"') ? token.slice(1, -1) : token);
    const next: Test = negated ? (texts) => !one(texts) : one;
    const before = test;
    const both = join === 'OR' ? (texts: readonly string[]) => before?.(texts) === true || next(texts) : undefined;
    test = before ? (both ?? ((texts) => before(texts) && next(texts))) : next;
    join = 'AND';
    negated = false;
  }
  return test ?? (() => false);
};
