import type { z } from 'zod';
import type { Scope } from './scopes.ts';

/** A problem that an operation may answer with; see `problem.ts`. */
export type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 502 | 503;

/** One operation of the HTTP interface, as the OpenAPI document describes it. */
export interface Operation {
  method: 'get' | 'post' | 'put' | 'delete';
  /** With parameters in braces, e.g. `/v1/deliveries/{id}/retry`. */
  path: string;
  /** Name of the operation in generated clients, e.g. `listDeliveries`. */
  id: string;
  summary: string;
  description?: string;
  /** What the caller has to show: a token with this scope, the webhook secret, or nothing. */
  security: Scope | 'webhook-secret' | 'none';
  /** An object whose properties are the parameters of the path. */
  params?: z.ZodObject;
  /** An object whose properties are the parameters of the query. */
  query?: z.ZodObject;
  /** The JSON body of the request. */
  body?: z.ZodType;
  /** The answer when all goes well. */
  answer: { status: 200 | 202 | 204 | 302; description: string; body?: z.ZodType; contentType?: string };
  /** The problems that belong to this operation; 401, 429 and 500 go without saying. */
  problems?: readonly ProblemStatus[];
}
