import {
  BOOLEAN,
  DATE,
  DATETIME,
  DECIMAL,
  DOUBLE,
  ID,
  INTEGER,
  LONG,
  NULL,
  STRING,
  TIME,
  VOID,
  type ApexType,
} from '../../types/apex-type.ts';
import type { BinaryOperator, Position } from '../ast.ts';
import { isNumeric, promoted } from '../types/conversion.ts';
import { certain, code, type Code } from './code.ts';
import { assigned, commonType, condition } from './conversions.ts';
import { fail, temporary, type FunctionContext } from './context.ts';

/** One operand of a string concatenation inside a template literal. */
const piece = (value: Code): string => {
  const { type } = value;
  // JavaScript writes these as Apex does, null included.
  if (type === STRING || type === ID || type === INTEGER || type === LONG || type === BOOLEAN) return `\${${value.js}}`;
  return `\${$.text(${value.js})}`;
};

const concatenation = (left: Code, right: Code): Code => certain(`\`${piece(left)}${piece(right)}\``, STRING);

const METHODS: Readonly<Record<string, string>> = { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide' };

const arithmetic = (
  context: FunctionContext,
  at: Position,
  operator: '+' | '-' | '*' | '/',
  left: Code,
  right: Code,
): Code => {
  const [a, b] = [left.type, right.type];
  if (operator === '+' && (a === STRING || b === STRING || (a === ID && b === ID))) {
    if (a === VOID || b === VOID) return fail(context, at, 'Invalid type: void');
    return concatenation(left, right);
  }
  const method = METHODS[operator] ?? '';
  if (isNumeric(a) && isNumeric(b)) {
    const type = promoted(a, b);
    const x = assigned(context, at, left, type).js;
    const y = assigned(context, at, right, type).js;
    return certain(`$.${method}${type.name}(${x},${y})`, type);
  }
  if ((operator === '+' || operator === '-') && (a === DATE || a === DATETIME || a === TIME) && isNumeric(b)) {
    return certain(
      `$.${method}To${a.name}(${left.js},${assigned(context, at, right, a === DATETIME ? DECIMAL : b).js})`,
      a,
    );
  }
  if (isNumeric(a) && b === NULL) return certain(`$.${method}${a.name}(${left.js},null)`, a);
  if (isNumeric(b) && a === NULL) return certain(`$.${method}${b.name}(null,${right.js})`, b);
  return operator === '+'
    ? fail(context, at, `Arithmetic expressions must use numeric arguments: ${a.text}, ${b.text}`)
    : fail(context, at, 'Arithmetic expressions must use numeric arguments');
};

const isText = (type: ApexType): boolean => type === STRING || type === ID;
const isMoment = (type: ApexType): boolean => type === DATE || type === DATETIME;

const comparison = (context: FunctionContext, at: Position, operator: string, left: Code, right: Code): Code => {
  const [a, b] = [left.type, right.type];
  const text = isText(a) || isText(b);
  if (text && (isText(a) || a === NULL) && (isText(b) || b === NULL)) {
    return certain(`$.compareText(${left.js},${right.js})${operator}0`, BOOLEAN);
  }
  const type =
    isNumeric(a) && isNumeric(b)
      ? promoted(a, b)
      : a === NULL
        ? b
        : b === NULL
          ? a
          : isMoment(a) && isMoment(b)
            ? a === b
              ? a
              : DATETIME
            : a;
  if (
    !(isNumeric(type) || isMoment(type) || type === TIME) ||
    (b !== NULL && isNumeric(a) !== isNumeric(b) && a !== NULL)
  ) {
    return fail(context, at, `Comparison arguments must be compatible types: ${a.text}, ${b.text}`);
  }
  const x = assigned(context, at, left, type);
  const y = assigned(context, at, right, type);
  if (type === INTEGER || type === LONG) {
    if (x.nonNull && y.nonNull) return certain(`(${x.js}${operator}${y.js})`, BOOLEAN);
    return certain(`$.${NAMES[operator] ?? ''}(${x.js},${y.js})`, BOOLEAN);
  }
  return certain(`$.ordered(${x.js},${y.js},${JSON.stringify(operator)})`, BOOLEAN);
};

const NAMES: Readonly<Record<string, string>> = {
  '<': 'less',
  '>': 'greater',
  '<=': 'lessOrEqual',
  '>=': 'greaterOrEqual',
};

const equality = (context: FunctionContext, at: Position, left: Code, right: Code): string => {
  const [a, b] = [left.type, right.type];
  if (a === NULL || b === NULL) return `(${left.js}===${right.js})`;
  if (a === ID && b === ID) return `(${left.js}===${right.js})`;
  if (a === ID || b === ID) return `$.equalId(${left.js},${right.js})`;
  if (a === STRING && b === STRING) return `$.equalText(${left.js},${right.js})`;
  if (a === BOOLEAN && b === BOOLEAN) return `(${left.js}===${right.js})`;
  if (isNumeric(a) && isNumeric(b)) {
    const type = promoted(a, b);
    const x = assigned(context, at, left, type).js;
    const y = assigned(context, at, right, type).js;
    return type === INTEGER || type === LONG ? `(${x}===${y})` : `$.equalNumber(${x},${y})`;
  }
  if (isMoment(a) && isMoment(b) && a !== b) {
    return `$.same(${assigned(context, at, left, DATETIME).js},${assigned(context, at, right, DATETIME).js})`;
  }
  if (
    commonType(context, a, b) === undefined &&
    a.kind !== 'user' &&
    b.kind !== 'user' &&
    !(a.kind === 'sobject' && b.kind === 'sobject')
  ) {
    fail(context, at, `Comparison arguments must be compatible types: ${a.text}, ${b.text}`);
  }
  return a.kind === 'object' || b.kind === 'object'
    ? `$.loose(${left.js},${right.js})`
    : `$.same(${left.js},${right.js})`;
};

const VALUE_TYPES: readonly ApexType[] = [DECIMAL, DOUBLE, DATE, DATETIME, TIME];

const identity = (left: Code, right: Code): string =>
  VALUE_TYPES.includes(left.type) ? `$.same(${left.js},${right.js})` : `(${left.js}===${right.js})`;

const bitwise = (context: FunctionContext, at: Position, operator: string, left: Code, right: Code): Code => {
  const [a, b] = [left.type, right.type];
  if (a === BOOLEAN && b === BOOLEAN) {
    return certain(`!!($.nn(${left.js})${operator}$.nn(${right.js}))`, BOOLEAN);
  }
  const shift = operator.length > 1;
  const type = shift ? a : isNumeric(a) && isNumeric(b) ? promoted(a, b) : DECIMAL;
  if (type !== INTEGER && type !== LONG)
    return fail(context, at, 'Bitwise operators are only available for integral types');
  const x = receiverOf(assigned(context, at, left, type));
  const y = receiverOf(shift ? right : assigned(context, at, right, type));
  if (operator === '>>>' && type === LONG) return certain(`$.unsignedShift(${x},${y})`, LONG);
  if (type === INTEGER)
    return certain(shift && b === LONG ? `((${x}${operator}Number(${y}))|0)` : `((${x}${operator}${y})|0)`, INTEGER);
  return certain(`BigInt.asIntN(64,${x}${operator}${shift ? `BigInt(${y})` : y})`, LONG);
};

const receiverOf = (value: Code): string => (value.nonNull ? value.js : `$.nn(${value.js})`);

const coalescing = (context: FunctionContext, at: Position, left: Code, right: Code): Code => {
  const type =
    commonType(context, left.type, right.type) ??
    fail(context, at, `Incompatible types in null coalescing operator: ${left.type.text}, ${right.type.text}`);
  const x = assigned(context, at, left, type).js;
  const y = assigned(context, at, right, type);
  return code(`(${x}??${y.js})`, type, y.nonNull ? { nonNull: true } : {});
};

/** Two operands and the operator between them. */
export const binaryCode = (
  context: FunctionContext,
  at: Position,
  operator: BinaryOperator,
  left: Code,
  right: Code,
): Code => {
  switch (operator) {
    case '+':
    case '-':
    case '*':
    case '/':
      return arithmetic(context, at, operator, left, right);
    case '&&':
    case '||':
      return certain(`(${condition(context, at, left)}${operator}${condition(context, at, right)})`, BOOLEAN);
    case '<':
    case '>':
    case '<=':
    case '>=':
      return comparison(context, at, operator, left, right);
    case '==':
      return certain(equality(context, at, left, right), BOOLEAN);
    case '!=':
      return certain(`!${equality(context, at, left, right)}`, BOOLEAN);
    case '===':
      return certain(identity(left, right), BOOLEAN);
    case '!==':
      return certain(`!${identity(left, right)}`, BOOLEAN);
    case '??':
      return coalescing(context, at, left, right);
    default:
      return bitwise(context, at, operator, left, right);
  }
};

/** `-x`, `+x`, `!x`, `~x` */
export const unaryCode = (
  context: FunctionContext,
  at: Position,
  operator: '+' | '-' | '!' | '~',
  operand: Code,
): Code => {
  if (operator === '!') return certain(`!${condition(context, at, operand)}`, BOOLEAN);
  if (!isNumeric(operand.type)) return fail(context, at, `Unary operator ${operator} needs a numeric argument`);
  if (operator === '+') return operand;
  if (operator === '~') {
    const js = receiverOf(operand);
    return operand.type === INTEGER ? certain(`(~${js})`, INTEGER) : certain(`BigInt.asIntN(64,~${js})`, LONG);
  }
  return certain(`$.negate${operand.type.name}(${operand.js})`, operand.type);
};

/** A condition with two outcomes. */
export const ternaryCode = (context: FunctionContext, at: Position, test: Code, yes: Code, no: Code): Code => {
  const type =
    commonType(context, yes.type, no.type) ??
    (yes.type.kind === 'user' && no.type.kind === 'user'
      ? yes.type
      : fail(context, at, `Incompatible types in ternary operator: ${yes.type.text}, ${no.type.text}`));
  const a = assigned(context, at, yes, type);
  const b = assigned(context, at, no, type);
  return code(
    `(${condition(context, at, test)}?${a.js}:${b.js})`,
    type,
    a.nonNull && b.nonNull ? { nonNull: true } : {},
  );
};

/** Evaluates a value once and uses it twice. */
export const once = (context: FunctionContext, js: string): { set: string; get: string } => {
  const name = temporary(context);
  return { set: `${name}=${js}`, get: name };
};
