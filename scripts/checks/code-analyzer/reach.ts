/**
 * Which code the graph engine can walk through from an entry point. It follows calls, so of a class that is reached
 * only the methods count that something reached can call. Too much is slow, too little would be wrong: a method counts
 * as reached when its name stands anywhere in reached code, whatever the type of the object it is called on; a class
 * when its name does, in a text too, or when it extends or implements something reached.
 */
import { type ApexFile, apexFiles, childOf, childrenOf, tokensOf, type Tree } from '../apex/tree.ts';
import type { Project } from '../project/project.ts';

/** What the graph engine starts from (Code Analyzer documentation, Graph Engine: Entry Points). */
const ENTRY_MODIFIER =
  /^(?:@(?:auraenabled|invocablemethod|namespaceaccessible|remoteaction|restresource|http(?:get|post|put|patch|delete))\b.*|global|webservice)$/;
const ENTRY_TYPES = ['pagereference', 'inboundemailhandler'];
const DECLARATIONS = new Set(['ClassDeclaration', 'InterfaceDeclaration', 'EnumDeclaration']);
/** Called by the language itself. */
const CALLED_WITHOUT_NAME = ['tostring', 'equals', 'hashcode', 'compareto', 'compare', 'iterator', 'hasnext', 'next'];

interface Code {
  readonly text: string;
  readonly words: ReadonlySet<string>;
}

/** A top-level class, cut into what counts with the class and its methods by lower-case name. */
interface Source {
  readonly path: string;
  readonly name: string;
  readonly inner: readonly string[];
  readonly parents: readonly string[];
  readonly always: Code;
  readonly methods: ReadonlyMap<string, Code>;
  readonly isEntry: boolean;
}

const codeOf = (trees: readonly Tree[]): Code => {
  const tokens = trees.flatMap(tokensOf).map(({ text }) => text);
  return {
    text: tokens.join(' '),
    words: new Set(tokens.flatMap((token) => token.toLowerCase().split(/\W+/)).filter((word) => word !== '')),
  };
};

interface Cut {
  readonly always: Tree[];
  readonly methods: Map<string, Tree[]>;
  readonly inner: string[];
  readonly parents: Set<string>;
  isEntry: boolean;
}

/** Annotations and keywords before a declaration, as written but for case and white space. */
const modifiersOf = (tree: Tree): readonly string[] =>
  childrenOf(tree, 'Modifier').map(({ text }) => text.toLowerCase());

const cutClass = (declaration: Tree, cut: Cut): void => {
  for (const part of declaration.children) {
    if (part.rule === 'TypeRef' || part.rule === 'TypeList')
      for (const { text } of tokensOf(part)) cut.parents.add(text.toLowerCase());
    if (part.rule !== 'ClassBody') cut.always.push(part);
  }
  for (const member of childrenOf(childOf(declaration, 'ClassBody'), 'ClassBodyDeclaration')) {
    const [content] = childOf(member, 'MemberDeclaration')?.children ?? [];
    if (content && DECLARATIONS.has(content.rule)) {
      cut.inner.push((childOf(content, 'Id')?.text ?? '').toLowerCase());
      cutClass(content, cut);
      continue;
    }
    const isEntry = modifiersOf(member).some((modifier) => ENTRY_MODIFIER.test(modifier));
    if (content?.rule !== 'MethodDeclaration') {
      cut.always.push(member);
      // A getter or setter with code of its own; without, a property leads nowhere.
      if (
        isEntry &&
        content?.rule === 'PropertyDeclaration' &&
        content.text.includes('{', content.text.indexOf('{') + 1)
      )
        cut.isEntry = true;
      continue;
    }
    const name = (childOf(content, 'Id')?.text ?? '').toLowerCase();
    cut.methods.set(name, [...(cut.methods.get(name) ?? []), member]);
    if (isEntry) cut.isEntry = true;
  }
};

/** @returns undefined for a test: nothing that ships can call it */
const sourceOf = ({ path, tree }: ApexFile): Source | undefined => {
  const type = childOf(tree, 'TypeDeclaration');
  const declaration = type?.children.find(({ rule }) => DECLARATIONS.has(rule));
  if (!type || !declaration) return undefined;
  const modifiers = modifiersOf(type);
  if (modifiers.some((modifier) => modifier.startsWith('@istest'))) return undefined;
  const cut: Cut = { always: [], methods: new Map(), inner: [], parents: new Set(), isEntry: false };
  cutClass(declaration, cut);
  const whole = codeOf([tree]);
  const entry =
    cut.isEntry ||
    modifiers.some((modifier) => ENTRY_MODIFIER.test(modifier)) ||
    ENTRY_TYPES.some((name) => whole.words.has(name));
  return {
    path,
    name: (childOf(declaration, 'Id')?.text ?? '').toLowerCase(),
    inner: cut.inner,
    parents: [...cut.parents],
    always: codeOf([...childrenOf(type, 'Modifier'), ...cut.always]),
    methods: new Map([...cut.methods].map(([name, members]) => [name, codeOf(members)])),
    isEntry: entry,
  };
};

/** A statement, a query or a class of the platform that touches records. */
const TOUCHES_DATA =
  /\b(?:insert|update|upsert|delete|undelete|merge|database|search|approval|eventbus)\b|\[ (?:select|find)\b/i;

/** What one entry point reaches. */
export interface Reach {
  /** The file with the entry point. */
  readonly entry: string;
  /** Files of the reached classes from which records can be reached in turn, sorted: no other can break a rule. */
  readonly files: readonly string[];
  /** The reached code: what the graph engine finds from this entry point depends on nothing else. */
  readonly code: string;
}

/**
 * Of reached classes those that touch records, and those that name one of these or its parent: an object cannot be
 * had without its type being named on the way to it.
 */
const leadingToData = (reached: ReadonlyMap<Source, readonly Code[]>): ReadonlySet<Source> => {
  const leading = new Set<Source>();
  const names = new Set<string>();
  for (let grew = true; grew;) {
    grew = false;
    for (const [source, codes] of reached) {
      if (leading.has(source)) continue;
      const leads = codes.some(
        ({ text, words }) => TOUCHES_DATA.test(text) || [...words].some((word) => names.has(word)),
      );
      if (!leads) continue;
      leading.add(source);
      for (const name of [source.name, ...source.parents]) names.add(name);
      grew = true;
    }
  }
  return leading;
};

/** Everything that code of one class can reach. */
const reachFrom = (entry: Source, sources: readonly Source[]): Reach => {
  const words = new Set<string>(CALLED_WITHOUT_NAME);
  const reached = new Set<Source>([entry]);
  const taken = new Set<Code>();
  const take = (code: Code): boolean => {
    if (taken.has(code)) return false;
    taken.add(code);
    for (const word of code.words) words.add(word);
    return true;
  };
  for (const code of entry.methods.values()) take(code);
  for (let grew = true; grew;) {
    grew = false;
    for (const source of sources) {
      const named = words.has(source.name) || source.parents.some((parent) => words.has(parent));
      if (!reached.has(source) && !named) continue;
      reached.add(source);
      if (take(source.always)) grew = true;
      for (const [name, code] of source.methods) if (words.has(name) && take(code)) grew = true;
    }
  }
  const inOrder = [...reached].sort((a, b) => (a.path < b.path ? -1 : 1));
  const takenOf = (source: Source): readonly Code[] => [
    source.always,
    ...[...source.methods.values()].filter((method) => taken.has(method)),
  ];
  const leading = leadingToData(new Map(inOrder.map((source) => [source, takenOf(source)])));
  return {
    entry: entry.path,
    files: inOrder.filter((source) => source === entry || leading.has(source)).map(({ path }) => path),
    code: inOrder.flatMap((source) => [source.path, ...takenOf(source).map(({ text }) => text)]).join('\n'),
  };
};

/**
 * @param boundaries names of classes at which the walk ends, in lower case: what lies behind them works in system mode
 * on purpose, and is no answer to what a person may do
 * @returns what each entry point reaches; of every class in it when a page could make any of them an entry point
 */
export const reaches = (project: Project, boundaries: ReadonlySet<string> = new Set()): readonly Reach[] => {
  const all = apexFiles(project)
    .filter(({ trigger }) => !trigger)
    .map(sourceOf)
    .filter((source) => source !== undefined)
    .filter(({ name }) => !boundaries.has(name));
  // A parent that Salesforce brings, such as Exception, is named everywhere and calls nothing by itself.
  const own = new Set(all.flatMap(({ name, inner }) => [name, ...inner]));
  const sources = all.map((source) => ({ ...source, parents: source.parents.filter((parent) => own.has(parent)) }));
  const hasPages = [...project.files.keys()].some((path) => /\.(page|component|cmp)$/.test(path));
  return sources.filter(({ isEntry }) => hasPages || isEntry).map((entry) => reachFrom(entry, sources));
};
