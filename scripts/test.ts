/**
 * `npm test [-- <part>...]`: every test of the project, or the parts named: `node` (connector, local org, scripts),
 * `apex` (the package's own tests, run by the local org). The last line is `N passed, N failed`.
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

const nodeTests = async (): Promise<Tally> => {
  const files = globSync(['connector/test/**/*.test.ts', 'local-org/test/**/*.test.ts', 'scripts/test/**/*.test.ts'], {
    cwd: projectRoot,
  }).map((file) => join(projectRoot, file));
  const tally: Tally = { passed: 0, failed: 0 };
  const stream = run({ files, concurrency: 2, timeout: 600_000 });
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

const apexTests = async (): Promise<Tally> => {
  const folder = await mkdtemp(join(tmpdir(), 'apex-report-'));
  const file = join(folder, 'report.json');
  try {
    const child = spawn(process.execPath, ['local-org/src/cli/apex-test.ts', '--json', file], {
      cwd: projectRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    await once(child, 'exit');
    const { passed, failed } = JSON.parse(await readFile(file, 'utf8')) as Tally;
    return { passed, failed };
  } catch (error) {
    console.error('The Apex tests did not run to their end:', error);
    return { passed: 0, failed: 1 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const parts: Readonly<Record<string, () => Promise<Tally>>> = { node: nodeTests, apex: apexTests };
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
