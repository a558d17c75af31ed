import { CompileError } from '../../errors.ts';
import type { PlatformSymbol, Registry } from '../../library/registry.ts';
import type { Schema } from '../../schema/model.ts';
import { apexType, type ApexType } from '../../types/apex-type.ts';
import type { Position } from '../ast.ts';
import type { ClassSymbol, SourceFile } from './class-symbol.ts';

/** Everything the compiler knows while it compiles one project. */
export interface World {
  readonly namespace: string;
  readonly schema: Schema;
  readonly registry: Registry;
  /** Top-level classes by lower-cased name. */
  readonly topLevel: Map<string, ClassSymbol>;
  readonly byType: Map<ApexType, ClassSymbol>;
  readonly problems: CompileError[];
  /** Types that nobody knows, lower-cased: each is reported once, where it first occurs. */
  readonly unknownTypes: Set<string>;
}

/** Notes what is wrong and lets the compilation go on. */
export const report = (world: World, file: SourceFile, at: Position, problem: string): void => {
  world.problems.push(new CompileError(problem, file.path, at.line, at.column));
};

/**
 * The type that stands for one that nobody knows; the first time it is reported.
 * @param name the part that is unknown
 * @param whole the type it is a part of, e.g. `List<Nowhere.Type>`
 */
export const unknownType = (world: World, file: SourceFile, at: Position, name: string, whole = name): ApexType => {
  const lower = name.toLowerCase();
  const [outer = ''] = lower.split('.');
  if (!world.unknownTypes.has(lower) && !world.unknownTypes.has(outer)) {
    world.unknownTypes.add(lower);
    report(world, file, at, `Invalid type: ${name}`);
  }
  // Two lists of different unknown types are different types: methods may be told apart by them.
  return apexType('unknown', name, whole === name ? [] : [apexType('unknown', whole)]);
};

/** The class behind a type written in Apex. */
export const userClass = (world: World, type: ApexType): ClassSymbol | undefined =>
  type.kind === 'user' ? world.byType.get(type) : undefined;

/** The library class behind a type; primitives, Object and sObjects have one too. */
export const platformClass = (world: World, type: ApexType): PlatformSymbol | undefined => {
  switch (type.kind) {
    case 'sobject':
      return world.registry.find('SObject');
    case 'platform':
    case 'primitive':
    case 'object':
      return world.registry.find(type.name);
    default:
      return undefined;
  }
};
