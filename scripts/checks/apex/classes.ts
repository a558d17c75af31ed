import type { Project } from '../project/project.ts';
import { type ApexFile, apexFiles, childOf, childrenOf, findAll, type Tree } from './tree.ts';

/** A method as it is declared. */
export interface ApexMethod {
  readonly name: string;
  readonly line: number;
  /** Lower case, without white space: `static`, `public`, `@isTest`, `@auraenabled(cacheable=true)`. */
  readonly modifiers: readonly string[];
  readonly returns: string;
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
  readonly body: Tree | undefined;
}

/** A class or interface as it is declared, with its inner ones. */
export interface ApexClass {
  readonly file: ApexFile;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly name: string;
  /** `Outer.Inner` for an inner class. */
  readonly fullName: string;
  readonly line: number;
  readonly modifiers: readonly string[];
  readonly parent: string | undefined;
  readonly interfaces: readonly string[];
  /** Types of fields and properties, by lower-case name. */
  readonly members: ReadonlyMap<string, string>;
  /** Initializers of `static final` fields, by lower-case name. */
  readonly constants: ReadonlyMap<string, Tree>;
  readonly methods: readonly ApexMethod[];
  readonly outer: ApexClass | undefined;
  readonly inner: readonly ApexClass[];
  readonly declaration: Tree;
}

const modifiersOf = (tree: Tree): readonly string[] =>
  childrenOf(tree, 'Modifier').map(({ text }) => text.toLowerCase());

/** White space is gone from a tree's text: `with sharing` is `withsharing`, `Map<String,Id>` stays readable. */
const typeText = (tree: Tree | undefined): string => tree?.text ?? '';

const methodOf = (tree: Tree, modifiers: readonly string[]): ApexMethod => ({
  name: childOf(tree, 'Id')?.text ?? '',
  line: childOf(tree, 'Id')?.line ?? tree.line,
  modifiers,
  returns: childOf(tree, 'TypeRef')?.text ?? 'void',
  parameters: findAll(childOf(tree, 'FormalParameters'), ['FormalParameter']).map((parameter) => ({
    name: childOf(parameter, 'Id')?.text ?? '',
    type: typeText(childOf(parameter, 'TypeRef')),
  })),
  body: childOf(tree, 'Block'),
});

const KINDS: Readonly<Record<string, ApexClass['kind']>> = {
  ClassDeclaration: 'class',
  InterfaceDeclaration: 'interface',
  EnumDeclaration: 'enum',
};

const classOf = (
  file: ApexFile,
  declaration: Tree,
  modifiers: readonly string[],
  outer: ApexClass | undefined,
): ApexClass => {
  const name = childOf(declaration, 'Id')?.text ?? '';
  const members = new Map<string, string>();
  const constants = new Map<string, Tree>();
  const methods: ApexMethod[] = [];
  const inner: ApexClass[] = [];
  const made: ApexClass = {
    file,
    kind: KINDS[declaration.rule] ?? 'class',
    name,
    fullName: outer ? `${outer.fullName}.${name}` : name,
    line: childOf(declaration, 'Id')?.line ?? declaration.line,
    modifiers,
    parent: childOf(declaration, 'TypeRef')?.text,
    interfaces: childrenOf(childOf(declaration, 'TypeList'), 'TypeRef').map(({ text }) => text),
    members,
    constants,
    methods,
    outer,
    inner,
    declaration,
  };
  for (const member of childrenOf(childOf(declaration, 'ClassBody'), 'ClassBodyDeclaration')) {
    const own = modifiersOf(member);
    const [content] = childOf(member, 'MemberDeclaration')?.children ?? [];
    if (content === undefined) continue;
    if (content.rule in KINDS) inner.push(classOf(file, content, own, made));
    if (content.rule === 'MethodDeclaration') methods.push(methodOf(content, own));
    if (content.rule === 'PropertyDeclaration')
      members.set((childOf(content, 'Id')?.text ?? '').toLowerCase(), typeText(childOf(content, 'TypeRef')));
    if (content.rule === 'FieldDeclaration') {
      for (const variable of childrenOf(childOf(content, 'VariableDeclarators'), 'VariableDeclarator')) {
        const key = (childOf(variable, 'Id')?.text ?? '').toLowerCase();
        members.set(key, typeText(childOf(content, 'TypeRef')));
        const value = variable.children[2];
        if (value && own.includes('static') && own.includes('final')) constants.set(key, value);
      }
    }
  }
  return made;
};

/** The classes of a project by lower-case full name. */
export type ClassIndex = ReadonlyMap<string, ApexClass>;

const indexes = new WeakMap<Project, ClassIndex>();

export const classIndex = (project: Project): ClassIndex => {
  const known = indexes.get(project);
  if (known) return known;
  const index = new Map<string, ApexClass>();
  const add = (each: ApexClass): void => {
    index.set(each.fullName.toLowerCase(), each);
    each.inner.forEach(add);
  };
  for (const file of apexFiles(project)) {
    if (file.trigger) continue;
    const type = childOf(file.tree, 'TypeDeclaration');
    const declaration = type?.children.find(({ rule }) => rule in KINDS);
    if (type && declaration) add(classOf(file, declaration, modifiersOf(type), undefined));
  }
  indexes.set(project, index);
  return index;
};

/** Whether a class, or the one around it, is a test. */
export const isTestClass = (each: ApexClass): boolean =>
  each.modifiers.some((modifier) => modifier.startsWith('@istest')) ||
  (each.outer !== undefined && isTestClass(each.outer));

/** Finds a class by a name used inside another: inner first, then siblings, inherited inner ones, then top level. */
export const resolveClass = (index: ClassIndex, name: string, from: ApexClass | undefined): ApexClass | undefined => {
  const key = name.toLowerCase();
  for (let at = from; at; at = at.outer) {
    const found = index.get(`${at.fullName.toLowerCase()}.${key}`);
    if (found) return found;
    if (at.name.toLowerCase() === key) return at;
  }
  return index.get(key);
};
