/**
 * Salesforce Code Analyzer, as AppExchange's security review runs it: the rule sets Recommended, AppExchange and
 * Security, and the graph engine's data flow for CRUD and field-level security. Zero findings; what is suppressed is
 * suppressed with a reason, beside the code or in `config/code-analyzer.json`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ContentCache, hashText, listFiles } from '../engine/cache.ts';
import { contentHashes, fileResults } from '../engine/file-results.ts';
import type { Finding } from '../engine/finding.ts';
import type { Part } from '../engine/part.ts';
import { type Project, readProject } from '../project/project.ts';
import { analyse, boundariesOf, CONFIGURATION, type Engine, LONG_LIVED, type Order, SHORT_LIVED } from './analyse.ts';
import { shownToGraphEngine } from './shown.ts';
import { type Reach, reaches } from './reach.ts';

const FILES = ['force-app/**/*'];
/** Engines whose rules judge one file at a time. */
const ONE_FILE: readonly Engine[] = ['pmd', 'eslint', 'regex', 'retire-js'];
/** Finds copied code, wherever the copies are. */
const COPIES: Engine = 'cpd';
/** So many entry points are a minute's work. */
const MANY_ENTRY_POINTS = 6;

const configurationIn = (root: string): readonly string[] =>
  listFiles(root, [CONFIGURATION]).map((file) => readFileSync(join(root, file), 'utf8'));

/** The engine for flows needs Python, and the package holds none: a flow must not pass unseen. */
const flowsIn = (files: readonly string[]): readonly Finding[] =>
  files
    .filter((file) => file.endsWith('.flow-meta.xml'))
    .map((file) => ({
      file,
      line: 1,
      rule: 'flow-not-analysed',
      message: 'Code Analyzer looks at flows with an engine that is not part of this check',
      remedy: 'Add @salesforce/code-analyzer-flow-engine to scripts/checks/tools and to this part.',
    }));

const runsFor = (changed: readonly string[], files: readonly string[]): Order['runs'] => {
  if (changed.length === files.length) return [{ engines: [...ONE_FILE, COPIES] }];
  if (changed.length === 0) return [{ engines: [COPIES] }];
  return [{ engines: ONE_FILE, targets: changed }, { engines: [COPIES] }];
};

/** Judges the files that changed since they were last judged; copied code is looked for in all of them. */
export const analyseFiles = async (root: string, cache: ContentCache, checks: string): Promise<readonly Finding[]> => {
  const files = listFiles(root, FILES);
  const known = fileResults(cache, 'code-analyzer', contentHashes(root), checks, ...configurationIn(root));
  const keys = known.keysOf(files);
  const old = files.map((file) => known.get(keys.get(file)));
  const changed = files.filter((_, index) => old[index] === undefined);
  const fresh = await analyse(root, { workspace: ['force-app'], runs: runsFor(changed, files) });
  const isCopy = ({ rule }: Finding): boolean => rule.startsWith('cpd:');
  known.keep(keys, changed, (file) => fresh.filter((finding) => finding.file === file && !isCopy(finding)));
  return [...old.flatMap((findings) => findings ?? []), ...fresh, ...flowsIn(files)];
};

/**
 * Follows data from every entry point to queries and writes. What it finds from one depends on the code that this one
 * reaches alone: an entry point whose reach was clean is asked again only when that code changes, and then the engine
 * is shown nothing but what the changed ones reach. The walk ends at the boundaries that the configuration names.
 */
export const analyseGraph = async (
  root: string,
  project: Project,
  cache: ContentCache,
  checks: string,
): Promise<readonly Finding[]> => {
  const configuration = configurationIn(root);
  const keyOf = ({ entry, code }: Reach): string =>
    join('graph-engine-entries', hashText(checks, ...configuration, entry, code));
  const boundaries = boundariesOf(root);
  const changed = reaches(project, boundaries).filter((reach) => cache.get(keyOf(reach)) === undefined);
  if (changed.length === 0) return [];
  const found = await analyse(root, {
    workspace: [...new Set(changed.flatMap(({ files }) => [...files.keys()]))].sort(),
    runs: [{ engines: ['sfge'], targets: changed.map(({ entry }) => entry) }],
    javaOptions: changed.length < MANY_ENTRY_POINTS ? SHORT_LIVED : LONG_LIVED,
    show: shownToGraphEngine(changed),
  });
  const wrong = new Set(found.map(({ file }) => file));
  // What was read in the beginning need not be what the engine saw: keep only what still stands.
  const now = new Map(reaches(readProject(root), boundaries).map(({ entry, code }) => [entry, code]));
  for (const reach of changed) {
    const isClean = ![...reach.files.keys()].some((file) => wrong.has(file));
    if (isClean && now.get(reach.entry) === reach.code) cache.set(keyOf(reach), []);
  }
  return found;
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
  weight: 90,
  run: ({ root, project, cache, checks }) => analyseGraph(root, project, cache, checks),
};
