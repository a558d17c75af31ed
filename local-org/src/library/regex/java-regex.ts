import { UnsupportedFeature } from '../../errors.ts';
import { exception } from '../raise.ts';
import { translateClass } from './character-class.ts';
import { translateEscape } from './escape.ts';

/** Line ends as java.util.regex has them, for `.`, `^` and `$`. */
export const LINE_END = '\\n\\r\\u0085\\u2028\\u2029';
const FINAL_LINE_END = `(?:\\r\\n|[${LINE_END}])?`;

interface Flags {
  readonly dotAll: boolean;
  readonly multiline: boolean;
  readonly comments: boolean;
}

/** Reads a Java pattern once, left to right, writing the JavaScript one. */
class Translator {
  private at = 0;
  private out = '';
  private readonly groups: Flags[] = [];
  private flags: Flags = { dotAll: false, multiline: false, comments: false };
  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  translate(): string {
    while (this.at < this.source.length) this.step();
    return this.out;
  }

  private step(): void {
    const c = this.source.charAt(this.at);
    switch (c) {
      case '\\': {
        this.escape();
        return;
      }
      case '[': {
        const { text, end } = translateClass(this.source, this.at);
        this.out += text;
        this.at = end;
        return;
      }
      case '(': {
        this.open();
        return;
      }
      case ')':
        this.flags = this.groups.pop() ?? this.flags;
        {
          this.emit(')', 1);
          return;
        }
      case '.': {
        this.emit(this.flags.dotAll ? '[\\s\\S]' : `[^${LINE_END}]`, 1);
        return;
      }
      case '^': {
        this.emit(this.flags.multiline ? `(?<=(?<![\\s\\S])|[${LINE_END}])` : '^', 1);
        return;
      }
      case '$': {
        this.emit(this.flags.multiline ? `(?=(?![\\s\\S])|[${LINE_END}])` : `(?=${FINAL_LINE_END}$)`, 1);
        return;
      }
      case '*':
      case '+':
      case '?': {
        this.quantifier(c);
        return;
      }
      case '{': {
        this.braces();
        return;
      }
      case '}':
      case ']': {
        this.emit(`\\${c}`, 1);
        return;
      }
      case '#':
        if (this.flags.comments) {
          this.comment();
          return;
        }
        {
          this.emit(c, 1);
          return;
        }
      default:
        if (this.flags.comments && /\s/.test(c)) this.at += 1;
        else this.emit(c, 1);
    }
  }

  private emit(text: string, consumed: number): void {
    this.out += text;
    this.at += consumed;
  }

  private comment(): void {
    const end = this.source.indexOf('\n', this.at);
    this.at = end < 0 ? this.source.length : end + 1;
  }

  private escape(): void {
    const { text, end } = translateEscape(this.source, this.at, false);
    this.out += text;
    this.at = end;
  }

  private quantifier(quantifier: string): void {
    this.emit(quantifier, 1);
    this.laziness(quantifier);
  }

  private laziness(quantifier: string): void {
    const next = this.source.charAt(this.at);
    if (next === '+') throw new UnsupportedFeature(`possessive quantifier ${quantifier}+ in a regular expression`);
    if (next === '?') this.emit('?', 1);
  }

  private braces(): void {
    const match = /^\{\d+(?:,\d*)?\}/.exec(this.source.slice(this.at));
    if (!match) throw syntaxError('Illegal repetition', this.at, this.source);
    this.emit(match[0], match[0].length);
    this.laziness(match[0]);
  }

  private open(): void {
    const rest = this.source.slice(this.at);
    const inline = /^\(\?([a-zA-Z]*)(?:-([a-zA-Z]*))?([:)])/.exec(rest);
    if (inline && inline[0] !== '(?:') {
      this.inlineFlags(inline[1] ?? '', inline[2] ?? '', inline[3] === ':');
      this.at += inline[0].length;
      return;
    }
    if (rest.startsWith('(?>')) throw new UnsupportedFeature('atomic group (?>...) in a regular expression');
    const special = /^\(\?(?:[:=!]|<[=!]|<[A-Za-z][A-Za-z0-9]*>)/.exec(rest)?.[0] ?? '(';
    if (special === '(' && rest.startsWith('(?')) throw syntaxError('Unknown group type', this.at + 2, this.source);
    this.groups.push(this.flags);
    this.emit(special, special.length);
  }

  /** `(?i)` holds to the end of its group: the rest of the group becomes a group with the flag. */
  private inlineFlags(on: string, off: string, grouped: boolean): void {
    if (/[^imsux]/.test(on + off)) throw new UnsupportedFeature(`flags (?${on}-${off}) in a regular expression`);
    if (grouped) this.groups.push(this.flags);
    const set = (flag: string, value: boolean): boolean =>
      on.includes(flag) ? true : off.includes(flag) ? false : value;
    this.flags = {
      dotAll: set('s', this.flags.dotAll),
      multiline: set('m', this.flags.multiline),
      comments: set('x', this.flags.comments),
    };
    const ignoreCase = on.includes('i') ? 'i' : off.includes('i') ? '-i' : '';
    if (grouped) this.out += `(?${ignoreCase}:`;
    else if (ignoreCase !== '') this.openToEnd(ignoreCase);
  }

  private openToEnd(flag: string): void {
    const end = closingParenthesis(this.source, this.source.indexOf(')', this.at) + 1);
    const rest = this.source.slice(this.source.indexOf(')', this.at) + 1, end);
    const inner = new Translator(rest);
    inner.flags = this.flags;
    this.out += `(?${flag}:${inner.translate()})`;
    // The caller steps over `(?i)` itself: move on so far that it lands behind the rest.
    this.at += rest.length;
  }
}

/** Index of the parenthesis that closes the group in which `from` stands, or the end of the pattern. */
const closingParenthesis = (source: string, from: number): number => {
  let depth = 0;
  for (let i = from; i < source.length; i += 1) {
    const c = source.charAt(i);
    if (c === '\\') i += 1;
    else if (c === '[') i = translateClass(source, i).end - 1;
    else if (c === '(') depth += 1;
    else if (c === ')') {
      if (depth === 0) return i;
      depth -= 1;
    }
  }
  return source.length;
};

const syntaxError = (problem: string, index: number, source: string): Error =>
  exception('StringException', `Invalid regex: ${problem} near index ${index}\n${source}`);

/** By flags, then by pattern: a key made of both would be hashed anew for every match. */
const compiled = new Map<string, Map<string, RegExp>>();
const REMEMBERED_PATTERNS = 500;

const compile = (pattern: string, flags: string): RegExp => {
  const source = new Translator(pattern).translate();
  try {
    return new RegExp(source, flags.includes('v') ? flags : `${flags.replace('u', '')}v`);
  } catch (error) {
    throw syntaxError(error instanceof Error ? error.message : String(error), 0, pattern);
  }
};

/**
 * The JavaScript pattern that matches what a Java pattern matches.
 * @param pattern java.util.regex syntax
 * @param flags JavaScript flags besides `v`, e.g. `g`, `y`, `d`
 * @returns the one RegExp of the pattern, at its beginning: to be used before the next one is asked for
 * @throws System.StringException `Invalid regex: ...` when Java would refuse it
 * @throws UnsupportedFeature for possessive quantifiers, atomic groups and other things JavaScript cannot do
 */
export const javaRegex = (pattern: string, flags: string): RegExp => {
  let known = compiled.get(flags);
  if (!known) compiled.set(flags, (known = new Map<string, RegExp>()));
  let regex = known.get(pattern);
  if (!regex) {
    regex = compile(pattern, flags);
    if (known.size >= REMEMBERED_PATTERNS) known.clear();
    known.set(pattern, regex);
  }
  regex.lastIndex = 0;
  return regex;
};

/**
 * A Java replacement text (`$1`, `${name}`, backslash escapes) as a function for String.replace.
 * @throws System.IllegalArgumentException for a dollar sign that names no group
 */
export const javaReplacement = (replacement: string): ((...match: unknown[]) => string) => {
  return (...match) => expandReplacement(replacement, match);
};

const expandReplacement = (replacement: string, match: readonly unknown[]): string => {
  const last = match[match.length - 1];
  const named = typeof last === 'object' && last !== null ? (last as Record<string, string | undefined>) : undefined;
  const groupCount = match.length - (named ? 4 : 3);
  let out = '';
  for (let i = 0; i < replacement.length; i += 1) {
    const c = replacement.charAt(i);
    if (c === '\\') {
      i += 1;
      if (i >= replacement.length) throw exception('IllegalArgumentException', 'character to be escaped is missing');
      out += replacement.charAt(i);
    } else if (c === '$') {
      const group = /^\$(?:\{(\w+)\}|(\d+))/.exec(replacement.slice(i));
      if (!group) throw exception('IllegalArgumentException', 'Illegal group reference');
      if (group[1] !== undefined) {
        if (!named || !(group[1] in named)) {
          throw exception('IllegalArgumentException', `No group with name {${group[1]}}`);
        }
        out += named[group[1]] ?? '';
        i += group[0].length - 1;
      } else {
        const digits = referencedGroup(group[2] ?? '', groupCount);
        out += (match[Number(digits)] as string | undefined) ?? '';
        i += digits.length;
      }
    } else out += c;
  }
  return out;
};

/** Java takes the first digit, and further ones as long as such a group exists. */
const referencedGroup = (digits: string, groupCount: number): string => {
  let taken = digits.slice(0, 1);
  if (Number(taken) > groupCount) throw exception('StringException', `No group ${taken}`);
  for (const digit of digits.slice(1)) {
    if (Number(taken + digit) > groupCount) break;
    taken += digit;
  }
  return taken;
};

/**
 * Splits as java.lang.String.split does: limit 0 drops empty texts at the end, a positive one bounds the number of
 * parts, a negative one keeps all; an empty match at the start makes no part.
 */
export const splitByRegex = (text: string, pattern: string, limit: number): string[] => {
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(javaRegex(pattern, 'g'))) {
    if (limit > 0 && parts.length === limit - 1) break;
    const end = match.index + match[0].length;
    if (end === 0) continue;
    if (match[0] === '' && match.index >= text.length) break;
    parts.push(text.slice(from, match.index));
    from = end;
  }
  if (parts.length === 0) return [text];
  parts.push(text.slice(from));
  if (limit === 0) while (parts.length > 0 && parts[parts.length - 1] === '') parts.pop();
  return parts;
};
