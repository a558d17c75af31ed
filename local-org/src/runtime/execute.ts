import type { Org } from '../org.ts';
import { Limits } from './limits.ts';
import { withSharing } from './sharing.ts';
import { inTransaction, withTransaction, type TestContext, type Transaction } from './transaction.ts';

export interface TransactionOptions {
  /** The user in whose name the work runs. */
  readonly userId: string;
  readonly kind: 'synchronous' | 'asynchronous';
  /** The test that this transaction belongs to: one of its async jobs or event triggers. */
  readonly test?: TestContext | null;
}

/** Apex frames and the library's between them must fit into a JavaScript stack trace. */
const STACK_FRAMES = 100;
Error.stackTraceLimit = Math.max(Error.stackTraceLimit, STACK_FRAMES);

/**
 * Runs Apex in a transaction of its own. When the work returns, its writes stay and what waits for the commit
 * runs; when it throws, every write is undone and nothing that waits for the commit happens.
 * @param work runs with the new transaction as the current one
 * @returns what the work returns
 * @throws what the work throws
 */
export const runTransaction = <T>(org: Org, options: TransactionOptions, work: (running: Transaction) => T): T => {
  const waiting: (() => void)[] = [];
  const running: Transaction = {
    org,
    limits: new Limits(options.kind),
    userId: options.userId,
    statics: new Map(),
    trigger: null,
    test: options.test ?? null,
    now: () => org.now(),
    afterCommit: (next) => {
      waiting.push(next);
      // Going back to a savepoint takes back what was asked for after it.
      org.database.onRollback(() => waiting.splice(waiting.lastIndexOf(next), 1));
    },
    attachments: new Map(),
  };
  const outermost = !inTransaction();
  const savepoint = org.database.savepoint();
  let result: T;
  try {
    result = withSharing(null, () => withTransaction(running, () => work(running)));
  } catch (error) {
    org.database.rollback(savepoint);
    throw error;
  }
  // An outer transaction, such as a test around its event triggers, may still want to undo everything.
  if (outermost) org.database.release(savepoint);
  for (const next of waiting) next();
  return result;
};
