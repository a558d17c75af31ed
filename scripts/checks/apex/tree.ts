import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApexErrorListener } from '@apexdevtools/apex-parser';
import { createApexParser } from '../../../local-org/src/apex/parser/antlr.ts';
import { projectRoot } from '../../stack/service.ts';
import { folderCache, hashText } from '../engine/cache.ts';
import type { Project } from '../project/project.ts';

/** A node of a parsed Apex file as plain data: a rule of the grammar with its children, or a token (rule `''`). */
export interface Tree {
  /** Name of the grammar rule or labelled alternative, e.g. `FieldExpression`; empty for a token. */
  readonly rule: string;
  /** Source text without white space for a rule, as written for a token. */
  readonly text: string;
  readonly line: number;
  readonly children: readonly Tree[];
}

/** A parsed class, interface, enum or trigger. */
export interface ApexFile {
  readonly path: string;
  readonly trigger: boolean;
  readonly tree: Tree;
  readonly syntaxErrors: readonly { readonly line: number; readonly message: string }[];
}

/** The part of ANTLR's contexts that is read here. */
interface AntlrNode {
  readonly children?: readonly AntlrNode[] | null;
  readonly start?: { readonly line: number };
  readonly symbol?: { readonly line: number; readonly text: string };
}

/** ANTLR's own typing of a context leaves out its parts. */
const antlr = (context: unknown): AntlrNode => context as AntlrNode;

const toTree = (node: AntlrNode): Tree => {
  if (node.symbol) return { rule: '', text: node.symbol.text, line: node.symbol.line, children: [] };
  const children = (node.children ?? []).map(toTree);
  return {
    rule: node.constructor.name.replace(/Context$/, ''),
    text: children.map(({ text }) => text).join(''),
    line: node.start?.line ?? 1,
    children,
  };
};

class Errors extends ApexErrorListener {
  readonly found: { line: number; message: string }[] = [];
  override apexSyntaxError(line: number, _column: number, message: string): void {
    this.found.push({ line, message });
  }
}

/** Parses one file. Syntax errors are collected, and what could be read is in the tree. */
export const parseApex = (path: string, text: string): ApexFile => {
  const errors = new Errors();
  const parser = createApexParser(text, errors);
  const trigger = path.endsWith('.trigger');
  const tree = toTree(antlr(trigger ? parser.triggerUnit() : parser.compilationUnit()));
  return { path, trigger, tree, syntaxErrors: errors.found };
};

/** Parses a query that is not written in square brackets. */
export const parseQuery = (text: string): { readonly tree: Tree; readonly error: string | undefined } => {
  const errors = new Errors();
  const parser = createApexParser(text, errors);
  return { tree: toTree(antlr(parser.query())), error: errors.found[0]?.message };
};

/** A tree as it is kept: a token as text and line, a rule as name, line and children. */
type KeptTree = readonly [string, number] | readonly [string, number, readonly KeptTree[]];

interface KeptFile {
  readonly tree: KeptTree;
  readonly syntaxErrors: ApexFile['syntaxErrors'];
}

const keep = ({ rule, text, line, children }: Tree): KeptTree =>
  rule === '' ? [text, line] : [rule, line, children.map(keep)];

const restore = ([name, line, below]: KeptTree): Tree => {
  if (!below) return { rule: '', text: name, line, children: [] };
  const children = below.map(restore);
  return { rule: name, text: children.map(({ text }) => text).join(''), line, children };
};

/** Parsing takes most of the time of every check that reads Apex; a tree depends on the text and the parser alone. */
const trees = folderCache(join(projectRoot, 'node_modules/.cache/checks/apex-trees'));
const packageFile = join(projectRoot, 'node_modules/@apexdevtools/apex-parser/package.json');
const parserVersion = (JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }).version;
/** Changes with the form of `KeptFile` and with what `toTree` makes. */
const FORM = '1';

const parseOnce = (path: string, text: string): ApexFile => {
  const trigger = path.endsWith('.trigger');
  const key = hashText(FORM, parserVersion, String(trigger), text);
  const kept = trees.get(key) as KeptFile | undefined;
  if (kept) return { path, trigger, tree: restore(kept.tree), syntaxErrors: kept.syntaxErrors };
  const file = parseApex(path, text);
  trees.set(key, { tree: keep(file.tree), syntaxErrors: file.syntaxErrors } satisfies KeptFile);
  return file;
};

const parsed = new WeakMap<Project, readonly ApexFile[]>();

/** Every class and trigger of a project, parsed once. */
export const apexFiles = (project: Project): readonly ApexFile[] => {
  const known = parsed.get(project);
  if (known) return known;
  const files = [...project.files]
    .filter(([path]) => /\.(cls|trigger)$/.test(path))
    .map(([path, text]) => parseOnce(path, text));
  parsed.set(project, files);
  return files;
};

export const childOf = (tree: Tree | undefined, rule: string): Tree | undefined =>
  tree?.children.find((child) => child.rule === rule);

export const childrenOf = (tree: Tree | undefined, rule: string): readonly Tree[] =>
  tree?.children.filter((child) => child.rule === rule) ?? [];

/** The nodes of some rules below, outermost first; does not look inside a node it found unless `nested`. */
export const findAll = (
  tree: Tree | undefined,
  rules: readonly string[],
  { nested = false, stopAt = [] as readonly string[] } = {},
): readonly Tree[] =>
  (tree?.children ?? []).flatMap((child) => {
    if (stopAt.includes(child.rule)) return [];
    if (!rules.includes(child.rule)) return findAll(child, rules, { nested, stopAt });
    return nested ? [child, ...findAll(child, rules, { nested, stopAt })] : [child];
  });

/** The text of each token that is no bracket or comma, in order. */
export const tokensOf = (tree: Tree): readonly Tree[] => (tree.rule === '' ? [tree] : tree.children.flatMap(tokensOf));

/** The value of a string literal's token, escapes resolved as far as names need it. */
export const literalValue = (text: string): string => text.replace(/^'|'$/g, '').replace(/\\(.)/g, '$1');
