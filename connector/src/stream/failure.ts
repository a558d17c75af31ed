import { status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import type { FailureClass, FailureReason } from '../deliveries/delivery-record.ts';
import { remedyFor, SalesforceFailure } from '../salesforce/failure.ts';

/** The org has no such event, or the connector's user may not read it. */
export class TopicUnavailable extends Error {
  constructor(topic: string) {
    super(`The connector's user may not subscribe to ${topic}.`);
    this.name = 'TopicUnavailable';
  }
}

/** Nothing has come for longer than Salesforce promises: the connection is dead but looks alive. */
export class StreamSilent extends Error {
  constructor(ms: number) {
    super(`Salesforce has not said anything on the stream for ${Math.round(ms / 1000)} s.`);
    this.name = 'StreamSilent';
  }
}

const isServiceError = (error: unknown): error is ServiceError =>
  error instanceof Error && 'code' in error && typeof error.code === 'number' && 'details' in error;

/** Salesforce's own code, e.g. `sfdc.platform.eventbus.grpc.subscription.fetch.replayid.corrupted`. */
const errorCode = (error: ServiceError): string => {
  const metadata: unknown = error.metadata;
  const values = metadata === undefined ? [] : error.metadata.get('error-code');
  return values.map(String).join(' ');
};

/** What the subscriber does about a failure of its stream. */
export type StreamFailureKind =
  /** Renew the token, then go on. */
  | 'credentials'
  /** The place to resume from no longer exists: begin at the earliest event. */
  | 'replay-id'
  /** Wait, then go on. */
  | 'other';

/** A broken stream: what to do about it and what to tell people. */
export interface StreamFailure extends FailureReason {
  kind: StreamFailureKind;
}

const CLASS_BY_STATUS: Partial<Record<number, FailureClass>> = {
  [status.UNAUTHENTICATED]: 'authentication',
  [status.PERMISSION_DENIED]: 'setup',
  [status.NOT_FOUND]: 'setup',
  [status.RESOURCE_EXHAUSTED]: 'limit',
};

const NAMES: Partial<Record<number, string>> = status;

const serviceFailure = (error: ServiceError): StreamFailure => {
  const code = errorCode(error);
  const failureClass = CLASS_BY_STATUS[error.code] ?? 'unavailable';
  const reason = `Pub/Sub API: ${NAMES[error.code] ?? error.code}: ${error.details}`;
  const invalid = error.code === status.INVALID_ARGUMENT || error.code === status.OUT_OF_RANGE;
  const lostPlace = /replay\.?_?id/i.test(code) || (invalid && /replay ?id/i.test(error.details));
  if (lostPlace) return { kind: 'replay-id', failureClass, reason, remedy: remedyFor('unavailable') };
  const expired = error.code === status.UNAUTHENTICATED || code.includes('auth');
  const kind = expired ? 'credentials' : 'other';
  return { kind, failureClass: expired ? 'authentication' : failureClass, reason, remedy: remedyFor(failureClass) };
};

/** @returns what broke the stream, whoever threw it */
export const streamFailureFrom = (error: unknown): StreamFailure => {
  if (isServiceError(error)) return serviceFailure(error);
  if (error instanceof TopicUnavailable) {
    const remedy =
      "Assign the package's Integration permission set to the connector's user: it lets it read Sync Change events.";
    return { kind: 'other', failureClass: 'setup', reason: error.message, remedy };
  }
  if (error instanceof SalesforceFailure) {
    const reason = `${error.code}: ${error.message}`;
    return {
      kind: 'other',
      failureClass: error.failureClass,
      reason,
      remedy: remedyFor(error.failureClass, error.code),
    };
  }
  const silent = error instanceof StreamSilent;
  const failureClass = silent ? 'unavailable' : 'internal';
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { kind: 'other', failureClass, reason, remedy: remedyFor(failureClass) };
};
