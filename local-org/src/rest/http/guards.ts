import { setTimeout as wait } from 'node:timers/promises';
import type { Request, RequestHandler } from 'express';
import type { LocalOrg } from '../../org.ts';
import type { Session } from '../../security/sessions.ts';
import { ApiError } from '../errors.ts';
import type { Usage } from '../usage.ts';

const INVALID_SESSION = (): ApiError => new ApiError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');

/** `Authorization: Bearer x` (or `OAuth x`, which old clients send). */
export const tokenOf = (request: Request): string =>
  /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(request.get('Authorization') ?? '')?.[1] ?? '';

/** Misbehaves when told to: before anything else, as a gateway would. */
export const misbehave =
  ({ faults, sessions }: LocalOrg): RequestHandler =>
  async (request, _response, next) => {
    const slow = faults.take('slow');
    if (slow) await wait(slow.ms, undefined, { ref: false });
    if (faults.take('service-unavailable')) {
      throw new ApiError(503, 'SERVER_UNAVAILABLE', 'Server Unavailable: the service is temporarily unavailable');
    }
    if (faults.take('invalid-session')) {
      sessions.revoke(tokenOf(request));
      throw INVALID_SESSION();
    }
    if (faults.take('api-disabled')) {
      throw new ApiError(403, 'API_DISABLED_FOR_ORG', 'API is not enabled for this Organization or Partner');
    }
    if (faults.take('request-limit-exceeded')) {
      throw new ApiError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
    }
    next();
  };

/** What a request carries once it is authenticated. */
export interface SessionLocals {
  session: Session;
}

/** Every request below a version needs a session. */
export const authenticate =
  (org: LocalOrg): RequestHandler<Record<string, string>, unknown, unknown, unknown, SessionLocals> =>
  (request, response, next) => {
    const session = org.sessions.find(tokenOf(request as unknown as Request));
    if (!session) throw INVALID_SESSION();
    response.locals.session = session;
    next();
  };

/** Counts the request; every answer says how much is used. */
export const countUsage =
  (usage: Usage): RequestHandler =>
  (_request, response, next) => {
    const allowed = usage.count();
    response.set('Sforce-Limit-Info', `api-usage=${usage.used()}/${usage.max}`);
    if (!allowed) throw new ApiError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
    next();
  };
