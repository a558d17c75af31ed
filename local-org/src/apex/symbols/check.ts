import type { ApexType } from '../../types/apex-type.ts';
import type { ClassSymbol, MethodSymbol } from './class-symbol.ts';
import { directSupertypes, missingType } from './hierarchy.ts';
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
        !m.abstract &&
        !m.static &&
        m.name.toLowerCase() === required.name.toLowerCase() &&
        m.js.split('$p_')[0] === required.js,
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

/** Checks that a class keeps the promises of what it extends and implements. */
export const checkClass = (world: World, symbol: ClassSymbol): void => {
  // What a class inherits from an unknown type nobody can check.
  if (missingType(world, symbol) !== null) return;
  checkSuperclass(world, symbol);
  checkImplementations(world, symbol);
  for (const inner of symbol.inner.values()) checkClass(world, inner);
};
