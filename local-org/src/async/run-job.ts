import { UnsupportedFeature } from '../errors.ts';
import type { Org } from '../org.ts';
import { runTransaction } from '../runtime/execute.ts';
import { Limits } from '../runtime/limits.ts';
import { transaction } from '../runtime/transaction.ts';
import { withAsyncContext } from './context.ts';
import { recordEnd, recordFired, stateOf, statusOf, updateRecord } from './job-records.ts';
import type { Job, JobPart, JobRun } from './job.ts';

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** Runs a part in a transaction of its own. @returns the error it ended with, or null */
export const runAlone = (org: Org, job: Job, part: JobPart): Error | null => {
  try {
    runTransaction(org, { userId: job.userId, kind: part.limits }, (running) => {
      running.limits = new Limits(part.limits, part.allowed);
      withAsyncContext(part.context, part.run);
    });
    return null;
  } catch (error) {
    return asError(error);
  }
};

/**
 * Runs a part within the transaction of the test that queued the job: static variables are shared with the test, as
 * on Salesforce; limits and rollback are the part's own.
 * @throws UnsupportedFeature: a gap of the local org is never an ordinary failure of the job
 */
export const runInTest = (org: Org, job: Job, part: JobPart): Error | null => {
  const running = transaction();
  const { limits, userId, trigger } = running;
  const savepoint = org.database.savepoint();
  running.limits = new Limits(part.limits, part.allowed);
  running.userId = job.userId;
  running.trigger = null;
  try {
    withAsyncContext(part.context, part.run);
    return null;
  } catch (error) {
    if (error instanceof UnsupportedFeature) throw error;
    org.database.rollback(savepoint);
    return asError(error);
  } finally {
    running.limits = limits;
    running.userId = userId;
    running.trigger = trigger;
  }
};

/** Whether a job may go on: its record is there, and nobody has aborted it. */
export const isAlive = (org: Org, job: Job): boolean => {
  const { request, context, apexJobId } = job;
  if (request.schedule && stateOf(org, context.jobId) === null) return false;
  const status = statusOf(org, apexJobId);
  return status !== null && status !== 'Aborted';
};

const begin = (org: Org, job: Job, isTest: boolean): void => {
  const { request, context, apexJobId } = job;
  if (request.schedule) updateRecord(org, 'CronTrigger', context.jobId, { State: 'EXECUTING' });
  updateRecord(org, 'AsyncApexJob', apexJobId, { Status: request.kind === 'batch' ? 'Preparing' : 'Processing' });
  const run: JobRun = {
    context,
    isTest,
    report: ({ total, processed, errors }) =>
      void updateRecord(org, 'AsyncApexJob', apexJobId, {
        Status: 'Processing',
        TotalJobItems: total,
        JobItemsProcessed: processed,
        NumberOfErrors: errors,
      }),
  };
  job.parts = request.parts(run);
  job.outcome = null;
};

/** Notes in the job's records that all of it has run. @param next see `recordFired` */
const end = (org: Org, job: Job, failure: Error | null, next: number | null | undefined): void => {
  job.parts = null;
  if (!isAlive(org, job)) return;
  if (job.request.schedule && next !== null) updateRecord(org, 'AsyncApexJob', job.apexJobId, { Status: 'Queued' });
  else recordEnd(org, job, failure);
  if (job.request.schedule) recordFired(org, job.context.jobId, next);
};

/** What is left of a job after a step. */
export type StepResult = { readonly done: false } | { readonly done: true; readonly failure: Error | null };

/**
 * Runs the next part of a job that is alive, or ends it after the last one.
 * @param runPart where a part runs
 * @param next when a scheduled job runs again; asked at its end
 */
export const runStep = (
  org: Org,
  job: Job,
  options: {
    readonly isTest: boolean;
    readonly runPart: (org: Org, job: Job, part: JobPart) => Error | null;
    readonly next: () => number | null | undefined;
  },
): StepResult => {
  if (!job.parts) begin(org, job, options.isTest);
  const step = job.parts?.next(job.outcome);
  if (step && step.done !== true) {
    job.outcome = options.runPart(org, job, step.value);
    return { done: false };
  }
  const failure = step?.value ?? null;
  end(org, job, failure, job.request.schedule ? options.next() : null);
  return { done: true, failure };
};
