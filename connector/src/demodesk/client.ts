import type { z } from 'zod';
import {
  DemodeskError,
  DemodeskNotReady,
  DemodeskRateLimited,
  DemodeskUnauthorized,
  DemodeskUnavailable,
  DemodeskUnexpected,
} from './errors.ts';
import type { DemodeskErrorContext } from './errors.ts';
import { recordingAnswer, recordingsAnswer, scorecardsAnswer, summariesAnswer } from './recordings.ts';
import type { ListedRecording, Recording, Scorecard, Summary } from './recordings.ts';
import { retryAfterMs } from './retry-after.ts';

const DEFAULT_TIMEOUT_MS = 15_000;
/** What a recording token may look like; anything else could lead to another path of the API. */
const TOKEN = /^[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,199}$/;

/** Which recordings to list; all that are ready when empty. */
export interface RecordingFilter {
  /** Changed at or after this time. */
  updatedSince?: Date;
  /** Changed at or before this time. */
  updatedUntil?: Date;
  /** Of one of these meetings. */
  demoIds?: readonly string[];
  /** Whether Demodesk must have finished its summaries. */
  processed?: boolean;
}

/** One page of recordings. The API promises no order: only all pages together are a complete pass. */
export interface RecordingPage {
  data: ListedRecording[];
  /** Where the next page starts; undefined on the last one. */
  nextCursor: string | undefined;
}

/** How to reach Demodesk's REST API. */
export interface DemodeskClientOptions {
  /** E.g. `https://demodesk.com/api/v2`, with or without a slash at the end. */
  baseUrl: string;
  apiKey: string;
  /** How long one request may take, in milliseconds. */
  timeoutMs?: number;
}

/**
 * Demodesk's REST API as far as a meeting needs it. Read only, one request per call and no retries: the queue that
 * calls it decides when to try again.
 *
 * Every call throws `DemodeskNotReady` (202), `DemodeskRateLimited` (429), `DemodeskUnauthorized` (401, 403),
 * `DemodeskUnavailable` (5xx, timeout, no connection) or `DemodeskUnexpected` (anything the API does not describe).
 */
export interface DemodeskClient {
  /** One page of the recordings that a filter lets pass; Demodesk allows 60 such requests a minute. */
  recordings(filter: RecordingFilter, cursor?: string): Promise<RecordingPage>;
  /** The recording, or undefined when Demodesk has none with this token or the key may not see it. */
  recording(token: string): Promise<Recording | undefined>;
  /** Its AI summaries in no particular order, or undefined when there is no such recording. */
  summaries(token: string): Promise<Summary[] | undefined>;
  /** Its scorecards in no particular order, or undefined when there is no such recording. */
  scorecards(token: string): Promise<Scorecard[] | undefined>;
}

const listQuery = (filter: RecordingFilter, cursor: string | undefined): string => {
  const query = new URLSearchParams({ limit: '100', 'filter[status_eq]': 'ready' });
  const { updatedSince, updatedUntil, demoIds, processed } = filter;
  if (processed === true) query.set('filter[postprocessing_status_eq]', 'done');
  if (updatedSince !== undefined) query.set('filter[updated_at_gteq]', updatedSince.toISOString());
  if (updatedUntil !== undefined) query.set('filter[updated_at_lteq]', updatedUntil.toISOString());
  for (const id of demoIds ?? []) query.append('filter[demo_id_in][]', id);
  if (cursor !== undefined) query.set('cursor', cursor);
  return query.toString();
};

/** What came back: the JSON body, nothing at all (204), or no such thing (404). */
type Answer = { kind: 'body'; body: unknown; status: number } | { kind: 'empty' } | { kind: 'missing' };

const errorContext = async (response: Response): Promise<DemodeskErrorContext> => {
  const context: DemodeskErrorContext = { status: response.status };
  const body: unknown = await response.json().catch(() => undefined);
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
  if (typeof error !== 'object' || error === null) return context;
  if ('code' in error && typeof error.code === 'string') context.code = error.code;
  if ('requestId' in error && typeof error.requestId === 'string') context.requestId = error.requestId;
  return context;
};

const readAnswer = async (response: Response): Promise<Answer> => {
  const { status } = response;
  if (status === 200) {
    const body: unknown = await response.json().catch((cause: unknown) => {
      if (cause instanceof SyntaxError) throw new DemodeskUnexpected('Demodesk answered no JSON.', { status, cause });
      throw cause;
    });
    return { kind: 'body', body, status };
  }
  if (status === 204) return { kind: 'empty' };
  const context = await errorContext(response);
  if (status === 404) return { kind: 'missing' };
  if (status === 202) throw new DemodeskNotReady('Demodesk is still processing this recording.', context);
  if (status === 401 || status === 403) throw new DemodeskUnauthorized('Demodesk refused the API key.', context);
  if (status === 429) {
    const wait = retryAfterMs(response.headers.get('retry-after'), Date.now());
    throw new DemodeskRateLimited(`Demodesk asks to wait ${Math.ceil(wait / 1000)} s.`, wait, context);
  }
  if (status >= 500 || status === 408) throw new DemodeskUnavailable(`Demodesk answered ${status}.`, context);
  throw new DemodeskUnexpected(`Demodesk answered ${status}.`, context);
};

const describeFailure = (cause: unknown, timeoutMs: number): string =>
  cause instanceof Error && cause.name === 'TimeoutError'
    ? `Demodesk did not answer within ${timeoutMs} ms.`
    : 'Demodesk could not be reached.';

/**
 * @param options where Demodesk is and the key to read with
 * @returns a client that keeps no state and may be shared
 */
export const createDemodeskClient = (options: DemodeskClientOptions): DemodeskClient => {
  const base = options.baseUrl.replace(/\/+$/, '');
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;

  const get = async (path: string): Promise<Answer> => {
    try {
      const response = await fetch(`${base}${path}`, {
        headers: { authorization: `Bearer ${options.apiKey}`, accept: 'application/json' },
        // A redirect could carry the key elsewhere; the API describes none.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      return await readAnswer(response);
    } catch (cause) {
      if (cause instanceof DemodeskError) throw cause;
      throw new DemodeskUnavailable(describeFailure(cause, timeoutMs), { cause });
    }
  };

  const checked = <T>(schema: z.ZodType<T>, { body, status }: { body: unknown; status: number }): T => {
    const result = schema.safeParse(body);
    if (result.success) return result.data;
    const wrong = result.error.issues[0]?.path.join('.') ?? '';
    throw new DemodeskUnexpected(`Demodesk's answer has another shape at "${wrong}".`, { status });
  };

  const read = async <T>(
    token: string,
    part: string,
    schema: z.ZodType<{ data: T }>,
    empty: T | undefined,
  ): Promise<T | undefined> => {
    if (!TOKEN.test(token)) return undefined;
    const answer = await get(`/recordings/${token}${part}`);
    if (answer.kind === 'missing') return undefined;
    return answer.kind === 'empty' ? empty : checked(schema, answer).data;
  };

  return {
    recordings: async (filter, cursor) => {
      const answer = await get(`/recordings?${listQuery(filter, cursor)}`);
      if (answer.kind !== 'body') throw new DemodeskUnexpected('Demodesk answered a list with nothing.');
      const { data, meta } = checked(recordingsAnswer, answer);
      return { data, nextCursor: meta.hasNext ? (meta.nextCursor ?? undefined) : undefined };
    },
    recording: (token) => read(token, '', recordingAnswer, undefined),
    summaries: (token) => read(token, '/summaries', summariesAnswer, []),
    scorecards: (token) => read(token, '/scorecards', scorecardsAnswer, []),
  };
};
