import type { Meeting } from './schema.ts';

/**
 * A meeting of which nothing is known but its id: the base of what each event adds.
 *
 * @param id Demodesk's demo id
 */
export const blankMeeting = (id: string): Meeting => ({
  id,
  recordingToken: null,
  title: null,
  startedAt: null,
  endedAt: null,
  durationMinutes: null,
  status: null,
  outcome: null,
  classification: null,
  eventType: null,
  notes: null,
  recordingUrl: null,
  host: null,
  attendees: null,
  summary: null,
  actionItems: null,
  keyMoments: null,
  scores: null,
  hints: null,
  access: null,
  modifiedAt: null,
});
