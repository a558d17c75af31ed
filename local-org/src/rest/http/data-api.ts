import express, { Router, type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import type { LocalOrg } from '../../org.ts';
import { runTransaction } from '../../runtime/execute.ts';
import type { ApiContext, ApiRequest, ApiResponse } from '../api.ts';
import { ApiError, badRequest, notFound, responseOf } from '../errors.ts';
import { authenticate, countUsage, misbehave, type SessionLocals } from './guards.ts';
import { createQueryCursors } from '../query-cursors.ts';
import { isServed, versionList } from '../resources/versions.ts';
import { dispatch } from '../route.ts';
import type { Usage } from '../usage.ts';

/** Largest body the API takes. */
const BODY_LIMIT = '50mb';

/** Sends an answer of the API. */
export const sendApiResponse = (response: Response, { status, body, bytes, headers }: ApiResponse): void => {
  response.status(status).set(headers ?? {});
  if (bytes) response.type('application/octet-stream').send(Buffer.from(bytes));
  else if (body === undefined) response.end();
  else response.json(body);
};

export const sendApiError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) next(error);
  else sendApiResponse(response, responseOf(readableError(error)));
};

/** What the body parser reports, in the API's words. */
const readableError = (error: unknown): unknown => {
  const type = (error as { type?: unknown }).type;
  if (type === 'entity.parse.failed') return badRequest('JSON_PARSER_ERROR', (error as Error).message);
  if (type === 'entity.too.large') return new ApiError(413, 'REQUEST_ENTITY_TOO_LARGE', 'The request is too large');
  if (type === 'charset.unsupported' || type === 'encoding.unsupported') {
    return new ApiError(415, 'UNSUPPORTED_MEDIA_TYPE', (error as Error).message);
  }
  return error instanceof URIError ? notFound() : error;
};

const requireJson: RequestHandler = (request, _response, next) => {
  const hasBody = request.headers['content-length'] !== '0' && request.is('*/*') !== null;
  if (hasBody && !request.is('application/json')) {
    const given = request.get('Content-Type') ?? '';
    throw new ApiError(
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      `Content-Type header specified in HTTP request is not supported: ${given}`,
    );
  }
  next();
};

const apiRequest = (request: Request, version: string, rest: string): ApiRequest => ({
  method: (typeof request.query._HttpMethod === 'string' ? request.query._HttpMethod : request.method).toUpperCase(),
  version,
  path: rest
    .split('/')
    .filter((segment) => segment !== '')
    .map(decodeURIComponent),
  query: new URLSearchParams(request.originalUrl.split('?')[1] ?? ''),
  header: (name) => request.get(name),
  body: request.body as unknown,
});

/** `/services/data` and everything below it. */
export const dataApi = (org: LocalOrg, usage: Usage): Router => {
  const router = Router();
  const cursors = createQueryCursors(() => org.now());

  router.get('/', (_request, response) => {
    response.json(versionList());
  });
  router.use(misbehave(org), authenticate(org) as unknown as RequestHandler, countUsage(usage), requireJson);
  router.use(express.json({ limit: BODY_LIMIT, strict: false, type: 'application/json' }));
  router.use((request, response: Response<unknown, SessionLocals & Record<string, unknown>>) => {
    const [, version, rest = ''] = /^\/v(\d+\.\d)(?:\/(.*))?$/.exec(request.path) ?? [];
    if (version === undefined || !isServed(version)) throw notFound();
    const { session } = response.locals;
    const context: ApiContext = {
      org,
      session,
      usage,
      cursors,
      transact: (work) => runTransaction(org, { userId: session.userId, kind: 'synchronous' }, work),
      dispatch,
    };
    sendApiResponse(response, dispatch(apiRequest(request, version, rest), context));
  });
  router.use(sendApiError);
  return router;
};
