/** Values of text expressions that can be known without running them. */
import { type ClassIndex, resolveClass } from '../apex/classes.ts';
import type { Scope } from '../apex/scope.ts';
import { childOf, literalValue, type Tree } from '../apex/tree.ts';

/** A text with holes where a piece is only known at run time. */
export interface TextValue {
  readonly pieces: readonly (string | undefined)[];
}

const HOLE: TextValue = { pieces: [undefined] };
const DEEPEST = 12;

const joined = (a: TextValue, b: TextValue): TextValue => ({ pieces: [...a.pieces, ...b.pieces] });

const constantOf = (name: string, scope: Scope, classes: ClassIndex): Tree | undefined => {
  const local = scope.initializerOf(name);
  if (local) return local;
  for (let at = scope.within; at; at = at.outer) {
    const own = at.constants.get(name.toLowerCase());
    if (own) return own;
  }
  const [owner, member] = name.split('.');
  return owner && member ? resolveClass(classes, owner, scope.within)?.constants.get(member.toLowerCase()) : undefined;
};

/** Folds literals, concatenation, parentheses, constants of classes, and local variables that are set once. */
export const textValue = (expression: Tree, scope: Scope, classes: ClassIndex, depth = 0): TextValue => {
  const [first, operator, second] = expression.children;
  if (depth > DEEPEST || first === undefined) return HOLE;
  if (expression.rule === 'Arth2Expression' && operator?.text === '+' && second) {
    return joined(textValue(first, scope, classes, depth + 1), textValue(second, scope, classes, depth + 1));
  }
  if (expression.rule === 'SubExpression' && operator) return textValue(operator, scope, classes, depth + 1);
  const literal = childOf(childOf(expression, 'LiteralPrimary'), 'Literal');
  if (literal) return literal.text.startsWith("'") ? { pieces: [literalValue(literal.text)] } : HOLE;
  const isName =
    childOf(expression, 'IdPrimary') !== undefined ||
    (expression.rule === 'DotExpression' && /^[\w.]+$/.test(expression.text));
  const constant = isName ? constantOf(expression.text, scope, classes) : undefined;
  return constant ? textValue(constant, scope, classes, depth + 1) : HOLE;
};

/** The whole text, or undefined when a piece of it is not known. */
export const wholeText = ({ pieces }: TextValue): string | undefined => {
  const known = pieces.filter((piece) => piece !== undefined);
  return known.length === pieces.length ? known.join('') : undefined;
};
