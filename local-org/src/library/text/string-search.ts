import type { PlatformClass } from '../platform-class.ts';
import { exception, required } from '../raise.ts';

const lower = (text: string): string => text.toLowerCase();

/** java.lang.String's words for an index outside a text. */
export const outOfBounds = (index: number): Error =>
  exception('StringException', `String index out of range: ${index}`);

const indexed = (text: string, index: number | null): number => {
  const at = required(index);
  if (at < 0 || at >= text.length) throw outOfBounds(at);
  return at;
};

const lastIndex = (text: string, sought: string | null, end: number | null): number => {
  const limit = required(end);
  return limit < 0 ? -1 : text.lastIndexOf(required(sought), limit);
};

const characters = (text: string): Set<string> => new Set(text);

const commonLength = (a: string, b: string): number => {
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i += 1;
  return i;
};

const firstIndexWhere = (text: string, matches: (c: string) => boolean): number =>
  Array.from(text.split('')).findIndex(matches);

/** Levenshtein distance by rows. */
const levenshtein = (a: string, b: string): number => {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(substitution, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
};

const countMatches = (text: string, sought: string | null): number =>
  sought === null || sought === '' ? 0 : text.split(sought).length - 1;

/** Methods of String that look into a text without changing it. */
export const searchMethods: NonNullable<PlatformClass['methods']> = {
  'Integer charAt(Integer index)': (self: string, index: number | null) => self.charCodeAt(indexed(self, index)),
  'Integer codePointAt(Integer index)': (self: string, index: number | null) => self.codePointAt(indexed(self, index)),
  'Integer codePointBefore(Integer index)': (self: string, index: number | null) => {
    const at = required(index);
    if (at < 1 || at > self.length) throw outOfBounds(at);
    const low = self.charCodeAt(at - 1);
    const paired = at > 1 && low >= 0xdc00 && low <= 0xdfff;
    return self.codePointAt(paired ? at - 2 : at - 1);
  },
  'Integer codePointCount(Integer beginIndex, Integer endIndex)': (self: string, begin: number, end: number) => {
    if (begin < 0 || end > self.length || begin > end) throw outOfBounds(begin < 0 ? begin : end);
    return Array.from(self.slice(begin, end)).length;
  },
  'Integer offsetByCodePoints(Integer index, Integer codePointOffset)': (
    self: string,
    index: number,
    offset: number,
  ) => {
    const head = Array.from(self.slice(0, index));
    const points = Array.from(self);
    const target = head.length + offset;
    if (target < 0 || target > points.length) throw outOfBounds(target);
    return points.slice(0, target).join('').length;
  },
  'Integer compareTo(String secondString)': (self: string, other: string | null) => {
    const second = required(other);
    const at = commonLength(self, second);
    if (at < self.length && at < second.length) return self.charCodeAt(at) - second.charCodeAt(at);
    return self.length - second.length;
  },
  'Boolean contains(String substring)': (self: string, sought: string | null) => self.includes(required(sought)),
  'Boolean containsAny(String inputString)': (self: string, chars: string | null) => {
    if (chars === null) return false;
    const set = characters(chars);
    return Array.from(self).some((c) => set.has(c));
  },
  'Boolean containsIgnoreCase(String substring)': (self: string, sought: string | null) =>
    lower(self).includes(lower(required(sought))),
  'Boolean containsNone(String inputString)': (self: string, chars: string | null) => {
    const set = characters(chars ?? '');
    return !Array.from(self).some((c) => set.has(c));
  },
  'Boolean containsOnly(String inputString)': (self: string, chars: string | null) => {
    if (chars === null) return false;
    const set = characters(chars);
    return Array.from(self).every((c) => set.has(c));
  },
  'Boolean containsWhitespace()': (self: string) => /\s/.test(self),
  'Integer countMatches(String substring)': countMatches,
  'String difference(String secondString)': (self: string, other: string | null) => {
    const second = required(other);
    return second.slice(commonLength(self, second));
  },
  'Boolean endsWith(String suffix)': (self: string, suffix: string | null) => self.endsWith(required(suffix)),
  'Boolean endsWithIgnoreCase(String suffix)': (self: string, suffix: string | null) =>
    suffix !== null && lower(self).endsWith(lower(suffix)),
  'Boolean equals(Object stringOrId)': (self: string, other: unknown) => self === other,
  'Boolean equals(String secondString)': (self: string, other: string | null) => self === other,
  'Boolean equalsIgnoreCase(String secondString)': (self: string, other: string | null) =>
    other !== null && lower(self) === lower(other),
  'Integer getLevenshteinDistance(String stringToCompare)': (self: string, other: string | null) =>
    levenshtein(self, required(other)),
  'Integer getLevenshteinDistance(String stringToCompare, Integer threshold)': (
    self: string,
    other: string | null,
    threshold: number | null,
  ) => {
    const distance = levenshtein(self, required(other));
    return distance <= required(threshold) ? distance : -1;
  },
  'Integer indexOf(String substring)': (self: string, sought: string | null) => self.indexOf(required(sought)),
  'Integer indexOf(String substring, Integer index)': (self: string, sought: string | null, from: number | null) =>
    self.indexOf(required(sought), required(from)),
  'Integer indexOfAny(String substring)': (self: string, chars: string | null) => {
    const set = characters(chars ?? '');
    return firstIndexWhere(self, (c) => set.has(c));
  },
  'Integer indexOfAnyBut(String substring)': (self: string, chars: string | null) => {
    if (chars === null || chars === '') return -1;
    const set = characters(chars);
    return firstIndexWhere(self, (c) => !set.has(c));
  },
  'Integer indexOfChar(Integer character)': (self: string, character: number | null) =>
    self.indexOf(String.fromCodePoint(required(character))),
  'Integer indexOfChar(Integer character, Integer startIndex)': (self: string, character: number, from: number) =>
    self.indexOf(String.fromCodePoint(character), from),
  'Integer indexOfDifference(String stringToCompare)': (self: string, other: string | null) => {
    const second = required(other);
    const at = commonLength(self, second);
    return at === self.length && at === second.length ? -1 : at;
  },
  'Integer indexOfIgnoreCase(String substring)': (self: string, sought: string | null) =>
    sought === null ? -1 : lower(self).indexOf(lower(sought)),
  'Integer indexOfIgnoreCase(String substring, Integer startPosition)': (
    self: string,
    sought: string | null,
    from: number,
  ) => (sought === null ? -1 : lower(self).indexOf(lower(sought), from)),
  'Boolean isAllLowerCase()': (self: string) => /^\p{Ll}+$/u.test(self),
  'Boolean isAllUpperCase()': (self: string) => /^\p{Lu}+$/u.test(self),
  'Boolean isAlpha()': (self: string) => /^\p{L}+$/u.test(self),
  'Boolean isAlphaSpace()': (self: string) => /^[\p{L} ]*$/u.test(self),
  'Boolean isAlphanumeric()': (self: string) => /^[\p{L}\p{Nd}]+$/u.test(self),
  'Boolean isAlphanumericSpace()': (self: string) => /^[\p{L}\p{Nd} ]*$/u.test(self),
  'Boolean isAsciiPrintable()': (self: string) => /^[ -~]*$/.test(self),
  'Boolean isNumeric()': (self: string) => /^\p{Nd}+$/u.test(self),
  'Boolean isNumericSpace()': (self: string) => /^[\p{Nd} ]*$/u.test(self),
  'Boolean isWhitespace()': (self: string) => /^\s*$/.test(self),
  'Integer lastIndexOf(String substring)': (self: string, sought: string | null) => self.lastIndexOf(required(sought)),
  'Integer lastIndexOf(String substring, Integer endPosition)': lastIndex,
  'Integer lastIndexOfChar(Integer character)': (self: string, character: number | null) =>
    self.lastIndexOf(String.fromCodePoint(required(character))),
  'Integer lastIndexOfChar(Integer character, Integer endIndex)': (self: string, character: number, end: number) =>
    lastIndex(self, String.fromCodePoint(character), end),
  'Integer lastIndexOfIgnoreCase(String substring)': (self: string, sought: string | null) =>
    sought === null ? -1 : lower(self).lastIndexOf(lower(sought)),
  'Integer lastIndexOfIgnoreCase(String substring, Integer endPosition)': (
    self: string,
    sought: string | null,
    end: number | null,
  ) => (sought === null ? -1 : lastIndex(lower(self), lower(sought), end)),
  'Integer length()': (self: string) => self.length,
  'Boolean startsWith(String prefix)': (self: string, prefix: string | null) => self.startsWith(required(prefix)),
  'Boolean startsWithIgnoreCase(String prefix)': (self: string, prefix: string | null) =>
    prefix !== null && lower(self).startsWith(lower(prefix)),
};
