import { z } from 'zod';
import { idText, optionalId, optionalInstant, optionalName, optionalNumber, optionalText } from './wire-types.ts';

/** A time in a REST answer. One unreadable time costs that time, not the whole recording. */
const restInstant = optionalInstant.catch(null);

const participant = z.object({
  displayName: optionalName,
  email: optionalName,
  permission: z.enum(['customer', 'team', 'host']).catch('customer'),
  attended: z
    .boolean()
    .nullish()
    .transform((value) => value ?? null),
});

/** `GET /recordings/{token}`, without the temporary video link, which is signed and expires. */
export const recording = z.object({
  recordingToken: idText,
  demoId: idText,
  name: optionalName,
  recordingWebUrl: optionalName,
  status: optionalName,
  updatedAt: restInstant,
  demoStartDate: restInstant,
  durationMs: optionalNumber,
  postprocessingStatus: optionalName,
  access: optionalName,
  host: z
    .object({ displayName: optionalName, email: optionalName })
    .nullish()
    .transform((host) => host ?? null),
  attendeeClassification: optionalName,
  participants: z
    .array(participant)
    .nullish()
    .transform((list) => list ?? []),
  statistics: z
    .object({ engagementScore: optionalNumber, feedbackScore: optionalNumber })
    .nullish()
    .transform((statistics) => statistics ?? null),
});
export type Recording = z.infer<typeof recording>;
export type Participant = z.infer<typeof participant>;

/** One item of `GET /recordings/{token}/summaries`. */
export const summary = z.object({
  summaryId: idText,
  promptId: optionalId,
  promptName: optionalName,
  languageCode: optionalName,
  content: optionalText.transform((content) => content ?? ''),
  htmlContent: optionalText,
  createdAt: restInstant,
  updatedAt: restInstant,
});
export type Summary = z.infer<typeof summary>;

const question = z.object({
  questionId: idText,
  name: optionalName,
  text: optionalText,
  score: optionalNumber,
  comment: optionalText,
});

/** One item of `GET /recordings/{token}/scorecards`; scores go from 1 to 5. */
export const scorecard = z.object({
  scorecardId: idText,
  templateName: optionalName,
  score: optionalNumber,
  comment: optionalText,
  languageCode: optionalName,
  updatedAt: restInstant,
  questions: z
    .array(question)
    .nullish()
    .transform((list) => list ?? []),
});
export type Scorecard = z.infer<typeof scorecard>;

/** One item of `GET /recordings`, as far as it leads to the recording. */
export const listedRecording = z.object({
  recordingToken: idText,
  recordingId: optionalId,
  demoId: idText,
  recordingWebUrl: optionalName,
  postprocessingStatus: optionalName,
  updatedAt: optionalInstant,
});
export type ListedRecording = z.infer<typeof listedRecording>;

/** One page of `GET /recordings`, in no particular order. */
export const recordingsAnswer = z.object({
  data: z.array(listedRecording),
  meta: z.object({ hasNext: z.boolean(), nextCursor: z.string().nullish() }),
});

export const recordingAnswer = z.object({ data: recording });
export const summariesAnswer = z.object({ data: z.array(summary) });
export const scorecardsAnswer = z.object({ data: z.array(scorecard) });
