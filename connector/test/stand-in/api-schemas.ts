import { z } from 'zod';

/**
 * Demodesk's answers as its public OpenAPI document (v2, July 2026) describes them: every required property, no other
 * ones. The connector reads them tolerantly; the stand-in has to write them exactly.
 */

const text = z.string();
const optional = z.string().nullable();
const instant = z.iso.datetime({ offset: true });

const listItem = {
  recordingToken: text,
  recordingId: text,
  demoId: text,
  userId: z.int(),
  name: optional,
  recordingWebUrl: text,
  temporaryDirectUrl: optional,
  status: z.enum(['pending', 'ready', 'failure', 'cancelled', 'expired']),
  createdAt: instant,
  updatedAt: instant,
  demoStartDate: instant.nullable(),
  durationMs: z.int().nullable(),
  postprocessingStatus: z.enum(['pending', 'done', 'failed', 'too_short']).nullable(),
  access: z.enum(['company_wide', 'selected_groups', 'host_and_participants', 'host_only']),
};

export const recordingIndexResponse = z.strictObject({
  data: z.array(z.strictObject({ ...listItem, groupIds: z.array(text).optional() })),
  meta: z.strictObject({ hasNext: z.boolean(), limit: z.int(), nextCursor: optional.optional() }),
});

export const recordingDetailResponse = z.strictObject({
  data: z.strictObject({
    ...listItem,
    host: z.strictObject({ userId: text, displayName: text, email: text }).nullable(),
    audioOnly: z.boolean(),
    attendeeClassification: z.enum(['internal_meeting', 'external_meeting']).nullable(),
    meetingLocation: z.strictObject({ kind: optional, value: optional }),
    participants: z.array(
      z.strictObject({
        participantId: text,
        displayName: text,
        email: optional,
        permission: z.enum(['customer', 'team', 'host']),
        attended: z.boolean(),
      }),
    ),
    groups: z.array(z.strictObject({ groupId: text, groupName: text })),
    statistics: z.strictObject({
      engagementScore: z.int().min(0).max(10).nullable(),
      feedbackScore: z.number().nullable(),
    }),
  }),
});

export const summariesResponse = z.strictObject({
  data: z.array(
    z.strictObject({
      summaryId: text,
      promptId: optional,
      promptName: optional,
      languageCode: text,
      content: text,
      htmlContent: optional,
      createdAt: instant,
      updatedAt: instant,
    }),
  ),
});

const score = z.int().min(1).max(5).nullable();

export const scorecardsResponse = z.strictObject({
  data: z.array(
    z.strictObject({
      scorecardId: text,
      templateId: optional,
      templateName: text,
      score,
      comment: optional,
      languageCode: optional,
      giverUserId: z.int().nullable(),
      receiverUserId: z.int(),
      createdAt: instant,
      updatedAt: instant,
      questions: z.array(
        z.strictObject({
          questionId: text,
          position: z.int().min(0),
          name: optional,
          text,
          criteria: optional,
          score,
          comment: optional,
          rawTimestamps: optional,
        }),
      ),
    }),
  ),
});

export const transcriptResponse = z.strictObject({
  data: z.strictObject({
    language: text,
    paragraphs: z.array(
      z.strictObject({
        startInSeconds: z.number(),
        endInSeconds: z.number(),
        speaker: z.strictObject({ displayName: optional }).nullable(),
        sentences: z.array(z.strictObject({ startInSeconds: z.number(), endInSeconds: z.number(), text })),
      }),
    ),
  }),
});

export const errorResponse = z.strictObject({
  error: z.strictObject({ code: text, message: text, requestId: text }),
});

const crmId = z.union([z.string(), z.int()]).nullable();

const crmAttributes = {
  salesforceEventId: crmId,
  hubspotMeetingId: crmId,
  pipedriveActivityId: crmId,
  hubspotCompanyId: crmId,
  hubspotCompanyName: optional,
  hubspotDealId: crmId,
  hubspotDealName: optional,
  salesforceAccountId: crmId,
  salesforceAccountName: optional,
  salesforceOpportunityId: crmId,
  salesforceOpportunityName: optional,
  pipedriveDealId: crmId,
  pipedriveDealName: optional,
};

const demoBase = {
  token: text,
  link: text,
  createdVia: text,
  createdAt: instant,
  updatedAt: instant,
  location: text,
  name: text,
  eventTypeName: optional,
  playbookName: optional,
  hostId: z.int(),
  hostEmail: optional,
  attendeeClassification: optional,
  calendarOrganizerClassification: optional,
  ...crmAttributes,
  googleEventId: optional,
  googleBeforeBufferEventId: optional,
  googleAfterBufferEventId: optional,
  office365EventId: optional,
  office365BeforeBufferEventId: optional,
  office365AfterBufferEventId: optional,
  tokens: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
};

const scheduled = z.strictObject({
  ...demoBase,
  description: optional,
  startDate: instant,
  endDate: instant.nullable(),
  duration: z.int(),
  participantEmail: optional,
  participantFirstName: optional,
  participantLastName: optional,
  participantCompany: optional,
  bookerEmail: optional,
  publicCancellationUrl: optional,
  publicReschedulingUrl: optional,
});

const ended = z.strictObject({
  ...demoBase,
  participantEmail: optional,
  participantName: optional,
  startDate: instant,
  endDate: instant.nullable(),
  duration: z.int(),
  notes: optional,
  status: text,
});

const calendarTime = z.strictObject({ dateTime: instant });
const responseUpdated = z.strictObject({
  ...demoBase,
  event: z.strictObject({
    start: calendarTime,
    end: calendarTime,
    attendees: z.array(
      z.strictObject({
        email: text,
        displayName: optional,
        responseStatus: z.enum(['none', 'needsAction', 'declined', 'tentative', 'accepted']),
      }),
    ),
  }),
});

const recordingBase = {
  demoId: z.int(),
  token: text,
  url: text,
  temporaryVideoUrl: optional,
  hostId: z.int(),
  hostEmail: optional,
  attendeeClassification: optional,
  calendarOrganizerClassification: optional,
  ...crmAttributes,
};

/** The attributes of each webhook, by action. */
export const webhookAttributes = new Map<string, z.ZodType>([
  ['demo.scheduled', scheduled],
  ['demo.rescheduled', scheduled],
  ['demo.handovered', scheduled],
  ['demo.canceled', scheduled],
  ['demo.started', z.strictObject(demoBase)],
  ['demo.ended', ended],
  ['demo.call_note_updated', ended],
  ['demo.event_response_updated', responseUpdated],
  ['recording.uploaded', z.strictObject(recordingBase)],
  [
    'recording.transcription_postprocessed',
    z.strictObject({
      ...recordingBase,
      primaryAiSummaryPlaintext: optional,
      primaryAiSummaryHtml: optional,
      latestAiSummaryPlaintext: optional,
      latestAiSummaryHtml: optional,
    }),
  ],
]);

/** The envelope that every webhook comes in. */
export const webhookEnvelope = z.strictObject({
  meta: z.strictObject({
    event: z.strictObject({ action: text, apiVersion: z.literal('v1'), createdAt: instant }),
  }),
  data: z.strictObject({
    id: text,
    type: z.enum(['demos', 'recordings']),
    attributes: z.record(z.string(), z.unknown()),
  }),
});
