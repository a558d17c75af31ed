/** The tests of the checks themselves: every planted mistake found, every rule on its example. */
import { once } from 'node:events';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from 'node:test';
import { listFiles } from '../engine/cache.ts';
import type { Finding } from '../engine/finding.ts';
import type { Part } from '../engine/part.ts';

const FOLDER = 'scripts/checks/test';
const REMEDY = 'Correct the check, or the mark of the planted mistake.';

interface Failure {
  readonly name: string;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly message: string;
}

const failuresOf = async (
  root: string,
): Promise<{ readonly passed: number; readonly failures: readonly Failure[] }> => {
  const files = listFiles(root, [`${FOLDER}/*.test.ts`]).map((file) => fileURLToPath(new URL(file, `file://${root}/`)));
  const failures: Failure[] = [];
  let passed = 0;
  const stream = run({ files, concurrency: 2, timeout: 600_000 });
  stream.on('test:pass', ({ details }) => {
    if (details.type !== 'suite') passed += 1;
  });
  stream.on('test:fail', ({ name, file, line, details }) => {
    if (details.type === 'suite') return;
    const { cause, message } = details.error;
    failures.push({ name, file, line, message: cause instanceof Error ? cause.message : message });
  });
  stream.resume();
  await once(stream, 'end');
  return { passed, failures };
};

export const plantedPart: Part = {
  name: 'planted',
  finds: 'planted mistakes that the checks overlook (only by name)',
  onlyByName: true,
  needsJava: true,
  inputs: [`${FOLDER}/**/*`, 'local-org/src/**/*.ts', 'tsconfig.json', '.oxlintrc.json'],
  weight: 60,
  run: async ({ root }) => {
    const { passed, failures } = await failuresOf(root);
    const findings = failures.map(({ name, file, line, message }): Finding => ({
      file: file ? relative(root, file) : FOLDER,
      line: line ?? 1,
      rule: 'planted',
      message: `"${name}": ${message.split('\n')[0] ?? ''}`,
      remedy: REMEDY,
    }));
    if (passed === 0 && findings.length === 0)
      findings.push({ file: FOLDER, line: 1, rule: 'planted', message: 'No test ran', remedy: REMEDY });
    return findings;
  },
};
