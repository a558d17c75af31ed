import { Router } from 'express';
import { z } from 'zod';
import type { Operation } from './operation.ts';
import { methodNotAllowed } from './problem.ts';

/** The state of one thing the connector depends on. */
export interface Check {
  status: 'ok' | 'failing';
  reason?: string;
  remedy?: string;
}

/**
 * How the connector is.
 * `ready`: it can take webhooks and pass them on. `degraded`: it takes and keeps them, but something that it needs to
 * pass them on is failing. `unavailable`: it cannot keep a webhook, so none should be sent to it.
 */
export interface Readiness {
  /** False as soon as anything fails, the subscription to Salesforce's changes among it: what an alarm looks at. */
  ready: boolean;
  status: 'ready' | 'degraded' | 'unavailable';
  checks: Readonly<Record<string, Check>>;
  /** Deliveries that are not closed, by state. */
  deliveries?: Readonly<Record<string, number>>;
}

const check = z.object({
  status: z.enum(['ok', 'failing']),
  reason: z.string().optional(),
  remedy: z.string().optional(),
});
const readinessReport = z.object({
  ready: z.boolean(),
  status: z.enum(['ready', 'degraded', 'unavailable']),
  checks: z.record(z.string(), check),
  deliveries: z.record(z.string(), z.int()).optional(),
});

/** How to ask the connector how it is. */
export const healthOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/healthz',
    id: 'health',
    summary: 'Whether the process answers.',
    security: 'none',
    answer: { status: 200, description: 'It does.', body: z.object({ status: z.literal('ok') }) },
  },
  {
    method: 'get',
    path: '/readyz',
    id: 'readiness',
    summary: 'Whether webhooks should be sent here, and what is in the way of passing them on.',
    description:
      '200 `ready`: all is well. 200 `degraded`, with `ready` false: webhooks are taken and kept, but something that is needed to pass them on is failing; `checks` names it with a remedy. 503 `unavailable`: webhooks cannot be stored.',
    security: 'none',
    answer: { status: 200, description: 'Webhooks are taken.', body: readinessReport },
  },
];

/**
 * `GET /healthz`: the process answers. `GET /readyz`: whether webhooks should be sent here; 503 only when they could
 * not be stored. Salesforce being down is no reason to turn webhooks away - keeping them is what the connector is for.
 */
export const health = (readiness: () => Promise<Readiness>): Router => {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const report = await readiness();
    response.status(report.status === 'unavailable' ? 503 : 200).json(report);
  });
  router.all(['/healthz', '/readyz'], (request) => {
    throw methodNotAllowed(request.method, 'GET, HEAD');
  });
  return router;
};
