import type { FailureReason } from '../deliveries/delivery-record.ts';
import type { OpenDelivery, Settlement } from '../deliveries/delivery-store.ts';
import type { Logger } from '../logging.ts';
import { traced } from '../operations/tracing.ts';
import { reasonOf, recordErrorClass, SalesforceFailure } from '../salesforce/failure.ts';
import type { MeetingEvent } from '../salesforce/meeting-event.ts';
import { MAX_EVENTS_PER_REQUEST } from '../salesforce/org.ts';
import type { PublishResult, SalesforceOrg } from '../salesforce/org.ts';
import { failureFrom } from './failure.ts';
import type { Gate } from './gate.ts';
import { afterFailure } from './retry-policy.ts';
import type { RetryPolicy } from './retry-policy.ts';

/** Salesforce takes 4 MB and advises 3. */
const MAX_BATCH_BYTES = 3_000_000;

/** A delivery with the event it became. */
export interface ReadyDelivery {
  delivery: OpenDelivery;
  event: MeetingEvent;
}

/** Takes as much from the front of the queue as one request may carry. */
export const takeBatch = (queue: ReadyDelivery[]): ReadyDelivery[] => {
  let bytes = 0;
  let count = 0;
  for (const { event } of queue) {
    bytes += Buffer.byteLength(event.payload);
    if (count === MAX_EVENTS_PER_REQUEST || (count > 0 && bytes > MAX_BATCH_BYTES)) break;
    count += 1;
  }
  return queue.splice(0, count);
};

/** What publishing needs around it. */
export interface PublisherOptions {
  org: Pick<SalesforceOrg, 'publish'>;
  gate: Gate;
  policy: RetryPolicy;
  log: Logger;
  /** When to look for the Sync Log row of what was just published, in milliseconds. */
  confirmAfterMs: () => number;
  /** Called for each request that Salesforce took, with how many events it took and how long it needed. */
  onPublished: (events: number, seconds: number) => void;
  /** Called for each request and each event that failed. */
  onFailed: (failureClass: string) => void;
}

/** Publishes batches and says how each delivery fared. */
export type Publish = (batch: readonly ReadyDelivery[]) => Promise<Settlement[]>;

export const createPublisher = (options: PublisherOptions): Publish => {
  const { org, gate, policy, log, confirmAfterMs, onPublished, onFailed } = options;
  const settleOne = ({ delivery, event }: ReadyDelivery, result: PublishResult): Settlement => {
    if (result.success) return { id: delivery.id, outcome: 'published', confirmAfterMs: confirmAfterMs() };
    const failure = reasonOf(result.error, recordErrorClass(result.error));
    onFailed(failure.failureClass);
    log.warn({ deliveryKey: delivery.key, ...failure }, 'Salesforce refused an event');
    return afterFailure(delivery, failure, policy, { payload: event.payload });
  };

  const settleResults = (batch: readonly ReadyDelivery[], results: readonly PublishResult[]): Settlement[] => {
    const errors = results.flatMap((result) => (result.success ? [] : [result.error]));
    const [first] = errors;
    const everywhere = first !== undefined && errors.length === results.length;
    const failureClass = first === undefined ? undefined : recordErrorClass(first);
    if (everywhere && failureClass !== undefined && failureClass !== 'rejected') {
      gate.fail(reasonOf(first, failureClass));
    } else gate.succeed();
    return batch.map((ready, index) => settleOne(ready, results[index] ?? missingResult));
  };

  const holdBack = (batch: readonly ReadyDelivery[], error: unknown): Settlement[] => {
    const failure = failureFrom(error);
    const notBeforeMs = gate.fail(failure, failure.retryAfterMs);
    onFailed(failure.failureClass);
    const keys = batch.map(({ delivery }) => delivery.key);
    log.warn(
      { deliveryKeys: keys.slice(0, 5), deliveries: keys.length, pausedForMs: notBeforeMs, ...failure },
      'publishing to Salesforce failed; the deliveries wait',
    );
    return batch.map(({ delivery, event }) =>
      afterFailure(delivery, failure, policy, { notBeforeMs, payload: event.payload }),
    );
  };

  const waitBehindGate = (batch: readonly ReadyDelivery[], failure: FailureReason): Settlement[] =>
    batch.map(({ delivery, event }) =>
      afterFailure(delivery, failure, policy, { notBeforeMs: gate.shutForMs(), payload: event.payload }),
    );

  const publish: Publish = async (batch) => {
    const trouble = gate.trouble();
    if (trouble !== undefined && gate.shutForMs() > 0) return waitBehindGate(batch, trouble);
    try {
      const started = performance.now();
      const keys = batch.map(({ delivery }) => delivery.key);
      const results = await traced('publish', 'internal', { deliveries: keys.length, deliveryKeys: keys }, () =>
        org.publish(batch.map(({ event }) => event)),
      );
      onPublished(results.filter(({ success }) => success).length, (performance.now() - started) / 1000);
      return settleResults(batch, results);
    } catch (error) {
      const refused = error instanceof SalesforceFailure && error.failureClass === 'rejected';
      if (!refused) return holdBack(batch, error);
      if (batch.length > 1) {
        // One event that Salesforce cannot even read spoils the whole request: halve until it stands alone.
        const middle = Math.ceil(batch.length / 2);
        return [...(await publish(batch.slice(0, middle))), ...(await publish(batch.slice(middle)))];
      }
      const { code, message } = error;
      return settleResults(batch, [{ success: false, error: { code, message } }]);
    }
  };
  return publish;
};

const missingResult: PublishResult = {
  success: false,
  error: { code: 'UNKNOWN_EXCEPTION', message: 'Salesforce gave no result for this event.' },
};
