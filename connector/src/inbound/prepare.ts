import type { OpenDelivery } from '../deliveries/delivery-store.ts';
import type { FailureReason } from '../deliveries/delivery-record.ts';
import { parseDelivery } from '../demodesk/delivery.ts';
import type { Delivery } from '../demodesk/delivery.ts';
import type { DemodeskClient } from '../demodesk/client.ts';
import { DemodeskRateLimited } from '../demodesk/errors.ts';
import { meetingPayload } from '../meeting/schema.ts';
import type { MeetingPayload } from '../meeting/schema.ts';
import { meetingEvent } from '../salesforce/meeting-event.ts';
import type { MeetingEvent } from '../salesforce/meeting-event.ts';

/** Enriches and normalises one webhook; see `meeting/from-delivery.ts`. */
export type MeetingFromDelivery = (delivery: Delivery, demodesk: DemodeskClient) => Promise<MeetingPayload>;

/** What a delivery turned out to be: something to publish, or nothing to do. */
export type Prepared = { kind: 'event'; event: MeetingEvent } | { kind: 'skip'; failure: FailureReason };

/** Why a webhook of an action that the connector has no rule for is kept but not sent on. */
export const unknownAction = (action: string): { reason: string; remedy: string } => ({
  reason: `The connector has no rule for the action "${action}".`,
  remedy: 'Nothing to do. Switch this event off in Demodesk, or update the connector and retry the delivery.',
});

/**
 * Keeps Demodesk's "wait" for everybody: while it lasts, nobody asks again.
 *
 * @param now clock in milliseconds
 */
export const rateLimitAware = (client: DemodeskClient, now: () => number = Date.now): DemodeskClient => {
  let openAt = 0;
  const politely = async <T>(request: () => Promise<T>): Promise<T> => {
    const wait = openAt - now();
    if (wait > 0) throw new DemodeskRateLimited(`Demodesk asked to wait; ${Math.ceil(wait / 1000)} s are left.`, wait);
    try {
      return await request();
    } catch (error) {
      if (error instanceof DemodeskRateLimited) openAt = Math.max(openAt, now() + error.retryAfterMs);
      throw error;
    }
  };
  return {
    recording: (token) => politely(() => client.recording(token)),
    summaries: (token) => politely(() => client.summaries(token)),
    scorecards: (token) => politely(() => client.scorecards(token)),
  };
};

/**
 * Makes the event of a delivery. A payload that an earlier attempt left is used again, so that an outage of
 * Salesforce does not multiply the requests to Demodesk.
 *
 * @throws DemodeskError, PayloadTooLong
 */
export const prepare = async (
  delivery: OpenDelivery,
  demodesk: DemodeskClient,
  meetingFromDelivery: MeetingFromDelivery,
): Promise<Prepared> => {
  const parsed = { ...parseDelivery(Buffer.from(delivery.body)), key: delivery.key };
  if (!parsed.known) {
    return { kind: 'skip', failure: { failureClass: 'rejected', ...unknownAction(parsed.action) } };
  }
  const payload =
    delivery.payload === null
      ? await meetingFromDelivery(parsed, demodesk)
      : meetingPayload.parse(JSON.parse(delivery.payload));
  return { kind: 'event', event: meetingEvent(payload, parsed.createdAt ?? delivery.receivedAt.toISOString()) };
};
