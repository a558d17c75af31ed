import { UnsupportedFeature } from '../../errors.ts';
import { exception } from '../raise.ts';

/** Java's predefined classes, as the inside of a JavaScript class. Java's \s, \d and \w are ASCII. */
const CLASSES: Readonly<Record<string, string>> = {
  d: '0-9',
  s: ' \\t\\n\\x0B\\f\\r',
  w: 'a-zA-Z_0-9',
  h: ' \\xA0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000',
  v: '\\n\\x0B\\f\\r\\x85\\u2028\\u2029',
};

/** POSIX and java.lang.Character classes of `\p{...}`; the rest are Unicode properties. */
const PROPERTIES: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\x00-\\x7F',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: '!-\\/:-@\\[-`\\{-~',
  Graph: '!-~',
  Print: ' -~',
  Blank: ' \\t',
  Cntrl: '\\x00-\\x1F\\x7F',
  XDigit: '0-9a-fA-F',
  Space: ' \\t\\n\\x0B\\f\\r',
  javaLowerCase: '\\p{Ll}',
  javaUpperCase: '\\p{Lu}',
  javaWhitespace: '\\t-\\r\\x1C-\\x1F\\p{Zs}\\p{Zl}\\p{Zp}',
};

interface Translated {
  /** JavaScript text. */
  readonly text: string;
  /** Where the reader goes on. */
  readonly end: number;
}

const SYNTAX = /[\^$\\.*+?()[\]{}|/]/;
const CLASS_SYNTAX = /[\^$\\.*+?()[\]{}|/\-&!#%,:;<=>@`~]/;

/** One character as itself, in JavaScript's notation, which differs inside and outside square brackets. */
export const literal = (c: string, inClass: boolean): string =>
  (inClass ? CLASS_SYNTAX : SYNTAX).test(c) ? `\\${c}` : c;

const negatable = (inside: string, negated: boolean, inClass: boolean): string => {
  if (negated) return `[^${inside}]`;
  return inClass ? inside : `[${inside}]`;
};

const property = (source: string, at: number, inClass: boolean): Translated => {
  const match = /^\\[pP](?:\{(\^?)([^}]+)\}|([A-Z]))/.exec(source.slice(at));
  if (!match) throw exception('StringException', `Invalid regex: Unknown character property near index ${at}`);
  const name = match[2] ?? match[3] ?? '';
  const negated = (source.charAt(at + 1) === 'P') !== (match[1] === '^');
  const end = at + match[0].length;
  const known = PROPERTIES[name];
  if (known !== undefined) return { text: negatable(known, negated, inClass), end };
  const unicode = name.startsWith('In') ? undefined : name.replace(/^Is/, '').replace(/^(?:script|sc)=/, 'Script=');
  for (const candidate of unicode === undefined ? [] : [unicode, `Script=${unicode}`]) {
    try {
      new RegExp(`\\p{${candidate}}`, 'v');
      return { text: `\\${negated ? 'P' : 'p'}{${candidate}}`, end };
    } catch {
      // Not a property of this form; the next candidate may be.
    }
  }
  throw new UnsupportedFeature(`character property \\p{${name}} in a regular expression`);
};

const quoted = (source: string, at: number, inClass: boolean): Translated => {
  const close = source.indexOf('\\E', at + 2);
  const text = source.slice(at + 2, close < 0 ? source.length : close);
  return {
    text: Array.from(text)
      .map((c) => literal(c, inClass))
      .join(''),
    end: close < 0 ? source.length : close + 2,
  };
};

const codePoint = (code: number, inClass: boolean): string => literal(String.fromCodePoint(code), inClass);

const numeric = (source: string, at: number, inClass: boolean): Translated | undefined => {
  const rest = source.slice(at);
  const hex = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|x\{([0-9a-fA-F]+)\})/.exec(rest);
  if (hex) {
    return { text: codePoint(Number.parseInt(hex[1] ?? hex[2] ?? hex[3] ?? '', 16), inClass), end: at + hex[0].length };
  }
  const octal = /^\\0([0-3]?[0-7]{1,2})/.exec(rest);
  return octal
    ? { text: codePoint(Number.parseInt(octal[1] ?? '', 8), inClass), end: at + octal[0].length }
    : undefined;
};

const outsideClass = (source: string, at: number): Translated | undefined => {
  const c = source.charAt(at + 1);
  const end = at + 2;
  switch (c) {
    case 'A':
      return { text: '^', end };
    case 'z':
      return { text: '$', end };
    case 'Z':
      return { text: '(?=(?:\\r\\n|[\\n\\r\\u0085\\u2028\\u2029])?(?![\\s\\S]))', end };
    case 'R':
      return { text: '(?:\\r\\n|[\\n\\x0B\\f\\r\\x85\\u2028\\u2029])', end };
    case 'b':
    case 'B':
      return { text: `\\${c}`, end };
    case 'G':
    case 'X':
      throw new UnsupportedFeature(`\\${c} in a regular expression`);
    default: {
      const reference = /^\\(?:([1-9])|k<(\w+)>)/.exec(source.slice(at));
      return reference
        ? { text: reference[2] ? reference[0] : `(?:${reference[0]})`, end: at + reference[0].length }
        : undefined;
    }
  }
};

/**
 * Translates one backslash sequence of a Java pattern.
 * @param at index of the backslash
 * @param inClass whether it stands inside square brackets
 */
export const translateEscape = (source: string, at: number, inClass: boolean): Translated => {
  const c = source.charAt(at + 1);
  if (c === '')
    throw exception('StringException', `Invalid regex: Unexpected internal error near index ${at + 1}\n${source}`);
  if (c === 'Q') return quoted(source, at, inClass);
  if (c === 'p' || c === 'P') return property(source, at, inClass);
  const inside = CLASSES[c.toLowerCase()];
  if (inside !== undefined) return { text: negatable(inside, c !== c.toLowerCase(), inClass), end: at + 2 };
  const special = numeric(source, at, inClass) ?? (inClass ? undefined : outsideClass(source, at));
  if (special) return special;
  if ('tnrf'.includes(c)) return { text: `\\${c}`, end: at + 2 };
  if (c === 'a') return { text: '\\x07', end: at + 2 };
  if (c === 'e') return { text: '\\x1B', end: at + 2 };
  if (/[a-zA-Z]/.test(c)) {
    throw exception(
      'StringException',
      `Invalid regex: Illegal/unsupported escape sequence near index ${at + 1}\n${source}`,
    );
  }
  return { text: literal(c, inClass), end: at + 2 };
};
