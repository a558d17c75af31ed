import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { CompileError } from '../errors.ts';
import { ProjectError } from '../project/sfdx-project.ts';
import type { Program } from '../runtime/program.ts';
import { findTests, type TestClass } from './find-tests.ts';
import { orgsOfTests } from './orgs-of-tests.ts';
import { refusals, testReport, type TestReport } from './report.ts';
import { coberturaReport } from './reports/cobertura.ts';
import { junitReport } from './reports/junit.ts';
import type { TestResult } from './run-tests.ts';
import { watchTests } from './watch.ts';

/** What `local-org apex test --help` prints. */
export const USAGE = `Usage: local-org apex test [options]        (here also: npm run apex:test -- [options])

Runs the Apex tests of an sfdx project on the local org (not on Salesforce).
  --project <dir>     folder with sfdx-project.json (default: the current folder)
  --class <name>      run only this test class; several times for several
  --coverage          list the coverage of each class
  --json <file>       write the results and the coverage as JSON
  --junit <file>      write the results as JUnit XML
  --cobertura <file>  write the coverage as Cobertura XML
  --watch             run again what a change can affect, until Ctrl-C`;

const OPTIONS = {
  project: { type: 'string', default: '.' },
  class: { type: 'string', multiple: true },
  json: { type: 'string' },
  junit: { type: 'string' },
  cobertura: { type: 'string' },
  coverage: { type: 'boolean', default: false },
  watch: { type: 'boolean', default: false },
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

const printClass = (place: string, name: string, results: readonly TestResult[]): void => {
  const failed = results.filter((result) => result.outcome === 'failed');
  const ms = results.reduce((sum, result) => sum + result.ms, 0);
  print(`${place} ${failed.length > 0 ? 'FAIL' : 'ok  '} ${name} (${results.length} tests, ${ms} ms)`);
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

type Options = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

const writeReports = (options: Options, report: TestReport): void => {
  const documents: [string | undefined, () => string][] = [
    [options.json, () => `${JSON.stringify(report, null, 2)}\n`],
    [options.junit, () => junitReport(report.tests)],
    [options.cobertura, () => coberturaReport(report.coverage, resolve(options.project))],
  ];
  for (const [file, document] of documents) if (file !== undefined) writeFileSync(resolve(file), document());
};

/** The test classes wanted; says which of the named ones do not exist. */
const wantedClasses = (program: Program, names: readonly string[] | undefined): TestClass[] => {
  if (names === undefined) return findTests(program);
  const found = names.map((name) => ({ name, classes: findTests(program, name) }));
  // The watch names every class that a change can affect, tests or not; a person names tests.
  if (names.length === 1 && found[0]?.classes.length === 0) print(`No test class is called ${names[0] ?? ''}`);
  return found.flatMap(({ classes }) => classes);
};

/** @returns exit code: 0 when everything compiled and every test passed */
const runTests = (options: Options): number => {
  const orgs = orgsOfTests(resolve(options.project));
  const { problems } = orgs.usual.program;
  printProblems(problems);
  const classes = wantedClasses(orgs.usual.program, options.class);
  if (options.class !== undefined && classes.length === 0) {
    print('0 passed, 0 failed');
    return 1;
  }
  const results: TestResult[] = [];
  for (const [index, found] of classes.entries()) {
    const own = orgs.run(found);
    results.push(...own);
    printClass(`[${index + 1}/${classes.length}]`, found.name, own);
  }
  const report = testReport(results, orgs.coverage(), problems);
  writeReports(options, report);
  printCoverage(report, options.coverage);
  printRefusals(results);
  if (problems.length > 0) print(`${problems.length} problems in the Apex: see above`);
  print(`${report.passed} passed, ${report.failed} failed`);
  return report.failed > 0 || problems.length > 0 ? 1 : 0;
};

const main = (args: readonly string[]): number => {
  const { values } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: false });
  if (values.help) {
    print(USAGE);
    return 0;
  }
  if (!values.watch) return runTests(values);
  watchTests(
    resolve(values.project),
    args.filter((argument) => argument !== '--watch'),
    print,
  );
  return 0;
};

/**
 * Runs the command and sets the exit code of the process.
 *
 * @param args its arguments, without the name of the command
 */
export const run = (args: readonly string[]): void => {
  try {
    process.exitCode = main(args);
  } catch (error) {
    if (!(error instanceof ProjectError || error instanceof TypeError)) throw error;
    // A wrong option or an unreadable project: the message says it all.
    if (error instanceof TypeError && !('code' in error)) throw error;
    process.stderr.write(`${error.message}\n`);
    print('0 passed, 0 failed');
    process.exitCode = 1;
  }
};
