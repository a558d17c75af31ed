import type { ApexType } from '../types/apex-type.ts';

/**
 * One class, interface or enum of the Apex library, as a table from Apex signatures to implementations. The
 * signature is the documentation, the type information of the compiler and the key of the overload, so that a
 * method exists in exactly one place:
 *
 * ```ts
 * export const stringClass: PlatformClass = {
 *   name: 'String',
 *   kind: 'class',
 *   statics: { 'Boolean isBlank(String value)': (value: string | null) => value === null || value.trim() === '' },
 *   methods: { 'Integer length()': (self: string) => self.length },
 * };
 * ```
 *
 * - Types in signatures are written as in Apex and resolved by name; type parameters of the class by their letter.
 * - Arguments arrive already converted to the declared parameter types (an Integer passed for a Decimal is a
 *   Decimal, a String passed for an Id is a normalised Id); null arrives as null. Receivers are never null.
 * - What Salesforce has and the local org has not is left out, and named in `unsupported` when the class claims
 *   to be supported; the compiler turns a call of it into UnsupportedFeature at run time, a call of something
 *   that neither table knows into a compile error.
 */
export interface PlatformClass {
  /** Qualified where Salesforce qualifies it: `Database.SaveResult`, `Schema.SObjectType`, but `String`, `List`. `System.X` is written `X`. */
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly abstract?: boolean;
  readonly virtual?: boolean;
  /** e.g. `['T']` for List, `['K', 'V']` for Map */
  readonly typeParameters?: readonly string[];
  /** Apex name of the superclass, e.g. `Exception`. */
  readonly extends?: string;
  /** e.g. `['Iterable<T>']` */
  readonly implements?: readonly string[];
  /** JavaScript class of its instances, where Apex classes may extend it (Exception) or values need telling apart. */
  readonly representation?: abstract new (...args: never[]) => object;
  /** Constructors by parameter list, e.g. `'(Integer year, Integer month)'`. The first argument is the type being constructed. */
  readonly constructors?: Readonly<Record<string, (type: ApexType, ...args: never[]) => unknown>>;
  /** Static methods by signature. */
  readonly statics?: Readonly<Record<string, (...args: never[]) => unknown>>;
  /** Instance methods by signature; the receiver is the first argument. */
  readonly methods?: Readonly<Record<string, (self: never, ...args: never[]) => unknown>>;
  /** Static properties by declaration, e.g. `'Integer MAX_VALUE'`: what reads it, or what reads and what writes it. */
  readonly staticProperties?: Readonly<Record<string, (() => unknown) | StaticProperty>>;
  /** Instance properties by declaration; without `set` it is read-only. */
  readonly properties?: Readonly<Record<string, PlatformProperty>>;
  /** Constants of an enum, in ordinal order. */
  readonly constants?: readonly string[];
  /** Signatures of methods, and declarations of properties, that Salesforce has and the local org refuses with UnsupportedFeature. */
  readonly unsupported?: readonly string[];
}

export interface StaticProperty {
  readonly get: () => unknown;
  readonly set: (value: never) => void;
}

export interface PlatformProperty {
  readonly get: (self: never) => unknown;
  readonly set?: (self: never, value: never) => void;
}
