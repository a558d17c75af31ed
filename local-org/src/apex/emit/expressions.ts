import { BOOLEAN, DECIMAL, INTEGER, OBJECT, platformType, STRING, VOID, type ApexType } from '../../types/apex-type.ts';
import { typeToken } from '../../values/type-token.ts';
import type { Expr, FieldExpr, IndexExpr, InstanceOfExpr, NameExpr, Position, TypeRef, UnaryExpr } from '../ast.ts';
import { resolveType, typeRefText, unknownPart } from '../symbols/type-resolver.ts';
import { unknownType, userClass } from '../symbols/world.ts';
import { isAssignable, isSubtype } from '../types/conversion.ts';
import { assignment, indexPlace, step } from './assignments.ts';
import { call, chain } from './calls.ts';
import { certain, code, quoted, receiver, type Code } from './code.ts';
import { castTo, condition } from './conversions.ts';
import { abandonUnknown, constant, fail, noSuchName, temporary, type FunctionContext } from './context.ts';
import { creation } from './creation.ts';
import { describe } from './describe.ts';
import { instanceFieldPlace } from './field-places.ts';
import { literal } from './literals.ts';
import { resolve, type Resolved } from './names.ts';
import { binaryCode, ternaryCode, unaryCode } from './operators.ts';
import { queryCode, searchCode } from './queries.ts';

/** The type a written type means; of kind unknown, after reporting it, when nobody knows it. */
export const anyTypeOf = (context: FunctionContext, ref: TypeRef): ApexType => {
  const type = resolveType(context.world, ref, context.symbol);
  if (type) return type;
  const part = unknownPart(context.world, ref, context.symbol);
  return unknownType(context.world, context.file.file, part, typeRefText(part));
};

/** The type a written type means. @throws StatementAbandoned after reporting an unknown one */
export const typeOf = (context: FunctionContext, ref: TypeRef): ApexType => {
  const type = anyTypeOf(context, ref);
  abandonUnknown(type);
  return type;
};

/** What a name means, as a value. @returns undefined when it is no value */
export const resolvedValue = (context: FunctionContext, at: Position, found: Resolved): Code | undefined => {
  switch (found.kind) {
    case 'place':
      return found.place.read;
    case 'describe':
      return found.path.length > 0 ? describe(context, at, found.path) : undefined;
    case 'label':
      return certain(`$.label(${quoted(found.name)})`, STRING);
    default:
      return undefined;
  }
};

const name = (context: FunctionContext, node: NameExpr | FieldExpr): Code => {
  const found = resolve(context, node, false);
  const value = found ? resolvedValue(context, node, found) : undefined;
  return value ?? noSuchVariable(context, node);
};

/** Reports the first part of a dotted name that means nothing; a name that stands for a missing type once. */
const noSuchVariable = (context: FunctionContext, node: NameExpr | FieldExpr): never => {
  if (node.kind === 'name') return noSuchName(context, node, node.name);
  const { target } = node;
  const isName = target.kind === 'name' || (target.kind === 'field' && !target.safe);
  if (!isName || resolve(context, target, false)) return fail(context, node, `Variable does not exist: ${node.name}`);
  return noSuchVariable(context, target);
};

const safeField = (context: FunctionContext, node: FieldExpr): Code => {
  const target = guarded(context, chained(context, node.target));
  const place = instanceFieldPlace(context, target, node, false);
  return place?.read ?? fail(context, node, `Variable does not exist: ${node.name}`);
};

/** The left side of `?.`: when it is null, so is the whole chain that it begins. */
export const guarded = (context: FunctionContext, target: Code): Code => {
  const held = temporary(context);
  context.guards.at(-1)?.push(`(${held}=${target.js})===null`);
  return certain(held, target.type);
};

/** Whether `?.` occurs on the way to a member. */
const isGuarded = (node: Expr): boolean => {
  if (node.kind === 'field' || (node.kind === 'call' && node.target)) {
    return node.safe || (node.target !== null && isGuarded(node.target));
  }
  return node.kind === 'index' && isGuarded(node.target);
};

const self = (context: FunctionContext, node: Position): Code =>
  context.static
    ? fail(context, node, 'this cannot be referenced in a static context')
    : certain('this', context.symbol.type);

const instanceOf = (context: FunctionContext, node: InstanceOfExpr): Code => {
  const value = expression(context, node.operand);
  const type = typeOf(context, node.type);
  if (
    value.type !== OBJECT &&
    value.type.kind !== 'null' &&
    !isAssignable(context.world, value.type, type) &&
    !isSubtype(context.world, type, value.type) &&
    userClass(context.world, value.type)?.what !== 'interface' &&
    userClass(context.world, type)?.what !== 'interface' &&
    value.type.kind === 'primitive'
  ) {
    fail(
      context,
      node,
      `Operation instanceof is always false since an instance of ${value.type.text} is never an instance of ${type.text}`,
    );
  }
  return certain(`$.instanceOf(${value.js},${constant(context, type)})`, BOOLEAN);
};

const unary = (context: FunctionContext, node: UnaryExpr): Code => {
  if (
    node.operator === '-' &&
    node.operand.kind === 'literal' &&
    ['Integer', 'Long', 'Double', 'Decimal'].includes(node.operand.type)
  ) {
    return literal(context, node.operand, true);
  }
  return unaryCode(context, node, node.operator, expression(context, node.operand));
};

const element = (context: FunctionContext, node: IndexExpr): Code => indexPlace(context, node, false).read;

/** Compiles an expression. @throws StatementAbandoned after reporting what is wrong */
export const expression = (context: FunctionContext, node: Expr): Code => {
  if (!isGuarded(node)) return chained(context, node);
  const guards: string[] = [];
  context.guards.push(guards);
  try {
    const value = chained(context, node);
    const nothing = value.type === VOID ? 'undefined' : 'null';
    return code(
      guards.reduceRight((inner, guard) => `(${guard}?${nothing}:${inner})`, value.js),
      value.type,
    );
  } finally {
    context.guards.pop();
  }
};

/** As `expression`, for the left side of a member access: part of the chain that is being compiled. */
export const chained = (context: FunctionContext, node: Expr): Code => {
  const value = anyValue(context, node);
  abandonUnknown(value.type);
  return value;
};

const anyValue = (context: FunctionContext, node: Expr): Code => {
  switch (node.kind) {
    case 'literal':
      return literal(context, node);
    case 'name':
      return name(context, node);
    case 'field':
      return node.safe ? safeField(context, node) : name(context, node);
    case 'call':
      return call(context, node);
    case 'chain':
      return chain(context, node);
    case 'this':
      return self(context, node);
    case 'super':
      return fail(context, node, 'super must be followed by a call');
    case 'index':
      return element(context, node);
    case 'new':
      return creation(context, node);
    case 'cast':
      return castTo(context, node, expression(context, node.operand), typeOf(context, node.type));
    case 'unary':
      return unary(context, node);
    case 'step':
      return step(context, node, true);
    case 'binary':
      return binaryCode(context, node, node.operator, expression(context, node.left), expression(context, node.right));
    case 'instanceof':
      return instanceOf(context, node);
    case 'conditional':
      return ternaryCode(
        context,
        node,
        expression(context, node.condition),
        expression(context, node.whenTrue),
        expression(context, node.whenFalse),
      );
    case 'assign':
      return assignment(context, node, true);
    case 'classLiteral':
      return certain(constant(context, typeToken(node.type ? typeOf(context, node.type) : VOID)), platformType('Type'));
    case 'soql':
      return queryCode(context, node);
    case 'sosl':
      return searchCode(context, node);
  }
};

/** An expression that must be a Boolean. */
export const conditionOf = (context: FunctionContext, node: Expr): string =>
  condition(context, node, expression(context, node));

/** A value as a list index. */
export const indexOf = (context: FunctionContext, node: Expr): string => {
  const value = expression(context, node);
  if (value.type === INTEGER) return receiver(value);
  return value.type === DECIMAL || value.type.name === 'Long'
    ? `Number($.text(${receiver(value)}))`
    : fail(context, node, `Invalid index type: ${value.type.text}`);
};
