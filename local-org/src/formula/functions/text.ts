import { Decimal, DecimalError } from '../../values/decimal.ts';
import { normaliseId } from '../../values/id.ts';
import { Datetime } from '../../values/temporal.ts';
import { integerOf, isBlank, plainNumber, textOf, type FormulaValue } from '../value.ts';
import { plain, type FormulaFunction } from './function.ts';

const asText = (value: FormulaValue): string => {
  if (value === null) return '';
  if (value instanceof Decimal) return plainNumber(value);
  if (value instanceof Datetime) return `${value.toString()}Z`;
  return String(value);
};

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const parseNumber = (text: string): Decimal | null => {
  try {
    return text.trim() === '' ? null : Decimal.parse(text.trim());
  } catch (error) {
    if (error instanceof DecimalError) return null;
    throw error;
  }
};

const padded = (text: string, length: number, pad: string, left: boolean): string => {
  if (text.length >= length) return text.slice(0, length);
  const filled = pad === '' ? ' ' : pad;
  return left ? text.padStart(length, filled) : text.padEnd(length, filled);
};

const or = (value: FormulaValue | undefined): FormulaValue => value ?? null;

/** Text functions. Source: Salesforce Help, "Formula Operators and Functions A-Z". */
export const textFunctions: Readonly<Record<string, FormulaFunction>> = {
  TEXT: plain(1, 1, (value) => asText(or(value))),
  VALUE: plain(1, 1, (value) => parseNumber(textOf(or(value)))),
  LEN: plain(1, 1, (value) => Decimal.fromInteger(textOf(or(value)).length)),
  LEFT: plain(2, 2, (text, length) => textOf(or(text)).slice(0, Math.max(0, integerOf(or(length))))),
  RIGHT: plain(2, 2, (text, length) => {
    const count = Math.max(0, integerOf(or(length)));
    return count === 0 ? '' : textOf(or(text)).slice(-count);
  }),
  MID: plain(3, 3, (text, start, length) => {
    const from = Math.max(1, integerOf(or(start))) - 1;
    return textOf(or(text)).slice(from, from + Math.max(0, integerOf(or(length))));
  }),
  CONTAINS: plain(2, 2, (text, part) => textOf(or(text)).includes(textOf(or(part)))),
  BEGINS: plain(2, 2, (text, part) => textOf(or(text)).startsWith(textOf(or(part)))),
  FIND: plain(2, 3, (part, text, start) => {
    const from = Math.max(0, integerOf(or(start)) - 1);
    return Decimal.fromInteger(isBlank(or(part)) ? 0 : textOf(or(text)).indexOf(textOf(or(part)), from) + 1);
  }),
  // A regular expression must match the whole text.
  REGEX: plain(2, 2, (text, pattern) => new RegExp(`^(?:${textOf(or(pattern))})$`, 's').test(textOf(or(text)))),
  UPPER: plain(1, 2, (text) => textOf(or(text)).toUpperCase()),
  LOWER: plain(1, 2, (text) => textOf(or(text)).toLowerCase()),
  INITCAP: plain(1, 1, (text) =>
    textOf(or(text))
      .toLowerCase()
      .replace(/\b[a-z]/g, (c) => c.toUpperCase()),
  ),
  TRIM: plain(1, 1, (text) => textOf(or(text)).trim()),
  SUBSTITUTE: plain(3, 3, (text, old, fresh) =>
    isBlank(or(old)) ? textOf(or(text)) : textOf(or(text)).replaceAll(textOf(or(old)), () => textOf(or(fresh))),
  ),
  LPAD: plain(2, 3, (text, length, pad) => padded(textOf(or(text)), integerOf(or(length)), textOf(or(pad)), true)),
  RPAD: plain(2, 3, (text, length, pad) => padded(textOf(or(text)), integerOf(or(length)), textOf(or(pad)), false)),
  REVERSE: plain(1, 1, (text) =>
    Array.from(textOf(or(text)))
      .reverse()
      .join(''),
  ),
  BR: plain(0, 0, () => '<br>'),
  CASESAFEID: plain(1, 1, (id) => normaliseId(textOf(or(id))) ?? textOf(or(id))),
  INCLUDES: plain(2, 2, (chosen, value) =>
    textOf(or(chosen))
      .split(';')
      .includes(textOf(or(value))),
  ),
  HYPERLINK: plain(2, 3, (url, label, target) => {
    const where = isBlank(or(target)) ? '_blank' : textOf(or(target));
    return `<a href="${escapeHtml(textOf(or(url)))}" target="${escapeHtml(where)}">${escapeHtml(textOf(or(label)))}</a>`;
  }),
  IMAGE: plain(2, 4, (url, alt, height, width) => {
    const size = isBlank(or(height)) ? '' : ` style="height:${asText(or(height))}px; width:${asText(or(width))}px;"`;
    return `<img src="${escapeHtml(textOf(or(url)))}" alt="${escapeHtml(textOf(or(alt)))}"${size} border="0"/>`;
  }),
};
