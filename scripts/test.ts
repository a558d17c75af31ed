/**
 * `npm test [-- <part>...]`: every test of the project, or the parts named: `node` (connector, local org, scripts),
 * `apex` (the package's own tests, run by the local org), `lwc` (Jest, the package's components), `browser` (the
 * screens in Chromium). The last line is `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { globSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { projectRoot } from './stack/service.ts';

interface Tally {
  passed: number;
  failed: number;
}

const nodeTests = async (patterns: readonly string[], concurrency: number): Promise<Tally> => {
  const files = globSync(patterns, { cwd: projectRoot }).map((file) => join(projectRoot, file));
  const tally: Tally = { passed: 0, failed: 0 };
  const stream = run({ files, concurrency, timeout: 600_000 });
  stream.on('test:pass', ({ details, skip }) => {
    if (details.type !== 'suite' && skip === undefined) tally.passed += 1;
  });
  stream.on('test:fail', ({ details }) => {
    if (details.type !== 'suite') tally.failed += 1;
  });
  const report = new spec();
  report.pipe(process.stdout, { end: false });
  await pipeline(stream, report);
  return tally;
};

/** Runs a command that writes a report, and reads the tally from it. */
const reported = async (
  what: string,
  command: (reportFile: string) => readonly string[],
  read: (report: string) => Tally,
): Promise<Tally> => {
  const folder = await mkdtemp(join(tmpdir(), 'test-report-'));
  const file = join(folder, 'report.json');
  try {
    const child = spawn(process.execPath, command(file), { cwd: projectRoot, stdio: ['ignore', 'inherit', 'inherit'] });
    const [status] = (await once(child, 'exit')) as [number | null];
    const { passed, failed } = read(await readFile(file, 'utf8'));
    // A run that fails without a failed test, for example for its coverage, is one failure.
    return { passed, failed: failed === 0 && status !== 0 ? 1 : failed };
  } catch (error) {
    console.error(`${what} did not run to their end:`, error);
    return { passed: 0, failed: 1 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const apexTests = (): Promise<Tally> =>
  reported(
    'The Apex tests',
    (file) => ['local-org/src/cli/apex-test.ts', '--json', file],
    (report) => JSON.parse(report) as Tally,
  );

const lwcTests = (): Promise<Tally> =>
  reported(
    "The components' tests",
    (file) => ['scripts/lwc-tests/run.mjs', '--coverage', '--json', `--outputFile=${file}`],
    (report) => {
      const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(report) as Record<
        string,
        number
      >;
      return { passed: numPassedTests ?? 0, failed: (numFailedTests ?? 0) + (numRuntimeErrorTestSuites ?? 0) };
    },
  );

const parts: Readonly<Record<string, () => Promise<Tally>>> = {
  node: () => nodeTests(['connector/test/**/*.test.ts', 'local-org/test/**/*.test.ts', 'scripts/test/**/*.test.ts'], 2),
  apex: apexTests,
  lwc: lwcTests,
  browser: () => nodeTests(['scripts/browser/test/**/*.test.ts'], 1),
};
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in parts));
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}". Parts: ${Object.keys(parts).join(', ')}`);
  process.exit(1);
}

const total: Tally = { passed: 0, failed: 0 };
for (const [name, runPart] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const { passed, failed } = await runPart();
  total.passed += passed;
  total.failed += failed;
}
if (total.passed + total.failed === 0) {
  console.error('No test was found.');
  total.failed = 1;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
