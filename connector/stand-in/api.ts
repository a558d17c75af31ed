import { createHash, timingSafeEqual } from 'node:crypto';
import { Router } from 'express';
import type { Request, RequestHandler } from 'express';
import { BadRequest, notFound, sendApiError } from './api-error.ts';
import { recordingFilter } from './filters.ts';
import { pageOf } from './paging.ts';
import type { SampleRecording, SampleTranscript } from './sample-recordings.ts';

/** Properties that only `GET /recordings/{token}` has. */
const DETAIL_ONLY = new Set([
  'host',
  'audioOnly',
  'attendeeClassification',
  'meetingLocation',
  'participants',
  'groups',
  'statistics',
]);

const queryOf = (request: Request): URLSearchParams => new URL(request.originalUrl, 'http://local').searchParams;

const listItem = ({ recording }: SampleRecording): Record<string, unknown> => ({
  ...Object.fromEntries(Object.entries(recording).filter(([name]) => !DETAIL_ONLY.has(name))),
  groupIds: recording.groups.map(({ groupId }) => groupId),
});

const plainTranscript = ({ paragraphs }: Extract<SampleTranscript, { state: 'ready' }>): string =>
  paragraphs
    .map(({ speaker, sentences }) =>
      [`${speaker?.displayName ?? ''}:`, ...sentences.map(({ text }) => text)].join('\n'),
    )
    .join('\n');

/** Lets in whoever has the key, as a bearer token or in the deprecated `api-key` header. */
export const requireApiKey = (apiKey: string): RequestHandler => {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const expected = digest(apiKey);
  return (request, response, next) => {
    const bearer = /^Bearer (.+)$/i.exec(request.get('authorization') ?? '')?.[1];
    const given = bearer ?? request.get('api-key') ?? '';
    if (timingSafeEqual(digest(given), expected)) next();
    else sendApiError(response, 401, 'unauthorized', 'API key is missing or invalid.');
  };
};

const sendTranscript = (request: Request, response: Parameters<RequestHandler>[1], sample: SampleRecording): void => {
  const { transcript } = sample;
  const format = queryOf(request).get('format') ?? 'json';
  if (format !== 'json' && format !== 'plaintext') throw new BadRequest('format must be json or plaintext.');
  if (transcript.state === 'processing')
    sendApiError(response, 202, 'processing', 'Transcript is still being processed.');
  else if (transcript.state === 'empty') response.status(204).end();
  else if (format === 'plaintext') response.type('text/plain').send(plainTranscript(transcript));
  else response.json({ data: { language: transcript.language, paragraphs: transcript.paragraphs } });
};

/**
 * The part of Demodesk's REST API v2 that is about recordings, over sample data.
 *
 * @param samples the recordings by token
 */
export const recordingsApi = (samples: ReadonlyMap<string, SampleRecording>): Router => {
  const router = Router();
  // Demodesk promises no order; the order of random tokens is one that nobody can lean on.
  const all = [...samples.values()].sort((one, other) =>
    one.recording.recordingToken < other.recording.recordingToken ? -1 : 1,
  );

  const withRecording =
    (
      send: (sample: SampleRecording, request: Request, response: Parameters<RequestHandler>[1]) => void,
    ): RequestHandler =>
    (request, response) => {
      const { token } = request.params;
      const sample = typeof token === 'string' ? samples.get(token) : undefined;
      if (sample) send(sample, request, response);
      else sendApiError(response, 404, 'not_found', 'Recording was not found.');
    };

  router.get('/recordings', (request, response) => {
    const query = queryOf(request);
    const matches = recordingFilter(query);
    const found = all.filter(({ recording }) => matches(recording));
    const page = pageOf(found, ({ recording }) => recording.recordingToken, query);
    response.json({ data: page.data.map(listItem), meta: page.meta });
  });
  router.get(
    '/recordings/:token',
    withRecording(({ recording }, _request, response) => response.json({ data: recording })),
  );
  router.get(
    '/recordings/:token/summaries',
    withRecording(({ summaries }, _request, response) => response.json({ data: summaries })),
  );
  router.get(
    '/recordings/:token/scorecards',
    withRecording(({ scorecards }, _request, response) => response.json({ data: scorecards })),
  );
  router.get(
    '/recordings/:token/transcript',
    withRecording((sample, request, response) => sendTranscript(request, response, sample)),
  );
  router.use(notFound);
  return router;
};
