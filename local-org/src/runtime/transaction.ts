import type { Org } from '../org.ts';
import type { LimitName, Limits } from './limits.ts';

/**
 * One Apex transaction: an anonymous run, a test method, an event trigger's batch, a REST or LWC call, an async
 * job. It owns everything that Salesforce scopes to a transaction: static variables, governor limits, the
 * rollback point, the things that happen after commit.
 */
export interface Transaction {
  readonly org: Org;
  /** Replaced between Test.startTest and stopTest and while a test runs its queued jobs. */
  limits: Limits;
  /** The user whose rights count in user mode and who is stamped on records. Changed by System.runAs. */
  userId: string;
  /** Static variables by class; filled by the compiled code on first use of a class. */
  readonly statics: Map<object, Record<string, unknown>>;
  /** Set while a trigger runs: the innermost one. */
  trigger: TriggerContext | null;
  /** Set in Apex tests, between Test.startTest and stopTest and around them. */
  test: TestContext | null;
  /** Milliseconds since the epoch, frozen nowhere: Apex's clock. */
  now(): number;
  /** Runs after the transaction has committed: after-commit events, queued jobs. Dropped on rollback. */
  afterCommit(work: () => void): void;
  /** Arbitrary per-transaction state of library classes, keyed by the module's own symbol. */
  readonly attachments: Map<symbol, unknown>;
}

export interface TriggerContext {
  readonly operation:
    | 'BEFORE_INSERT'
    | 'BEFORE_UPDATE'
    | 'BEFORE_DELETE'
    | 'AFTER_INSERT'
    | 'AFTER_UPDATE'
    | 'AFTER_DELETE'
    | 'AFTER_UNDELETE';
  /** ApexList of SObject, or null when the operation has none. */
  readonly newRows: unknown;
  readonly oldRows: unknown;
  readonly newMap: unknown;
  readonly oldMap: unknown;
  readonly size: number;
  /** For event triggers: the replay id set by setResumeCheckpoint, and the number of earlier runs of this batch. */
  readonly event?: { resumeCheckpoint: string | null; readonly retries: number; readonly lastError: string | null };
}

export interface TestContext {
  /** Limits between startTest and stopTest replace the outer ones. */
  started: boolean;
  stopped: boolean;
  /** Whether the test sees data of the org (`@IsTest(SeeAllData=true)`). */
  readonly seeAllData: boolean;
}

let current: Transaction | null = null;

/** @returns the transaction that is running now. @throws Error outside one: a defect of the local org */
export const transaction = (): Transaction => {
  if (!current) throw new Error('No Apex transaction is running');
  return current;
};

/** True when Apex is running. */
export const inTransaction = (): boolean => current !== null;

/** Runs work with another transaction as the current one; restores the outer one even when the work throws. */
export const withTransaction = <T>(next: Transaction, work: () => T): T => {
  const outer = current;
  current = next;
  try {
    return work();
  } finally {
    current = outer;
  }
};

/** Counts against a governor limit of the running transaction. @throws the uncatchable System.LimitException past it */
export const count = (limit: LimitName, amount = 1): void => transaction().limits.count(limit, amount);
