import type { FailureReason } from '../deliveries/delivery-record.ts';
import {
  DemodeskError,
  DemodeskNotReady,
  DemodeskRateLimited,
  DemodeskUnauthorized,
  DemodeskUnexpected,
} from '../demodesk/errors.ts';
import { reasonOf, remedyFor, SalesforceFailure } from '../salesforce/failure.ts';
import { PayloadTooLong } from '../salesforce/meeting-event.ts';

/** A failed attempt, and how long the other side asks to wait, in milliseconds. */
export interface AttemptFailure extends FailureReason {
  retryAfterMs?: number;
}

const demodeskFailure = (error: DemodeskError): AttemptFailure => {
  const request = error.requestId === undefined ? '' : ` (request ${error.requestId})`;
  const reason = `Demodesk: ${error.message}${request}`;
  if (error instanceof DemodeskRateLimited) {
    return {
      failureClass: 'limit',
      reason,
      remedy: 'Nothing to do: the connector waits as long as Demodesk asks for and tries again by itself.',
      retryAfterMs: error.retryAfterMs,
    };
  }
  if (error instanceof DemodeskNotReady) {
    return { failureClass: 'not-ready', reason, remedy: remedyFor('not-ready') };
  }
  if (error instanceof DemodeskUnauthorized) {
    return {
      failureClass: 'authentication',
      reason,
      remedy:
        'Put a valid Demodesk API key into DEMODESK_API_KEY and restart the connector; it then continues by itself.',
    };
  }
  if (error instanceof DemodeskUnexpected) {
    return {
      failureClass: 'internal',
      reason,
      remedy: "Demodesk's API answered in a way this connector does not know. Look for a newer connector, then retry.",
    };
  }
  return {
    failureClass: 'unavailable',
    reason,
    remedy: 'Nothing to do: the connector tries again by itself. See status.demodesk.com if it lasts.',
  };
};

/** @returns what an attempt failed of, whoever threw it */
export const failureFrom = (error: unknown): AttemptFailure => {
  if (error instanceof DemodeskError) return demodeskFailure(error);
  if (error instanceof SalesforceFailure) {
    const failure = reasonOf({ code: error.code, message: error.message }, error.failureClass);
    return error.retryAfterMs === undefined ? failure : { ...failure, retryAfterMs: error.retryAfterMs };
  }
  if (error instanceof PayloadTooLong) {
    return {
      failureClass: 'rejected',
      reason: error.message,
      remedy: 'Shorten the meeting in Demodesk (notes, attendees), then retry this delivery.',
    };
  }
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { failureClass: 'internal', reason, remedy: remedyFor('internal') };
};
