import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { CompileError } from '../errors.ts';
import { ProjectError } from '../project/sfdx-project.ts';
import { findTests } from './find-tests.ts';
import { refusals, testReport, type TestReport } from './report.ts';
import { orgsOfTests } from './orgs-of-tests.ts';
import type { TestResult } from './run-tests.ts';

const USAGE = `Usage: npm run apex:test -- [--project <dir>] [--class <name>] [--json <file>] [--coverage]

Runs the Apex tests of an sfdx project on the local org (not on Salesforce).
  --project   folder with sfdx-project.json (default: the current folder)
  --class     run only this test class
  --json      write the report to this file
  --coverage  list the coverage of each class`;

const OPTIONS = {
  project: { type: 'string', default: '.' },
  class: { type: 'string' },
  json: { type: 'string' },
  coverage: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const indented = (text: string): string =>
  text
    .split('\n')
    .map((line) => `      ${line}`)
    .join('\n');

const printClass = (name: string, results: readonly TestResult[]): void => {
  const failed = results.filter((result) => result.outcome === 'failed');
  const ms = results.reduce((sum, result) => sum + result.ms, 0);
  print(`${failed.length > 0 ? 'FAIL' : 'ok  '} ${name} (${results.length} tests, ${ms} ms)`);
  for (const { method, message, stack } of failed) {
    print(`  - ${method}`);
    print(indented([message ?? '', stack ?? ''].filter((part) => part !== '').join('\n')));
  }
};

const printCoverage = ({ coverage }: TestReport, each: boolean): void => {
  if (each) {
    for (const { name, covered, total, uncoveredLines } of coverage.classes) {
      const missing = uncoveredLines.length > 0 ? `  not run: ${uncoveredLines.join(', ')}` : '';
      print(`  ${Math.round((covered / total) * 100)} % ${name} (${covered}/${total})${missing}`);
    }
  }
  print(`Coverage on the local org: ${coverage.percent} %`);
};

const printProblems = (problems: readonly CompileError[]): void => {
  if (problems.length === 0) return;
  print(`${problems.length} problems: what they concern is refused when it runs`);
  for (const { message } of problems) print(`  ${message}`);
};

const printRefusals = (results: readonly TestResult[]): void => {
  const refused = refusals(results);
  if (refused.length === 0) return;
  print('Tests that could not run:');
  for (const { feature, tests } of refused) print(`  ${tests} UnsupportedFeature: ${feature}`);
};

/** @returns exit code: 0 when everything compiled and every test passed */
const main = (): number => {
  const { values } = parseArgs({ options: OPTIONS, allowPositionals: false });
  if (values.help) {
    print(USAGE);
    return 0;
  }
  const orgs = orgsOfTests(resolve(values.project));
  const { problems } = orgs.usual.program;
  printProblems(problems);
  const classes = findTests(orgs.usual.program, values.class);
  if (values.class !== undefined && classes.length === 0) {
    print(`No test class is called ${values.class}`);
    print('0 passed, 0 failed');
    return 1;
  }
  const results: TestResult[] = [];
  for (const found of classes) {
    const own = orgs.run(found);
    results.push(...own);
    printClass(found.name, own);
  }
  const report = testReport(results, orgs.coverage(), problems);
  if (values.json !== undefined) writeFileSync(resolve(values.json), `${JSON.stringify(report, null, 2)}\n`);
  printCoverage(report, values.coverage);
  printRefusals(results);
  if (problems.length > 0) print(`${problems.length} problems in the Apex: see above`);
  print(`${report.passed} passed, ${report.failed} failed`);
  return report.failed > 0 || problems.length > 0 ? 1 : 0;
};

/** Runs the command with the arguments of the process and sets its exit code. */
export const run = (): void => {
  try {
    process.exitCode = main();
  } catch (error) {
    if (!(error instanceof ProjectError || error instanceof TypeError)) throw error;
    // A wrong option or an unreadable project: the message says it all.
    if (error instanceof TypeError && !('code' in error)) throw error;
    process.stderr.write(`${error.message}\n`);
    print('0 passed, 0 failed');
    process.exitCode = 1;
  }
};
