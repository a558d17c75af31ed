import type { JobFailure } from '../../src/async/jobs.ts';
import type { LocalOrg } from '../../src/org.ts';
import { callStatic, orgOf, runScript, type ProjectFiles } from '../apex/apex-project.ts';

/** An org with a clock that a test sets; nothing runs by itself. */
export interface RunningOrg {
  readonly org: LocalOrg;
  readonly failures: JobFailure[];
  /** Runs anonymous Apex as the administrator. */
  readonly run: (script: string) => void;
  /** Evaluates an Apex expression. @returns its value as text */
  readonly value: (expression: string) => string;
  /** Lets so many minutes pass and runs what has become due. @returns how many jobs have ended */
  readonly pass: (minutes: number) => number;
}

/**
 * @param classes Apex by class name
 * @param expressions every expression that the test evaluates
 */
export const runningOrg = (classes: ProjectFiles, expressions: readonly string[] = []): RunningOrg => {
  let now = Date.parse('2026-03-02T10:00:00Z');
  const failures: JobFailure[] = [];
  const methods = expressions.map((text, i) => `public static Object value${i}() { return ${text}; }`);
  const org = orgOf({ ...classes, Values: `public class Values {\n${methods.join('\n')}\n}` }, '', {
    now: () => now,
    schedule: () => undefined,
    onJobFailure: (failure) => failures.push(failure),
  });
  return {
    org,
    failures,
    run: (script) => runScript(org, script),
    value: (expression) => {
      const index = expressions.indexOf(expression);
      if (index < 0) throw new Error(`Name the expression when the org is made: ${expression}`);
      return callStatic(org, 'Values', `value${index}`);
    },
    pass: (minutes) => {
      now += minutes * 60_000;
      return org.jobs.runDue();
    },
  };
};
