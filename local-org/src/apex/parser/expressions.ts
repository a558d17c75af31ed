import {
  Arth1ExpressionContext,
  Arth2ExpressionContext,
  ArrayExpressionContext,
  AssignExpressionContext,
  BitAndExpressionContext,
  BitExpressionContext,
  BitNotExpressionContext,
  BitOrExpressionContext,
  CastExpressionContext,
  CmpExpressionContext,
  CoalExpressionContext,
  CondExpressionContext,
  DotExpressionContext,
  EqualityExpressionContext,
  type ExpressionContext,
  type ExpressionListContext,
  IdPrimaryContext,
  InstanceOfExpressionContext,
  type LiteralContext,
  LiteralPrimaryContext,
  LogAndExpressionContext,
  LogOrExpressionContext,
  MethodCallExpressionContext,
  NegExpressionContext,
  NewExpressionContext,
  PostOpExpressionContext,
  PreOpExpressionContext,
  type PrimaryContext,
  PrimaryExpressionContext,
  SoqlPrimaryContext,
  SoslPrimaryContext,
  SubExpressionContext,
  SuperPrimaryContext,
  ThisPrimaryContext,
  TypeRefPrimaryContext,
  VoidPrimaryContext,
} from '@apexdevtools/apex-parser';
import type { AssignOperator, BinaryOperator, Expr, LiteralExpr, Position } from '../ast.ts';
import { creator } from './creators.ts';
import { unquote } from './literals.ts';
import { inlineQuery } from './soql.ts';
import { inlineSearch } from './sosl.ts';
import { has, maybe, positionOf } from './tree.ts';
import { typeRef } from './types.ts';

type Convert = (context: ExpressionContext) => Expr;

export const expressionList = (context: ExpressionListContext | undefined): Expr[] =>
  context ? context.expression_list().map(expression) : [];

const literal = (context: LiteralContext, at: Position): LiteralExpr => {
  const text = context.getText();
  if (has(context.IntegerLiteral())) return { kind: 'literal', type: 'Integer', value: text, ...at };
  if (has(context.LongLiteral())) return { kind: 'literal', type: 'Long', value: text.slice(0, -1), ...at };
  if (has(context.NumberLiteral())) {
    return /[dD]$/.test(text)
      ? { kind: 'literal', type: 'Double', value: text.slice(0, -1), ...at }
      : { kind: 'literal', type: 'Decimal', value: text, ...at };
  }
  if (has(context.BooleanLiteral())) return { kind: 'literal', type: 'Boolean', value: text.toLowerCase(), ...at };
  if (has(context.NULL())) return { kind: 'literal', type: 'null', value: 'null', ...at };
  return { kind: 'literal', type: 'String', value: unquote(text), ...at };
};

const primary = (context: PrimaryContext): Expr => {
  const at = positionOf(context);
  if (context instanceof IdPrimaryContext) return { kind: 'name', name: context.id().getText(), ...at };
  if (context instanceof LiteralPrimaryContext) return literal(context.literal(), at);
  if (context instanceof ThisPrimaryContext) return { kind: 'this', ...at };
  if (context instanceof SuperPrimaryContext) return { kind: 'super', ...at };
  if (context instanceof TypeRefPrimaryContext)
    return { kind: 'classLiteral', type: typeRef(context.typeRef()), ...at };
  if (context instanceof VoidPrimaryContext) return { kind: 'classLiteral', type: null, ...at };
  if (context instanceof SoqlPrimaryContext) {
    const { query, binds } = inlineQuery(context.soqlLiteral().query());
    return { kind: 'soql', query, binds: binds.map(expression), ...at };
  }
  if (context instanceof SoslPrimaryContext) {
    const { search, binds } = inlineSearch(context.soslLiteral());
    return { kind: 'sosl', search, binds: binds.map(expression), ...at };
  }
  throw new Error(`Unknown primary expression: ${context.getText()}`);
};

const BINARY: readonly (abstract new (
  ...args: never[]
) => ExpressionContext & { expression(i: number): ExpressionContext })[] = [
  Arth1ExpressionContext,
  Arth2ExpressionContext,
  BitExpressionContext,
  CmpExpressionContext,
  EqualityExpressionContext,
  BitAndExpressionContext,
  BitNotExpressionContext,
  BitOrExpressionContext,
  LogAndExpressionContext,
  LogOrExpressionContext,
  CoalExpressionContext,
];

/** The text between the operands of a binary expression. */
const operatorText = (context: ExpressionContext): string =>
  (context.children ?? [])
    .slice(1, -1)
    .map((child) => child.getText())
    .join('');

const NUMERIC_TYPES = new Set(['integer', 'long', 'double', 'decimal']);

/**
 * Marks `(a) - b`, which the grammar reads as a cast of `-b`: a following multiplication belongs to its right side.
 */
const parenthesised = new WeakSet<Expr>();

const binary = (operator: BinaryOperator, left: Expr, right: Expr, at: Position): Expr => {
  if ((operator === '*' || operator === '/') && left.kind === 'binary' && parenthesised.has(left)) {
    const node: Expr = { ...left, right: binary(operator, left.right, right, at) };
    parenthesised.add(node);
    return node;
  }
  return { kind: 'binary', operator, left, right, ...at };
};

const cast = (context: CastExpressionContext): Expr => {
  const at = positionOf(context);
  const type = typeRef(context.typeRef());
  const inner = context.expression();
  const names = type.parts.map((part) => part.name);
  const plain = type.arrays === 0 && type.parts.every((part) => part.args.length === 0);
  if (
    plain &&
    inner instanceof PreOpExpressionContext &&
    (has(inner.ADD()) || has(inner.SUB())) &&
    !NUMERIC_TYPES.has((names.at(-1) ?? '').toLowerCase())
  ) {
    const [first = '', ...rest] = names;
    let left: Expr = { kind: 'name', name: first, ...at };
    for (const name of rest) left = { kind: 'field', target: left, name, safe: false, ...at };
    const node: Expr = {
      kind: 'binary',
      operator: has(inner.ADD()) ? '+' : '-',
      left,
      right: expression(inner.expression()),
      ...at,
    };
    parenthesised.add(node);
    return node;
  }
  return { kind: 'cast', type, operand: expression(inner), ...at };
};

const dot = (context: DotExpressionContext): Expr => {
  const at = positionOf(context);
  const target = expression(context.expression());
  const safe = has(context.QUESTIONDOT());
  const call = maybe(context.dotMethodCall());
  if (call) {
    const name = call.anyId();
    const args = expressionList(maybe(call.expressionList()));
    return { kind: 'call', target, name: name.getText(), args, safe, ...positionOf(name) };
  }
  return { kind: 'field', target, name: context.anyId().getText(), safe, ...at };
};

const methodCall = (context: MethodCallExpressionContext): Expr => {
  const at = positionOf(context);
  const call = context.methodCall();
  const args = expressionList(maybe(call.expressionList()));
  if (has(call.THIS())) return { kind: 'chain', which: 'this', args, ...at };
  if (has(call.SUPER())) return { kind: 'chain', which: 'super', args, ...at };
  return { kind: 'call', target: null, name: call.id().getText(), args, safe: false, ...at };
};

const prefix = (context: PreOpExpressionContext): Expr => {
  const at = positionOf(context);
  const operand = expression(context.expression());
  if (has(context.INC())) return { kind: 'step', operator: '++', prefix: true, operand, ...at };
  if (has(context.DEC())) return { kind: 'step', operator: '--', prefix: true, operand, ...at };
  return { kind: 'unary', operator: has(context.ADD()) ? '+' : '-', operand, ...at };
};

const ternary = (context: CondExpressionContext): Expr => ({
  kind: 'conditional',
  condition: expression(context.expression(0)),
  whenTrue: expression(context.expression(1)),
  whenFalse: expression(context.expression(2)),
  ...positionOf(context),
});

/** Turns an expression of the parse tree into the project's own tree. */
export const expression: Convert = (context) => {
  if (context instanceof PrimaryExpressionContext) return primary(context.primary());
  if (context instanceof DotExpressionContext) return dot(context);
  if (context instanceof MethodCallExpressionContext) return methodCall(context);
  if (context instanceof SubExpressionContext) return expression(context.expression());
  if (context instanceof CastExpressionContext) return cast(context);
  const at = positionOf(context);
  if (context instanceof ArrayExpressionContext) {
    return {
      kind: 'index',
      target: expression(context.expression(0)),
      index: expression(context.expression(1)),
      ...at,
    };
  }
  if (context instanceof NewExpressionContext) return creator(context.creator(), at, expression);
  if (context instanceof AssignExpressionContext) {
    const operator = operatorText(context) as AssignOperator;
    return {
      kind: 'assign',
      operator,
      target: expression(context.expression(0)),
      value: expression(context.expression(1)),
      ...at,
    };
  }
  if (context instanceof PreOpExpressionContext) return prefix(context);
  if (context instanceof PostOpExpressionContext) {
    const operator = has(context.INC()) ? '++' : '--';
    return { kind: 'step', operator, prefix: false, operand: expression(context.expression()), ...at };
  }
  if (context instanceof NegExpressionContext) {
    return {
      kind: 'unary',
      operator: has(context.BANG()) ? '!' : '~',
      operand: expression(context.expression()),
      ...at,
    };
  }
  if (context instanceof InstanceOfExpressionContext) {
    return { kind: 'instanceof', operand: expression(context.expression()), type: typeRef(context.typeRef()), ...at };
  }
  if (context instanceof CondExpressionContext) return ternary(context);
  for (const kind of BINARY) {
    if (context instanceof kind) {
      const text = operatorText(context);
      const operator = (text === '<>' ? '!=' : text) as BinaryOperator;
      return binary(operator, expression(context.expression(0)), expression(context.expression(1)), at);
    }
  }
  throw new Error(`Unknown expression: ${context.getText()}`);
};
