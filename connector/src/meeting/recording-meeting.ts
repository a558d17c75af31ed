import type { RecordingAttributes } from '../demodesk/attributes.ts';
import type { Recording, Summary } from '../demodesk/recordings.ts';
import { mergeAttendees, participantAttendees } from './attendees.ts';
import { blankMeeting } from './blank-meeting.ts';
import type { Meeting } from './schema.ts';
import { classificationFrom, hintsFrom, hostFrom, laterOf } from './shared-facts.ts';
import { recordedStatus } from './status.ts';
import { chooseSummary } from './summary-choice.ts';
import { readSummaries } from './summary/read-summaries.ts';
import { endAfter } from './timing.ts';

/** One `recording.*` webhook and what Demodesk's REST API adds to it. */
export interface RecordingEvent {
  /** ISO 8601 UTC */
  createdAt: string | null;
  attributes: RecordingAttributes;
  /** Undefined when Demodesk has no such recording, or the key may not see it. */
  recording: Recording | undefined;
  summaries: readonly Summary[];
}

/** What only the REST API knows: name, times, people, scores. */
const recordingFacts = (recording: Recording): Partial<Meeting> => {
  const { demoStartDate, durationMs, statistics } = recording;
  const attendees = mergeAttendees(participantAttendees(recording.participants));
  return {
    title: recording.name,
    startedAt: demoStartDate,
    endedAt: endAfter(demoStartDate, durationMs),
    durationMinutes: durationMs === null || durationMs < 0 ? null : Math.round(durationMs / 60_000),
    status: recordedStatus(attendees),
    attendees: attendees.length === 0 ? null : attendees,
    scores: statistics && { engagement: statistics.engagementScore, feedback: statistics.feedbackScore },
    access: recording.access,
  };
};

/**
 * What one `recording.*` webhook says about its meeting. The meeting is the demo: both kinds of webhooks lead to the
 * same id.
 *
 * @param event the webhook with what was fetched for it
 * @returns the meeting; what neither source knows is null
 */
export const meetingFromRecording = ({ createdAt, attributes, recording, summaries }: RecordingEvent): Meeting => {
  const facts = recording ? recordingFacts(recording) : {};
  const chosen = chooseSummary(attributes, summaries);
  const host = recording?.host ?? null;
  return {
    ...blankMeeting(attributes.demoId),
    status: 'completed',
    ...facts,
    ...readSummaries(chosen, summaries, {
      meetingId: attributes.demoId,
      startedAt: facts.startedAt ?? null,
      durationMs: recording?.durationMs ?? null,
      people: [...(facts.attendees ?? []), ...(host ? [host] : [])].map((person) => ({
        email: person.email,
        name: 'displayName' in person ? person.displayName : person.name,
      })),
    }),
    recordingToken: attributes.token,
    recordingUrl: attributes.url ?? recording?.recordingWebUrl ?? null,
    classification: classificationFrom(attributes.attendeeClassification ?? recording?.attendeeClassification ?? null),
    host: hostFrom(host?.email ?? attributes.hostEmail, host?.displayName ?? null),
    summary: chosen && { text: chosen.text, html: chosen.html, language: chosen.language },
    hints: hintsFrom(attributes),
    modifiedAt: laterOf(recording?.updatedAt ?? null, chosen?.updatedAt ?? null) ?? createdAt,
  };
};
