/**
 * `npm run check [-- <part>...]`: everything that can be known about the project without an org and without running
 * it. A part may be named by its beginning or its end (`apex`, `lint`: every part of that family). Parts run side by side; their
 * results are kept until a file they depend on changes. Each finding is one line:
 * `file:line rule — what is wrong. What to do.` Any finding fails the command. `planted` runs only by name: it shows
 * that the checks find what they should.
 */
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { folderCache } from './checks/engine/cache.ts';
import { describeResult, runParts } from './checks/engine/run-parts.ts';
import { parts } from './checks/parts.ts';
import { readProject } from './checks/project/project.ts';
import { projectRoot } from './stack/service.ts';

const MOST_AT_ONCE = 4;

/** Without the closing slash, which Code Analyzer refuses. */
const root = resolve(projectRoot);
const asked = process.argv.slice(2);
const matches = (name: string, wanted: string): boolean =>
  name === wanted || name.startsWith(`${wanted}-`) || name.endsWith(`-${wanted}`);
const unknown = asked.find((wanted) => !parts.some(({ name }) => matches(name, wanted)));
if (unknown !== undefined) {
  console.error(`There is no check "${unknown}". Checks:`);
  for (const { name, finds } of parts) console.error(`  ${name.padEnd(16)} ${finds}`);
  process.exit(1);
}

const started = performance.now();
const chosen = parts.filter(({ name, onlyByName }) =>
  asked.length === 0 ? !onlyByName : asked.some((wanted) => matches(name, wanted)),
);
let failed = 0;
const clean = await runParts(
  chosen,
  { root, project: readProject(root) },
  {
    cache: folderCache(join(root, 'node_modules/.cache/checks')),
    width: Math.min(availableParallelism(), MOST_AT_ONCE),
    report: (result) => {
      if (result.findings.length > 0 || result.unavailable !== undefined) failed += 1;
      console.log(describeResult(result));
    },
  },
);
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(
  clean
    ? `All ${chosen.length} checks passed in ${seconds} s.`
    : `${failed} of ${chosen.length} checks failed (${seconds} s).`,
);
process.exit(clean ? 0 : 1);
