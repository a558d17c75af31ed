import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Where the samples of this repository lie. */
export const SAMPLES_DIR = join(import.meta.dirname, '..', '..', 'config', 'samples');

const sentence = z.object({ startInSeconds: z.number(), endInSeconds: z.number(), text: z.string() });
const paragraph = z.object({
  startInSeconds: z.number(),
  endInSeconds: z.number(),
  speaker: z.object({ displayName: z.string().nullable() }).nullable(),
  sentences: z.array(sentence),
});

/** A transcript as it stands: finished, still being made, or without a word in it. */
const transcript = z.discriminatedUnion('state', [
  z.object({ state: z.literal('ready'), language: z.string(), paragraphs: z.array(paragraph) }),
  z.object({ state: z.literal('processing') }),
  z.object({ state: z.literal('empty') }),
]);
export type SampleTranscript = z.infer<typeof transcript>;

/** The properties of a recording that lists, filters and paths need; the rest is served as it is in the file. */
const recording = z.looseObject({
  recordingToken: z.string(),
  demoId: z.string(),
  status: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  demoStartDate: z.string().nullable(),
  durationMs: z.number().nullable(),
  postprocessingStatus: z.string().nullable(),
  access: z.string(),
  host: z.looseObject({ email: z.string() }).nullable(),
  participants: z.array(z.looseObject({ email: z.string().nullable() })),
  groups: z.array(z.looseObject({ groupId: z.string() })),
});

const sampleRecording = z.object({
  recording,
  summaries: z.array(z.looseObject({ summaryId: z.string() })),
  scorecards: z.array(z.looseObject({ scorecardId: z.string() })),
  transcript,
});
/** One file of `config/samples/recordings`: everything Demodesk would answer about one recording. */
export type SampleRecording = z.infer<typeof sampleRecording>;

/**
 * Reads the sample recordings.
 *
 * @param folder a folder of JSON files
 * @returns the recordings by token
 * @throws ZodError when a file has another shape, Error when the folder is not there
 */
export const readSampleRecordings = async (
  folder: string = join(SAMPLES_DIR, 'recordings'),
): Promise<Map<string, SampleRecording>> => {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const samples = await Promise.all(
    files.map(async (name) => sampleRecording.parse(JSON.parse(await readFile(join(folder, name), 'utf8')))),
  );
  return new Map(samples.map((sample) => [sample.recording.recordingToken, sample]));
};
