import { INTEGER, STRING } from '../../types/apex-type.ts';
import { ApexList } from '../../values/collections.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception, required } from '../raise.ts';
import { javaReplacement, javaRegex, splitByRegex } from '../regex/java-regex.ts';

const strings = (items: string[]): ApexList => new ApexList(STRING, items);

/** Salesforce trims what Java's String.trim does: everything up to the space character. */
export const trimmed = (text: string): string => {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 32) start += 1;
  while (end > start && text.charCodeAt(end - 1) <= 32) end -= 1;
  return text.slice(start, end);
};

const pad = (length: number, fill: string | null): string => {
  const unit = fill === null || fill === '' ? ' ' : fill;
  return unit.repeat(Math.ceil(Math.max(length, 0) / unit.length)).slice(0, Math.max(length, 0));
};

const center = (self: string, size: number, fill: string | null): string => {
  const missing = size - self.length;
  if (missing <= 0) return self;
  const left = Math.floor(missing / 2);
  return pad(left, fill) + self + pad(missing - left, fill);
};

/** Source: Apex Reference, String.abbreviate: three dots within the width; at least 4, with an offset at least 7. */
const abbreviate = (self: string, width: number, offset = 0): string => {
  if (width < 4) throw exception('StringException', 'Minimum abbreviation width is 4');
  if (self.length <= width) return self;
  const start = Math.min(offset, self.length, self.length - offset < width - 3 ? self.length - (width - 3) : offset);
  if (start <= 4) return `${self.slice(0, width - 3)}...`;
  if (width < 7) throw exception('StringException', 'Minimum abbreviation width with offset is 7');
  if (start + width - 3 < self.length) return `...${abbreviate(self.slice(start), width - 3)}`;
  return `...${self.slice(self.length - (width - 3))}`;
};

const substring = (self: string, begin: number, end: number): string => {
  if (begin < 0 || end > self.length || begin > end) {
    throw exception(
      'StringException',
      begin < 0 ? `Starting position out of bounds: ${begin}` : `Ending position out of bounds: ${end}`,
    );
  }
  return self.slice(begin, end);
};

const removeStart = (self: string, prefix: string, ignoreCase: boolean): string =>
  (ignoreCase ? self.toLowerCase().startsWith(prefix.toLowerCase()) : self.startsWith(prefix))
    ? self.slice(prefix.length)
    : self;

const removeEnd = (self: string, suffix: string, ignoreCase: boolean): string =>
  (ignoreCase ? self.toLowerCase().endsWith(suffix.toLowerCase()) : self.endsWith(suffix))
    ? self.slice(0, self.length - suffix.length)
    : self;

const substringBetween = (self: string, open: string | null, close: string | null): string | null => {
  if (open === null || close === null) return null;
  const start = self.indexOf(open);
  const end = start < 0 ? -1 : self.indexOf(close, start + open.length);
  return end < 0 ? null : self.slice(start + open.length, end);
};

const CHARACTER_TYPES = [
  'Lu',
  'Ll',
  'Lt',
  'Lm',
  'Lo',
  'Mn',
  'Mc',
  'Me',
  'Nd',
  'Nl',
  'No',
  'Zs',
  'Zl',
  'Zp',
  'Cc',
  'Cf',
  'Pd',
  'Ps',
  'Pe',
  'Pc',
  'Po',
  'Sm',
  'Sc',
  'Sk',
  'So',
  'Pi',
  'Pf',
].map((name) => ({ name, pattern: new RegExp(`^\\p{${name}}`, 'u') }));

const characterType = (c: string): string => CHARACTER_TYPES.find(({ pattern }) => pattern.test(c))?.name ?? 'Cn';

/** Runs of characters of one Unicode category; in camel case an upper-case letter belongs to the lower case after it. */
const splitByType = (self: string, camelCase: boolean): ApexList => {
  const parts: string[] = [];
  let type = '';
  for (const c of self) {
    const next = characterType(c);
    const last = parts.length - 1;
    const current = parts[last] ?? '';
    if (parts.length > 0 && next === type) parts[last] = current + c;
    else if (camelCase && type === 'Lu' && next === 'Ll') {
      const head = current.slice(0, -1);
      const tail = current.slice(-1) + c;
      if (head === '') parts[last] = tail;
      else parts.splice(last, 1, head, tail);
    } else parts.push(c);
    type = next;
  }
  return strings(parts);
};

const swapCase = (self: string): string =>
  Array.from(self)
    .map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase()))
    .join('');

const beforeLast = (self: string, separator: string | null): string => {
  const at = separator === null || separator === '' ? -1 : self.lastIndexOf(separator);
  return at < 0 ? self : self.slice(0, at);
};

const afterLast = (self: string, separator: string | null): string => {
  const at = separator === null || separator === '' ? -1 : self.lastIndexOf(separator);
  return at < 0 ? '' : self.slice(at + (separator?.length ?? 0));
};

/** Apex language codes may be written `en_US`; JavaScript wants `en-US`. */
const localeOf = (locale: string): string => locale.replace('_', '-');

const overlay = (self: string, text: string, first: number, second: number): string => {
  const clamp = (n: number): number => Math.min(Math.max(n, 0), self.length);
  const [start, end] = [clamp(Math.min(first, second)), clamp(Math.max(first, second))];
  return self.slice(0, start) + text + self.slice(end);
};

/** Methods of String that make another text or a list of texts. */
export const changeMethods: NonNullable<PlatformClass['methods']> = {
  'String abbreviate(Integer maxWidth)': (self: string, width: number | null) => abbreviate(self, required(width)),
  'String abbreviate(Integer maxWidth, Integer offset)': (self: string, width: number, offset: number) =>
    abbreviate(self, width, offset),
  'String capitalize()': (self: string) => self.charAt(0).toUpperCase() + self.slice(1),
  'String center(Integer size)': (self: string, size: number) => center(self, size, ' '),
  'String center(Integer size, String padStr)': center,
  'String deleteWhitespace()': (self: string) => self.replace(/\s/g, ''),
  'List<Integer> getChars()': (self: string) =>
    new ApexList(
      INTEGER,
      self.split('').map((c) => c.charCodeAt(0)),
    ),
  'String left(Integer length)': (self: string, length: number | null) => self.slice(0, Math.max(required(length), 0)),
  'String leftPad(Integer length)': (self: string, length: number) => pad(length - self.length, ' ') + self,
  'String leftPad(Integer length, String padStr)': (self: string, length: number, fill: string | null) =>
    pad(length - self.length, fill) + self,
  'String mid(Integer startIndex, Integer length)': (self: string, start: number, length: number) =>
    length < 0 || start > self.length ? '' : self.slice(Math.max(start, 0), Math.max(start, 0) + length),
  'String normalizeSpace()': (self: string) => self.trim().replace(/\s+/g, ' '),
  'String overlay(String overlay, Integer start, Integer end)': overlay,
  'String remove(String substring)': (self: string, sought: string | null) =>
    required(sought) === '' ? self : self.replaceAll(required(sought), ''),
  'String removeEnd(String substring)': (self: string, s: string | null) => removeEnd(self, required(s), false),
  'String removeEndIgnoreCase(String substring)': (self: string, s: string | null) =>
    removeEnd(self, required(s), true),
  'String removeStart(String substring)': (self: string, s: string | null) => removeStart(self, required(s), false),
  'String removeStartIgnoreCase(String substring)': (self: string, s: string | null) =>
    removeStart(self, required(s), true),
  'String repeat(Integer numberOfTimes)': (self: string, times: number) => self.repeat(Math.max(times, 0)),
  'String repeat(String separator, Integer numberOfTimes)': (self: string, separator: string | null, times: number) =>
    Array.from({ length: Math.max(times, 0) }, () => self).join(separator ?? ''),
  'String replace(String target, String replacement)': (self: string, target: string | null, by: string | null) =>
    self.replaceAll(required(target), () => required(by)),
  'String replaceAll(String regExp, String replacement)': (self: string, regex: string | null, by: string | null) =>
    self.replace(javaRegex(required(regex), 'gu'), javaReplacement(required(by))),
  'String replaceFirst(String regExp, String replacement)': (self: string, regex: string | null, by: string | null) =>
    self.replace(javaRegex(required(regex), 'u'), javaReplacement(required(by))),
  'String reverse()': (self: string) => Array.from(self).reverse().join(''),
  'String right(Integer length)': (self: string, length: number | null) =>
    required(length) <= 0 ? '' : self.slice(-required(length)),
  'String rightPad(Integer length)': (self: string, length: number) => self + pad(length - self.length, ' '),
  'String rightPad(Integer length, String padStr)': (self: string, length: number, fill: string | null) =>
    self + pad(length - self.length, fill),
  'List<String> split(String regExp)': (self: string, regex: string | null) =>
    strings(splitByRegex(self, required(regex), 0)),
  'List<String> split(String regExp, Integer limit)': (self: string, regex: string | null, limit: number) =>
    strings(splitByRegex(self, required(regex), limit)),
  'List<String> splitByCharacterType()': (self: string) => splitByType(self, false),
  'List<String> splitByCharacterTypeCamelCase()': (self: string) => splitByType(self, true),
  'String substring(Integer startIndex)': (self: string, begin: number | null) => {
    const start = required(begin);
    if (start < 0 || start > self.length)
      throw exception('StringException', `Starting position out of bounds: ${start}`);
    return self.slice(start);
  },
  'String substring(Integer startIndex, Integer endIndex)': (self: string, begin: number | null, end: number | null) =>
    substring(self, required(begin), required(end)),
  'String substringAfter(String separator)': (self: string, separator: string | null) => {
    const at = separator === null ? -1 : self.indexOf(separator);
    return at < 0 || separator === null ? '' : self.slice(at + separator.length);
  },
  'String substringAfterLast(String separator)': afterLast,
  'String substringBefore(String separator)': (self: string, separator: string | null) => {
    const at = separator === null ? -1 : self.indexOf(separator);
    return at < 0 ? self : self.slice(0, at);
  },
  'String substringBeforeLast(String separator)': beforeLast,
  'String substringBetween(String tag)': (self: string, tag: string | null) => substringBetween(self, tag, tag),
  'String substringBetween(String open, String close)': substringBetween,
  'String swapCase()': swapCase,
  'String toLowerCase()': (self: string) => self.toLowerCase(),
  'String toLowerCase(String locale)': (self: string, locale: string | null) =>
    self.toLocaleLowerCase(localeOf(required(locale))),
  'String toUpperCase()': (self: string) => self.toUpperCase(),
  'String toUpperCase(String locale)': (self: string, locale: string | null) =>
    self.toLocaleUpperCase(localeOf(required(locale))),
  'String trim()': trimmed,
  'String uncapitalize()': (self: string) => self.charAt(0).toLowerCase() + self.slice(1),
};
