import type { Org } from '../org.ts';
import { runTransaction } from '../runtime/execute.ts';
import type { MethodInfo } from '../runtime/program.ts';
import { apexStackText } from '../runtime/stack.ts';
import type { TestContext } from '../runtime/transaction.ts';
import { UnsupportedFeature } from '../errors.ts';
import { runPendingJobs } from '../library/async/queue.ts';
import { ApexException } from '../values/apex-exception.ts';
import { messageOf } from '../values/text.ts';
import { seesAllData, type TestClass } from './find-tests.ts';

export interface TestResult {
  readonly class: string;
  readonly method: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** What went wrong, as Salesforce words it; null for a test that passed. */
  readonly message: string | null;
  /** The Apex stack of a failure, a frame per line. */
  readonly stack: string | null;
  /** The feature that the local org refused, when that is why the test could not run; else null. */
  readonly refused: string | null;
  /** Milliseconds. */
  readonly ms: number;
}

/** Thrown to undo what a test has written. */
class UndoEverything extends Error {}

/** Runs work in a transaction whose writes are always undone. */
const undone = (org: Org, userId: string, test: TestContext | null, work: () => void): void => {
  try {
    runTransaction(org, { userId, kind: 'synchronous', test }, () => {
      work();
      throw new UndoEverything();
    });
  } catch (error) {
    if (!(error instanceof UndoEverything)) throw error;
  }
};

const context = (seeAllData: boolean): TestContext => ({ started: false, stopped: false, seeAllData });

const causes = (error: ApexException): string => {
  const line = `${error.typeName}: ${messageOf(error)}`;
  return error.cause ? `${line}\nCaused by: ${causes(error.cause)}` : line;
};

const refusedFeature = (error: unknown): string | null => (error instanceof UnsupportedFeature ? error.feature : null);

const failure = (error: unknown): { message: string; stack: string } => {
  if (error instanceof ApexException) return { message: causes(error), stack: apexStackText(error) };
  // A gap or a defect of the local org: its own stack helps whoever closes it.
  if (error instanceof Error) {
    const own =
      error.stack
        ?.split('\n')
        .filter((line) => line.includes('local-org/src'))
        .slice(0, 8) ?? [];
    return { message: error.message, stack: [apexStackText(error), ...own].filter((part) => part !== '').join('\n') };
  }
  return { message: String(error), stack: '' };
};

const runTest = (org: Org, userId: string, test: TestClass, method: MethodInfo): TestResult => {
  const begin = performance.now();
  const done = (more: Pick<TestResult, 'outcome' | 'message' | 'stack' | 'refused'>): TestResult => ({
    class: test.name,
    method: method.name,
    ...more,
    ms: Math.round(performance.now() - begin),
  });
  try {
    undone(org, userId, context(seesAllData(test.info, method)), () => {
      method.call(null, []);
      // Without Test.stopTest, queued Apex runs when the test method has ended.
      runPendingJobs();
    });
    return done({ outcome: 'passed', message: null, stack: null, refused: null });
  } catch (error) {
    return done({ outcome: 'failed', ...failure(error), refused: refusedFeature(error) });
  }
};

/**
 * Runs the tests of one class: its setup methods once, then every test from the data they made.
 * @param userId the user in whose name the tests run
 */
export const runTestClass = (org: Org, userId: string, test: TestClass): TestResult[] => {
  const results: TestResult[] = [];
  undone(org, userId, null, () => {
    try {
      for (const method of test.setup) {
        runTransaction(org, { userId, kind: 'synchronous', test: context(false) }, () => method.call(null, []));
      }
    } catch (error) {
      const { message, stack } = failure(error);
      for (const { name } of test.tests) {
        const words = `Test setup failed: ${message}`;
        const refused = refusedFeature(error);
        results.push({ class: test.name, method: name, outcome: 'failed', message: words, stack, refused, ms: 0 });
      }
      return;
    }
    for (const method of test.tests) results.push(runTest(org, userId, test, method));
  });
  return results;
};
