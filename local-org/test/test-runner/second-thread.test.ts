import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestReport } from '../../src/test-runner/report.ts';

const COMMAND = join(import.meta.dirname, '../../src/cli/apex-test.ts');

const pad = (n: number): string => String(n).padStart(3, '0');

/** A project large enough for two threads: each class has a test of its own, every tenth one fails. */
const manyClasses = (directory: string, count: number): void => {
  mkdirSync(join(directory, 'force-app/classes'), { recursive: true });
  const project = { packageDirectories: [{ path: 'force-app', default: true }], sourceApiVersion: '65.0' };
  writeFileSync(join(directory, 'sfdx-project.json'), JSON.stringify(project));
  const write = (name: string, text: string): void =>
    writeFileSync(join(directory, `force-app/classes/${name}.cls`), text);
  for (let n = 0; n < count; n += 1) {
    write(`Work${pad(n)}`, `public class Work${pad(n)} {\n  public static Integer run() {\n    return ${n};\n  }\n}`);
    write(
      `Work${pad(n)}Test`,
      `@IsTest class Work${pad(n)}Test { @IsTest static void runs() {
        System.assertEquals(0, [SELECT COUNT() FROM Account]); insert new Account(Name = 'x');
        System.assertEquals(${n % 10 === 9 ? -1 : n}, Work${pad(n)}.run()); } }`,
    );
  }
};

const run = (directory: string, ...args: string[]): { output: string; report: TestReport } => {
  const json = join(directory, 'report.json');
  let output: string;
  try {
    output = execFileSync(process.execPath, [COMMAND, '--project', directory, '--json', json, ...args], {
      encoding: 'utf8',
    });
  } catch (error) {
    output = (error as { stdout: string }).stdout;
  }
  return { output, report: JSON.parse(readFileSync(json, 'utf8')) as TestReport };
};

test('Two threads tell of all classes in their order and add up what they have covered', () => {
  const directory = mkdtempSync(join(tmpdir(), 'many-'));
  try {
    manyClasses(directory, 60);
    const { output, report } = run(directory);
    const names = Array.from({ length: 60 }, (_, n) => `Work${pad(n)}Test`);
    assert.deepEqual(
      report.tests.map(({ class: name }) => name),
      names,
    );
    assert.deepEqual(
      output
        .split('\n')
        .flatMap((line) => /^\[(\d+)\/60\] (ok {2}|FAIL) (\w+)/.exec(line)?.slice(1, 4).join(' ') ?? []),
      names.map((name, n) => `${n + 1} ${n % 10 === 9 ? 'FAIL' : 'ok  '} ${name}`),
    );
    assert.deepEqual([report.passed, report.failed, report.coverage.percent], [54, 6, 100]);
    assert.match(report.tests[9]?.message ?? '', /Expected: -1, Actual: 9/);
    assert.match(output, /\n54 passed, 6 failed\n$/);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
