import { UnsupportedFeature } from '../../errors.ts';
import { textOf } from '../../values/text.ts';
import { exception } from '../raise.ts';

/**
 * String.format: java.text.MessageFormat with arguments turned to text. A pair of single quotes is one quote,
 * single quotes around text protect its braces; `{3}` without a fourth argument stays.
 * @param pattern e.g. `Hello {0}, shall we play a {1}?`
 * @param args Apex values
 * @throws System.IllegalArgumentException for a brace that does not close
 */
export const formatMessage = (pattern: string, args: readonly unknown[]): string => {
  let out = '';
  let quoted = false;
  for (let i = 0; i < pattern.length; i += 1) {
    const c = pattern.charAt(i);
    if (c === "'") {
      if (pattern.charAt(i + 1) === "'") {
        out += "'";
        i += 1;
      } else quoted = !quoted;
    } else if (c === '{' && !quoted) {
      const end = pattern.indexOf('}', i);
      if (end < 0) throw exception('IllegalArgumentException', 'Unmatched braces in the pattern.');
      out += argument(pattern.slice(i + 1, end), args);
      i = end;
    } else out += c;
  }
  return out;
};

const argument = (element: string, args: readonly unknown[]): string => {
  const text = element.trim();
  if (!/^\d+$/.test(text)) {
    if (/^\d+\s*,/.test(text)) throw new UnsupportedFeature(`String.format with the format element {${element}}`);
    throw exception('IllegalArgumentException', `can't parse argument number: ${element}`);
  }
  const index = Number(text);
  return index < args.length ? textOf(args[index] ?? null) : `{${index}}`;
};
