import type { LimitName } from '../runtime/limits.ts';
import type { AsyncContext, AsyncKind } from './context.ts';
import type { CronExpression } from './cron-expression.ts';

/** What of a job runs in one transaction. */
export interface JobPart {
  readonly limits: 'synchronous' | 'asynchronous';
  /** Governor limits in which this kind of work differs. */
  readonly allowed?: Partial<Record<LimitName, number>>;
  readonly context: AsyncContext;
  readonly run: () => void;
}

/** How a batch job stands. */
export interface Progress {
  readonly total: number;
  readonly processed: number;
  readonly errors: number;
}

/** What a job sees of the queue that runs it. */
export interface JobRun {
  readonly context: AsyncContext;
  /** The job runs in an Apex test, as a part of its transaction. */
  readonly isTest: boolean;
  report(progress: Progress): void;
}

/**
 * The transactions of a job, one after the other: each `yield` runs a part and answers the error it ended with, or
 * null. What the generator returns is the error with which the whole job failed, or null.
 */
export type JobParts = Generator<JobPart, Error | null, Error | null>;

/** When a scheduled job runs. */
export interface JobSchedule {
  readonly name: string;
  readonly text: string;
  readonly cron: CronExpression;
  /** IANA name. */
  readonly zone: string;
  /** A value of CronJobDetail.JobType. */
  readonly jobType: '7' | '9';
}

/** Apex that is to run later. */
export interface JobRequest {
  readonly kind: AsyncKind;
  /** Qualified name of the class. */
  readonly className: string;
  readonly methodName: string | null;
  readonly parts: (run: JobRun) => JobParts;
  /** Milliseconds until it may run. */
  readonly delay?: number;
  /** Two jobs with the same signature do not wait at the same time. */
  readonly signature?: string | null;
  readonly chain?: Pick<AsyncContext, 'depth' | 'maximumDepth' | 'minimumDelay' | 'retries'>;
  readonly schedule?: JobSchedule;
}

/** A job that waits or runs. Whether it still may is what its record says: aborting is a change of the record. */
export interface Job {
  readonly request: JobRequest;
  readonly context: AsyncContext;
  /** Id of its AsyncApexJob. */
  readonly apexJobId: string;
  /** In whose name it runs. */
  readonly userId: string;
  /** Milliseconds since the epoch. */
  dueAt: number;
  /** Set while it runs. */
  parts: JobParts | null;
  /** How its last part ended. */
  outcome: Error | null;
}
