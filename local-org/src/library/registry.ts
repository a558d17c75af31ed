import { apexType, OBJECT, PRIMITIVES, SOBJECT, VOID, type ApexType } from '../types/apex-type.ts';
import { enumConstants, type EnumValue } from '../values/enum.ts';
import { UnsupportedFeature } from '../errors.ts';
import type { PlatformClass, PlatformProperty } from './platform-class.ts';
import { parseMember, type ParsedMember, type SignatureType } from './signature.ts';

/** One overload of a library method or constructor, with its types resolved. */
export interface PlatformMethod {
  readonly owner: PlatformSymbol;
  readonly name: string;
  readonly static: boolean;
  readonly parameters: readonly ApexType[];
  readonly returns: ApexType;
  /** null: Salesforce has it, the local org refuses it. */
  readonly implementation: ((...args: never[]) => unknown) | null;
  /** As declared, for messages: `String.isBlank(String)`. */
  readonly text: string;
}

export interface PlatformField {
  readonly name: string;
  readonly type: ApexType;
  readonly get: (self: never) => unknown;
  readonly set: ((self: never, value: never) => void) | null;
}

/** A class, interface or enum of the library, as the compiler sees it. */
export interface PlatformSymbol {
  readonly declaration: PlatformClass;
  readonly name: string;
  /** With its own type parameters as arguments, e.g. `Map<K,V>`. */
  readonly type: ApexType;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly superclass: ApexType | null;
  readonly interfaces: readonly ApexType[];
  /** By lower-cased name, as all the maps here. */
  readonly methods: ReadonlyMap<string, readonly PlatformMethod[]>;
  readonly statics: ReadonlyMap<string, readonly PlatformMethod[]>;
  readonly constructors: readonly PlatformMethod[];
  readonly fields: ReadonlyMap<string, PlatformField>;
  readonly staticFields: ReadonlyMap<string, PlatformField>;
  readonly constants: ReadonlyMap<string, EnumValue>;
}

/** The library, looked up by name without regard to case; `System.` may be written or left out. */
export interface Registry {
  find(name: string): PlatformSymbol | undefined;
  /** True for `Database`, `Schema`, ...: a namespace of which the library has classes. */
  isNamespace(name: string): boolean;
}

/** Type by its name in a signature. */
type Resolve = (type: SignatureType, variables: readonly string[]) => ApexType;

const without = (name: string): string => name.replace(/^system\./i, '');

const typeResolver = (classes: ReadonlyMap<string, PlatformClass>): Resolve => {
  const resolve: Resolve = (type, variables) => {
    const name = without(type.name);
    const lower = name.toLowerCase();
    const args = type.args.map((arg) => resolve(arg, variables));
    if (variables.some((v) => v.toLowerCase() === lower)) return apexType('variable', name.toUpperCase());
    if (lower === 'void') return VOID;
    if (lower === 'object') return OBJECT;
    if (lower === 'sobject') return SOBJECT;
    const primitive = PRIMITIVES.get(lower);
    if (primitive) return primitive;
    const found = classes.get(lower) ?? classes.get(`schema.${lower}`);
    if (found) return apexType('platform', found.name, args);
    // Everything else is a standard object, e.g. `User` in System.runAs(User), or a class that is not there yet.
    return /[.<]/.test(name) || args.length > 0 ? apexType('platform', name, args) : apexType('sobject', name);
  };
  return resolve;
};

const group = (methods: readonly PlatformMethod[]): Map<string, PlatformMethod[]> => {
  const result = new Map<string, PlatformMethod[]>();
  for (const method of methods) {
    const key = method.name.toLowerCase();
    result.set(key, [...(result.get(key) ?? []), method]);
  }
  return result;
};

const buildSymbol = (declaration: PlatformClass, resolve: Resolve): PlatformSymbol => {
  const variables = declaration.typeParameters ?? [];
  const typed = (type: SignatureType): ApexType => resolve(type, variables);
  const named = (text: string): ApexType => typed(parseMember(`${text} x`).type);
  const type = apexType(
    'platform',
    declaration.name,
    variables.map((v) => apexType('variable', v)),
  );
  const methods = new Map<string, PlatformMethod[]>();
  const fields = new Map<string, PlatformField>();
  const superclass = declaration.extends === undefined ? null : named(declaration.extends);
  const partial = {
    declaration,
    name: declaration.name,
    type,
    kind: declaration.kind,
    superclass,
    interfaces: (declaration.implements ?? []).map(named),
    fields,
  };
  const statics = new Map<string, PlatformMethod[]>();
  const constructors: PlatformMethod[] = [];
  const staticFields = new Map<string, PlatformField>();
  const constants = new Map<string, EnumValue>();
  const symbol: PlatformSymbol = { ...partial, methods, statics, constructors, staticFields, constants };
  const method = (
    member: ParsedMember,
    isStatic: boolean,
    implementation: PlatformMethod['implementation'],
  ): PlatformMethod => {
    const parameters = member.parameters ?? [];
    return {
      owner: symbol,
      name: member.name,
      static: isStatic,
      parameters: parameters.map((p) => typed(p.type)),
      returns: typed(member.type),
      implementation,
      text: `${declaration.name}.${member.name}(${parameters.map((p) => p.type.text).join(', ')})`,
    };
  };
  const table = (entries: Readonly<Record<string, unknown>> | undefined, isStatic: boolean): PlatformMethod[] =>
    Object.entries(entries ?? {}).map(([signature, implementation]) =>
      method(parseMember(signature), isStatic, implementation as PlatformMethod['implementation']),
    );
  const refused = (declaration.unsupported ?? []).map((signature) => ({
    isStatic: /^static\s/i.test(signature),
    member: parseMember(signature.replace(/^static\s+/i, '')),
  }));
  const unsupported = refused
    .filter(({ member }) => member.parameters)
    .map(({ isStatic, member }) => method(member, isStatic, null));
  for (const { isStatic, member } of refused.filter(({ member: { parameters } }) => !parameters)) {
    const get = (): never => {
      throw new UnsupportedFeature(`${declaration.name}.${member.name}`);
    };
    const field: PlatformField = { name: member.name, type: typed(member.type), get, set: get };
    (isStatic ? staticFields : fields).set(member.name.toLowerCase(), field);
  }
  for (const [key, list] of group([...table(declaration.methods, false), ...unsupported.filter((m) => !m.static)])) {
    methods.set(key, list);
  }
  // The table of refused signatures does not say which are static: an instance one called by the class is refused too.
  for (const [key, list] of group([...table(declaration.statics, true), ...unsupported])) statics.set(key, list);
  for (const [parameters, implementation] of Object.entries(declaration.constructors ?? {})) {
    constructors.push(method(parseMember(`void new${parameters}`), true, implementation));
  }
  const property = (text: string, found: PlatformProperty): PlatformField => {
    const member = parseMember(text);
    return { name: member.name, type: typed(member.type), get: found.get, set: found.set ?? null };
  };
  for (const [text, found] of Object.entries(declaration.properties ?? {})) {
    const field = property(text, found);
    fields.set(field.name.toLowerCase(), field);
  }
  for (const [text, found] of Object.entries(declaration.staticProperties ?? {})) {
    const { get, set } = typeof found === 'function' ? { get: found, set: undefined } : found;
    const field = property(text, { get, ...(set ? { set: (_: never, value: never) => set(value) } : {}) });
    staticFields.set(field.name.toLowerCase(), field);
  }
  for (const constant of enumConstants(declaration.name, declaration.constants ?? [])) {
    constants.set(constant.name.toLowerCase(), constant);
  }
  return symbol;
};

/**
 * Reads the signature tables of the library.
 * @throws Error naming the class when a signature cannot be read: a defect of the table
 */
export const buildRegistry = (classes: readonly PlatformClass[]): Registry => {
  const byName = new Map(classes.map((declaration) => [declaration.name.toLowerCase(), declaration]));
  const resolve = typeResolver(byName);
  const symbols = new Map<string, PlatformSymbol>();
  const namespaces = new Set(['system', 'schema', 'database']);
  for (const declaration of classes) {
    try {
      symbols.set(declaration.name.toLowerCase(), buildSymbol(declaration, resolve));
    } catch (error) {
      throw new Error(`Library class ${declaration.name}: ${String(error)}`, { cause: error });
    }
    const dot = declaration.name.lastIndexOf('.');
    if (dot > 0) namespaces.add(declaration.name.slice(0, dot).toLowerCase());
  }
  return {
    find: (name) => {
      const lower = without(name).toLowerCase();
      return symbols.get(lower) ?? symbols.get(`schema.${lower}`);
    },
    isNamespace: (name) => namespaces.has(name.toLowerCase()),
  };
};

/** Replaces the type parameters of a library class by the arguments of a concrete type. */
export const substitute = (type: ApexType, variables: readonly string[], args: readonly ApexType[]): ApexType => {
  if (type.kind === 'variable') return args[variables.indexOf(type.name)] ?? OBJECT;
  if (type.args.length === 0) return type;
  return apexType(
    type.kind,
    type.name,
    type.args.map((arg) => substitute(arg, variables, args)),
  );
};
