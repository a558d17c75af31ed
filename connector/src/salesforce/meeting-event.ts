import { MAX_PAYLOAD_LENGTH } from '../meeting/fit-payload.ts';
import type { MeetingPayload } from '../meeting/schema.ts';

/** One `Meeting_Event__e`, without the namespace of the package. */
export interface MeetingEvent {
  deliveryKey: string;
  eventType: string;
  meetingId: string;
  /** ISO 8601. */
  occurredAt: string;
  /** The `Meeting` JSON. */
  payload: string;
}

/** The payload does not fit into the event, although everything that may be left out of it was. */
export class PayloadTooLong extends Error {
  constructor(length: number) {
    super(`The meeting is ${length} characters of JSON; a platform event holds ${MAX_PAYLOAD_LENGTH}.`);
    this.name = 'PayloadTooLong';
  }
}

/**
 * Puts a normalised meeting into the envelope of a platform event.
 *
 * @param occurredAt when Demodesk made the event, ISO 8601
 * @throws PayloadTooLong
 */
export const meetingEvent = (payload: MeetingPayload, occurredAt: string): MeetingEvent => {
  const json = JSON.stringify(payload);
  if (json.length > MAX_PAYLOAD_LENGTH) throw new PayloadTooLong(json.length);
  return {
    deliveryKey: payload.deliveryKey,
    eventType: payload.action,
    meetingId: payload.meeting.id,
    occurredAt,
    payload: json,
  };
};
