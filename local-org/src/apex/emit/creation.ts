import { listOf, OBJECT, type ApexType } from '../../types/apex-type.ts';
import type { Expr, NewExpr } from '../ast.ts';
import { isException } from '../symbols/hierarchy.ts';
import { constructorsOf } from '../symbols/members.ts';
import { platformClass, userClass } from '../symbols/world.ts';
import { chooseOverload } from '../types/overloads.ts';
import { argumentList, builtInExceptionConstructor, refused } from './arguments.ts';
import { certain, code, quoted, type Code } from './code.ts';
import { assigned } from './conversions.ts';
import { classRef, constant, fail, type FunctionContext } from './context.ts';
import { expression, indexOf, typeOf } from './expressions.ts';
import { sobjectMember } from './sobject-places.ts';
import { isVisible } from './visibility.ts';

/** `new Account(Name = 'x', OwnerId = id)` */
const row = (context: FunctionContext, node: NewExpr, type: ApexType): Code => {
  const values: string[] = [];
  for (const arg of node.args) {
    if (arg.kind !== 'assign' || arg.operator !== '=' || arg.target.kind !== 'name') {
      return fail(context, arg, `Invalid constructor for ${type.text}: fields are given as name = value`);
    }
    const member = sobjectMember(context.world, type, arg.target.name);
    if (!member) return fail(context, arg, `Field does not exist: ${arg.target.name} on ${type.text}`);
    values.push(quoted(member.key), assigned(context, arg, expression(context, arg.value), member.type).js);
  }
  return certain(`$.row(${quoted(type.name)},[${values.join(',')}])`, type);
};

const items = (context: FunctionContext, nodes: readonly Expr[], element: ApexType): string =>
  `[${nodes.map((node) => assigned(context, node, expression(context, node), element).js).join(',')}]`;

const collection = (context: FunctionContext, node: NewExpr, type: ApexType): Code | undefined => {
  const [first = OBJECT, second = OBJECT] = type.args;
  if (node.form === 'size') {
    const [size] = node.args;
    const count = size ? indexOf(context, size) : '0';
    return certain(`$.sizedList(${constant(context, first)},${count})`, type);
  }
  if (node.form === 'items') {
    if (type.name === 'Map' && node.args.length === 0)
      return certain(`$.map(${constant(context, first)},${constant(context, second)},[])`, type);
    if (type.name !== 'List' && type.name !== 'Set') return undefined;
    const factory = type.name === 'List' ? '$.list' : '$.set';
    return certain(`${factory}(${constant(context, first)},${items(context, node.args, first)})`, type);
  }
  if (node.form === 'pairs') {
    if (type.name !== 'Map') return undefined;
    const pairs = node.pairs.map(({ key, value }) => {
      const k = assigned(context, key, expression(context, key), first).js;
      return `[${k},${assigned(context, value, expression(context, value), second).js}]`;
    });
    return certain(`$.map(${constant(context, first)},${constant(context, second)},[${pairs.join(',')}])`, type);
  }
  return undefined;
};

const userObject = (context: FunctionContext, node: NewExpr, type: ApexType): Code => {
  const symbol = userClass(context.world, type);
  if (!symbol) return fail(context, node, `Invalid type: ${type.text}`);
  if (symbol.what === 'interface' || symbol.abstract)
    return fail(context, node, `Abstract classes cannot be constructed: ${type.text}`);
  const args = node.args.map((arg) => expression(context, arg));
  const candidates = constructorsOf(context.world, type);
  const chosen = chooseOverload(
    context.world,
    candidates,
    args.map((a) => a.type),
  );
  const instance = `${classRef(context, symbol)}.$new()`;
  if (!chosen?.user || (chosen.user.declaration === null && isException(context.world, type))) {
    const exception = isException(context.world, type)
      ? builtInExceptionConstructor(context, `${instance}.$x_${symbol.js}()`, args)
      : undefined;
    if (exception !== undefined) return certain(exception, type);
    const text = args.map((a) => a.type.text).join(', ');
    return fail(context, node, `Constructor not defined: [${symbol.qualifiedName}].<Constructor>(${text})`);
  }
  const constructor = chosen.user;
  if (constructor.declaration && !isVisible(context, constructor, constructor.declaration.modifiers)) {
    return fail(context, node, `Constructor is not visible: [${symbol.qualifiedName}].<Constructor>()`);
  }
  return certain(`${instance}.${constructor.js}(${argumentList(context, node, args, chosen.parameters)})`, type);
};

const platformObject = (context: FunctionContext, node: NewExpr, type: ApexType): Code => {
  const args = node.args.map((arg) => expression(context, arg));
  const candidates = constructorsOf(context.world, type);
  const chosen = chooseOverload(
    context.world,
    candidates,
    args.map((a) => a.type),
  );
  if (!chosen?.platform) {
    if (type.name === 'Map' && args.length === 1 && args[0]?.type.name === 'List') {
      const list = assigned(context, node, args[0], listOf(type.args[1] ?? OBJECT)).js;
      return certain(
        `$.mapOfRows(${constant(context, type.args[0])},${constant(context, type.args[1])},${list})`,
        type,
      );
    }
    const text = args.map((a) => a.type.text).join(', ');
    return fail(context, node, `Constructor not defined: [${type.text}].<Constructor>(${text})`);
  }
  if (!chosen.platform.implementation) return code(refused(chosen.platform.text), type);
  const list = argumentList(context, node, args, chosen.parameters);
  return certain(
    `${constant(context, chosen.platform.implementation)}(${[constant(context, type), list].filter((t) => t !== '').join(',')})`,
    type,
  );
};

/** `new X(...)`, `new List<X>{...}`, `new Map<K, V>{...}`, `new X[n]` */
export const creation = (context: FunctionContext, node: NewExpr): Code => {
  const type = typeOf(context, node.type);
  const made = collection(context, node, type);
  if (made) return made;
  if (node.form !== 'arguments') return fail(context, node, `Invalid initializer type ${type.text}`);
  if (type.kind === 'sobject') {
    if (type.name === 'SObject') return fail(context, node, 'Type cannot be constructed: SObject');
    return row(context, node, type);
  }
  if (type.kind === 'user') return userObject(context, node, type);
  const symbol = platformClass(context.world, type);
  if (!symbol || symbol.kind === 'interface' || symbol.declaration.abstract === true) {
    return fail(context, node, `Type cannot be constructed: ${type.text}`);
  }
  return platformObject(context, node, type);
};
