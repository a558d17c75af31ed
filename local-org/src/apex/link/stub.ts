import { apexType, type ApexType } from '../../types/apex-type.ts';
import { DISPATCH } from '../../runtime/invoke.ts';
import type { StubHandler } from '../../runtime/program.ts';
import type { ClassSymbol, MethodSymbol } from '../symbols/class-symbol.ts';
import { directSupertypes } from '../symbols/hierarchy.ts';
import { userClass, type World } from '../symbols/world.ts';
import type { EmittedClass, EmittedMethod } from '../emit/runtime-types.ts';
import { methodInfo } from './class-info.ts';

/** Instance methods of a class and of all it extends and implements, the nearest declaration of each. */
const instanceMethods = (
  world: World,
  symbol: ClassSymbol,
  found = new Map<string, MethodSymbol>(),
): Map<string, MethodSymbol> => {
  for (const method of [...symbol.methods.values()].flat()) {
    if (!method.static && !found.has(method.js)) found.set(method.js, method);
  }
  for (const type of directSupertypes(world, symbol.type)) {
    const parent = userClass(world, type);
    if (parent) instanceMethods(world, parent, found);
  }
  return found;
};

/** The type of a class's stubs, named as Salesforce names it: tools such as mocking libraries read the name. */
const stubType = (world: World, symbol: ClassSymbol): ApexType => {
  const type = apexType('user', `${symbol.type.name}__sfdc_ApexStub`);
  if (!world.byType.has(type)) {
    world.byType.set(type, {
      ...symbol,
      name: `${symbol.name}__sfdc_ApexStub`,
      type,
      superclass: symbol.what === 'interface' ? null : symbol.type,
      interfaces: symbol.what === 'interface' ? [symbol.type] : [],
      members: [],
      fields: new Map(),
      methods: new Map(),
    });
  }
  return type;
};

/**
 * An object of a class whose methods all ask a handler, as Test.createStub makes it. Static and private methods
 * stay as they are; no constructor runs.
 */
export const stubOf = (world: World, symbol: ClassSymbol, emitted: () => EmittedClass, handle: StubHandler): object => {
  const stub = Object.create(emitted().$new()) as Record<string, unknown> & {
    [DISPATCH]?: Record<string, EmittedMethod>;
  };
  const type = stubType(world, symbol);
  Object.defineProperty(stub, 'apexType', { get: () => type });
  const table: Record<string, EmittedMethod> = {};
  for (const method of instanceMethods(world, symbol).values()) {
    if (method.access === 'private') continue;
    const info = methodInfo(method, emitted);
    const ask: EmittedMethod = (...args) => handle(stub, info, args);
    stub[method.js] = ask;
    table[`${method.name.toLowerCase()}/${method.parameters.length}`] = ask;
  }
  stub[DISPATCH] = table;
  return stub;
};
