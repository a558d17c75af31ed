import {
  BOOLEAN,
  OBJECT,
  platformType,
  SOBJECT,
  STRING,
  INTEGER,
  listOf,
  VOID,
  type ApexType,
} from '../../types/apex-type.ts';
import type { CallExpr, ChainExpr, Expr, FieldExpr, NameExpr, Position } from '../ast.ts';
import { hasAnnotation, type ClassSymbol } from '../symbols/class-symbol.ts';
import { isException } from '../symbols/hierarchy.ts';
import { constructorsOf, methodsNamed, type MethodCandidate } from '../symbols/members.ts';
import { resolvePath } from '../symbols/type-resolver.ts';
import { platformClass, userClass } from '../symbols/world.ts';
import { chooseOverload, rivals } from '../types/overloads.ts';
import { argumentList, builtInExceptionConstructor, refused } from './arguments.ts';
import { dynamicScope } from './dynamic-scope.ts';
import { certain, code, quoted, receiver, type Code } from './code.ts';
import { assigned } from './conversions.ts';
import { abandonUnknown, classRef, constant, fail, noSuchName, type FunctionContext } from './context.ts';
import { chained, expression, guarded, resolvedValue } from './expressions.ts';
import { nameText, resolve, type Resolved } from './names.ts';
import { sobjectStaticCall } from './sobject-calls.ts';
import { isVisible } from './visibility.ts';

const signature = (name: string, args: readonly Code[]): string =>
  `${name}(${args.map((a) => a.type.text).join(', ')})`;

const unknownMethod = (
  context: FunctionContext,
  node: CallExpr,
  args: readonly Code[],
  owner: ApexType | null,
): never => {
  const text = `${signature(node.name, args)} from the type ${owner?.text ?? context.symbol.type.text}`;
  return fail(context, node, `Method does not exist or incorrect signature: void ${text}`);
};

/** Calls a library method; the arguments are JavaScript, the receiver first for an instance method. */
export const platformCall = (context: FunctionContext, method: MethodCandidate, args: readonly string[]): Code => {
  const { platform } = method;
  if (!platform?.implementation) return code(refused(platform?.text ?? method.name), method.returns);
  return code(`${constant(context, platform.implementation)}(${args.join(',')})`, method.returns);
};

/** Methods that build a query from text need to know the variables that its binds may name. */
const NEEDS_SCOPE = new Set(['query', 'countquery', 'getquerylocator', 'getcursor']);

/** Apex refuses a call that two methods of the project's classes fit equally well. */
const checkAmbiguity = (
  context: FunctionContext,
  node: CallExpr,
  candidates: readonly MethodCandidate[],
  args: readonly Code[],
  method: MethodCandidate | undefined,
): void => {
  if (!method?.user) return;
  const types = args.map((a) => a.type);
  const [rival] = rivals(context.world, candidates, types, method);
  if (rival) fail(context, node, `Method signature is ambiguous: ${signature(node.name, args)}`);
};

const checkAccess = (context: FunctionContext, node: Position, method: MethodCandidate): void => {
  const { user } = method;
  if (!user || isVisible(context, user, user.declaration.modifiers)) return;
  fail(context, node, `Method is not visible: ${user.owner.name}.${user.name}()`);
};

const staticCall = (context: FunctionContext, node: CallExpr, method: MethodCandidate, args: readonly Code[]): Code => {
  const list = argumentList(context, node, args, method.parameters);
  if (!method.user) {
    const call = platformCall(context, method, list === '' ? [] : [list]);
    const isQuery = method.owner.name === 'Database' && NEEDS_SCOPE.has(method.name.toLowerCase());
    return isQuery || method.owner.name === 'Search'
      ? code(`$.withCaller(${dynamicScope(context)},()=>${call.js})`, call.type)
      : call;
  }
  checkAccess(context, node, method);
  const target = `${classRef(context, method.user.owner)}.${method.user.js}`;
  if (hasAnnotation(method.user.declaration.modifiers, 'future')) {
    const name = `${method.user.owner.qualifiedName}.${method.user.name}`;
    return code(`$.future(${quoted(name)},${target},[${list}])`, VOID);
  }
  return code(`${target}(${list})`, method.returns);
};

/** A class or interface of the library whose methods Apex classes may define: the object's own method goes first. */
const isOverridable = (context: FunctionContext, method: MethodCandidate): boolean => {
  const symbol = platformClass(context.world, method.owner);
  return (
    symbol?.kind === 'interface' ||
    symbol?.declaration.virtual === true ||
    symbol?.name === 'Exception' ||
    symbol?.name === 'Object'
  );
};

const instanceCall = (
  context: FunctionContext,
  node: CallExpr,
  target: Code,
  method: MethodCandidate,
  args: readonly Code[],
  isSuper = false,
): Code => {
  const list = argumentList(context, node, args, method.parameters);
  if (method.user) {
    checkAccess(context, node, method);
    if (isSuper) {
      const parent = `${classRef(context, method.user.owner)}.prototype.${method.user.js}`;
      return code(`${parent}.call(this${list === '' ? '' : `,${list}`})`, method.returns);
    }
    return code(`${receiver(target)}.${method.user.js}(${list})`, method.returns);
  }
  const type = specialReturn(target, method);
  if (isOverridable(context, method) && !isSuper && target.type.kind !== 'primitive') {
    const implementation = method.platform?.implementation;
    const fallback = implementation ? constant(context, implementation) : 'null';
    return code(
      `$.invoke(${receiver(target)},${quoted(`${node.name.toLowerCase()}/${args.length}`)},[${list}],${fallback})`,
      type,
    );
  }
  const call = platformCall(context, method, [receiver(target), ...(list === '' ? [] : [list])]);
  return code(call.js, type);
};

/** Methods whose result has the receiver's own type although the library's table says SObject. */
const specialReturn = (target: Code, method: MethodCandidate): ApexType => {
  const name = method.name.toLowerCase();
  if (target.type.kind === 'sobject' && method.returns === SOBJECT && name === 'clone') return target.type;
  return method.returns;
};

const enumCall = (context: FunctionContext, node: CallExpr, target: Code): Code | undefined => {
  const symbol = userClass(context.world, target.type);
  const isEnum = symbol ? symbol.what === 'enum' : platformClass(context.world, target.type)?.kind === 'enum';
  if (!isEnum) return undefined;
  const lower = node.name.toLowerCase();
  if (lower === 'name' && node.args.length === 0) return certain(`${receiver(target)}.name`, STRING);
  if (lower === 'tostring' && node.args.length === 0) return certain(`${receiver(target)}.name`, STRING);
  if (lower === 'ordinal' && node.args.length === 0) return certain(`${receiver(target)}.ordinal`, INTEGER);
  if (lower === 'hashcode' && node.args.length === 0) return certain(`${receiver(target)}.ordinal`, INTEGER);
  const [other] = node.args;
  if (lower === 'equals' && other) return certain(`(${receiver(target)}===${expression(context, other).js})`, BOOLEAN);
  return undefined;
};
const enumStatic = (context: FunctionContext, node: CallExpr, type: ApexType): Code | undefined => {
  const symbol = userClass(context.world, type);
  const platform = symbol ? undefined : platformClass(context.world, type);
  const constants = symbol ? symbol.constants : [...(platform?.constants.values() ?? [])];
  if (!(symbol ? symbol.what === 'enum' : platform?.kind === 'enum')) return undefined;
  const lower = node.name.toLowerCase();
  const [text] = node.args;
  if (lower === 'values' && !text) {
    return certain(`$.list(${constant(context, type)},[...${constant(context, constants)}])`, listOf(type));
  }
  if (lower === 'valueof' && text) {
    const value = assigned(context, node, expression(context, text), STRING).js;
    return certain(`$.enumValue(${constant(context, type)},${constant(context, constants)},${value})`, type);
  }
  return undefined;
};

/** `record.Name.addError('...')`: an error at a field. */
const fieldError = (context: FunctionContext, node: CallExpr): Code | undefined => {
  const { target } = node;
  if (node.name.toLowerCase() !== 'adderror' || target?.kind !== 'field' || target.safe) return undefined;
  const owner = ownerOf(context, target);
  if (owner?.type.kind !== 'sobject') return undefined;
  const object = context.world.schema.object(owner.type.name, context.world.namespace);
  const field = object ? context.world.schema.field(object, target.name, context.world.namespace) : undefined;
  const [message] = node.args;
  if (!field || !message) return undefined;
  const text = expression(context, message);
  return code(`$.addFieldError(${receiver(owner)},${quoted(field.name)},$.messageOf(${text.js}))`, VOID);
};

const ownerOf = (context: FunctionContext, node: FieldExpr): Code | undefined => {
  if (node.target.kind !== 'name' && node.target.kind !== 'field') return expression(context, node.target);
  const found = resolve(context, node.target, false);
  return found?.kind === 'place' ? found.place.read : undefined;
};

const callOnType = (
  context: FunctionContext,
  node: CallExpr,
  type: ApexType,
  args: readonly Code[],
): Code | undefined => {
  const built = enumStatic(context, node, type);
  if (built) return built;
  const candidates = methodsNamed(context.world, type, node.name, true);
  const method = chooseOverload(
    context.world,
    candidates,
    args.map((a) => a.type),
  );
  checkAmbiguity(context, node, candidates, args, method);
  if (method) return staticCall(context, node, method, args);
  return type.kind === 'sobject' ? sobjectStaticCall(context, node, type, args) : undefined;
};

const callOnValue = (
  context: FunctionContext,
  node: CallExpr,
  target: Code,
  args: readonly Code[],
): Code | undefined => {
  abandonUnknown(target.type);
  const built = enumCall(context, node, target);
  if (built) return built;
  const candidates = methodsNamed(context.world, target.type, node.name, false);
  const method = chooseOverload(
    context.world,
    candidates,
    args.map((a) => a.type),
  );
  checkAmbiguity(context, node, candidates, args, method);
  return method ? instanceCall(context, node, target, method, args) : undefined;
};

const withSafety = (context: FunctionContext, node: CallExpr, target: Expr, args: readonly Code[]): Code => {
  const value = guarded(context, chained(context, target));
  return callOnValue(context, node, value, args) ?? unknownMethod(context, node, args, value.type);
};

/** A call without a target: a method of the class, of those it extends, or a static one of an outer class. */
const unqualified = (context: FunctionContext, node: CallExpr, args: readonly Code[]): Code => {
  const types = args.map((a) => a.type);
  let symbol: ClassSymbol | null = context.symbol;
  while (symbol) {
    const own = symbol === context.symbol && !context.static;
    const candidates = [
      ...(own ? methodsNamed(context.world, symbol.type, node.name, false) : []),
      ...methodsNamed(context.world, symbol.type, node.name, true),
    ];
    const method = chooseOverload(context.world, candidates, types);
    checkAmbiguity(context, node, candidates, args, method);
    if (method?.static === true) return staticCall(context, node, method, args);
    if (method) return instanceCall(context, node, certain('this', symbol.type), method, args);
    symbol = symbol.outer;
  }
  return unknownMethod(context, node, args, null);
};

const superCall = (context: FunctionContext, node: CallExpr, args: readonly Code[]): Code => {
  const parent = context.symbol.superclass ?? OBJECT;
  const method = chooseOverload(
    context.world,
    methodsNamed(context.world, parent, node.name, false),
    args.map((a) => a.type),
  );
  return method
    ? instanceCall(context, node, certain('this', parent), method, args, true)
    : unknownMethod(context, node, args, parent);
};

const onName = (
  context: FunctionContext,
  node: CallExpr,
  target: NameExpr | FieldExpr,
  args: readonly Code[],
): Code => {
  const found: Resolved | undefined = resolve(context, target, false);
  const value = found ? resolvedValue(context, target, found) : undefined;
  const path = found && (found.kind === 'prefix' || found.kind === 'type') ? found.path : [];
  const type = found?.kind === 'type' ? found.type : path.length > 0 ? classOf(context, path) : undefined;
  const result = value
    ? callOnValue(context, node, value, args)
    : type
      ? callOnType(context, node, type, args)
      : undefined;
  if (result) return result;
  // A variable hides a type of the same name only as long as it has the method.
  const hidden = value ? resolvePath(context.world, nameText(target).split('.'), [], context.symbol) : undefined;
  const other = hidden ? callOnType(context, node, hidden, args) : undefined;
  if (other) return other;
  if (!value && !type) return noSuchName(context, target, nameText(target));
  return unknownMethod(context, node, args, value?.type ?? type ?? null);
};

/** A namespace of the library that is a class too: `System.debug(...)`, `Database.insert(...)`. */
const classOf = (context: FunctionContext, path: readonly string[]): ApexType | undefined => {
  const symbol = context.world.registry.find(path.join('.'));
  return symbol ? platformType(symbol.name) : undefined;
};

/** A method call. */
export const call = (context: FunctionContext, node: CallExpr): Code => {
  const { target } = node;
  const error = fieldError(context, node);
  if (error) return error;
  const args = node.args.map((arg) => expression(context, arg));
  if (!target) return unqualified(context, node, args);
  if (node.safe) return withSafety(context, node, target, args);
  if (target.kind === 'super') return superCall(context, node, args);
  if ((target.kind === 'name' || target.kind === 'field') && !(target.kind === 'field' && target.safe)) {
    return onName(context, node, target, args);
  }
  const value = chained(context, target);
  return callOnValue(context, node, value, args) ?? unknownMethod(context, node, args, value.type);
};

/** `this(...)` and `super(...)` at the beginning of a constructor. */
export const chain = (context: FunctionContext, node: ChainExpr): Code => {
  const { symbol } = context;
  const type = node.which === 'this' ? symbol.type : symbol.superclass;
  const args = node.args.map((arg) => expression(context, arg));
  const target = type ? userClass(context.world, type) : undefined;
  const chosen = type
    ? chooseOverload(
        context.world,
        constructorsOf(context.world, type),
        args.map((a) => a.type),
      )
    : undefined;
  if (target && chosen?.user) {
    return code(`this.${chosen.user.js}(${argumentList(context, node, args, chosen.parameters)})`, VOID);
  }
  if (isException(context.world, symbol.type)) {
    const own = node.which === 'this' ? symbol : target;
    const built = builtInExceptionConstructor(context, own ? `this.$x_${own.js}()` : 'this', args);
    if (built !== undefined) return code(built, VOID);
  }
  if (!target && args.length === 0) return code('void 0', VOID);
  return fail(
    context,
    node,
    `Constructor not defined: [${type?.text ?? 'Object'}].<Constructor>(${args.map((a) => a.type.text).join(', ')})`,
  );
};
