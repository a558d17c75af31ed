import { MAX_PAYLOAD_LENGTH } from '../meeting/fit-payload.ts';
import type { EventPayload } from '../inbound/event-payload.ts';
import { typeOf } from '../record-change/catalogue.ts';

/** One `Meeting_Event__e`, without the namespace of the package. */
export interface MeetingEvent {
  deliveryKey: string;
  eventType: string;
  /** Demodesk's id of the meeting; of a changed record its type and id, e.g. `contacts:4711`. */
  meetingId: string;
  /** ISO 8601. */
  occurredAt: string;
  /** JSON. */
  payload: string;
}

/** The payload does not fit into the event, although everything that may be left out of it was. */
export class PayloadTooLong extends Error {
  constructor(length: number) {
    super(`The delivery is ${length} characters of JSON; a platform event holds ${MAX_PAYLOAD_LENGTH}.`);
    this.name = 'PayloadTooLong';
  }
}

const subjectOf = (payload: EventPayload): string => {
  if ('meeting' in payload) return payload.meeting.id;
  return 'change' in payload ? `${typeOf(payload.change.entity)}:${payload.change.demodeskId}` : 'reconcile';
};

/**
 * Puts a normalised payload into the envelope of a platform event.
 *
 * @param occurredAt when Demodesk made the event, ISO 8601
 * @throws PayloadTooLong
 */
export const meetingEvent = (payload: EventPayload, occurredAt: string): MeetingEvent => {
  const json = JSON.stringify(payload);
  if (json.length > MAX_PAYLOAD_LENGTH) throw new PayloadTooLong(json.length);
  return {
    deliveryKey: payload.deliveryKey,
    eventType: payload.action,
    meetingId: subjectOf(payload),
    occurredAt,
    payload: json,
  };
};
