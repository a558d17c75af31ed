import type { Schedule } from '../events/create-event-bus.ts';
import type { Org } from '../org.ts';
import { errorTrace } from '../runtime/error-text.ts';
import { updateRecord, statusOf, stateOf } from './job-records.ts';
import type { Job } from './job.ts';
import { nextFireTime } from './next-fire-time.ts';
import { isAlive, runAlone, runStep } from './run-job.ts';

/** Asynchronous Apex that failed, for the log of the org. */
export interface JobFailure {
  readonly className: string;
  readonly jobId: string;
  readonly error: Error;
}

/** The asynchronous Apex of an org: it runs by itself, each part in a transaction of its own, when it is due. */
export interface Jobs {
  /** Takes a job that a committed transaction has queued. */
  add(job: Job): void;
  /** Jobs that wait or run, in the order in which they were queued. */
  waiting(): readonly Job[];
  /** When the next job is due, milliseconds since the epoch; null when none waits. */
  nextDueAt(): number | null;
  /**
   * Runs everything that is due by the org's clock, what these jobs queue in turn included, and returns when nothing
   * is left: for tests, which need not wait for the event loop.
   * @returns how many jobs have ended
   */
  runDue(): number;
}

export interface JobsOptions {
  readonly org: () => Org;
  readonly schedule: Schedule;
  readonly onFailure: (failure: JobFailure) => void;
}

/** Batch jobs that are active at the same time; the others hold. Source: Apex Developer Guide, "Flex Queue". */
export const ACTIVE_BATCHES = 5;
/** Timers are looked at again after an hour at the latest: the machine's clock may be set. */
const LONGEST_WAIT = 3_600_000;
/** More jobs than any honest test queues at once: jobs that queue themselves for ever end here. */
const MOST_STEPS = 100_000;

/** Tells on standard error of a job that failed. */
export const logJobFailure = ({ className, jobId, error }: JobFailure): void => {
  process.stderr.write(`Asynchronous Apex ${className} (${jobId}) failed\n${errorTrace(error)}\n`);
};

/** Creates the queue of asynchronous Apex of an org. */
export const createJobs = ({ org, schedule, onFailure }: JobsOptions): Jobs => {
  let jobs: Job[] = [];
  let timer = 0;

  const isRunnable = (job: Job): boolean => {
    if (job.request.schedule) return stateOf(org(), job.context.jobId) !== 'PAUSED';
    return job.request.kind !== 'batch' || statusOf(org(), job.apexJobId) !== 'Holding';
  };

  /** Lets the batch that has held longest become active when one has ended. */
  const releaseHolding = (): void => {
    const batches = jobs.filter((job) => job.request.kind === 'batch' && isAlive(org(), job));
    const holding = batches.filter((job) => !isRunnable(job));
    const free = ACTIVE_BATCHES - (batches.length - holding.length);
    for (const job of holding.slice(0, Math.max(0, free))) {
      updateRecord(org(), 'AsyncApexJob', job.apexJobId, { Status: 'Queued' });
    }
  };

  const prune = (): void => {
    jobs = jobs.filter((job) => isAlive(org(), job));
    releaseHolding();
  };

  const nextDueAt = (): number | null => {
    const due = jobs.filter(isRunnable).map((job) => job.dueAt);
    return due.length === 0 ? null : due.reduce((a, b) => Math.min(a, b));
  };

  const fireTime = (job: Job): number | null => {
    const { schedule: plan } = job.request;
    return plan ? nextFireTime(plan.cron, org().now(), plan.zone) : null;
  };

  /** Runs the next part of a job; a job with more of them goes to the end of the queue, so that each gets its turn. */
  const step = (job: Job): boolean => {
    const result = runStep(org(), job, { isTest: false, runPart: runAlone, next: () => fireTime(job) });
    const again = result.done ? fireTime(job) : job.dueAt;
    jobs = jobs.filter((other) => other !== job);
    if (again !== null) {
      job.dueAt = again;
      jobs.push(job);
    }
    if (result.done && result.failure) {
      onFailure({ className: job.request.className, jobId: job.context.jobId, error: result.failure });
    }
    return result.done;
  };

  const firstDue = (): Job | undefined => {
    prune();
    const now = org().now();
    return jobs.find((job) => job.dueAt <= now && isRunnable(job));
  };

  const wake = (): void => {
    const due = nextDueAt();
    timer += 1;
    if (due === null) return;
    const own = timer;
    const wait = Math.min(LONGEST_WAIT, Math.max(0, due - org().now()));
    schedule(() => {
      if (own !== timer) return;
      const job = firstDue();
      if (job) step(job);
      wake();
    }, wait);
  };

  return {
    add: (job) => {
      jobs.push(job);
      wake();
    },
    waiting: () => jobs,
    nextDueAt,
    runDue: () => {
      let ended = 0;
      for (let steps = 0; steps < MOST_STEPS; steps += 1) {
        const job = firstDue();
        if (!job) {
          wake();
          return ended;
        }
        if (step(job)) ended += 1;
      }
      throw new Error(`Jobs still queue jobs after ${MOST_STEPS} steps`);
    },
  };
};
