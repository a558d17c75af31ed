import { z } from 'zod';

/**
 * The values Demodesk writes, read tolerantly: the same id is a string in REST and an integer in a webhook, any
 * optional property may be null or absent, and times come with or without an offset. Unknown properties are ignored.
 */

/** The longest id that Salesforce keeps (`Meeting_Event__e.Meeting_Id__c`). */
const MAX_ID_LENGTH = 80;

/** What a database or Salesforce refuses inside text: NUL, and half of a surrogate pair. */
export const storableText = (text: string): string => text.replaceAll('\u0000', '').toWellFormed();

/** An id, always as a string. */
export const idText = z
  .union([z.string().trim().min(1).max(MAX_ID_LENGTH), z.int()], { error: 'must be an id: a string or an integer' })
  .transform(String);

/** An id that may be missing; blank counts as missing. */
export const optionalId = z
  .union([z.string(), z.int()], { error: 'must be a string, an integer or null' })
  .nullish()
  .transform((value) => {
    const text = value === null || value === undefined ? '' : storableText(String(value)).trim();
    return text === '' ? null : text;
  });

/** Text that may be missing; an empty text stays empty. */
export const optionalText = z
  .string()
  .nullish()
  .transform((value) => (value === null || value === undefined ? null : storableText(value)));

/** No name, title, address or link is longer; what is, could alone burst the event that carries the meeting. */
const MAX_NAME_LENGTH = 2000;

/** A short text such as a name or an address; blank counts as missing. */
export const optionalName = optionalText.transform((value) => {
  const text = value?.trim().slice(0, MAX_NAME_LENGTH).toWellFormed() ?? '';
  return text === '' ? null : text;
});

const ISO_INSTANT = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)?(Z|[+-]\d\d:?\d\d)?$/i;

/**
 * Reads an ISO 8601 time. Without an offset it is UTC, as everything in Demodesk's API is.
 *
 * @param value the text, e.g. `2026-07-18T12:05:00+02:00`
 * @returns the same instant in UTC with milliseconds, e.g. `2026-07-18T10:05:00.000Z`; undefined when it is no time
 */
export const toInstant = (value: string): string | undefined => {
  const text = value.trim();
  const match = ISO_INSTANT.exec(text);
  if (!match) return undefined;
  const needsOffset = match[1] === undefined && text.length > 10;
  const time = new Date(text.replace(' ', 'T').replace(',', '.') + (needsOffset ? 'Z' : ''));
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
};

/** A time that may be missing. What is present must be a time. */
export const optionalInstant = z
  .string()
  .nullish()
  .transform((value, context) => {
    if (value === null || value === undefined || value.trim() === '') return null;
    const instant = toInstant(value);
    if (instant !== undefined) return instant;
    context.addIssue({ code: 'custom', message: 'must be an ISO 8601 time' });
    return z.NEVER;
  });

/** A number that may be missing. */
export const optionalNumber = z
  .number()
  .nullish()
  .transform((value) => value ?? null);
