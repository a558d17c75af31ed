import { transaction } from '../runtime/transaction.ts';

/** The kinds of asynchronous Apex. */
export type AsyncKind = 'future' | 'queueable' | 'batch' | 'scheduled' | 'finalizer';

/** The asynchronous execution that is running. */
export interface AsyncContext {
  readonly kind: AsyncKind;
  /** Of the AsyncApexJob; for scheduled Apex of the CronTrigger. */
  readonly jobId: string;
  /** Position in a chain of queueables, from 1. */
  readonly depth: number;
  /** The longest chain that the job's AsyncOptions allow; null = the org's own limit. */
  readonly maximumDepth: number | null;
  /** Minutes that the job's AsyncOptions make every job of the chain wait; null = none. */
  readonly minimumDelay: number | null;
  /** How often in a row finalizers have queued the job again after it failed. */
  readonly retries: number;
}

const CONTEXT = Symbol('async context');

/** What is running asynchronously now; null in a synchronous transaction. */
export const asyncContext = (): AsyncContext | null =>
  (transaction().attachments.get(CONTEXT) as AsyncContext | null | undefined) ?? null;

/** Runs work as an asynchronous execution. */
export const withAsyncContext = (context: AsyncContext, work: () => void): void => {
  const { attachments } = transaction();
  const outer = attachments.get(CONTEXT);
  attachments.set(CONTEXT, context);
  try {
    work();
  } finally {
    attachments.set(CONTEXT, outer ?? null);
  }
};
