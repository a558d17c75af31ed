import type { RequestHandler } from 'express';

const WINDOW_MS = 60_000;
/** Demodesk's published limits per API key and minute. */
const GLOBAL_LIMIT = 120;
const LIST_LIMIT = 60;

/** Counts requests as Demodesk does; can be switched on and off while running. */
export interface RateLimit {
  middleware: RequestHandler;
  switch(enabled: boolean): void;
}

/**
 * @param enabled whether it counts from the start
 * @param now the current time in milliseconds since 1970
 */
export const createRateLimit = (enabled: boolean, now: () => number): RateLimit => {
  let active = enabled;
  let windowStart = now();
  let counts = { all: 0, lists: 0 };

  const middleware: RequestHandler = (request, response, next) => {
    if (!active) {
      next();
      return;
    }
    const age = now() - windowStart;
    if (age >= WINDOW_MS) {
      windowStart = now();
      counts = { all: 0, lists: 0 };
    }
    const isList = request.path === '/recordings';
    if (counts.all >= GLOBAL_LIMIT || (isList && counts.lists >= LIST_LIMIT)) {
      const seconds = Math.ceil((windowStart + WINDOW_MS - now()) / 1000);
      response.status(429).set('Retry-After', String(seconds)).end();
      return;
    }
    counts.all += 1;
    if (isList) counts.lists += 1;
    next();
  };

  return {
    middleware,
    switch: (on) => {
      active = on;
      windowStart = now();
      counts = { all: 0, lists: 0 };
    },
  };
};
