import { asyncContext, type AsyncContext } from '../../async/context.ts';
import type { JobParts } from '../../async/job.ts';
import { runTestJobs, submitJob } from '../../async/submit.ts';
import { exception } from '../raise.ts';
import { count } from '../../runtime/transaction.ts';

/** A call of a `@future` method. */
export interface FutureCall {
  readonly kind: 'future';
  /** Class and method, e.g. `demodesk.Sync.run`. */
  readonly name: string;
  readonly run: () => void;
}

function* futureParts(call: FutureCall, context: AsyncContext): JobParts {
  return yield { limits: 'asynchronous', allowed: { futureCalls: 0, queueableJobs: 1 }, context, run: call.run };
}

/**
 * Queues a call of a `@future` method: it runs after the transaction has committed, in a test at Test.stopTest().
 * @returns the id of its AsyncApexJob
 * @throws System.AsyncException where Salesforce refuses the call
 */
export const enqueueAsync = (call: FutureCall): string => {
  const outer = asyncContext()?.kind;
  if (outer === 'future' || outer === 'batch') {
    throw exception('AsyncException', 'Future method cannot be called from a future or batch method');
  }
  count('futureCalls');
  const dot = call.name.lastIndexOf('.');
  return submitJob({
    kind: 'future',
    className: call.name.slice(0, dot),
    methodName: call.name.slice(dot + 1),
    parts: (run) => futureParts(call, run.context),
  });
};

/** Runs what the running test has queued. See `runTestJobs`. */
export const runPendingJobs = runTestJobs;
