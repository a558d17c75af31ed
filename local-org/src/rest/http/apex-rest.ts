import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import type { LocalOrg } from '../../org.ts';
import { errorTrace } from '../../runtime/error-text.ts';
import { runTransaction } from '../../runtime/execute.ts';
import { ApexException } from '../../values/apex-exception.ts';
import { callRestMethod, type RestCall } from '../apex/call-rest-method.ts';
import { apexRestClasses, restClassFor, type ApexRestClass } from '../apex/rest-resources.ts';
import { ApiError, methodNotAllowed, notFound } from '../errors.ts';
import type { Usage } from '../usage.ts';
import { sendApiError } from './data-api.ts';
import { authenticate, countUsage, misbehave, type SessionLocals } from './guards.ts';

/** Largest body of an Apex REST call. Source: Apex Developer Guide, "Apex Governor Limits", heap of synchronous Apex. */
const BODY_LIMIT = '6mb';

/** The path below the namespace, which is part of it when the project has one. */
const ownPath = (org: LocalOrg, path: string): string => {
  if (org.namespace === '') return path;
  const [, namespace = ''] = path.split('/');
  if (namespace.toLowerCase() !== org.namespace.toLowerCase()) throw notFound('Could not find a match for URL');
  return path.slice(namespace.length + 1);
};

const headersOf = (request: Request): (readonly [string, string])[] => {
  const headers: (readonly [string, string])[] = [];
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index] ?? '';
    // Apex never gets the caller's session.
    if (name.toLowerCase() !== 'authorization') headers.push([name, request.rawHeaders[index + 1] ?? '']);
  }
  return headers;
};

const callOf = (request: Request, path: string, { urlMapping }: ApexRestClass): RestCall => ({
  httpMethod: request.method,
  requestUri: path,
  resourcePath: `${request.baseUrl}${urlMapping}`,
  headers: headersOf(request),
  params: [...new URLSearchParams(request.originalUrl.split('?')[1] ?? '')],
  remoteAddress: request.ip ?? '',
  body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
});

const checkContent = (request: Request): void => {
  const type = request.get('Content-Type');
  if (type === undefined || request.get('Content-Length') === '0' || request.is(['json', 'text/plain'])) return;
  throw new ApiError(415, 'UNSUPPORTED_MEDIA_TYPE', `UnsupportedFeature: Apex REST with the content type ${type}`);
};

/** An exception that Apex did not catch, as the caller is told of it. */
const apexError = (error: unknown): unknown =>
  error instanceof ApexException ? new ApiError(500, 'APEX_ERROR', errorTrace(error)) : error;

/** `/services/apexrest/...`: the Apex classes of the project that have `@RestResource`. */
export const apexRest = (org: LocalOrg, usage: Usage): Router => {
  const router = Router();
  const classes = apexRestClasses(org.program);
  const answer = (request: Request, response: Response<unknown, SessionLocals & Record<string, unknown>>): void => {
    const { session } = response.locals;
    const path = ownPath(org, decodeURI(request.path));
    const found = restClassFor(classes, path);
    if (!found) throw notFound('Could not find a match for URL');
    if (!org.access.canUseClass(session.userId, found.info.type.name)) {
      throw new ApiError(403, 'FORBIDDEN', `You do not have access to the Apex class named: ${found.info.type.name}`);
    }
    const method = found.methods.get(request.method);
    if (!method) throw methodNotAllowed(request.method, [...found.methods.keys()]);
    checkContent(request);
    const call = callOf(request, path, found);
    try {
      const { status, headers, body } = runTransaction(org, { userId: session.userId, kind: 'synchronous' }, () =>
        callRestMethod(method, call),
      );
      response.status(status).type('application/json').set(Object.fromEntries(headers));
      if (body) response.send(Buffer.from(body));
      else response.end();
    } catch (error) {
      throw apexError(error);
    }
  };
  router.use(misbehave(org), authenticate(org) as unknown as RequestHandler, countUsage(usage));
  router.use(express.raw({ type: () => true, limit: BODY_LIMIT }), answer as unknown as RequestHandler);
  router.use(sendApiError);
  return router;
};
