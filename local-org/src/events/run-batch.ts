import { UnsupportedFeature } from '../errors.ts';
import type { Org } from '../org.ts';
import { runTransaction } from '../runtime/execute.ts';
import { transaction, type TestContext, type TriggerContext } from '../runtime/transaction.ts';
import { sobjectType } from '../types/apex-type.ts';
import { ApexException } from '../values/apex-exception.ts';
import { ApexList } from '../values/collections.ts';
import { SObject } from '../values/sobject.ts';
import type { StoredEvent } from './event-bus.ts';
import type { Batch, BatchOutcome } from './subscriber.ts';

const RETRYABLE = 'eventbus.retryableexception';

const isRetryable = (error: unknown): error is ApexException =>
  error instanceof ApexException && error.apexType.name.toLowerCase() === RETRYABLE;

/** Each run gets its own copies: a trigger that changes Trigger.new changes nothing on the bus. */
const copyOf = (event: StoredEvent): SObject => {
  const row = new SObject(event.object);
  for (const [field, value] of event.row.fields) row.fields.set(field, value);
  return row;
};

/**
 * The trigger's context. Setting the checkpoint marks a point in the transaction: when an exception follows, what
 * was done up to the mark is kept.
 */
const contextFor = (
  org: Org,
  batch: Batch,
  rows: readonly SObject[],
  mark: (savepoint: number) => void,
): TriggerContext => {
  let checkpoint: string | null = null;
  return {
    operation: 'AFTER_INSERT',
    newRows: new ApexList(sobjectType(batch.trigger.object), [...rows]),
    oldRows: null,
    newMap: null,
    oldMap: null,
    size: rows.length,
    event: {
      retries: batch.retries,
      lastError: batch.lastError,
      get resumeCheckpoint() {
        return checkpoint;
      },
      set resumeCheckpoint(replayId: string | null) {
        checkpoint = replayId;
        mark(org.database.savepoint());
      },
    },
  };
};

/**
 * Runs an event trigger over one batch, in a transaction of its own.
 * @param test the Apex test that delivers, when one does
 * @throws UnsupportedFeature in a test: a gap of the local org is never an ordinary failure of the trigger
 */
export const runBatch = (org: Org, userId: string, batch: Batch, test: TestContext | null): BatchOutcome => {
  let outcome: BatchOutcome = { kind: 'done', checkpoint: null };
  let savepoint: number | null = null;
  const context = contextFor(org, batch, batch.events.map(copyOf), (mark) => (savepoint = mark));
  const checkpoint = (): string | null => context.event?.resumeCheckpoint ?? null;
  try {
    // Event triggers run asynchronously, under the limits of synchronous Apex (Platform Events Developer Guide,
    // "Subscribe to Platform Event Notifications with Apex Triggers").
    runTransaction(org, { userId, kind: 'synchronous', ...(test ? { test } : {}) }, () => {
      transaction().trigger = context;
      try {
        batch.trigger.run();
        outcome = { kind: 'done', checkpoint: checkpoint() };
      } catch (error) {
        if (savepoint === null || isRetryable(error) || !(error instanceof ApexException)) throw error;
        org.database.rollback(savepoint);
        outcome = { kind: 'failed', checkpoint: checkpoint(), error };
      } finally {
        transaction().trigger = null;
      }
    });
    return outcome;
  } catch (error) {
    if (isRetryable(error)) return { kind: 'retry', message: error.apexMessage ?? '' };
    if (error instanceof UnsupportedFeature && test) throw error;
    return { kind: 'failed', checkpoint: null, error: error instanceof Error ? error : new Error(String(error)) };
  }
};
