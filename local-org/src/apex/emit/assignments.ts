import { DECIMAL, ID, INTEGER, STRING } from '../../types/apex-type.ts';
import type { AssignExpr, BinaryOperator, Expr, IndexExpr, StepExpr } from '../ast.ts';
import { isNumeric } from '../types/conversion.ts';
import { certain, code, receiver, type Code } from './code.ts';
import { assigned, castTo } from './conversions.ts';
import { fail, findLocal, temporary, type FunctionContext } from './context.ts';
import { chained, expression, indexOf } from './expressions.ts';
import { heldReceiver } from './field-places.ts';
import { nameText, resolve } from './names.ts';
import { binaryCode } from './operators.ts';
import type { Place } from './place.ts';

/** `list[i]` */
export const indexPlace = (context: FunctionContext, node: IndexExpr, keep: boolean): Place => {
  const list = chained(context, node.target);
  const [element] = list.type.args;
  if (list.type.kind !== 'platform' || list.type.name !== 'List' || !element) {
    return fail(context, node, `Expression must be a list type: ${list.type.text}`);
  }
  const index = indexOf(context, node.index);
  const held = heldReceiver(context, receiver(list), keep);
  let at = index;
  const setup = [...held.setup];
  if (keep) {
    at = temporary(context);
    setup.push(`${at}=${index}`);
  }
  return {
    type: element,
    setup,
    read: code(`$.at(${held.js},${at})`, element),
    write: (value) => `$.setAt(${held.js},${at},${value})`,
    label: nameText(node.target),
  };
};

/** What is left of an assignment operator. */
const placeOf = (context: FunctionContext, node: Expr, keep: boolean): Place => {
  if (node.kind === 'index') return indexPlace(context, node, keep);
  if (node.kind !== 'name' && node.kind !== 'field') return fail(context, node, 'Expression cannot be assigned');
  if (node.kind === 'field' && node.safe)
    return fail(context, node, 'Safe navigation cannot be used on the left side of an assignment');
  const found = resolve(context, node, keep);
  if (found?.kind === 'place') return found.place;
  return fail(context, node, `Variable does not exist: ${node.kind === 'field' ? node.name : nameText(node)}`);
};

const writer = (context: FunctionContext, node: Expr, place: Place): ((value: string) => string) => {
  if (node.kind === 'name' && findLocal(context, node.name)?.final === true) {
    return fail(context, node, `Final variable has already been initialized: ${node.name}`);
  }
  return place.write ?? fail(context, node, place.readOnly ?? `Field is not writeable: ${place.label}`);
};

const sequence = (parts: readonly string[]): string => (parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(',')})`);

/** Stores a value and, when the expression's value is used, answers it. */
const store = (
  context: FunctionContext,
  place: Place,
  write: (value: string) => string,
  value: Code,
  used: boolean,
): Code => {
  if (!used) return code(sequence([...place.setup, write(value.js)]), place.type);
  const held = temporary(context);
  return code(
    `(${[...place.setup, `${held}=${value.js}`, write(held), held].join(',')})`,
    place.type,
    value.nonNull ? { nonNull: true } : {},
  );
};

/** The value a compound assignment stores: in the type of its target. */
const compoundValue = (context: FunctionContext, node: AssignExpr, place: Place, right: Code): Code => {
  const operator = node.operator.slice(0, -1) as BinaryOperator;
  if (operator === '+' && place.type === ID)
    return fail(context, node, `Illegal assignment from ${STRING.text} to ${ID.text}`);
  const result = binaryCode(context, node, operator, place.read, right);
  if (result.type === place.type) return result;
  // `integerVariable += 1.5` is refused; a Long or an Integer divided by a Decimal likewise.
  return isNumeric(result.type) && isNumeric(place.type) && result.type !== DECIMAL
    ? castTo(context, node, result, place.type)
    : assigned(context, node, result, place.type);
};

/** `=` and the compound assignments. @param used whether the value of the whole expression matters */
export const assignment = (context: FunctionContext, node: AssignExpr, used: boolean): Code => {
  const place = placeOf(context, node.target, node.operator !== '=');
  const write = writer(context, node.target, place);
  const right = expression(context, node.value);
  const value =
    node.operator === '='
      ? assigned(context, node.value, right, place.type)
      : compoundValue(context, node, place, right);
  return store(context, place, write, value, used);
};

/** `x++`, `--x` and their kin. */
export const step = (context: FunctionContext, node: StepExpr, used: boolean): Code => {
  const place = placeOf(context, node.operand, true);
  const write = writer(context, node.operand, place);
  if (!isNumeric(place.type))
    fail(context, node, `Increment and decrement need a numeric variable: ${place.type.text}`);
  const one: Code = code('1', INTEGER, { nonNull: true, literal: '1' });
  const operator = node.operator === '++' ? '+' : '-';
  if (!used || node.prefix) {
    return store(context, place, write, binaryCode(context, node, operator, place.read, one), used);
  }
  const before = temporary(context);
  const after = binaryCode(context, node, operator, code(before, place.type), one);
  return certain(`(${[...place.setup, `${before}=${place.read.js}`, write(after.js), before].join(',')})`, place.type);
};
