import { UnsupportedFeature } from '../../errors.ts';
import { runTransaction } from '../../runtime/execute.ts';
import { Limits } from '../../runtime/limits.ts';
import { transaction, type Transaction } from '../../runtime/transaction.ts';
import { makeId } from '../../values/id.ts';
import { exception } from '../raise.ts';

/** The kinds of asynchronous Apex. */
export type AsyncKind = 'future' | 'queueable' | 'batch' | 'scheduled';

/** Apex that runs in a transaction of its own, later. */
export interface AsyncJob {
  readonly kind: AsyncKind;
  /** Class, or class and method, for messages. */
  readonly name: string;
  readonly run: () => void;
}

/** The asynchronous execution that is running. */
export interface AsyncContext {
  readonly kind: AsyncKind;
  readonly jobId: string;
  /** Position in a chain of queueables, from 1. */
  readonly depth: number;
}

interface Queued extends AsyncJob {
  readonly context: AsyncContext;
}

const CONTEXT = Symbol('async context');
const PENDING = Symbol('pending async jobs');
const APEX_JOB_PREFIX = '707';
const CRON_TRIGGER_PREFIX = '08e';

/** Serial numbers of job ids, by org. */
const serials = new WeakMap<object, number>();

/** @param keyPrefix of AsyncApexJob or CronTrigger @returns an id that no other job of the org has */
const nextJobId = (keyPrefix: string): string => {
  const { org } = transaction();
  const serial = (serials.get(org) ?? 0) + 1;
  serials.set(org, serial);
  return makeId(keyPrefix, serial);
};

/** What is running asynchronously now; null in a synchronous transaction. */
export const asyncContext = (): AsyncContext | null =>
  (transaction().attachments.get(CONTEXT) as AsyncContext | undefined) ?? null;

const pending = (of: Transaction): Queued[] => {
  const known = of.attachments.get(PENDING) as Queued[] | undefined;
  if (known) return known;
  const fresh: Queued[] = [];
  of.attachments.set(PENDING, fresh);
  return fresh;
};

/** Runs a job with its context set, whatever the transaction around it. */
const runInContext = ({ context, run }: Queued): void => {
  const { attachments } = transaction();
  const outer = attachments.get(CONTEXT);
  attachments.set(CONTEXT, context);
  try {
    run();
  } finally {
    attachments.set(CONTEXT, outer);
  }
};

const countJob = (kind: AsyncKind): void => {
  const { limits } = transaction();
  if (kind === 'future') {
    if (asyncContext()?.kind === 'future' || asyncContext()?.kind === 'batch') {
      throw exception('AsyncException', 'Future method cannot be called from a future or batch method');
    }
    limits.count('futureCalls', 1);
  } else if (kind === 'queueable') limits.count('queueableJobs', 1);
};

/**
 * Queues asynchronous Apex: it runs after the transaction has committed, in a test at Test.stopTest().
 * @returns the id of its AsyncApexJob or CronTrigger
 * @throws System.AsyncException where Salesforce refuses the job
 */
export const enqueueAsync = (job: AsyncJob): string => {
  const current = transaction();
  const outer = asyncContext();
  countJob(job.kind);
  const depth = outer?.kind === 'queueable' && job.kind === 'queueable' ? outer.depth + 1 : 1;
  if (current.test && depth > 1) throw exception('AsyncException', 'Maximum stack depth has been reached.');
  const jobId = nextJobId(job.kind === 'scheduled' ? CRON_TRIGGER_PREFIX : APEX_JOB_PREFIX);
  const queued: Queued = { ...job, context: { kind: job.kind, jobId, depth } };
  if (current.test) pending(current).push(queued);
  else if (job.kind === 'scheduled') throw new UnsupportedFeature('System.schedule outside a test');
  else runAfterCommit(current, queued);
  return jobId;
};

const runAfterCommit = (current: Transaction, queued: Queued): void => {
  const { org, userId } = current;
  current.afterCommit(() => runTransaction(org, { userId, kind: 'asynchronous' }, () => runInContext(queued)));
};

/** Runs work as a part of the running test with asynchronous limits of its own. */
export const withAsyncLimits = (work: () => void): void => {
  const current = transaction();
  const outer = current.limits;
  current.limits = new Limits('asynchronous');
  try {
    work();
  } finally {
    current.limits = outer;
  }
};

/**
 * Runs what a test has queued, jobs queued by jobs included. Static variables are shared with the test, as on
 * Salesforce; limits are each job's own.
 */
export const runPendingJobs = (): void => {
  const queue = pending(transaction());
  for (let job = queue.shift(); job; job = queue.shift()) {
    const next = job;
    withAsyncLimits(() => runInContext(next));
  }
};
