import { apexType, listOf, OBJECT, PRIMITIVES, SOBJECT, VOID, type ApexType } from '../../types/apex-type.ts';
import type { TypeRef } from '../ast.ts';
import type { ClassSymbol } from './class-symbol.ts';
import { userClass, type World } from './world.ts';

/** A nested type, looked up in a class and in those it extends. */
export const innerType = (world: World, symbol: ClassSymbol, name: string): ClassSymbol | undefined => {
  let at: ClassSymbol | undefined = symbol;
  while (at) {
    const found = at.inner.get(name.toLowerCase());
    if (found) return found;
    at = at.superclass ? userClass(world, at.superclass) : undefined;
  }
  return undefined;
};

/** A class written in Apex that a simple name means inside a class. */
const userType = (world: World, name: string, scope: ClassSymbol | null): ClassSymbol | undefined => {
  const lower = name.toLowerCase();
  for (let at = scope; at; at = at.outer) {
    const found = innerType(world, at, name);
    if (found) return found;
    if (at.name.toLowerCase() === lower) return at;
  }
  return world.topLevel.get(lower);
};

const sobject = (world: World, name: string): ApexType | undefined => {
  const found = world.schema.object(name, world.namespace);
  if (found) return apexType('sobject', found.name);
  return name.toLowerCase() === 'aggregateresult' ? apexType('sobject', 'AggregateResult') : undefined;
};

const builtIn = (world: World, name: string, args: readonly ApexType[]): ApexType | undefined => {
  const lower = name.toLowerCase();
  if (args.length === 0) {
    if (lower === 'object') return OBJECT;
    if (lower === 'sobject') return SOBJECT;
    if (lower === 'void') return VOID;
    const primitive = PRIMITIVES.get(lower);
    if (primitive) return primitive;
  }
  const platform = world.registry.find(name);
  if (!platform) return undefined;
  // A library class found only by its Schema. name yields to an object of that name.
  if (platform.name.toLowerCase() !== lower && args.length === 0) {
    const object = sobject(world, name);
    if (object) return object;
  }
  const parameters = platform.declaration.typeParameters?.length ?? 0;
  if (args.length === 0 && parameters > 0)
    return apexType('platform', platform.name, Array<ApexType>(parameters).fill(OBJECT));
  return apexType('platform', platform.name, args);
};

/**
 * The type a dotted name means.
 * @param path e.g. `['Database', 'SaveResult']`
 * @param args resolved type arguments of the last part
 * @param scope the class in which the name is written
 */
export const resolvePath = (
  world: World,
  path: readonly string[],
  args: readonly ApexType[],
  scope: ClassSymbol | null,
): ApexType | undefined => {
  const [first = '', ...rest] = path;
  const user = userType(world, first, scope);
  if (user) {
    let at: ClassSymbol | undefined = user;
    for (const name of rest) at = at ? innerType(world, at, name) : undefined;
    if (at) return at.type;
  }
  if (rest.length === 0) return builtIn(world, first, args) ?? sobject(world, first);
  const lower = first.toLowerCase();
  if (lower === world.namespace.toLowerCase()) {
    const top = world.topLevel.get((rest[0] ?? '').toLowerCase());
    let at = top;
    for (const name of rest.slice(1)) at = at ? innerType(world, at, name) : undefined;
    if (at) return at.type;
  }
  if (lower === 'system') return builtIn(world, rest.join('.'), args);
  if (lower === 'schema') {
    const whole = rest.join('.');
    const platform = world.registry.find(`Schema.${whole}`);
    if (platform?.name.toLowerCase() === `schema.${whole}`.toLowerCase())
      return builtIn(world, `Schema.${whole}`, args);
    return sobject(world, whole) ?? builtIn(world, whole, args);
  }
  return builtIn(world, path.join('.'), args);
};

/** The type that a written type means, or undefined when there is none. */
export const resolveType = (world: World, ref: TypeRef, scope: ClassSymbol | null): ApexType | undefined => {
  const last = ref.parts.at(-1);
  const args: ApexType[] = [];
  for (const arg of last?.args ?? []) {
    const resolved = resolveType(world, arg, scope);
    if (!resolved) return undefined;
    args.push(resolved);
  }
  let type = resolvePath(
    world,
    ref.parts.map((part) => part.name),
    args,
    scope,
  );
  for (let i = 0; type && i < ref.arrays; i += 1) type = listOf(type);
  return type;
};

/** The part of a written type that has no meaning: the type itself or one of its arguments. */
export const unknownPart = (world: World, ref: TypeRef, scope: ClassSymbol | null): TypeRef => {
  for (const arg of ref.parts.at(-1)?.args ?? []) {
    if (!resolveType(world, arg, scope)) return unknownPart(world, arg, scope);
  }
  return ref;
};

/** A type as its author wrote it, for messages. */
export const typeRefText = (ref: TypeRef): string =>
  ref.parts
    .map((part) => (part.args.length > 0 ? `${part.name}<${part.args.map(typeRefText).join(',')}>` : part.name))
    .join('.') + '[]'.repeat(ref.arrays);
