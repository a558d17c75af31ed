/**
 * Salesforce Code Analyzer, as AppExchange's security review runs it: the rule sets Recommended, AppExchange and
 * Security, and the graph engine's data flow for CRUD and field-level security. Zero findings; what is suppressed is
 * suppressed with a reason, beside the code or in `config/code-analyzer.json`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ContentCache, hashText, listFiles } from '../engine/cache.ts';
import type { Finding } from '../engine/finding.ts';
import type { Part } from '../engine/part.ts';
import type { Project } from '../project/project.ts';
import { analyse, CONFIGURATION } from './analyse.ts';
import { entryClosure } from './entry-closure.ts';

const FILES = ['force-app/**/*'];
const RULE_SETS = ['Recommended', 'AppExchange', 'Security'];
/** Engines whose rules judge one file at a time. */
const ONE_FILE = ['pmd', 'eslint', 'regex', 'retire-js'];

const selectors = (engines: readonly string[]): readonly string[] =>
  engines.flatMap((engine) => RULE_SETS.map((set) => `${engine}:${set}`));

/** Findings of each file by its content, from an earlier run. */
const kept = (root: string, cache: ContentCache, checks: string) => {
  const configuration = listFiles(root, [CONFIGURATION]).map((file) => readFileSync(join(root, file), 'utf8'));
  const keyOf = (file: string): string =>
    join('code-analyzer-files', hashText(checks, ...configuration, file, readFileSync(join(root, file), 'latin1')));
  return {
    keyOf,
    get: (key: string) => cache.get(key) as readonly Finding[] | undefined,
    set: (key: string, findings: readonly Finding[]) => cache.set(key, findings),
  };
};

/** Judges the files that changed since they were last judged; copied code is looked for in all of them. */
export const analyseFiles = async (root: string, cache: ContentCache, checks: string): Promise<readonly Finding[]> => {
  const files = listFiles(root, FILES);
  const known = kept(root, cache, checks);
  const keys = new Map(files.map((file) => [file, known.keyOf(file)]));
  const old = [...keys.values()].map((key) => known.get(key));
  const changed = files.filter((_, index) => old[index] === undefined);
  const copies = { selectors: selectors(['cpd']) };
  const fresh = await analyse(root, {
    engines: ['eslint', 'pmd', 'regex', 'retirejs'],
    workspace: ['force-app'],
    runs: changed.length === 0 ? [copies] : [{ selectors: selectors(ONE_FILE), targets: changed }, copies],
  });
  const isCopy = ({ rule }: Finding): boolean => rule.startsWith('cpd:');
  for (const file of changed) {
    const key = known.keyOf(file);
    // A file that changed meanwhile was judged in one state or the other.
    if (key !== keys.get(file)) continue;
    known.set(
      key,
      fresh.filter((finding) => finding.file === file && !isCopy(finding)),
    );
  }
  return [...old.flatMap((findings) => findings ?? []), ...fresh];
};

/** Follows data from every entry point to queries and writes. */
export const analyseGraph = async (root: string, project: Project): Promise<readonly Finding[]> => {
  const reached = [...entryClosure(project)];
  if (reached.length === 0) return [];
  return analyse(root, { engines: ['sfge'], workspace: reached, runs: [{ selectors: selectors(['sfge']) }] });
};

export const codeAnalyzerPart: Part = {
  name: 'code-analyzer',
  finds: 'what Salesforce Code Analyzer names in Recommended, AppExchange and Security',
  needsJava: true,
  inputs: [...FILES, CONFIGURATION],
  weight: 30,
  run: ({ root, cache, checks }) => analyseFiles(root, cache, checks),
};

export const graphEnginePart: Part = {
  name: 'graph-engine',
  finds: 'paths to data without a CRUD or field-level security check',
  needsJava: true,
  inputs: ['force-app/**/*.{cls,page}', CONFIGURATION],
  concerns: (project) => new Set([...entryClosure(project), CONFIGURATION]),
  weight: 40,
  run: ({ root, project }) => analyseGraph(root, project),
};
