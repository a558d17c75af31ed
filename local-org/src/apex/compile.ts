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
import { sobjectStaticClasses } from './emit/sobject-calls.ts';
import { classInfo } from './link/class-info.ts';
import type { EmittedFile } from './link/load.ts';
import { createLoader, type Loader } from './link/loader.ts';
import { rangesOf } from './link/ranges.ts';
import { proofOfCompilation } from './proof.ts';
import { parseCached } from './parser/cache.ts';
import { parseApex } from './parser/parse.ts';
import { checkClass } from './symbols/check.ts';
import { declareClass, declareHierarchy, declareMembers, declareScript } from './symbols/build.ts';
import { symbolsIn, type ClassSymbol, type SourceFile } from './symbols/class-symbol.ts';
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
  /** Asked for only where it matters: a source that has not been used yet is compiled for it. */
  lines(): readonly number[];
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

const failIfWrong = (world: World): void => {
  if (world.problems.length > 0) throw new CompileFailure([...world.problems]);
};

const asTrigger = ({ symbol, unit, object }: ScriptUnit, loader: Loader): CompiledTrigger => ({
  name: unit.kind === 'trigger' ? unit.name : '',
  object: object?.name ?? '',
  operations: new Set(unit.kind === 'trigger' ? (unit.operations as TriggerContext['operation'][]) : []),
  run: () => loader.classOf(symbol).$run?.(),
});

/** Parses the sources and finds out what their classes and members are. */
const declareAll = (world: World, sources: readonly ApexSource[]): Declared => {
  const declared = declare(world, sources);
  for (const { symbol, declaration } of declared.classes) declareHierarchy(world, symbol, declaration);
  for (const { symbol } of [...declared.classes, ...declared.triggers]) declareMembers(world, symbol);
  for (const { symbol } of declared.classes) checkClass(world, symbol);
  return declared;
};

/**
 * Compiles the Apex of a project to JavaScript. Of Apex known to be free of problems - this very project has been
 * compiled before - each file is compiled when it first runs.
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
  const declared = declareAll(world, options.sources);
  const triggers = declared.triggers.filter(({ object }) => object !== null);
  const loader = createLoader(world);
  for (const { symbol } of declared.classes) {
    loader.add(symbol, () => emitted(world, symbol, null, rangesOf(world, symbol), (file) => emitClass(file, symbol)));
  }
  for (const trigger of triggers) {
    const place = trigger.symbol.file.scriptName.slice(APEX_SCRIPT.length);
    loader.add(trigger.symbol, () => emitScriptFile(world, trigger, place));
  }
  const files = [
    ...declared.classes.map(({ symbol }) => ({ symbol, name: symbol.name })),
    ...triggers.map(({ symbol, unit }) => ({ symbol, name: unit.kind === 'trigger' ? unit.name : symbol.name })),
  ];
  const proof = proofOfCompilation(options);
  if (!proof.exists()) {
    for (const { symbol } of files) loader.emitted(symbol);
    if (world.problems.length === 0) proof.write();
  }
  if (options.tolerant !== true) failIfWrong(world);
  return assemble(world, loader, files, triggers);
};

interface ProgramFile {
  readonly symbol: ClassSymbol;
  /** Name of its class or trigger. */
  readonly name: string;
}

const coverageOf = (loader: Loader, { symbol, name }: ProgramFile): SourceCoverage => {
  const hits = loader.hits(symbol);
  return {
    file: symbol.file.path,
    name,
    isTest: symbol.isTest,
    lines: () => [...loader.emitted(symbol).context.lines].sort((a, b) => a - b),
    isCovered: (line) => hits[line] === 1,
  };
};

const assemble = (
  world: World,
  loader: Loader,
  files: readonly ProgramFile[],
  scripts: readonly ScriptUnit[],
): CompiledProgram => {
  const isScript = new Set(scripts.map(({ symbol }) => symbol));
  const infos = new Map(
    files
      .filter(({ symbol }) => !isScript.has(symbol))
      .flatMap(({ symbol }) => symbolsIn(symbol))
      .map((symbol) => [symbol.type, classInfo(world, symbol, () => loader.classOf(symbol))] as const),
  );
  const triggers = scripts.map((script) => asTrigger(script, loader)).sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    namespace: world.namespace,
    problems: [...world.problems],
    classes: [...infos.values()],
    resolveType: (name) => parseTypeName(name, (path, args) => resolvePath(world, path, args, null)),
    classInfo: (type) => infos.get(type),
    isAssignable: (from, to) => isAssignable(world, from, to),
    triggers: (object) => triggers.filter((t) => t.object.toLowerCase() === object.toLowerCase()),
    coverage: () => files.map((file) => coverageOf(loader, file)),
    compileAnonymous: (text) => anonymous(world, text, loader),
  };
};

let scripts = 0;

const anonymous = (world: World, text: string, loader: Loader): (() => void) => {
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
  loader.add(symbol, () => emitScriptFile(world, script, 'AnonymousBlock'));
  loader.emitted(symbol);
  failIfWrong(world);
  return () => loader.classOf(symbol).$run?.();
};
