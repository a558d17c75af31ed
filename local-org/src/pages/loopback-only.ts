import type { RequestHandler } from 'express';
import { ApiError } from '../rest/errors.ts';

const LOOPBACK_HOST = /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])(?::\d+)?$/i;

/**
 * The pages sign in whoever asks, so only this machine may ask, by a name that is its own: a web site whose name
 * someone points at 127.0.0.1 is turned away.
 */
export const loopbackOnly: RequestHandler = (request, _response, next) => {
  if (!LOOPBACK_HOST.test(request.get('Host') ?? '')) {
    throw new ApiError(403, 'FORBIDDEN', 'The pages of the local org answer on 127.0.0.1 and localhost only');
  }
  next();
};

/** Calls of the pages carry a header that no other site can send without asking first. */
export const fromOwnPages: RequestHandler = (request, _response, next) => {
  const site = request.get('Sec-Fetch-Site');
  const isOwn = request.get('X-Local-Org-Page') === '1' || (request.method === 'GET' && site === 'same-origin');
  if (!isOwn) throw new ApiError(403, 'FORBIDDEN', 'Only pages of this org may ask');
  next();
};

/** Forms come from pages of this org. */
export const sameOriginForm: RequestHandler = (request, _response, next) => {
  const origin = request.get('Origin');
  const isForeign =
    request.get('Sec-Fetch-Site') === 'cross-site' ||
    (origin !== undefined && origin !== `http://${request.get('Host') ?? ''}`);
  if (isForeign) throw new ApiError(403, 'FORBIDDEN', 'Only pages of this org may do this');
  next();
};
