import { z } from 'zod';

/**
 * The `Meeting` JSON, version 1: what `Meeting_Event__e.Payload__c` carries.
 *
 * A property that is null says "this event knows nothing about it" and never erases what is stored. An empty list or
 * text is knowledge: there is none.
 */

const instant = z.iso.datetime({ precision: 3 }).nullable();
const text = z.string().nullable();

/** How far a meeting has come. */
export const meetingStatus = z.enum(['scheduled', 'canceled', 'in_progress', 'completed', 'no_show']);
export type MeetingStatus = z.infer<typeof meetingStatus>;

/** Somebody who was invited or took part. The list of one event may be partial: it adds to what is known. */
export const attendee = z.strictObject({
  /** Lower case. */
  email: text,
  name: text,
  role: z.enum(['host', 'team', 'customer']),
  attended: z.boolean().nullable(),
  response: z.enum(['none', 'needsAction', 'declined', 'tentative', 'accepted']).nullable(),
});
export type Attendee = z.infer<typeof attendee>;

/** One thing to do. `key` stays the same as long as the meeting and the words do. */
export const actionItem = z.strictObject({
  key: z.string().min(1).max(255),
  text: z.string().min(1),
  assignee: z.string().min(1).optional(),
  /** `YYYY-MM-DD` */
  due: z.iso.date().optional(),
});
export type ActionItem = z.infer<typeof actionItem>;

/** A moment worth watching, in seconds from the start of the recording. */
export const keyMoment = z.strictObject({ atSeconds: z.int().nonnegative(), title: z.string().min(1) });
export type KeyMoment = z.infer<typeof keyMoment>;

export const meeting = z.strictObject({
  /** Demodesk's demo id. */
  id: z.string().min(1).max(80),
  recordingToken: text,
  title: text,
  startedAt: instant,
  endedAt: instant,
  durationMinutes: z.int().nonnegative().nullable(),
  status: meetingStatus.nullable(),
  outcome: text,
  classification: z.enum(['internal', 'external']).nullable(),
  eventType: text,
  notes: text,
  recordingUrl: text,
  host: z.strictObject({ email: text, name: text }).nullable(),
  attendees: z.array(attendee).nullable(),
  summary: z.strictObject({ text: z.string(), html: text, language: text }).nullable(),
  actionItems: z.array(actionItem).nullable(),
  keyMoments: z.array(keyMoment).nullable(),
  scores: z.strictObject({ engagement: z.number().nullable(), feedback: z.number().nullable() }).nullable(),
  hints: z.strictObject({ eventId: text, accountId: text, opportunityId: text }).nullable(),
  access: text,
  modifiedAt: instant,
});
export type Meeting = z.infer<typeof meeting>;

export const meetingPayload = z.strictObject({
  version: z.literal(1),
  deliveryKey: z.string().min(1).max(255),
  action: z.string().min(1).max(80),
  meeting,
});
export type MeetingPayload = z.infer<typeof meetingPayload>;
