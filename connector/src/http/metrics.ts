import { Router } from 'express';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { Metrics } from '../operations/metrics.ts';
import type { Operation } from './operation.ts';
import { methodNotAllowed } from './problem.ts';
import { callerOf, checkScope } from './tokens.ts';

const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** How Prometheus asks for figures. */
export const metricsOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/metrics',
    id: 'metrics',
    summary: 'Figures in Prometheus form; without a token on a loopback address only.',
    security: 'metrics.read',
    answer: { status: 200, description: 'The figures.', body: z.string(), contentType: 'text/plain' },
    problems: [403],
  },
];

/** @param open whether the figures need no token */
export const metricsRoute = (metrics: Metrics, open: boolean): Router => {
  const router = Router();
  router.get('/metrics', async (_request, response) => {
    if (!open) checkScope(callerOf(response), 'metrics.read');
    response.set('Content-Type', CONTENT_TYPE).send(await metrics.text());
  });
  router.all('/metrics', (request) => {
    throw methodNotAllowed(request.method, 'GET, HEAD');
  });
  return router;
};

/** The address without what is particular to one request, so that the figures stay few. */
const routeOf = (path: string): string => {
  const known = /^\/(webhooks\/demodesk|v1\/[a-z]+|connect\/salesforce|healthz|readyz|metrics|openapi\.json)(?=\/|$)/;
  return known.exec(path)?.[0] ?? 'other';
};

/** Methods beyond these are somebody's experiment. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE']);

/** Counts and times every request. */
export const measureRequests =
  (metrics: Pick<Metrics, 'requestServed'>): RequestHandler =>
  (request, response, next) => {
    const started = performance.now();
    const { path, method } = request;
    response.once('finish', () => {
      const seconds = (performance.now() - started) / 1000;
      metrics.requestServed(routeOf(path), METHODS.has(method) ? method : 'other', response.statusCode, seconds);
    });
    next();
  };
