import { basename } from 'node:path';
import { CompileError, CompileFailure } from '../errors.ts';
import { buildRegistry } from '../library/registry.ts';
import type { PlatformClass } from '../library/platform-class.ts';
import type { CompiledTrigger, Program } from '../runtime/program.ts';
import { APEX_SCRIPT, type ScriptRange } from '../runtime/stack.ts';
import type { TriggerContext } from '../runtime/transaction.ts';
import type { Schema } from '../schema/model.ts';
import { sobjectType, type ApexType } from '../types/apex-type.ts';
import type { AnonymousDecl, ClassDecl, TriggerDecl } from './ast.ts';
import { emitClass, emitScript } from './emit/classes.ts';
import { fileContext } from './emit/context.ts';
import type { EmittedClass } from './emit/runtime-types.ts';
import { sobjectStaticClasses } from './emit/sobject-calls.ts';
import { classInfo } from './link/class-info.ts';
import { linkHierarchy, runScript, type EmittedFile } from './link/load.ts';
import { rangesOf } from './link/ranges.ts';
import { createRuntime } from './link/runtime.ts';
import { parseCached } from './parser/cache.ts';
import { parseApex } from './parser/parse.ts';
import { checkClass } from './symbols/check.ts';
import { declareClass, declareHierarchy, declareMembers, declareScript } from './symbols/build.ts';
import type { ClassSymbol, SourceFile } from './symbols/class-symbol.ts';
import { resolvePath } from './symbols/type-resolver.ts';
import type { World } from './symbols/world.ts';
import { parseTypeName } from './types/type-name.ts';
import { isAssignable } from './types/conversion.ts';

export interface ApexSource {
  /** Path relative to the project, with forward slashes; its ending tells a trigger from a class. */
  readonly file: string;
  readonly text: string;
}

export interface CompileOptions {
  readonly sources: readonly ApexSource[];
  readonly schema: Schema;
  /** Namespace of the project, '' for none. */
  readonly namespace: string;
  readonly libraryClasses: readonly PlatformClass[];
  /**
   * Compile what can be compiled: a statement that cannot - it uses a type, a method, a field that the local org does
   * not know, or is wrong - is refused with UnsupportedFeature when it runs, and so is a class that extends or
   * implements an unknown type. The problems are in `CompiledProgram.problems`.
   */
  readonly tolerant?: boolean;
}

/** Which lines of a source have an executable statement, and which of them have run since the start or a reset. */
export interface SourceCoverage {
  readonly file: string;
  /** Name of the class or trigger. */
  readonly name: string;
  readonly isTest: boolean;
  readonly lines: readonly number[];
  isCovered(line: number): boolean;
}

/** A program with what the test runner and anonymous Apex need of it. */
export interface CompiledProgram extends Program {
  /** What could not be compiled; empty unless the compilation was a tolerant one. */
  readonly problems: readonly CompileError[];
  coverage(): readonly SourceCoverage[];
  /**
   * Compiles a script against the program.
   * @returns a function that runs it in the running transaction
   * @throws CompileFailure
   */
  compileAnonymous(text: string): () => void;
}

interface ScriptUnit {
  readonly symbol: ClassSymbol;
  readonly unit: TriggerDecl | AnonymousDecl;
  readonly object: ApexType | null;
}

interface Declared {
  readonly classes: { symbol: ClassSymbol; declaration: ClassDecl }[];
  readonly triggers: ScriptUnit[];
}

const scriptName = (world: World, kind: 'Class' | 'Trigger', name: string): string =>
  `${APEX_SCRIPT}${kind}.${world.namespace === '' ? '' : `${world.namespace}.`}${name}`;

/** Parses the sources and declares their classes and triggers by name. */
const declare = (world: World, sources: readonly ApexSource[]): Declared => {
  const declared: Declared = { classes: [], triggers: [] };
  for (const { file, text } of sources) {
    const kind = file.endsWith('.trigger') ? 'trigger' : 'class';
    const { unit, problems } = parseCached(text, kind);
    for (const problem of problems)
      world.problems.push(new CompileError(problem.message, file, problem.line, problem.column));
    // Whoever uses the class need not be told again that it is not there.
    if (!unit) world.unknownTypes.add(basename(file).replace(/\..*$/, '').toLowerCase());
    if (unit?.kind === 'class') {
      const path: SourceFile = { path: file, scriptName: scriptName(world, 'Class', unit.name) };
      const lower = unit.name.toLowerCase();
      // The first one counts: those that follow are left out.
      if (world.topLevel.has(lower)) {
        world.problems.push(new CompileError(`Duplicate class name: ${unit.name}`, file, unit.line, unit.column));
        continue;
      }
      const symbol = declareClass(world, unit, path, null);
      world.topLevel.set(lower, symbol);
      declared.classes.push({ symbol, declaration: unit });
    } else if (unit?.kind === 'trigger') {
      const path: SourceFile = { path: file, scriptName: scriptName(world, 'Trigger', unit.name) };
      const object = world.schema.object(unit.object, world.namespace);
      if (!object)
        world.problems.push(new CompileError(`Invalid sObject type: ${unit.object}`, file, unit.line, unit.column));
      const symbol = declareScript(world, `${unit.name}$trigger`, path, unit);
      declared.triggers.push({ symbol, unit, object: object ? sobjectType(object.name) : null });
    }
  }
  return declared;
};

const emitted = (
  world: World,
  symbol: ClassSymbol,
  object: ApexType | null,
  ranges: ScriptRange[],
  emit: (file: EmittedFile['context']) => void,
): EmittedFile => {
  const context = fileContext(world, symbol.file, object);
  emit(context);
  return { context, ranges };
};

const emitScriptFile = (world: World, { symbol, unit, object }: ScriptUnit, place: string): EmittedFile => {
  const ranges = [...rangesOf(world, symbol), { place, js: '$run', from: 0, to: unit.endLine }];
  return emitted(world, symbol, object, ranges, (file) => emitScript(file, symbol, unit.statements, unit.line));
};

const symbolsIn = (symbol: ClassSymbol): ClassSymbol[] => [symbol, ...[...symbol.inner.values()].flatMap(symbolsIn)];

const failIfWrong = (world: World): void => {
  if (world.problems.length > 0) throw new CompileFailure([...world.problems]);
};

const asTrigger = ({ unit, object }: ScriptUnit, own: EmittedClass): CompiledTrigger => ({
  name: unit.kind === 'trigger' ? unit.name : '',
  object: object?.name ?? '',
  operations: new Set(unit.kind === 'trigger' ? (unit.operations as TriggerContext['operation'][]) : []),
  run: () => own.$run?.(),
});

/** Loads emitted files: their classes, linked to each other and into their hierarchy. */
const load = (
  world: World,
  files: readonly { file: EmittedFile; symbols: readonly ClassSymbol[] }[],
  known: Map<ClassSymbol, EmittedClass>,
): Map<EmittedFile, Uint8Array> => {
  const runtime = createRuntime(world);
  const hits = new Map<EmittedFile, Uint8Array>();
  const fresh = new Map<ClassSymbol, EmittedClass>();
  const scripts = files.map(({ file, symbols }) => {
    const loaded = runScript(file, runtime);
    hits.set(file, loaded.hits);
    for (const symbol of symbols) {
      const own = loaded.script.classes[symbol.js];
      if (own) fresh.set(symbol, own);
    }
    return { file, script: loaded.script };
  });
  for (const [symbol, own] of fresh) known.set(symbol, own);
  for (const { file, script } of scripts) {
    script.link([...file.context.classes.keys()].flatMap((symbol) => known.get(symbol) ?? []));
  }
  linkHierarchy(world, fresh.keys(), known);
  return hits;
};

/**
 * Compiles the Apex of a project to JavaScript.
 * @throws CompileFailure with every problem found, when there is one
 */
export const compileProject = (options: CompileOptions): CompiledProgram => {
  const world: World = {
    namespace: options.namespace,
    schema: options.schema,
    registry: buildRegistry([...options.libraryClasses, ...sobjectStaticClasses()]),
    topLevel: new Map(),
    byType: new Map(),
    problems: [],
    unknownTypes: new Set(),
  };
  const { classes, triggers } = declare(world, options.sources);
  for (const { symbol, declaration } of classes) declareHierarchy(world, symbol, declaration);
  for (const { symbol } of [...classes, ...triggers]) declareMembers(world, symbol);
  for (const { symbol } of classes) checkClass(world, symbol);
  const classFiles = classes.map(({ symbol }) => ({
    file: emitted(world, symbol, null, rangesOf(world, symbol), (file) => emitClass(file, symbol)),
    symbols: symbolsIn(symbol),
    symbol,
  }));
  const triggerFiles = triggers
    .filter(({ object }) => object !== null)
    .map((trigger) => ({
      file: emitScriptFile(world, trigger, trigger.symbol.file.scriptName.slice(APEX_SCRIPT.length)),
      symbols: symbolsIn(trigger.symbol),
      symbol: trigger.symbol,
      trigger,
    }));
  if (options.tolerant !== true) failIfWrong(world);
  const known = new Map<ClassSymbol, EmittedClass>();
  const hits = load(world, [...classFiles, ...triggerFiles], known);
  return assemble(world, [...classFiles, ...triggerFiles], known, hits);
};

interface LoadedFile {
  readonly file: EmittedFile;
  readonly symbols: readonly ClassSymbol[];
  readonly symbol: ClassSymbol;
  readonly trigger?: ScriptUnit;
}

const coverageOf = ({ file, symbol, trigger }: LoadedFile, hits: Uint8Array): SourceCoverage => ({
  file: symbol.file.path,
  name: trigger?.unit.kind === 'trigger' ? trigger.unit.name : symbol.name,
  isTest: symbol.isTest,
  lines: [...file.context.lines].sort((a, b) => a - b),
  isCovered: (line) => hits[line] === 1,
});

const assemble = (
  world: World,
  files: readonly LoadedFile[],
  known: Map<ClassSymbol, EmittedClass>,
  hits: ReadonlyMap<EmittedFile, Uint8Array>,
): CompiledProgram => {
  const infos = new Map(
    files
      .filter((f) => !f.trigger)
      .flatMap((f) => f.symbols)
      .flatMap((symbol) => {
        const own = known.get(symbol);
        return own ? [[symbol.type, classInfo(world, symbol, own)] as const] : [];
      }),
  );
  const triggers = files
    .flatMap(({ trigger, symbol }) => {
      const own = known.get(symbol);
      return trigger && own ? [asTrigger(trigger, own)] : [];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    namespace: world.namespace,
    problems: [...world.problems],
    classes: [...infos.values()],
    resolveType: (name) => parseTypeName(name, (path, args) => resolvePath(world, path, args, null)),
    classInfo: (type) => infos.get(type),
    isAssignable: (from, to) => isAssignable(world, from, to),
    triggers: (object) => triggers.filter((t) => t.object.toLowerCase() === object.toLowerCase()),
    coverage: () => files.map((f) => coverageOf(f, hits.get(f.file) ?? new Uint8Array())),
    compileAnonymous: (text) => anonymous(world, text, known),
  };
};

let scripts = 0;

const anonymous = (world: World, text: string, known: Map<ClassSymbol, EmittedClass>): (() => void) => {
  const { unit, problems } = parseApex(text, 'anonymous');
  const file: SourceFile = { path: 'AnonymousBlock', scriptName: `${APEX_SCRIPT}AnonymousBlock` };
  if (unit?.kind !== 'anonymous') {
    throw new CompileFailure(problems.map((p) => new CompileError(p.message, file.path, p.line, p.column)));
  }
  scripts += 1;
  world.problems.length = 0;
  world.unknownTypes.clear();
  const symbol = declareScript(world, `AnonymousBlock$${scripts}`, file, unit);
  declareMembers(world, symbol);
  const script: ScriptUnit = { symbol, unit, object: null };
  const emittedFile = emitScriptFile(world, script, 'AnonymousBlock');
  failIfWrong(world);
  load(world, [{ file: emittedFile, symbols: symbolsIn(symbol) }], known);
  const own = known.get(symbol);
  return () => own?.$run?.();
};
