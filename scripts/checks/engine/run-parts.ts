import { join } from 'node:path';
import { type ContentCache, hashFiles, hashText } from './cache.ts';
import { type Finding, formatFinding, sortFindings } from './finding.ts';
import { javaProblem } from './java.ts';
import { type Context, CheckUnavailable, type Part } from './part.ts';

/** Files that decide the result of every part: the checks and their tools. */
const CHECKS = ['scripts/checks/**/*.{ts,mjs,json}', 'package-lock.json', 'sfdx-project.json'];

/** How one part ended. */
export interface PartResult {
  readonly part: Part;
  readonly findings: readonly Finding[];
  /** Why the part could not run, in one line. */
  readonly unavailable: string | undefined;
  readonly cached: boolean;
  readonly seconds: number;
}

const compute = async (part: Part, context: Context): Promise<Pick<PartResult, 'findings' | 'unavailable'>> => {
  const problem = part.needsJava ? javaProblem() : undefined;
  if (problem !== undefined) return { findings: [], unavailable: problem };
  try {
    return { findings: sortFindings(await part.run(context)), unavailable: undefined };
  } catch (error) {
    if (error instanceof CheckUnavailable) return { findings: [], unavailable: error.message };
    throw error;
  }
};

const keyOf = (part: Part, { root, checks }: Context): string =>
  join(part.name, hashText(checks, hashFiles(root, part.inputs)));

const runPart = async (part: Part, key: string, context: Context): Promise<PartResult> => {
  const { cache } = context;
  const started = performance.now();
  const kept = cache.get(key) as readonly Finding[] | undefined;
  const { findings, unavailable } = kept ? { findings: kept, unavailable: undefined } : await compute(part, context);
  // A file that changed meanwhile makes the result that of no state at all.
  if (!kept && unavailable === undefined && keyOf(part, context) === key) cache.set(key, findings);
  return { part, findings, unavailable, cached: kept !== undefined, seconds: (performance.now() - started) / 1000 };
};

/**
 * Runs parts side by side, the longest first, and reports each as it ends.
 * @param width how many run at once
 * @returns whether every part ran and found nothing
 */
export const runParts = async (
  parts: readonly Part[],
  { root, project }: Pick<Context, 'root' | 'project'>,
  {
    cache,
    width,
    report,
  }: { readonly cache: ContentCache; readonly width: number; readonly report: (result: PartResult) => void },
): Promise<boolean> => {
  const queue = [...parts].sort((a, b) => b.weight - a.weight);
  const context: Context = { root, project, cache, checks: hashFiles(root, CHECKS) };
  const keys = new Map(parts.map((part) => [part, keyOf(part, context)]));
  let clean = true;
  const worker = async (): Promise<void> => {
    for (let part = queue.shift(); part; part = queue.shift()) {
      const result = await runPart(part, keys.get(part) ?? '', context);
      if (result.findings.length > 0 || result.unavailable !== undefined) clean = false;
      report(result);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return clean;
};

/** What a person reads about a part that ended. */
export const describeResult = ({ part, findings, unavailable, cached, seconds }: PartResult): string => {
  const time = cached ? 'unchanged' : `${seconds.toFixed(1)} s`;
  if (unavailable !== undefined) return `FAILED ${part.name}: ${unavailable}`;
  if (findings.length === 0) return `ok     ${part.name} (${time})`;
  return [
    `FAILED ${part.name}: ${findings.length} (${time})`,
    ...findings.map((finding) => `  ${formatFinding(finding)}`),
  ].join('\n');
};
