import type { ApexType } from '../../types/apex-type.ts';
import type { EnumValue } from '../../values/enum.ts';
import type {
  Accessor,
  ClassDecl,
  ConstructorDecl,
  FieldDecl,
  Member,
  MethodDecl,
  Modifiers,
  PropertyDecl,
} from '../ast.ts';

export type Access = 'private' | 'protected' | 'public' | 'global';

export interface FieldSymbol {
  readonly name: string;
  /** Name in the emitted JavaScript. */
  readonly js: string;
  readonly owner: ClassSymbol;
  readonly type: ApexType;
  readonly static: boolean;
  readonly final: boolean;
  readonly transient: boolean;
  readonly access: Access;
  readonly declaration: FieldDecl | PropertyDecl;
  /** Accessors with a body; a property without them is a plain field in JavaScript. */
  readonly getter: Accessor | null;
  readonly setter: Accessor | null;
  /** The property can be written from outside its class. */
  readonly writable: boolean;
}

export interface MethodSymbol {
  readonly name: string;
  /** Name in the emitted JavaScript: the same for a method and those that override it. */
  readonly js: string;
  readonly owner: ClassSymbol;
  readonly parameters: readonly { readonly name: string; readonly type: ApexType }[];
  readonly returns: ApexType;
  readonly static: boolean;
  readonly abstract: boolean;
  readonly access: Access;
  readonly declaration: MethodDecl;
}

export interface ConstructorSymbol {
  readonly js: string;
  readonly owner: ClassSymbol;
  readonly parameters: readonly { readonly name: string; readonly type: ApexType }[];
  readonly access: Access;
  readonly declaration: ConstructorDecl | null;
}

/** A source file as the compiler sees it. */
export interface SourceFile {
  /** Path relative to the project. */
  readonly path: string;
  /** Name by which V8 knows the compiled script; stack traces and coverage lead back from it. */
  readonly scriptName: string;
}

/** A class, interface or enum written in Apex; a trigger's members live in one too. */
export interface ClassSymbol {
  readonly name: string;
  /** `Outer.Inner`, without namespace. */
  readonly qualifiedName: string;
  readonly type: ApexType;
  /** Identifier in the emitted JavaScript. */
  readonly js: string;
  readonly what: 'class' | 'interface' | 'enum';
  readonly file: SourceFile;
  readonly declaration: Pick<ClassDecl, 'line' | 'column' | 'endLine' | 'modifiers'>;
  readonly members: readonly Member[];
  readonly outer: ClassSymbol | null;
  readonly access: Access;
  readonly abstract: boolean;
  readonly virtual: boolean;
  readonly sharing: 'with' | 'without' | 'inherited' | null;
  readonly isTest: boolean;
  readonly inner: Map<string, ClassSymbol>;
  /** Filled when the names of all classes are known. */
  superclass: ApexType | null;
  interfaces: readonly ApexType[];
  /** A type it extends or implements that the local org does not know; null when all are known. */
  missing: string | null;
  readonly fields: Map<string, FieldSymbol>;
  readonly methods: Map<string, MethodSymbol[]>;
  readonly constructors: ConstructorSymbol[];
  readonly constants: readonly EnumValue[];
}

export const hasAnnotation = (modifiers: Modifiers, name: string): boolean =>
  modifiers.annotations.some((annotation) => annotation.name === name);

export const accessOf = (modifiers: Modifiers, otherwise: Access): Access => {
  const keywords = modifiers.keywords;
  if (keywords.includes('global') || keywords.includes('webservice')) return 'global';
  if (keywords.includes('public')) return 'public';
  if (keywords.includes('protected')) return 'protected';
  return keywords.includes('private') ? 'private' : otherwise;
};

export const sharingOf = (modifiers: Modifiers): ClassSymbol['sharing'] => {
  const found = modifiers.keywords.find((keyword) => keyword.startsWith('sharing:'));
  return found ? (found.slice('sharing:'.length) as 'with' | 'without' | 'inherited') : null;
};

/** The class that holds the file's code: the class itself, or the outermost one around it. */
export const topLevel = (symbol: ClassSymbol): ClassSymbol => (symbol.outer ? topLevel(symbol.outer) : symbol);

/** A class and those inside it. */
export const symbolsIn = (symbol: ClassSymbol): ClassSymbol[] => [
  symbol,
  ...[...symbol.inner.values()].flatMap(symbolsIn),
];
