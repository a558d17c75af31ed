import { substitute } from '../../library/registry.ts';
import { OBJECT, SOBJECT, type ApexType } from '../../types/apex-type.ts';
import type { ClassSymbol } from './class-symbol.ts';
import { platformClass, userClass, type World } from './world.ts';

/** What a type extends and implements directly. */
export const directSupertypes = (world: World, type: ApexType): ApexType[] => {
  const user = userClass(world, type);
  if (user) return [...(user.superclass ? [user.superclass] : []), ...user.interfaces];
  if (type.kind === 'sobject') return type === SOBJECT ? [] : [SOBJECT];
  if (type.kind !== 'platform') return [];
  const symbol = platformClass(world, type);
  if (!symbol) return [];
  const variables = symbol.declaration.typeParameters ?? [];
  return [...(symbol.superclass ? [symbol.superclass] : []), ...symbol.interfaces].map((parent) =>
    substitute(parent, variables, type.args),
  );
};

/**
 * Steps from a type up to one of its supertypes that satisfies a test.
 * @returns 0 for the type itself; undefined when no supertype satisfies it
 */
export const stepsTo = (world: World, from: ApexType, test: (type: ApexType) => boolean): number | undefined => {
  let level: ApexType[] = [from];
  const seen = new Set<ApexType>();
  for (let steps = 0; level.length > 0; steps += 1) {
    if (level.some(test)) return steps;
    const next: ApexType[] = [];
    for (const type of level) {
      if (seen.has(type)) continue;
      seen.add(type);
      next.push(...directSupertypes(world, type));
    }
    level = next;
  }
  return undefined;
};

/** The unknown type that a class depends on through what it extends and implements, or null. */
export const missingType = (world: World, symbol: ClassSymbol): string | null => {
  let at: ClassSymbol | undefined = symbol;
  const seen = new Set<ClassSymbol>();
  while (at && !seen.has(at)) {
    if (at.missing !== null) return at.missing;
    seen.add(at);
    at = at.superclass ? userClass(world, at.superclass) : undefined;
  }
  return null;
};

/** The superclass of a type; null for the roots. */
export const superclassOf = (world: World, type: ApexType): ApexType | null => {
  const user = userClass(world, type);
  if (user) return user.superclass;
  if (type.kind === 'sobject') return type === SOBJECT ? OBJECT : SOBJECT;
  return platformClass(world, type)?.superclass ?? null;
};

const EXCEPTION = 'exception';

/** True for Exception and everything that extends it. */
export const isException = (world: World, type: ApexType): boolean =>
  stepsTo(world, type, (t) => t.kind === 'platform' && t.name.toLowerCase() === EXCEPTION) !== undefined;
