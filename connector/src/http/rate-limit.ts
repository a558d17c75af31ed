import type { RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { Problem } from './problem.ts';
import type { Caller } from './tokens.ts';

const WINDOW_MS = 60_000;

const tooMany = (limit: number, response: Response): Problem =>
  new Problem({
    status: 429,
    code: 'too-many-requests',
    title: 'Too many requests',
    detail: `More than ${limit} requests came within a minute.`,
    remedy: 'Wait as long as Retry-After says, in seconds, then send it again.',
    headers: { 'Retry-After': String(response.getHeader('Retry-After') ?? WINDOW_MS / 1000) },
  });

/**
 * Bounds how often one caller may ask: by its token where it has shown one, else by its address. Each process counts
 * for itself.
 *
 * @param limit requests per minute
 */
export const limitPerCaller = (limit: number): RequestHandler =>
  rateLimit({
    windowMs: WINDOW_MS,
    limit,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Addresses come from `trust proxy`; behind an unexpected proxy all callers would share one limit, no more.
    validate: { xForwardedForHeader: false },
    keyGenerator: (request, response) => {
      const caller = response.locals.caller as Caller | undefined;
      return caller === undefined ? ipKeyGenerator(request.ip ?? '') : `token:${caller.id}`;
    },
    handler: (_request, response) => {
      throw tooMany(limit, response);
    },
  });
