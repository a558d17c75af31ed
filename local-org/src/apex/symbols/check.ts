import { OBJECT, type ApexType } from '../../types/apex-type.ts';
import type { ClassSymbol, MethodSymbol } from './class-symbol.ts';
import { directSupertypes, missingType } from './hierarchy.ts';
import { methodsNamed } from './members.ts';
import { report, userClass, type World } from './world.ts';

const inheritedMethods = (world: World, symbol: ClassSymbol): MethodSymbol[] => {
  const result: MethodSymbol[] = [];
  for (let type: ApexType | null = symbol.type; type;) {
    const at: ClassSymbol | undefined = userClass(world, type);
    if (!at) break;
    for (const methods of at.methods.values()) result.push(...methods);
    type = at.superclass;
  }
  return result;
};

/** Abstract and interface methods that a class must have, of everything it extends and implements. */
const requiredMethods = (world: World, type: ApexType, seen = new Set<ApexType>()): MethodSymbol[] => {
  if (seen.has(type)) return [];
  seen.add(type);
  const symbol = userClass(world, type);
  const own = symbol ? [...symbol.methods.values()].flat().filter((m) => m.abstract && !m.static) : [];
  return [...own, ...directSupertypes(world, type).flatMap((parent) => requiredMethods(world, parent, seen))];
};

const checkImplementations = (world: World, symbol: ClassSymbol): void => {
  if (symbol.what !== 'class' || symbol.abstract) return;
  const methods = inheritedMethods(world, symbol);
  for (const required of requiredMethods(world, symbol.type)) {
    const found = methods.some(
      (m) =>
        !m.abstract && m.name.toLowerCase() === required.name.toLowerCase() && m.js.split('$p_')[0] === required.js,
    );
    if (found) continue;
    const parameters = required.parameters.map((p) => p.type.text).join(', ');
    const kind = required.owner.what === 'interface' ? 'interface' : 'abstract';
    report(
      world,
      symbol.file,
      symbol.declaration,
      `Class ${symbol.qualifiedName} must implement the ${kind === 'interface' ? 'method' : 'abstract method'}: ${required.returns.text} ${required.owner.qualifiedName}.${required.name}(${parameters})`,
    );
  }
};

const checkSuperclass = (world: World, symbol: ClassSymbol): void => {
  const parent = symbol.superclass ? userClass(world, symbol.superclass) : undefined;
  if (!parent) return;
  if (parent.what === 'interface') {
    report(
      world,
      symbol.file,
      symbol.declaration,
      `Class ${symbol.qualifiedName} cannot extend interface: ${parent.qualifiedName}`,
    );
  } else if (!parent.virtual && !parent.abstract) {
    report(
      world,
      symbol.file,
      symbol.declaration,
      `Non-virtual and non-abstract type cannot be extended: ${parent.type.text}`,
    );
  }
};

const userSuperclass = (world: World, symbol: ClassSymbol): ClassSymbol | undefined =>
  symbol.superclass ? userClass(world, symbol.superclass) : undefined;

const signatureOf = (method: MethodSymbol): string =>
  `${method.returns.text} ${method.owner.qualifiedName}.${method.name}(${method.parameters.map((p) => p.type.text).join(', ')})`;

/** The method of a superclass that a method stands in for. */
const overridden = (world: World, method: MethodSymbol): MethodSymbol | undefined => {
  for (let at = userSuperclass(world, method.owner); at; at = userSuperclass(world, at)) {
    const found = at.methods.get(method.name.toLowerCase())?.find((m) => m.js === method.js && !m.static);
    if (found) return found;
  }
  return undefined;
};

/** Whether the library, or an interface, declares an instance method of that name in what a class is. */
const mayComeFromElsewhere = (world: World, method: MethodSymbol): boolean =>
  directSupertypes(world, method.owner.type).some((parent) =>
    methodsNamed(world, parent, method.name, false).some((m) => !m.user || m.user.owner.what === 'interface'),
  ) || methodsNamed(world, OBJECT, method.name, false).length > 0;

const checkOverride = (world: World, method: MethodSymbol): void => {
  const { declaration, owner } = method;
  const { keywords } = declaration.modifiers;
  const parent = overridden(world, method);
  const says = (text: string): void => report(world, owner.file, declaration, `${text}: ${signatureOf(method)}`);
  if (!parent) {
    if (keywords.includes('override') && !mayComeFromElsewhere(world, method)) {
      says('@Override specified for non-overriding method');
    }
    return;
  }
  const open = ['virtual', 'abstract', 'override'].some((word) => parent.declaration.modifiers.keywords.includes(word));
  if (!open) says('Non-virtual, non-abstract methods cannot be overridden');
  // An abstract method may be implemented without the keyword.
  else if (!keywords.includes('override') && !parent.abstract) says('Method must use the override keyword');
};

const checkOverrides = (world: World, symbol: ClassSymbol): void => {
  if (symbol.what !== 'class') return;
  for (const method of [...symbol.methods.values()].flat()) if (!method.static) checkOverride(world, method);
};

/** Checks that a class keeps the promises of what it extends and implements. */
export const checkClass = (world: World, symbol: ClassSymbol): void => {
  // What a class inherits from an unknown type nobody can check.
  if (missingType(world, symbol) !== null) return;
  checkSuperclass(world, symbol);
  checkImplementations(world, symbol);
  checkOverrides(world, symbol);
  for (const inner of symbol.inner.values()) checkClass(world, inner);
};
