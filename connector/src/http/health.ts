import { Router } from 'express';
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
  status: 'ready' | 'degraded' | 'unavailable';
  checks: Readonly<Record<string, Check>>;
  /** Deliveries that are not closed, by state. */
  deliveries?: Readonly<Record<string, number>>;
}

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
