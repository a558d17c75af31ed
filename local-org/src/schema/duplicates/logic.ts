import { CompileError } from '../../errors.ts';

/** Filter logic such as `1 AND (2 OR 3)`; numbers are positions from zero. */
export type Logic =
  { readonly kind: 'item'; readonly index: number } | { readonly kind: 'and' | 'or'; readonly parts: readonly Logic[] };

const TOKEN = /\(|\)|\d+|AND|OR/gi;

/**
 * Reads filter logic.
 * @param text absent or empty = all items
 * @param count number of items
 * @param path file that says so
 * @throws CompileError when it is malformed or names an item that is not there
 */
export const parseLogic = (text: string | undefined, count: number, path: string): Logic => {
  if (text === undefined || text.trim() === '') {
    return { kind: 'and', parts: Array.from({ length: count }, (_, index): Logic => ({ kind: 'item', index })) };
  }
  const tokens = text.match(TOKEN) ?? [];
  let position = 0;
  const malformed = (): CompileError => new CompileError(`Malformed filter logic: ${text}`, path, 1, 1);
  const primary = (): Logic => {
    const token = tokens[position];
    position += 1;
    if (token === '(') {
      const inner = either();
      if (tokens[position] !== ')') throw malformed();
      position += 1;
      return inner;
    }
    const index = Number(token) - 1;
    if (!Number.isInteger(index) || index < 0 || index >= count) throw malformed();
    return { kind: 'item', index };
  };
  const joined = (word: 'and' | 'or', part: () => Logic): Logic => {
    const parts = [part()];
    while (tokens[position]?.toLowerCase() === word) {
      position += 1;
      parts.push(part());
    }
    const [only, ...others] = parts;
    return only && others.length === 0 ? only : { kind: word, parts };
  };
  const either = (): Logic => joined('or', () => joined('and', primary));
  const logic = either();
  if (position !== tokens.length) throw malformed();
  return logic;
};

/** @param holds whether an item is true */
export const evaluateLogic = (logic: Logic, holds: (index: number) => boolean): boolean => {
  if (logic.kind === 'item') return holds(logic.index);
  return logic.kind === 'and'
    ? logic.parts.every((part) => evaluateLogic(part, holds))
    : logic.parts.some((part) => evaluateLogic(part, holds));
};
