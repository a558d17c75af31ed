import express, { Router, type ErrorRequestHandler, type Request, type RequestHandler } from 'express';
import { UnsupportedFeature } from '../../errors.ts';
import type { LocalOrg } from '../../org.ts';
import { readBody, responseOf } from '../../rest/errors.ts';
import { fromOwnPages } from '../loopback-only.ts';
import type { PageMetadata } from '../page-metadata.ts';
import { sessionViewer, type Viewer } from '../page-session.ts';
import { apexCallSchema, callApex } from './apex.ts';
import { readChannel, streamEvents } from './events.ts';
import { LightningError } from './lightning-error.ts';
import { lookup, lookupSchema } from './lookup.ts';
import { objectInfo, picklistValues } from './object-info.ts';
import {
  changedRecordSchema,
  createRecord,
  deleteRecord,
  getRecord,
  newRecordSchema,
  updateRecord,
} from './records.ts';

const BODY_LIMIT = '6mb';

const queryOf = (request: Request): URLSearchParams => new URLSearchParams(request.originalUrl.split('?')[1] ?? '');

const sendError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  if (error instanceof LightningError) {
    response.status(error.status).json(error.body);
    return;
  }
  if (error instanceof UnsupportedFeature) {
    response.status(501).json({ message: error.message });
    return;
  }
  const { status, body } = responseOf(error);
  const [first] = Array.isArray(body) ? (body as { message?: string; errorCode?: string }[]) : [];
  response
    .status(status)
    .json({ statusCode: status, message: first?.message ?? 'Server Error', errorCode: first?.errorCode });
};

/** Runs a handler for the person of the session; without one the answer is 401. */
const withViewer =
  (org: LocalOrg, handle: (viewer: Viewer, request: Request) => unknown): RequestHandler =>
  (request, response) => {
    const viewer = sessionViewer(org, request);
    if (!viewer) throw new LightningError(401, { message: 'Session expired or invalid' });
    response.json(handle(viewer, request) ?? null);
  };

const parameter = (request: Request, name: string): string => {
  const value = request.params[name];
  return typeof value === 'string' ? value : '';
};

/** `/lightning/api/…`: what components ask of the org. */
export const componentApi = (org: LocalOrg, metadata: () => PageMetadata): Router => {
  const router = Router();
  router.use(fromOwnPages, express.json({ limit: BODY_LIMIT }));
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  /** The org with labels in the person's language. */
  const inWords = (viewer: Viewer): LocalOrg => ({ ...org, schema: metadata().schema(viewer.language) });
  const answer = (handle: (viewer: Viewer, request: Request) => unknown): RequestHandler => withViewer(org, handle);

  router.post(
    '/apex/:method',
    answer((viewer, request) =>
      callApex(org, viewer, parameter(request, 'method'), readBody(apexCallSchema, request.body)),
    ),
  );
  router.get(
    '/records/:id',
    answer((viewer, request) =>
      getRecord({ org: inWords(viewer), metadata: metadata(), viewer }, parameter(request, 'id'), queryOf(request)),
    ),
  );
  router.post(
    '/records',
    answer((viewer, request) =>
      createRecord({ org: inWords(viewer), metadata: metadata(), viewer }, readBody(newRecordSchema, request.body)),
    ),
  );
  router.patch(
    '/records/:id',
    answer((viewer, request) =>
      updateRecord(
        { org: inWords(viewer), metadata: metadata(), viewer },
        parameter(request, 'id'),
        readBody(changedRecordSchema, request.body),
      ),
    ),
  );
  router.delete(
    '/records/:id',
    answer((viewer, request) =>
      deleteRecord({ org: inWords(viewer), metadata: metadata(), viewer }, parameter(request, 'id')),
    ),
  );
  router.post(
    '/lookup/:object',
    answer((viewer, request) =>
      lookup(
        { org: inWords(viewer), metadata: metadata(), viewer },
        parameter(request, 'object'),
        readBody(lookupSchema, request.body),
      ),
    ),
  );
  router.get(
    '/object-info/:object',
    answer((viewer, request) => objectInfo(inWords(viewer), viewer, parameter(request, 'object'))),
  );
  router.get(
    '/picklist-values/:object/:recordType',
    answer((viewer, request) => picklistValues(inWords(viewer), viewer, parameter(request, 'object'))),
  );
  router.get(
    '/picklist-values/:object/:recordType/:field',
    answer((viewer, request) =>
      picklistValues(inWords(viewer), viewer, parameter(request, 'object'), parameter(request, 'field')),
    ),
  );
  router.get(
    '/events/check',
    answer((viewer, request) => ({ channel: readChannel(org, viewer, queryOf(request)).name })),
  );
  router.get('/events', (request, response) => {
    const viewer = sessionViewer(org, request);
    if (!viewer) throw new LightningError(401, { message: 'Session expired or invalid' });
    streamEvents(org, readChannel(org, viewer, queryOf(request)), request, response);
  });
  router.use((request) => {
    throw new UnsupportedFeature(`${request.method} ${request.originalUrl}`);
  });
  router.use(sendError);
  return router;
};
