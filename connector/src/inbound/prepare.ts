import type { OpenDelivery } from '../deliveries/delivery-store.ts';
import type { FailureReason } from '../deliveries/delivery-record.ts';
import { isRecordChangeAction } from '../demodesk/actions.ts';
import { parseDelivery } from '../demodesk/delivery.ts';
import type { Delivery } from '../demodesk/delivery.ts';
import type { DemodeskClient } from '../demodesk/client.ts';
import { DemodeskRateLimited } from '../demodesk/errors.ts';
import type { MeetingPayload } from '../meeting/schema.ts';
import { recordChangeFromDelivery } from '../record-change/from-delivery.ts';
import { meetingEvent } from '../salesforce/meeting-event.ts';
import type { MeetingEvent } from '../salesforce/meeting-event.ts';
import { eventPayload, RECONCILE_ACTION, reconcilePayload } from './event-payload.ts';
import type { EventPayload } from './event-payload.ts';

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
    recordings: (filter, cursor) => politely(() => client.recordings(filter, cursor)),
    recording: (token) => politely(() => client.recording(token)),
    summaries: (token) => politely(() => client.summaries(token)),
    scorecards: (token) => politely(() => client.scorecards(token)),
  };
};

const nothingChanged: FailureReason = Object.freeze({
  failureClass: 'rejected',
  reason: 'The change names no property that is synced.',
  remedy: 'Nothing to do. The properties that are synced are listed in the description of the API (/openapi.json).',
});

const payloadOf = async (
  delivery: Delivery,
  demodesk: DemodeskClient,
  meetingFromDelivery: MeetingFromDelivery,
): Promise<EventPayload> => {
  const { action, key, attributes } = delivery;
  if (isRecordChangeAction(action)) return recordChangeFromDelivery(delivery);
  if (action !== RECONCILE_ACTION) return meetingFromDelivery(delivery, demodesk);
  return reconcilePayload.parse({ version: 1, deliveryKey: key, action, since: attributes.since });
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
  if (!parsed.known && parsed.action !== RECONCILE_ACTION) {
    return { kind: 'skip', failure: { failureClass: 'rejected', ...unknownAction(parsed.action) } };
  }
  const payload =
    delivery.payload === null
      ? await payloadOf(parsed, demodesk, meetingFromDelivery)
      : eventPayload.parse(JSON.parse(delivery.payload));
  if ('change' in payload && Object.keys(payload.change.properties).length === 0) {
    return { kind: 'skip', failure: nothingChanged };
  }
  return { kind: 'event', event: meetingEvent(payload, parsed.createdAt ?? delivery.receivedAt.toISOString()) };
};
