import { randomUUID } from 'node:crypto';
import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { UnsupportedFeature } from '../errors.ts';

/** What every error code of the Pub/Sub API begins with. */
const PREFIX = 'sfdc.platform.eventbus.grpc.';

/**
 * A call that fails as the Pub/Sub API lets it: a gRPC status, and in the trailers an `error-code` and the `rpc-id`,
 * which the message repeats. Source: Pub/Sub API guide, "Handle Errors".
 */
export class PubSubError extends Error {
  override readonly name = 'PubSubError';

  readonly status: status;
  /** e.g. `sfdc.platform.eventbus.grpc.service.auth.error` */
  readonly errorCode: string;

  /** @param code error code without its prefix */
  constructor(grpcStatus: status, code: string, message: string) {
    super(message);
    this.status = grpcStatus;
    this.errorCode = PREFIX + code;
  }
}

/** The session is unknown, over, or of another org. */
export const authError = (): PubSubError =>
  new PubSubError(
    status.UNAUTHENTICATED,
    'service.auth.error',
    'An authentication exception occurred. Provide valid authentication via metadata headers.',
  );

/** A replay id that is not of this org, or older than the events it keeps: one code for both, as on Salesforce. */
export const replayIdCorrupted = (): PubSubError =>
  new PubSubError(
    status.INVALID_ARGUMENT,
    'subscription.fetch.replayid.corrupted',
    'The Replay ID is corrupted. Ensure that the Replay ID is valid and within the retention window.',
  );

export const unavailable = (): PubSubError =>
  new PubSubError(status.UNAVAILABLE, 'service.unavailable', 'The service is unavailable. Try again later.');

/** The events delivered to clients in 24 hours have used up what the org has. */
export const deliveryLimitExceeded = (): PubSubError =>
  new PubSubError(
    status.RESOURCE_EXHAUSTED,
    'subscription.limit.exceeded',
    'You have exceeded the event delivery limit for your org.',
  );

const asPubSubError = (error: unknown): PubSubError => {
  if (error instanceof PubSubError) return error;
  if (error instanceof UnsupportedFeature) {
    return new PubSubError(status.UNIMPLEMENTED, 'service.unsupported', error.message);
  }
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`Pub/Sub API: ${error instanceof Error ? (error.stack ?? message) : message}\n`);
  return new PubSubError(status.INTERNAL, 'service.internal', `The local org failed: ${message}`);
};

/** Names one call in its answers and errors. */
export const newRpcId = (): string => randomUUID();

/** The error as the gRPC library sends it. */
export const serviceError = (error: unknown, rpcId: string): ServiceError => {
  const { status: code, errorCode, message } = asPubSubError(error);
  const metadata = new Metadata();
  metadata.set('error-code', errorCode);
  metadata.set('rpc-id', rpcId);
  const details = `${message} rpcId: ${rpcId}`;
  return Object.assign(new Error(details), { code, details, metadata });
};
