import { exception } from '../raise.ts';
import { literal, translateEscape } from './escape.ts';

interface ClassText {
  readonly text: string;
  readonly end: number;
}

/**
 * Translates a bracketed class of a Java pattern (ranges, nested classes = union, `&&` = intersection) to
 * JavaScript's `v` notation.
 * @param at index of the opening bracket
 * @returns the class and the index behind the closing bracket
 */
export const translateClass = (source: string, at: number): ClassText => {
  let i = at + 1;
  const negated = source.charAt(i) === '^';
  if (negated) i += 1;
  const operands: string[] = [];
  let operand = '';
  let first = true;
  for (;;) {
    const c = source.charAt(i);
    if (c === '')
      throw exception(
        'StringException',
        `Invalid regex: Unclosed character class near index ${source.length - 1}\n${source}`,
      );
    if (c === ']' && !first) break;
    first = false;
    if (c === '[') {
      const nested = translateClass(source, i);
      operand += nested.text;
      i = nested.end;
    } else if (source.startsWith('&&', i)) {
      operands.push(operand);
      operand = '';
      i += 2;
    } else if (c === '\\') {
      const escape = translateEscape(source, i, true);
      operand += escape.text;
      i = escape.end;
    } else if (c === '-' && isRange(source, i, at, operand)) {
      operand += '-';
      i += 1;
    } else {
      const character = String.fromCodePoint(source.codePointAt(i) ?? 0);
      operand += literal(character, true);
      i += character.length;
    }
  }
  operands.push(operand);
  return { text: assembled(operands, negated), end: i + 1 };
};

/** A hyphen is a range only between two members. */
const isRange = (source: string, i: number, at: number, operand: string): boolean => {
  const next = source.charAt(i + 1);
  return operand !== '' && i > at + 1 && next !== ']' && next !== '[' && next !== '' && !endsWithClass(operand);
};

const endsWithClass = (operand: string): boolean => operand.endsWith(']') && !operand.endsWith('\\]');

const assembled = (operands: readonly string[], negated: boolean): string => {
  const sets = operands.filter((operand) => operand !== '');
  const inside = sets.length === 1 ? (sets[0] ?? '') : sets.map((operand) => `[${operand}]`).join('&&');
  return `[${negated ? '^' : ''}${inside}]`;
};
