import type { DemoAction } from '../demodesk/actions.ts';
import type { DemoAttributes } from '../demodesk/attributes.ts';
import { demoAttendees } from './attendees.ts';
import { blankMeeting } from './blank-meeting.ts';
import { notesText } from './notes.ts';
import type { Meeting } from './schema.ts';
import { classificationFrom, hintsFrom, hostFrom } from './shared-facts.ts';
import { standingOf } from './status.ts';
import { minutesBetween, minutesFromDuration } from './timing.ts';

/** One `demo.*` webhook, read. */
export interface DemoEvent {
  id: string;
  action: DemoAction;
  /** ISO 8601 UTC */
  createdAt: string | null;
  attributes: DemoAttributes;
}

/**
 * What one `demo.*` webhook says about its meeting. Pure: everything is in the webhook.
 *
 * @param event the webhook
 * @returns the meeting; what this event does not carry is null
 */
export const meetingFromDemo = ({ id, action, createdAt, attributes }: DemoEvent): Meeting => {
  const startedAt = attributes.startDate ?? attributes.event?.start?.dateTime ?? null;
  const endedAt = attributes.endDate ?? attributes.event?.end?.dateTime ?? null;
  const classification = classificationFrom(attributes.attendeeClassification);
  return {
    ...blankMeeting(id),
    ...standingOf({ action, status: attributes.status, startsAt: startedAt, createdAt }),
    title: attributes.name,
    startedAt,
    endedAt,
    durationMinutes: minutesBetween(startedAt, endedAt) ?? minutesFromDuration(attributes.duration),
    classification,
    eventType: attributes.eventTypeName,
    notes: notesText(attributes.notes),
    host: hostFrom(attributes.hostEmail, null),
    attendees: demoAttendees(attributes, classification),
    hints: hintsFrom(attributes),
    modifiedAt: attributes.updatedAt ?? createdAt,
  };
};
