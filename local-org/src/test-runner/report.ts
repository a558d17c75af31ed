import type { SourceCoverage } from '../apex/compile.ts';
import type { CompileError } from '../errors.ts';
import type { TestResult } from './run-tests.ts';

/** What the tests have run of one class or trigger. */
export interface SourceCoverageReport {
  readonly name: string;
  /** Path relative to the project. */
  readonly file: string;
  readonly covered: number;
  readonly total: number;
  /** The lines with an executable statement, and those of them that no test has run. */
  readonly lines: readonly number[];
  readonly uncoveredLines: readonly number[];
}

export interface CoverageReport {
  /** Lines run per hundred executable lines, test classes left out; 100 when there is nothing to cover. */
  readonly percent: number;
  readonly classes: readonly SourceCoverageReport[];
}

/** The JSON that `--json` writes. */
export interface TestReport {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly coverage: CoverageReport;
  readonly tests: readonly TestResult[];
  /** Apex that does not compile; what runs it is refused. */
  readonly problems: readonly string[];
}

const coverageOf = (sources: readonly SourceCoverage[]): CoverageReport => {
  const classes = sources
    .filter((source) => !source.isTest)
    .map((source) => {
      const { name, file } = source;
      const lines = source.lines();
      const uncoveredLines = lines.filter((line) => !source.isCovered(line));
      return { name, file, covered: lines.length - uncoveredLines.length, total: lines.length, lines, uncoveredLines };
    })
    .filter(({ total }) => total > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const total = classes.reduce((sum, c) => sum + c.total, 0);
  const covered = classes.reduce((sum, c) => sum + c.covered, 0);
  return { percent: total === 0 ? 100 : Math.round((covered / total) * 1000) / 10, classes };
};

/** What the local org refused, most frequent first, with the number of tests that it stopped. */
export const refusals = (tests: readonly TestResult[]): { feature: string; tests: number }[] => {
  const counts = new Map<string, number>();
  for (const { refused } of tests) if (refused !== null) counts.set(refused, (counts.get(refused) ?? 0) + 1);
  return [...counts].map(([feature, count]) => ({ feature, tests: count })).sort((a, b) => b.tests - a.tests);
};

/** Sums up a run. */
export const testReport = (
  tests: readonly TestResult[],
  sources: readonly SourceCoverage[],
  problems: readonly CompileError[] = [],
): TestReport => {
  const count = (outcome: TestResult['outcome']): number => tests.filter((test) => test.outcome === outcome).length;
  return {
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    coverage: coverageOf(sources),
    tests,
    problems: problems.map((problem) => problem.message),
  };
};
