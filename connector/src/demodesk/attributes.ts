import { z } from 'zod';
import { idText, optionalId, optionalInstant, optionalName, optionalNumber, optionalText } from './wire-types.ts';

/** How a calendar says whether somebody comes. */
export const RESPONSES = ['none', 'needsAction', 'declined', 'tentative', 'accepted'] as const;

/** The properties of every webhook that lead to Salesforce records which Demodesk already knows. */
const crmHints = {
  salesforceEventId: optionalId,
  salesforceAccountId: optionalId,
  salesforceOpportunityId: optionalId,
};

const calendarAttendee = z.object({
  email: optionalName,
  displayName: optionalName,
  responseStatus: z.enum(RESPONSES).nullable().catch(null),
});

/** A calendar's time, `{dateTime}`. */
const calendarTime = z.object({ dateTime: optionalInstant }).nullish();

const calendarEvent = z
  .object({
    start: calendarTime,
    end: calendarTime,
    attendees: z
      .array(calendarAttendee)
      .nullish()
      .transform((list) => list ?? []),
  })
  .nullish()
  .transform((event) => event ?? null);

/** The attributes of the eight `demo.*` webhooks that a meeting is made of; each event carries some of them. */
export const demoAttributes = z.object({
  ...crmHints,
  name: optionalName,
  updatedAt: optionalInstant,
  eventTypeName: optionalName,
  hostEmail: optionalName,
  attendeeClassification: optionalName,
  startDate: optionalInstant,
  endDate: optionalInstant,
  duration: optionalNumber,
  participantEmail: optionalName,
  participantName: optionalName,
  participantFirstName: optionalName,
  participantLastName: optionalName,
  notes: optionalText,
  status: optionalName,
  event: calendarEvent,
});
export type DemoAttributes = z.infer<typeof demoAttributes>;

/** The attributes of the two `recording.*` webhooks. The temporary video link is left out: it is signed and expires. */
export const recordingAttributes = z.object({
  ...crmHints,
  demoId: idText,
  token: idText,
  url: optionalName,
  hostEmail: optionalName,
  attendeeClassification: optionalName,
  primaryAiSummaryPlaintext: optionalText,
  primaryAiSummaryHtml: optionalText,
  latestAiSummaryPlaintext: optionalText,
  latestAiSummaryHtml: optionalText,
});
export type RecordingAttributes = z.infer<typeof recordingAttributes>;
