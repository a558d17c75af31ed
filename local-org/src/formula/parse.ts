import type { Formula } from './ast.ts';

/** A formula that Salesforce would not accept. */
export class FormulaError extends Error {
  override readonly name = 'FormulaError';
}

const TOKEN =
  /\s+|\/\*[\s\S]*?\*\/|(?<number>\d+(?:\.\d+)?|\.\d+)|(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<name>\$?[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)|(?<operator><>|<=|>=|!=|==|&&|\|\||[-+*/^&=<>!(),])/gy;

interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'operator' | 'end';
  readonly text: string;
}

const tokens = (source: string): Token[] => {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  let end = 0;
  for (const match of source.matchAll(TOKEN)) {
    end = match.index + match[0].length;
    const groups = match.groups ?? {};
    for (const kind of ['number', 'text', 'name', 'operator'] as const) {
      const text = groups[kind];
      if (text !== undefined) found.push({ kind, text });
    }
  }
  if (end !== source.length) throw new FormulaError(`Syntax error near '${source.slice(end, end + 20)}'`);
  return [...found, { kind: 'end', text: '' }];
};

/** Binary operators from the loosest to the tightest. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['=', '==', '<>', '!='],
  ['<', '<=', '>', '>='],
  ['&'],
  ['+', '-'],
  ['*', '/'],
  ['^'],
];

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/**
 * Parses a formula.
 * @throws FormulaError when it is malformed
 */
export const parseFormula = (source: string): Formula => {
  const all = tokens(source);
  let position = 0;
  const peek = (): Token => all[position] ?? { kind: 'end', text: '' };
  const next = (): Token => {
    const token = peek();
    position += 1;
    return token;
  };
  const isOperator = (...texts: string[]): boolean => peek().kind === 'operator' && texts.includes(peek().text);
  const expect = (text: string): void => {
    const token = next();
    if (token.text !== text) throw new FormulaError(`Syntax error. Missing '${text}' before '${token.text}'`);
  };

  const parseArguments = (): Formula[] => {
    const args: Formula[] = [];
    if (!isOperator(')')) {
      args.push(parseLevel(0));
      while (isOperator(',')) {
        next();
        args.push(parseLevel(0));
      }
    }
    expect(')');
    return args;
  };

  const parsePrimary = (): Formula => {
    const token = next();
    if (token.kind === 'number') return { kind: 'number', text: token.text };
    if (token.kind === 'text') {
      const value = token.text.slice(1, -1).replace(/\\(.)/gs, (_whole, c: string) => ESCAPES[c] ?? c);
      return { kind: 'text', value };
    }
    if (token.kind === 'name') {
      if (!isOperator('(')) return { kind: 'field', path: token.text.split('.') };
      next();
      return { kind: 'call', name: token.text.toUpperCase(), args: parseArguments() };
    }
    if (token.text === '(') {
      const inner = parseLevel(0);
      expect(')');
      return inner;
    }
    throw new FormulaError(`Syntax error. Found '${token.text}'`);
  };

  const parseUnary = (): Formula => {
    if (isOperator('+')) {
      next();
      return parseUnary();
    }
    if (isOperator('-', '!')) {
      const operator = next().text === '-' ? '-' : '!';
      return { kind: 'unary', operator, operand: parseUnary() };
    }
    return parsePrimary();
  };

  const parseLevel = (level: number): Formula => {
    const operators = LEVELS[level];
    if (!operators) return parseUnary();
    let left = parseLevel(level + 1);
    while (isOperator(...operators)) {
      const operator = next().text;
      left = { kind: 'binary', operator, left, right: parseLevel(level + 1) };
    }
    return left;
  };

  const formula = parseLevel(0);
  if (peek().kind !== 'end') throw new FormulaError(`Syntax error. Extra '${peek().text}'`);
  return formula;
};
