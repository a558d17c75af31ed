import { UnsupportedFeature } from '../../errors.ts';
import type { EmittedClass } from '../emit/runtime-types.ts';
import { symbolsIn, topLevel, type ClassSymbol } from '../symbols/class-symbol.ts';
import { userClass, type World } from '../symbols/world.ts';
import { linkClass, runScript, type EmittedFile } from './load.ts';
import { createRuntime } from './runtime.ts';

/** Loads the classes of a program, each file when one of its classes is first used. */
export interface Loader {
  /**
   * @param symbol the class that holds the file's code
   * @param emit writes its JavaScript; called once, at the latest when the file is loaded
   */
  add(symbol: ClassSymbol, emit: () => EmittedFile): void;
  /** The JavaScript of a file, which need not be loaded for it. */
  emitted(symbol: ClassSymbol): EmittedFile;
  /** The class, ready to be used. */
  classOf(symbol: ClassSymbol): EmittedClass;
  /** Whether a line of a file has run: 1 or 0, by line; empty when the file has never been loaded. */
  hits(symbol: ClassSymbol): Uint8Array;
}

/** A function that is called once and whose result is kept. */
const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

export const createLoader = (world: World): Loader => {
  const runtime = createRuntime(world);
  const files = new Map<ClassSymbol, () => EmittedFile>();
  const hits = new Map<ClassSymbol, Uint8Array>();
  const loaded = new Map<ClassSymbol, EmittedClass>();
  /** Loaded, but without their place in the hierarchy. */
  const unlinked = new Set<ClassSymbol>();

  const emitted = (symbol: ClassSymbol): EmittedFile => {
    const file = files.get(symbol);
    if (!file) throw new UnsupportedFeature(`class ${symbol.qualifiedName}, which does not compile`);
    return file();
  };
  const load = (symbol: ClassSymbol): EmittedClass => {
    const known = loaded.get(symbol);
    if (known) return known;
    const top = topLevel(symbol);
    const script = runScript(emitted(top), runtime, classOf);
    hits.set(top, script.hits);
    for (const inside of symbolsIn(top)) {
      const own = script.classes[inside.js];
      if (!own) continue;
      loaded.set(inside, own);
      unlinked.add(inside);
    }
    const own = loaded.get(symbol);
    if (!own) throw new UnsupportedFeature(`class ${symbol.qualifiedName}, which does not compile`);
    return own;
  };
  /** Parents first: loading them may add classes of their files to those that wait. */
  const link = (symbol: ClassSymbol): EmittedClass => {
    const own = load(symbol);
    if (!unlinked.has(symbol)) return own;
    const parent = symbol.superclass ? userClass(world, symbol.superclass) : undefined;
    linkClass(world, symbol, own, parent && link(parent));
    unlinked.delete(symbol);
    return own;
  };
  const classOf = (symbol: ClassSymbol): EmittedClass => {
    const own = load(symbol);
    for (const waiting of unlinked) link(waiting);
    return own;
  };
  return {
    add: (symbol, emit) => void files.set(symbol, once(emit)),
    emitted,
    classOf,
    hits: (symbol) => hits.get(symbol) ?? new Uint8Array(),
  };
};
