import type { ApexType } from '../../types/apex-type.ts';
import type { Position } from '../ast.ts';
import type { ClassSymbol, FieldSymbol, SourceFile } from '../symbols/class-symbol.ts';
import { missingType } from '../symbols/hierarchy.ts';
import { report, type World } from '../symbols/world.ts';
import { lineWriter, type LineWriter } from './writer.ts';

/** One source file while its JavaScript is written. */
export interface FileContext {
  readonly world: World;
  readonly file: SourceFile;
  readonly out: LineWriter;
  /** Values that the code refers to: types, queries, library functions, decimal literals. */
  readonly constants: unknown[];
  readonly constantIndex: Map<unknown, number>;
  /** Classes that the code refers to, in the order of their JavaScript names `c0`, `c1`, ... */
  readonly classes: Map<ClassSymbol, number>;
  /** Lines with an executable statement, for coverage. */
  readonly lines: Set<number>;
  /** Object of the trigger, when the file is one. */
  readonly triggerObject: ApexType | null;
}

export interface Local {
  readonly js: string;
  readonly type: ApexType;
  readonly final: boolean;
}

/** One method, constructor, accessor or initialiser while its JavaScript is written. */
export interface FunctionContext {
  readonly file: FileContext;
  readonly world: World;
  readonly symbol: ClassSymbol;
  readonly static: boolean;
  readonly returns: ApexType;
  /** Constructors answer their object in JavaScript. */
  readonly isConstructor: boolean;
  /** Set in initialisers: of the objects, or of the class itself. */
  readonly initialises: 'instance' | 'static' | null;
  /** Local variables by lower-cased name; the innermost block is last. */
  readonly scopes: Map<string, Local>[];
  /** The property whose accessor this is: its name means the stored value here. */
  readonly accessorOf: FieldSymbol | null;
  /** Conditions under which the chain being compiled is null: `a` of `a?.b.c`; the innermost chain is last. */
  readonly guards: string[][];
  /** Number of temporary variables the function needs. */
  temporaries: number;
}

export const fileContext = (world: World, file: SourceFile, triggerObject: ApexType | null): FileContext => ({
  world,
  file,
  out: lineWriter(),
  constants: [],
  constantIndex: new Map(),
  classes: new Map(),
  lines: new Set(),
  triggerObject,
});

export const functionContext = (
  file: FileContext,
  symbol: ClassSymbol,
  options: {
    static: boolean;
    returns: ApexType;
    accessorOf?: FieldSymbol;
    isConstructor?: boolean;
    initialises?: 'instance' | 'static';
  },
): FunctionContext => ({
  file,
  world: file.world,
  symbol,
  static: options.static,
  returns: options.returns,
  isConstructor: options.isConstructor ?? false,
  initialises: options.initialises ?? null,
  scopes: [new Map<string, Local>()],
  accessorOf: options.accessorOf ?? null,
  guards: [],
  temporaries: 0,
});

/** The JavaScript name of a value that is made once, at compile time. */
export const constant = (context: FunctionContext, value: unknown): string => {
  const { constants, constantIndex } = context.file;
  let index = constantIndex.get(value);
  if (index === undefined) {
    index = constants.length;
    constants.push(value);
    constantIndex.set(value, index);
  }
  return `k${index}`;
};

/** A JavaScript expression for a class, which is loaded when it is first reached. */
export const classRef = (context: FunctionContext, symbol: ClassSymbol): string => {
  const { classes } = context.file;
  let index = classes.get(symbol);
  if (index === undefined) {
    index = classes.size;
    classes.set(symbol, index);
  }
  return `(c${index}??=C(${index}))`;
};

/** A variable that holds an intermediate value inside one expression. */
export const temporary = (context: FunctionContext): string => {
  context.temporaries += 1;
  return `t${context.temporaries}`;
};

/** Leaves the statement being compiled; what is wrong with it has been reported. */
export class StatementAbandoned extends Error {
  /** What running the statement would need: with this text it is refused. */
  readonly feature: string;

  constructor(feature: string) {
    super(feature);
    this.feature = feature;
  }
}

/** The unknown type on which the class being compiled, or one around it, depends. */
const missingAround = (context: FunctionContext): string | null => {
  for (let at: ClassSymbol | null = context.symbol; at; at = at.outer) {
    const missing = missingType(context.world, at);
    if (missing !== null) return missing;
  }
  return null;
};

/**
 * Reports a compile error and leaves the statement. In a class that extends a type nobody knows the error may be
 * no more than a consequence of that, and is not reported.
 */
export const fail = (context: FunctionContext, at: Position, problem: string): never => {
  const missing = missingAround(context);
  if (missing !== null) throw new StatementAbandoned(missing);
  const { file } = context.file;
  report(context.world, file, at, problem);
  throw new StatementAbandoned(`${problem} (${file.path}:${at.line}:${at.column})`);
};

/**
 * Reports a name that means nothing. One with a capital stands for a class that is missing: it is reported once.
 */
export const noSuchName = (context: FunctionContext, at: Position, name: string): never => {
  if (!/^[A-Z]/.test(name)) return fail(context, at, `Variable does not exist: ${name}`);
  const { unknownTypes } = context.world;
  const lower = name.toLowerCase();
  if (unknownTypes.has(lower)) throw new StatementAbandoned(name);
  unknownTypes.add(lower);
  return fail(context, at, `Variable does not exist: ${name}`);
};

/** Leaves the statement when a type is one that nobody knows: that has been reported where the type is written. */
export const abandonUnknown = (type: ApexType | undefined): void => {
  if (type?.kind === 'unknown') throw new StatementAbandoned(type.name);
};

export const findLocal = (context: FunctionContext, name: string): Local | undefined => {
  const lower = name.toLowerCase();
  for (let i = context.scopes.length - 1; i >= 0; i -= 1) {
    const found = context.scopes[i]?.get(lower);
    if (found) return found;
  }
  return undefined;
};

/** Declares a local variable. @returns its JavaScript name */
export const declareLocal = (
  context: FunctionContext,
  at: Position,
  name: string,
  type: ApexType,
  final = false,
): string => {
  const lower = name.toLowerCase();
  if (findLocal(context, name)) report(context.world, context.file.file, at, `Duplicate variable: ${name}`);
  const js = `_${lower}`;
  context.scopes.at(-1)?.set(lower, { js, type, final });
  return js;
};

/** Runs work with a block of its own for local variables. */
export const inScope = <T>(context: FunctionContext, work: () => T): T => {
  context.scopes.push(new Map());
  try {
    return work();
  } finally {
    context.scopes.pop();
  }
};
