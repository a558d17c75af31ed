import { apexType, VOID, type ApexType } from '../../types/apex-type.ts';
import { EnumValue } from '../../values/enum.ts';
import type { AnonymousDecl, ClassDecl, Member, Parameter, TriggerDecl, TypeRef } from '../ast.ts';
import {
  accessOf,
  hasAnnotation,
  sharingOf,
  type Access,
  type ClassSymbol,
  type FieldSymbol,
  type SourceFile,
} from './class-symbol.ts';
import { resolveType, typeRefText, unknownPart } from './type-resolver.ts';
import { report, unknownType, userClass, type World } from './world.ts';

/** Triggers run without sharing, anonymous scripts with that of their user. */
const SCRIPT_SHARING = { trigger: 'sharing:without', anonymous: 'sharing:with' };

/** Declares a class and the classes inside it by name; their members follow in `declareMembers`. */
export const declareClass = (
  world: World,
  declaration: ClassDecl,
  file: SourceFile,
  outer: ClassSymbol | null,
): ClassSymbol => {
  const qualifiedName = outer ? `${outer.qualifiedName}.${declaration.name}` : declaration.name;
  const type = apexType('user', world.namespace === '' ? qualifiedName : `${world.namespace}.${qualifiedName}`);
  const keywords = declaration.modifiers.keywords;
  const symbol: ClassSymbol = {
    name: declaration.name,
    qualifiedName,
    type,
    js: qualifiedName.replaceAll('.', '$'),
    what: declaration.what,
    file,
    declaration,
    members: declaration.members,
    outer,
    access: accessOf(declaration.modifiers, 'private'),
    abstract: keywords.includes('abstract'),
    virtual: keywords.includes('virtual'),
    sharing: sharingOf(declaration.modifiers),
    isTest: hasAnnotation(declaration.modifiers, 'istest') || (outer?.isTest ?? false),
    inner: new Map(),
    superclass: null,
    interfaces: [],
    missing: null,
    fields: new Map(),
    methods: new Map(),
    constructors: [],
    constants: declaration.constants.map((name, ordinal) => new EnumValue(type, name, ordinal)),
  };
  world.byType.set(type, symbol);
  for (const member of declaration.members) {
    if (member.kind !== 'class') continue;
    const lower = member.name.toLowerCase();
    if (symbol.inner.has(lower)) report(world, file, member, `Duplicate inner class name: ${member.name}`);
    symbol.inner.set(lower, declareClass(world, member, file, symbol));
  }
  return symbol;
};

/** The type that a written one means, or the one that stands for an unknown type. */
const knownOrNot = (world: World, symbol: ClassSymbol, ref: TypeRef, scope: ClassSymbol): ApexType => {
  const type = resolveType(world, ref, scope);
  if (type) return type;
  const part = unknownPart(world, ref, scope);
  return unknownType(world, symbol.file, part, typeRefText(part), typeRefText(ref));
};

/** Resolves what classes extend and implement. */
export const declareHierarchy = (world: World, symbol: ClassSymbol, declaration: ClassDecl): void => {
  const resolve = (ref: TypeRef): ApexType | undefined => {
    const type = knownOrNot(world, symbol, ref, symbol.outer ?? symbol);
    if (type.kind !== 'unknown') return type;
    symbol.missing ??= type.name;
    return undefined;
  };
  if (declaration.extends) symbol.superclass = resolve(declaration.extends) ?? null;
  symbol.interfaces = declaration.implements.flatMap((ref) => resolve(ref) ?? []);
  for (const member of declaration.members) {
    const inner = member.kind === 'class' ? symbol.inner.get(member.name.toLowerCase()) : undefined;
    if (inner && member.kind === 'class') declareHierarchy(world, inner, member);
  }
};

/** A type as part of a JavaScript identifier. */
const mangledType = (type: ApexType): string => type.text.replace(/[^A-Za-z0-9_]/g, '_');

export const mangle = (name: string, parameters: readonly { type: ApexType }[]): string =>
  `${name.toLowerCase()}$${parameters.map((p) => mangledType(p.type)).join('$')}`;

const depthOfField = (world: World, symbol: ClassSymbol, lower: string): number => {
  let depth = 0;
  let at = symbol.superclass ? userClass(world, symbol.superclass) : undefined;
  while (at) {
    if (at.members.some((m) => (m.kind === 'field' || m.kind === 'property') && m.name.toLowerCase() === lower))
      depth += 1;
    at = at.superclass ? userClass(world, at.superclass) : undefined;
  }
  return depth;
};

const declareField = (
  world: World,
  symbol: ClassSymbol,
  member: Member & { kind: 'field' | 'property' },
  type: ApexType,
): FieldSymbol => {
  const lower = member.name.toLowerCase();
  const depth = depthOfField(world, symbol, lower);
  const keywords = member.modifiers.keywords;
  const property = member.kind === 'property' ? member : null;
  const setterAccess = property?.setter ? accessOf(property.setter.modifiers, 'global') : 'global';
  return {
    name: member.name,
    js: `f_${lower}${depth > 0 ? `$${depth}` : ''}`,
    owner: symbol,
    type,
    static: keywords.includes('static'),
    final: keywords.includes('final'),
    transient: keywords.includes('transient'),
    access: accessOf(member.modifiers, 'private'),
    declaration: member,
    getter: property?.getter?.body ? property.getter : null,
    setter: property?.setter?.body ? property.setter : null,
    writable: property ? property.setter !== null && setterAccess !== 'private' : !keywords.includes('final'),
  };
};

/** Resolves the types of all members of a class and of the classes inside it. */
export const declareMembers = (world: World, symbol: ClassSymbol): void => {
  const typeOf = (ref: TypeRef | null): ApexType => (ref ? knownOrNot(world, symbol, ref, symbol) : VOID);
  const parametersOf = (list: readonly Parameter[]): { name: string; type: ApexType }[] =>
    list.map((parameter) => ({ name: parameter.name, type: typeOf(parameter.type) }));
  const memberAccess: Access = symbol.what === 'interface' ? 'global' : 'private';
  for (const member of symbol.members) {
    if (member.kind === 'field' || member.kind === 'property') {
      const lower = member.name.toLowerCase();
      if (symbol.fields.has(lower)) report(world, symbol.file, member, `Duplicate field: ${member.name}`);
      else symbol.fields.set(lower, declareField(world, symbol, member, typeOf(member.type)));
    } else if (member.kind === 'method') {
      const parameters = parametersOf(member.parameters);
      const access = accessOf(member.modifiers, memberAccess);
      const isStatic = member.modifiers.keywords.includes('static') || member.modifiers.keywords.includes('testmethod');
      const lower = member.name.toLowerCase();
      const js = mangle(member.name, parameters);
      const list = symbol.methods.get(lower) ?? [];
      symbol.methods.set(lower, list);
      if (list.some((other) => other.js.split('$p_')[0] === js)) {
        report(world, symbol.file, member, `Method already defined: ${member.name}`);
        continue;
      }
      list.push({
        name: member.name,
        js:
          access === 'private' &&
          !isStatic &&
          !member.modifiers.keywords.includes('override') &&
          !member.modifiers.keywords.includes('virtual') &&
          !member.modifiers.keywords.includes('abstract')
            ? `${js}$p_${symbol.js}`
            : js,
        owner: symbol,
        parameters,
        returns: typeOf(member.returns),
        static: isStatic,
        abstract: member.body === null,
        access,
        declaration: member,
      });
    } else if (member.kind === 'constructor') {
      const parameters = parametersOf(member.parameters);
      if (member.name.toLowerCase() !== symbol.name.toLowerCase()) {
        report(world, symbol.file, member, `Invalid constructor name: ${member.name}`);
      }
      symbol.constructors.push({
        js: mangle(`$c_${symbol.js}`, parameters),
        owner: symbol,
        parameters,
        access: accessOf(member.modifiers, 'private'),
        declaration: member,
      });
    } else if (member.kind === 'class') {
      const inner = symbol.inner.get(member.name.toLowerCase());
      if (inner) declareMembers(world, inner);
    }
  }
  if (symbol.what === 'class' && symbol.constructors.length === 0) {
    symbol.constructors.push({
      js: mangle(`$c_${symbol.js}`, []),
      owner: symbol,
      parameters: [],
      access: 'global',
      declaration: null,
    });
  }
};

/** The class that stands for a trigger or an anonymous script: its members are static. */
export const declareScript = (
  world: World,
  name: string,
  file: SourceFile,
  unit: TriggerDecl | AnonymousDecl,
): ClassSymbol =>
  declareClass(
    world,
    {
      kind: 'class',
      what: 'class',
      modifiers: { keywords: [SCRIPT_SHARING[unit.kind]], annotations: [] },
      name,
      extends: null,
      implements: [],
      constants: [],
      members: unit.members,
      line: unit.line,
      column: unit.column,
      endLine: unit.endLine,
    },
    file,
    null,
  );
