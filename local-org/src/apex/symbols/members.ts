import { substitute, type PlatformField, type PlatformMethod } from '../../library/registry.ts';
import { OBJECT, type ApexType } from '../../types/apex-type.ts';
import type { ClassSymbol, ConstructorSymbol, FieldSymbol, MethodSymbol } from './class-symbol.ts';
import { directSupertypes } from './hierarchy.ts';
import { platformClass, userClass, type World } from './world.ts';

/** A method that a call may mean: one written in Apex or one of the library, with its types made concrete. */
export interface MethodCandidate {
  readonly name: string;
  readonly parameters: readonly ApexType[];
  readonly returns: ApexType;
  readonly static: boolean;
  readonly user: MethodSymbol | null;
  readonly platform: PlatformMethod | null;
  /** The type in which it was found. */
  readonly owner: ApexType;
}

const userCandidate = (method: MethodSymbol): MethodCandidate => ({
  name: method.name,
  parameters: method.parameters.map((p) => p.type),
  returns: method.returns,
  static: method.static,
  user: method,
  platform: null,
  owner: method.owner.type,
});

const platformCandidate = (method: PlatformMethod, owner: ApexType): MethodCandidate => {
  const variables = method.owner.declaration.typeParameters ?? [];
  const concrete = (type: ApexType): ApexType => substitute(type, variables, owner.args);
  return {
    name: method.name,
    parameters: method.parameters.map(concrete),
    returns: concrete(method.returns),
    static: method.static,
    user: null,
    platform: method,
    owner,
  };
};

const sameParameters = (a: MethodCandidate, b: MethodCandidate): boolean =>
  a.parameters.length === b.parameters.length && a.parameters.every((p, i) => p === b.parameters[i]);

const ownMethods = (world: World, type: ApexType, lower: string, isStatic: boolean): MethodCandidate[] => {
  const user = userClass(world, type);
  if (user) return (user.methods.get(lower) ?? []).filter((m) => m.static === isStatic).map(userCandidate);
  const platform = platformClass(world, type);
  if (!platform) return [];
  const table = isStatic ? platform.statics : platform.methods;
  return (table.get(lower) ?? []).map((m) => platformCandidate(m, type));
};

/**
 * All methods of a name that a type has, its own and inherited ones; an overridden method appears once, as the
 * nearest declaration.
 */
export const methodsNamed = (world: World, type: ApexType, name: string, isStatic: boolean): MethodCandidate[] => {
  const lower = name.toLowerCase();
  const result: MethodCandidate[] = [];
  const seen = new Set<ApexType>();
  const visit = (at: ApexType): void => {
    if (seen.has(at)) return;
    seen.add(at);
    for (const candidate of ownMethods(world, at, lower, isStatic)) {
      if (!result.some((known) => sameParameters(known, candidate))) result.push(candidate);
    }
    for (const parent of directSupertypes(world, at)) visit(parent);
  };
  visit(type);
  if (!isStatic) visit(OBJECT);
  return result;
};

/** A field or property of a class written in Apex, own or inherited. */
export const findField = (world: World, symbol: ClassSymbol, name: string): FieldSymbol | undefined => {
  const lower = name.toLowerCase();
  let at: ClassSymbol | undefined = symbol;
  while (at) {
    const found = at.fields.get(lower);
    if (found) return found;
    at = at.superclass ? userClass(world, at.superclass) : undefined;
  }
  return undefined;
};

/** A property of a library type, own or inherited, with its type made concrete. */
export const findPlatformField = (
  world: World,
  type: ApexType,
  name: string,
  isStatic: boolean,
): { field: PlatformField; type: ApexType } | undefined => {
  const lower = name.toLowerCase();
  let level: ApexType[] = [type];
  while (level.length > 0) {
    for (const at of level) {
      const platform = platformClass(world, at);
      const field = isStatic ? platform?.staticFields.get(lower) : platform?.fields.get(lower);
      if (platform && field) {
        return { field, type: substitute(field.type, platform.declaration.typeParameters ?? [], at.args) };
      }
    }
    level = level.flatMap((at) => directSupertypes(world, at));
  }
  return undefined;
};

export interface ConstructorCandidate {
  readonly parameters: readonly ApexType[];
  readonly user: ConstructorSymbol | null;
  readonly platform: PlatformMethod | null;
}

export const constructorsOf = (world: World, type: ApexType): ConstructorCandidate[] => {
  const user = userClass(world, type);
  if (user)
    return user.constructors.map((c) => ({ parameters: c.parameters.map((p) => p.type), user: c, platform: null }));
  const platform = platformClass(world, type);
  return (platform?.constructors ?? []).map((method) => ({
    parameters: platformCandidate(method, type).parameters,
    user: null,
    platform: method,
  }));
};
