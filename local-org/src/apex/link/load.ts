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
import type { ApexRuntime, EmittedClass, EmittedMethod } from '../emit/runtime-types.ts';

/** A file whose JavaScript has been written. */
export interface EmittedFile {
  readonly context: FileContext;
  readonly ranges: readonly ScriptRange[];
}

/** The classes that a script defines, by their JavaScript names. */
export type ScriptClasses = Readonly<Record<string, EmittedClass>>;

type ScriptFunction = (
  runtime: ApexRuntime,
  constants: readonly unknown[],
  hits: Uint8Array,
  classAt: (index: number) => EmittedClass,
) => ScriptClasses;

/** The whole script of a file: a function of its runtime, on one line before Apex line 1. */
const scriptText = ({ context }: EmittedFile): string => {
  const constants = context.constants.map((_, i) => `k${i}=K[${i}]`);
  const classes = Array.from({ length: context.classes.size }, (_, i) => `c${i}`);
  const head = [
    '($,K,h,C)=>{"use strict";const classes={};',
    constants.length > 0 ? `const ${constants.join(',')};` : '',
    // What `classRef` writes fills them, each at its first use.
    classes.length > 0 ? `let ${classes.join(',')};` : '',
  ].join('');
  return `${head}${context.out.text()}return classes;}`;
};

/** Bytes past the last line of a file, one per line: 1 when a statement of it has run. */
const hitsOf = (file: EmittedFile): Uint8Array => new Uint8Array(Math.max(0, ...file.context.lines) + 1);

/**
 * Compiles the JavaScript of one file and runs its declarations.
 * @param classOf loads a class that the file refers to
 */
export const runScript = (
  file: EmittedFile,
  runtime: ApexRuntime,
  classOf: (symbol: ClassSymbol) => EmittedClass,
): { classes: ScriptClasses; hits: Uint8Array } => {
  const { scriptName } = file.context.file;
  registerScript(scriptName, file.ranges);
  const compiled = new vm.Script(scriptText(file), { filename: scriptName }).runInThisContext() as ScriptFunction;
  const hits = hitsOf(file);
  const symbols = [...file.context.classes.keys()];
  const classAt = (index: number): EmittedClass => {
    const symbol = symbols[index];
    if (!symbol) throw new RangeError(`${scriptName} has no class ${index}`);
    return classOf(symbol);
  };
  return { classes: compiled(runtime, file.context.constants, hits, classAt), hits };
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

/** Whether a class that the class extends declares an abstract method of that JavaScript name. */
const isAbstractAbove = (world: World, symbol: ClassSymbol, js: string): boolean => {
  const above = symbol.superclass ? userClass(world, symbol.superclass) : undefined;
  if (!above) return false;
  const own = [...above.methods.values()].flat().some((method) => method.abstract && method.js === js);
  return own || isAbstractAbove(world, above, js);
};

/**
 * Gives a loaded class its place in the hierarchy: its prototype, its type, its dispatch table.
 * @param parent the loaded class that it extends, which has its place already; undefined when that is none of Apex
 */
export const linkClass = (
  world: World,
  symbol: ClassSymbol,
  own: EmittedClass,
  parent: EmittedClass | undefined,
): void => {
  const root = isException(world, symbol.type) ? ApexException.prototype : ApexObject.prototype;
  Object.setPrototypeOf(own.prototype, parent?.prototype ?? root);
  Object.defineProperty(own.prototype, 'apexType', { get: () => symbol.type, configurable: true });
  const prototype = own.prototype as Record<string, EmittedMethod> & { [DISPATCH]?: Dispatch };
  for (const method of [...symbol.methods.values()].flat()) {
    // A private method may be what an inherited abstract one without a modifier asks for.
    const [plain = '', rest] = method.js.split('$p_');
    if (rest !== undefined && isAbstractAbove(world, symbol, plain)) {
      prototype[plain] = function (this: unknown, ...args) {
        return (this as Record<string, EmittedMethod>)[method.js]?.apply(this, args);
      };
    }
  }
  const above: { readonly [DISPATCH]?: Dispatch } | undefined = parent?.prototype;
  prototype[DISPATCH] = dispatchTable(world, symbol, prototype, above?.[DISPATCH]);
};
