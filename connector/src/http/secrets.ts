import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { Problem } from './problem.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Compares with every accepted secret, each in constant time (hashes are equally long) and without stopping at the
 * first match, so that neither the answer's time nor its order tells anything about a secret.
 */
const matcher = (secrets: readonly string[]): ((given: string) => boolean) => {
  const accepted = secrets.map(digest);
  return (given) => {
    const presented = digest(given);
    return accepted.map((secret) => timingSafeEqual(secret, presented)).includes(true);
  };
};

/**
 * Lets a request pass that carries one of the shared secrets in a header.
 *
 * @param header lower-case name of the header
 * @param secrets every value that is accepted right now; several while a secret is being replaced
 */
export const requireSharedSecret = (header: string, secrets: readonly string[]): RequestHandler => {
  const matches = matcher(secrets);
  return (request, _response, next) => {
    const given = request.headers[header];
    if (typeof given === 'string' && matches(given)) {
      next();
      return;
    }
    throw new Problem({
      status: 401,
      code: given === undefined ? 'missing-secret' : 'wrong-secret',
      title: 'Unauthorized',
      detail: given === undefined ? `The header ${header} is missing.` : `The value of the header ${header} is wrong.`,
      remedy: `In Demodesk, give the webhook a custom header ${header} with the value of DEMODESK_WEBHOOK_SECRET.`,
      headers: { 'WWW-Authenticate': `SharedSecret header="${header}"` },
    });
  };
};

/** Lets a request pass that carries one of the API tokens as a bearer token (RFC 6750). */
export const requireBearerToken = (tokens: readonly string[]): RequestHandler => {
  const matches = matcher(tokens);
  return (request, _response, next) => {
    const given = /^Bearer ([^\s]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (given !== undefined && matches(given)) {
      next();
      return;
    }
    throw new Problem({
      status: 401,
      code: given === undefined ? 'missing-token' : 'wrong-token',
      title: 'Unauthorized',
      detail: given === undefined ? 'The request carries no bearer token.' : 'The bearer token is wrong.',
      remedy: 'Send "Authorization: Bearer <token>" with one of the tokens in API_TOKENS.',
      headers: { 'WWW-Authenticate': given === undefined ? 'Bearer' : 'Bearer error="invalid_token"' },
    });
  };
};
