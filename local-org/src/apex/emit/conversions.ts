import {
  DATE,
  DATETIME,
  DECIMAL,
  DOUBLE,
  ID,
  LONG,
  NULL,
  OBJECT,
  SOBJECT,
  STRING,
  type ApexType,
} from '../../types/apex-type.ts';
import { Decimal } from '../../values/decimal.ts';
import { Double } from '../../values/double.ts';
import type { Position } from '../ast.ts';
import { conversionCost, isNumeric, isSubtype, numericRank } from '../types/conversion.ts';
import { code, type Code } from './code.ts';
import { constant, fail, type FunctionContext } from './context.ts';

const literalAs = (context: FunctionContext, text: string, to: ApexType): Code | undefined => {
  if (to === LONG && /^-?\d+$/.test(text)) return { js: `${text}n`, type: LONG, nonNull: true };
  if (to === DECIMAL) return { js: constant(context, Decimal.parse(text)), type: DECIMAL, nonNull: true };
  if (to === DOUBLE) return { js: constant(context, new Double(Number(text))), type: DOUBLE, nonNull: true };
  return undefined;
};

/** JavaScript that turns a value of one number type into another; wider or narrower. */
const numeric = (js: string, from: ApexType, to: ApexType): string => {
  if (from === to) return js;
  return `$.${from.name.toLowerCase()}To${to.name}(${js})`;
};

const isListOfRows = (type: ApexType): boolean =>
  type.kind === 'platform' && type.name === 'List' && type.args[0]?.kind === 'sobject';

/**
 * Makes a value fit a type without a cast, as an assignment does.
 * @returns undefined when Apex does not allow it
 */
export const converted = (context: FunctionContext, value: Code, to: ApexType): Code | undefined => {
  const from = value.type;
  if (from === to || from === NULL) return { ...value, type: to };
  // A query may be assigned to a single record.
  if (to.kind === 'sobject' && isListOfRows(from)) return code(`$.single(${value.js})`, to);
  if (conversionCost(context.world, from, to) === undefined) return undefined;
  const kept = value.nonNull ? { nonNull: true } : {};
  if (isNumeric(from) && isNumeric(to)) {
    const literal = value.literal === undefined ? undefined : literalAs(context, value.literal, to);
    return literal ?? code(numeric(value.js, from, to), to, kept);
  }
  if (from === STRING && to === ID) return code(`$.stringToId(${value.js})`, to, kept);
  if (from === DATE && to === DATETIME) return code(`$.dateToDatetime(${value.js})`, to, kept);
  return { ...value, type: to };
};

/** As `converted`, with a compile error when the types do not fit. */
export const assigned = (context: FunctionContext, at: Position, value: Code, to: ApexType): Code =>
  converted(context, value, to) ?? fail(context, at, `Illegal assignment from ${value.type.text} to ${to.text}`);

/** An explicit cast. */
export const castTo = (context: FunctionContext, at: Position, value: Code, to: ApexType): Code => {
  const from = value.type;
  if (from === to || from === NULL) return { ...value, type: to };
  if (isNumeric(from) && isNumeric(to)) {
    if (numericRank(from) <= numericRank(to)) return assigned(context, at, value, to);
    return code(numeric(value.js, from, to), to);
  }
  const direct = from === STRING && to === ID ? undefined : converted(context, value, to);
  if (direct && !(isListOfRows(from) && isListOfRows(to)) && !(from.kind === 'platform' && from.args.length > 0))
    return direct;
  if (from === STRING && to === ID) return code(`$.stringToId(${value.js})`, to);
  const possible =
    from === OBJECT ||
    isSubtype(context.world, to, from) ||
    isSubtype(context.world, from, to) ||
    (from.kind !== 'primitive' && to.kind !== 'primitive');
  if (!possible) {
    const words = `Incompatible types since an instance of ${from.text} is never an instance of ${to.text}`;
    return fail(context, at, words);
  }
  return code(`$.cast(${value.js},${constant(context, to)})`, to);
};

/** A value as a Boolean condition. */
export const condition = (context: FunctionContext, at: Position, value: Code): string => {
  if (value.type.name !== 'Boolean' && value.type !== NULL) {
    fail(context, at, `Condition expression must be of type Boolean: ${value.type.text}`);
  }
  return value.nonNull ? value.js : `$.nn(${value.js})`;
};

/** The type that both branches of a ternary have. */
export const commonType = (context: FunctionContext, a: ApexType, b: ApexType): ApexType | undefined => {
  if (a === b) return a;
  if (a === NULL) return b;
  if (b === NULL) return a;
  if (isNumeric(a) && isNumeric(b)) return numericRank(a) > numericRank(b) ? a : b;
  if (a.kind === 'sobject' && b.kind === 'sobject') return SOBJECT;
  if (a === ID && b === STRING) return STRING;
  if (conversionCost(context.world, a, b) !== undefined) return b;
  if (conversionCost(context.world, b, a) !== undefined) return a;
  return undefined;
};
