/**
 * Which classes the graph engine can see: it follows paths from entry points, so only classes that an entry point can
 * reach matter. Too many is slow, too few would be wrong: a class counts as reached when its name stands anywhere in
 * a reached file, in a text too, and when it extends or implements something reached.
 */
import type { Project } from '../project/project.ts';
import { blankedApex } from '../rules/apex-code.ts';

/** What the graph engine starts from (Code Analyzer documentation, Graph Engine: Entry Points). */
const ENTRY_POINT =
  /@(?:AuraEnabled|InvocableMethod|NamespaceAccessible|RemoteAction|RestResource|Http(?:Get|Post|Put|Patch|Delete))\b|\bglobal\b|\bwebservice\b|\bPageReference\b|\bInboundEmailHandler\b/i;

/** The annotation before the first class of the file: the file is a test. */
const TEST_CLASS = /^(?:(?!\bclass\b)[\s\S])*@istest\b/i;

interface Source {
  readonly path: string;
  readonly names: ReadonlySet<string>;
  readonly parents: ReadonlySet<string>;
  readonly entry: boolean;
}

const read = (path: string, text: string): Source => {
  const code = blankedApex(text);
  const inherited = [...code.matchAll(/\b(?:extends|implements)\s+([\w.,\s<>]+)/gi)].flatMap(([, list = '']) =>
    list.split(/\W+/),
  );
  return {
    path,
    names: new Set(text.toLowerCase().split(/\W+/)),
    parents: new Set(inherited.map((name) => name.toLowerCase())),
    entry: ENTRY_POINT.test(code),
  };
};

const nameOf = ({ path }: Source): string => /([^/]+)\.cls$/.exec(path)?.[1]?.toLowerCase() ?? '';

/** @returns paths of the reached classes; every class when a page could make any of them an entry point */
export const entryClosure = (project: Project): ReadonlySet<string> => {
  const paths = [...project.files.keys()];
  const classes = [...project.files]
    .filter(([path, text]) => path.endsWith('.cls') && !TEST_CLASS.test(blankedApex(text)))
    .map(([path, text]) => read(path, text));
  if (paths.some((path) => /\.(page|component|cmp)$/.test(path))) return new Set(classes.map(({ path }) => path));
  const reached = new Set(classes.filter(({ entry }) => entry));
  for (const at of reached) {
    for (const other of classes) {
      const named = at.names.has(nameOf(other)) || other.parents.has(nameOf(at));
      if (named) reached.add(other);
    }
  }
  return new Set([...reached].map(({ path }) => path));
};
