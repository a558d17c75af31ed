/**
 * Which code the graph engine can walk through from an entry point. It follows calls, so of a class that is reached
 * only the methods count that something reached can call, and of these only the ones from which records are reached in
 * turn: of any other call the engine takes every answer for possible. Too much is slow, too little would be wrong: a
 * method counts as reached when its name stands anywhere in reached code, whatever the type of the object it is called
 * on; a class when its name does, in a text too, or when it extends or implements something reached.
 */
import { type ApexFile, apexFiles, childOf, childrenOf, findAll, tokensOf, type Tree } from '../apex/tree.ts';
import type { Project } from '../project/project.ts';

/** What the graph engine starts from (Code Analyzer documentation, Graph Engine: Entry Points). */
const ENTRY_MODIFIER =
  /^(?:@(?:auraenabled|invocablemethod|namespaceaccessible|remoteaction|restresource|http(?:get|post|put|patch|delete))\b.*|global|webservice)$/;
const ENTRY_TYPES = ['pagereference', 'inboundemailhandler'];
const DECLARATIONS = new Set(['ClassDeclaration', 'InterfaceDeclaration', 'EnumDeclaration']);
/** Called by the language itself. */
const CALLED_WITHOUT_NAME = ['tostring', 'equals', 'hashcode', 'compareto', 'compare', 'iterator', 'hasnext', 'next'];

/** A call as it is written, in lower case. */
interface Call {
  readonly name: string;
  /** The class before the dot, `own` without a dot or behind `this` and `super`, `any` behind an object. */
  readonly of: string;
  /** How many arguments it has; undefined when type arguments among them make that hard to tell. */
  readonly size: number | undefined;
}

interface Code {
  readonly text: string;
  readonly words: ReadonlySet<string>;
  readonly calls: readonly Call[];
  /** Classes of which it makes objects or uses statics, in lower case: their initialisers run. */
  readonly classes: ReadonlySet<string>;
}

/** A method of a class or of a class inside it. */
export interface Method {
  /** In lower case. */
  readonly name: string;
  readonly code: Code;
  /** How many parameters it has. */
  readonly size: number;
  /** Whether it answers records: the engine has to know of which object, and whether it is a setting. */
  readonly answersRecords: boolean;
  /** Called from its own top-level class alone. */
  readonly isPrivate: boolean;
  readonly isStatic: boolean;
  /** First and last line, from 1. */
  readonly from: number;
  readonly to: number;
  /** Whether nothing else stands on its lines. */
  readonly isAlone: boolean;
}

/** A top-level class, cut into what counts with the class and its methods. */
interface Source {
  readonly path: string;
  readonly name: string;
  readonly inner: readonly string[];
  readonly parents: readonly string[];
  readonly always: Code;
  /** Properties with code of their own, in lower case: reading one runs it without naming the class. */
  readonly properties: readonly string[];
  readonly methods: readonly Method[];
  readonly isEntry: boolean;
}

const OWN = 'own';
const ANY = 'any';

/** Classes are written with a capital and variables without: Code Analyzer's naming rules see to it. */
const receiverOf = (tokens: readonly string[], dot: number): string => {
  const before = tokens[dot - 1] ?? '';
  if (/^(?:this|super)$/i.test(before)) return OWN;
  return /^[A-Z]\w*$/.test(before) ? before.toLowerCase() : ANY;
};

/** @param open index of the parenthesis before the first argument */
const argumentsIn = (tokens: readonly string[], open: number): number | undefined => {
  let depth = 0;
  let commas = 0;
  for (let at = open; at < tokens.length; at += 1) {
    const token = tokens[at] ?? '';
    if ('([{'.includes(token)) depth += 1;
    else if (')]}'.includes(token)) depth -= 1;
    else if (depth === 1 && token === '<') return undefined;
    else if (depth === 1 && token === ',') commas += 1;
    if (depth === 0) return at === open + 1 ? 0 : commas + 1;
  }
  return undefined;
};

const callsIn = (tokens: readonly string[]): readonly Call[] =>
  tokens.flatMap((name, at): readonly Call[] => {
    if (tokens[at + 1] !== '(' || !/^\w+$/.test(name)) return [];
    const isBehindDot = tokens[at - 1] === '.' || tokens[at - 1] === '?.';
    return [
      {
        name: name.toLowerCase(),
        of: isBehindDot ? receiverOf(tokens, at - 1) : OWN,
        size: argumentsIn(tokens, at + 1),
      },
    ];
  });

/** Names in texts count, too: a class may be made by its name. */
const classesIn = (tokens: readonly string[]): readonly string[] =>
  tokens.flatMap((token, at) => {
    if (token.startsWith("'")) return token.toLowerCase().split(/\W+/);
    const isUsed =
      /^[A-Z]/.test(token) && (tokens[at + 1] === '.' || /^(?:new|extends|\.)$/i.test(tokens[at - 1] ?? ''));
    return isUsed ? [token.toLowerCase()] : [];
  });

const codeOf = (trees: readonly Tree[]): Code => {
  const tokens = trees.flatMap(tokensOf).map(({ text }) => text);
  return {
    text: tokens.join(' '),
    words: new Set(tokens.flatMap((token) => token.toLowerCase().split(/\W+/)).filter((word) => word !== '')),
    calls: callsIn(tokens),
    classes: new Set(classesIn(tokens)),
  };
};

interface Cut {
  readonly always: Tree[];
  readonly properties: string[];
  readonly methods: Method[];
  readonly inner: string[];
  readonly parents: Set<string>;
  isEntry: boolean;
}

/** Annotations and keywords before a declaration, as written but for case and white space. */
const modifiersOf = (tree: Tree): readonly string[] =>
  childrenOf(tree, 'Modifier').map(({ text }) => text.toLowerCase());

const lastLine = (tree: Tree): number => tokensOf(tree).at(-1)?.line ?? tree.line;

const nameOf = (declaration: Tree): string => (childOf(declaration, 'Id')?.text ?? '').toLowerCase();

/** A type of records, alone or in a collection. */
const RECORDS = /(?:__(?:c|mdt)|\bSObject)\b/i;

const methodOf = (member: Tree, declaration: Tree, around: readonly Tree[]): Method => {
  const [from, to] = [member.line, lastLine(member)];
  const shares = (other: Tree): boolean => other !== member && other.line <= to && lastLine(other) >= from;
  const modifiers = modifiersOf(member);
  const isPrivate = !modifiers.some((modifier) => /^(?:public|global|protected|webservice)$/.test(modifier));
  return {
    name: nameOf(declaration),
    code: codeOf([member]),
    size: findAll(childOf(declaration, 'FormalParameters'), ['FormalParameter']).length,
    answersRecords: RECORDS.test(childOf(declaration, 'TypeRef')?.text ?? ''),
    isPrivate,
    isStatic: modifiers.includes('static'),
    from,
    to,
    isAlone: !around.some(shares),
  };
};

const cutClass = (declaration: Tree, cut: Cut): void => {
  for (const part of declaration.children) {
    if (part.rule === 'TypeRef' || part.rule === 'TypeList')
      for (const { text } of tokensOf(part)) cut.parents.add(text.toLowerCase());
    if (part.rule !== 'ClassBody') cut.always.push(part);
  }
  const body = childOf(declaration, 'ClassBody')?.children ?? [];
  for (const member of body.filter(({ rule }) => rule === 'ClassBodyDeclaration')) {
    const [content] = childOf(member, 'MemberDeclaration')?.children ?? [];
    if (content && DECLARATIONS.has(content.rule)) {
      cut.inner.push(nameOf(content));
      cutClass(content, cut);
      continue;
    }
    const isEntry = modifiersOf(member).some((modifier) => ENTRY_MODIFIER.test(modifier));
    if (content?.rule === 'MethodDeclaration') {
      cut.methods.push(methodOf(member, content, body));
      if (isEntry) cut.isEntry = true;
      continue;
    }
    cut.always.push(member);
    // A getter or setter with code of its own; without, a property leads nowhere.
    if (content?.rule !== 'PropertyDeclaration' || !content.text.includes('{', content.text.indexOf('{') + 1)) continue;
    cut.properties.push(nameOf(content));
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
  const cut: Cut = { always: [], properties: [], methods: [], inner: [], parents: new Set(), isEntry: false };
  cutClass(declaration, cut);
  const whole = codeOf([tree]);
  const entry =
    cut.isEntry ||
    modifiers.some((modifier) => ENTRY_MODIFIER.test(modifier)) ||
    ENTRY_TYPES.some((name) => whole.words.has(name));
  return {
    path,
    name: nameOf(declaration),
    inner: cut.inner,
    parents: [...cut.parents],
    always: codeOf([...childrenOf(type, 'Modifier'), ...cut.always]),
    properties: cut.properties,
    methods: cut.methods,
    isEntry: entry,
  };
};

/** A statement, a query or a call of the platform that touches records, in tokens with blanks between them. */
const TOUCHES_DATA =
  /(?:[;{}):]|\b(?:else|do)) (?:insert|update|upsert|delete|undelete|merge) |\b(?:database|approval|eventbus) \. \w+ \(|\bsearch \. (?:query|find|suggest) \(|\[ (?:select|find)\b/i;

/** A file that the graph engine has to see. */
export interface ReachedFile {
  /** All methods of its class. */
  readonly methods: readonly Method[];
  /** Those that are reached and lead to records: no other can break a rule. */
  readonly needed: ReadonlySet<Method>;
}

/** What one entry point reaches. */
export interface Reach {
  /** The file with the entry point. */
  readonly entry: string;
  /** By path, in its order: the classes from which records can be reached, and that of the entry point. */
  readonly files: ReadonlyMap<string, ReachedFile>;
  /** What is needed of them: what the graph engine finds from this entry point depends on nothing else. */
  readonly code: string;
}

/** Reached code, and by what it is run: a method's name, or any of the names of a class or of its properties. */
interface Runnable {
  readonly source: Source;
  readonly code: Code;
  readonly method?: Method;
}

/** Which classes, by name, extend or implement one another, directly or through others: they have methods in common. */
const familiesOf = (sources: readonly Source[]): ReadonlyMap<string, ReadonlySet<Source>> => {
  const families = new Map(
    sources.flatMap((source) => {
      const alone = new Set([source]);
      return [source.name, ...source.inner].map((name) => [name, alone]);
    }),
  );
  for (const { name, parents } of sources) {
    for (const parent of parents) {
      const [own, other] = [families.get(name), families.get(parent)];
      if (!own || !other || own === other) continue;
      for (const source of other) {
        own.add(source);
        for (const each of [source.name, ...source.inner]) families.set(each, own);
      }
    }
  }
  return families;
};

/** Of reached code what touches records, and what runs something that does. */
const leadingToData = (
  reached: readonly Runnable[],
  families: ReadonlyMap<string, ReadonlySet<Source>>,
): ReadonlySet<Code> => {
  const leading = new Set<Code>();
  /** Those that run something at their mere use. */
  const classes = new Set<string>();
  const properties = new Set<string>();
  const methods = new Map<string, { readonly source: Source; readonly method: Method }[]>();
  const runs = (caller: Source, { name, of, size }: Call): boolean =>
    (methods.get(name) ?? []).some(({ source, method }) => {
      if (size !== undefined && size !== method.size) return false;
      if (of === ANY && method.isStatic) return false;
      if (source === caller) return true;
      if (method.isPrivate) return false;
      return of === ANY || families.get(of === OWN ? caller.name : of)?.has(source) === true;
    });
  const leads = ({ source, code }: Runnable): boolean =>
    TOUCHES_DATA.test(code.text) ||
    [...code.classes].some((name) => classes.has(name)) ||
    [...properties].some((name) => code.words.has(name)) ||
    code.calls.some((call) => runs(source, call));
  const add = ({ source, code, method }: Runnable): void => {
    leading.add(code);
    if (method && !CALLED_WITHOUT_NAME.includes(method.name)) {
      methods.set(method.name, [...(methods.get(method.name) ?? []), { source, method }]);
      return;
    }
    for (const name of [source.name, ...source.inner]) classes.add(name);
    for (const name of source.properties) properties.add(name);
  };
  for (let grew = true; grew;) {
    const found = reached.filter((runnable) => !leading.has(runnable.code) && leads(runnable));
    found.forEach(add);
    grew = found.length > 0;
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
  for (const { code } of entry.methods) take(code);
  for (let grew = true; grew;) {
    grew = false;
    for (const source of sources) {
      const named = words.has(source.name) || source.parents.some((parent) => words.has(parent));
      if (!reached.has(source) && !named) continue;
      reached.add(source);
      if (take(source.always)) grew = true;
      for (const { name, code } of source.methods) if (words.has(name) && take(code)) grew = true;
    }
  }
  const inOrder = [...reached].sort((a, b) => (a.path < b.path ? -1 : 1));
  const runnables = inOrder.flatMap((source): readonly Runnable[] => [
    { source, code: source.always },
    ...source.methods.filter(({ code }) => taken.has(code)).map((method) => ({ source, code: method.code, method })),
  ]);
  const leading = leadingToData(runnables, familiesOf(inOrder));
  const files = inOrder
    .map(({ path, always, methods }) => {
      const needed = new Set(
        methods.filter(({ code, answersRecords }) => leading.has(code) || (answersRecords && taken.has(code))),
      );
      const shown = [path, always.text, ...[...needed].map(({ code }) => code.text)];
      return { path, methods, needed, shown, leads: needed.size > 0 || leading.has(always) };
    })
    .filter(({ path, leads }) => leads || path === entry.path);
  return {
    entry: entry.path,
    files: new Map(files.map(({ path, methods, needed }) => [path, { methods, needed }])),
    code: files.flatMap(({ shown }) => shown).join('\n'),
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
