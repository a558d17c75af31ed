import { setTimeout as wait } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { sendApiError } from './api-error.ts';

/** How the next answers go wrong. */
export const misbehaviour = z.strictObject({
  /** `slow` answers properly, but late. */
  answer: z.union([z.literal(429), z.literal(503), z.literal(202), z.literal(401), z.literal('slow')]),
  /** How many answers; default 1. */
  times: z.int().min(1).max(10_000).default(1),
  /** The `Retry-After` of a 429: seconds or an HTTP date; default 1. */
  retryAfter: z.union([z.int().nonnegative(), z.string()]).default(1),
  /** How late a slow answer is, in milliseconds. */
  delayMs: z.int().min(0).max(600_000).default(5000),
});
export type Misbehaviour = z.infer<typeof misbehaviour>;

/** Lets tests make the API fail on purpose. */
export interface MisbehaviourSwitch {
  middleware: RequestHandler;
  /** The next answers fail so; replaces what was set before. Undefined: behave again. */
  set(behaviour: Misbehaviour | undefined): void;
}

const FAILURES = {
  202: { code: 'processing', message: 'Still processing.' },
  401: { code: 'unauthorized', message: 'API key is missing or invalid.' },
  503: { code: 'unavailable', message: 'Demodesk is down for maintenance.' },
} as const;

/** @returns a switch that is off */
export const createMisbehaviour = (): MisbehaviourSwitch => {
  let current: Misbehaviour | undefined;
  let left = 0;

  const middleware: RequestHandler = async (_request, response, next) => {
    if (!current || left === 0) {
      next();
      return;
    }
    left -= 1;
    const { answer, retryAfter, delayMs } = current;
    if (answer === 'slow') {
      await wait(delayMs, undefined, { ref: false });
      next();
    } else if (answer === 429) response.status(429).set('Retry-After', String(retryAfter)).end();
    else sendApiError(response, answer, FAILURES[answer].code, FAILURES[answer].message);
  };

  return {
    middleware,
    set: (behaviour) => {
      current = behaviour;
      left = behaviour?.times ?? 0;
    },
  };
};
