import vm from 'node:vm';
import { DISPATCH, type Dispatch } from '../../runtime/invoke.ts';
import { registerScript, type ScriptRange } from '../../runtime/stack.ts';
import { ApexException } from '../../values/apex-exception.ts';
import { ApexObject } from '../../values/apex-object.ts';
import type { ApexType } from '../../types/apex-type.ts';
import type { ClassSymbol } from '../symbols/class-symbol.ts';
import { directSupertypes, isException } from '../symbols/hierarchy.ts';
import { platformClass, userClass, type World } from '../symbols/world.ts';
import type { FileContext } from '../emit/context.ts';
import type { ApexRuntime, EmittedClass, EmittedMethod, EmittedScript } from '../emit/runtime-types.ts';

/** A file whose JavaScript has been written. */
export interface EmittedFile {
  readonly context: FileContext;
  readonly ranges: readonly ScriptRange[];
}

type ScriptFunction = (runtime: ApexRuntime, constants: readonly unknown[], hits: Uint8Array) => EmittedScript;

/** The whole script of a file: a function of its runtime, on one line before Apex line 1. */
const scriptText = ({ context }: EmittedFile): string => {
  const constants = context.constants.map((_, i) => `k${i}=K[${i}]`);
  const classes = Array.from({ length: context.classes.size }, (_, i) => `c${i}`);
  const head = [
    '($,K,h)=>{"use strict";const classes={};',
    constants.length > 0 ? `const ${constants.join(',')};` : '',
    classes.length > 0 ? `let ${classes.join(',')};` : '',
  ].join('');
  const link = classes.length > 0 ? `[${classes.join(',')}]=a;` : '';
  return `${head}${context.out.text()}return {classes,link(a){${link}}};}`;
};

/** Bytes past the last line of a file, one per line: 1 when a statement of it has run. */
const hitsOf = (file: EmittedFile): Uint8Array => new Uint8Array(Math.max(0, ...file.context.lines) + 1);

/** Compiles the JavaScript of one file and runs its declarations. */
export const runScript = (file: EmittedFile, runtime: ApexRuntime): { script: EmittedScript; hits: Uint8Array } => {
  const { scriptName } = file.context.file;
  registerScript(scriptName, file.ranges);
  const compiled = new vm.Script(scriptText(file), { filename: scriptName }).runInThisContext() as ScriptFunction;
  const hits = hitsOf(file);
  return { script: compiled(runtime, file.context.constants, hits), hits };
};

const isLibraryMethod = (world: World, symbol: ClassSymbol, name: string, parameters: readonly ApexType[]): boolean => {
  const seen = new Set<ApexType>();
  const visit = (type: ApexType): boolean => {
    if (seen.has(type)) return false;
    seen.add(type);
    const methods = type.kind === 'platform' ? (platformClass(world, type)?.methods.get(name) ?? []) : [];
    const found = methods.some(
      (m) =>
        m.parameters.length === parameters.length &&
        m.parameters.every((p, i) => p.kind === 'variable' || p === parameters[i]),
    );
    return found || directSupertypes(world, type).some(visit);
  };
  return visit(symbol.type);
};

/** The table by which the library calls the class's methods; those of its superclass are reached by inheritance. */
const dispatchTable = (
  world: World,
  symbol: ClassSymbol,
  prototype: Record<string, EmittedMethod>,
  parent: Dispatch | undefined,
): Dispatch => {
  const table: Record<string, EmittedMethod> = Object.create(parent ?? null) as Record<string, EmittedMethod>;
  const settled = new Set<string>();
  for (const [name, methods] of symbol.methods) {
    for (const method of methods) {
      if (method.static || method.abstract) continue;
      const key = `${name}/${method.parameters.length}`;
      // Of several overloads the library means the one that its interface declares.
      const exact = isLibraryMethod(
        world,
        symbol,
        name,
        method.parameters.map((p) => p.type),
      );
      if (settled.has(key) || (Object.hasOwn(table, key) && !exact)) continue;
      if (exact) settled.add(key);
      // Looked up at each call: a subclass may override it.
      table[key] = function (this: unknown, ...args) {
        const own = (this as Record<string, EmittedMethod>)[method.js] ?? prototype[method.js];
        return own?.apply(this, args);
      };
    }
  }
  return table;
};

/**
 * Gives emitted classes their place in the hierarchy, parents first.
 * @param fresh the classes that have none yet
 * @param emitted all classes of the program
 */
export const linkHierarchy = (
  world: World,
  fresh: Iterable<ClassSymbol>,
  emitted: ReadonlyMap<ClassSymbol, EmittedClass>,
): void => {
  const pending = new Set(fresh);
  const linked = new Set<ClassSymbol>();
  const linkClass = (symbol: ClassSymbol): void => {
    if (linked.has(symbol) || !pending.has(symbol)) return;
    linked.add(symbol);
    const own = emitted.get(symbol);
    if (!own) return;
    const parentSymbol = symbol.superclass ? userClass(world, symbol.superclass) : undefined;
    const parent = parentSymbol ? emitted.get(parentSymbol) : undefined;
    if (parentSymbol) linkClass(parentSymbol);
    const root = isException(world, symbol.type) ? ApexException.prototype : ApexObject.prototype;
    Object.setPrototypeOf(own.prototype, parent?.prototype ?? root);
    Object.defineProperty(own.prototype, 'apexType', { get: () => symbol.type, configurable: true });
    const prototype = own.prototype as Record<string, EmittedMethod> & { [DISPATCH]?: Dispatch };
    const inherited = (parent?.prototype as { [DISPATCH]?: Dispatch } | undefined)?.[DISPATCH];
    prototype[DISPATCH] = dispatchTable(world, symbol, prototype, inherited);
  };
  for (const symbol of pending) linkClass(symbol);
};
