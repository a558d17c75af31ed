import express from 'express';
import type { Express, Router } from 'express';
import type { ApiToken } from '../config.ts';
import type { Logger } from '../logging.ts';
import type { Metrics } from '../operations/metrics.ts';
import { deliveries } from './deliveries.ts';
import type { DeliveriesOptions } from './deliveries.ts';
import { demodeskWebhook } from './demodesk-webhook.ts';
import type { WebhookOptions } from './demodesk-webhook.ts';
import { documentedOperations } from './documented-operations.ts';
import { health } from './health.ts';
import type { Readiness } from './health.ts';
import { measureRequests, metricsRoute } from './metrics.ts';
import { openApi, openApiDocument } from './openapi.ts';
import { notFound, problemHandler } from './problem.ts';
import { limitPerCaller } from './rate-limit.ts';
import { securityHeaders } from './security-headers.ts';
import { identify, recognise, requireToken } from './tokens.ts';

/** A part of the HTTP interface that lives beside the thing it serves. */
export interface MountedRoutes {
  /** Where it is mounted, e.g. `/v1/changes`; everything under `/v1` needs a token. */
  path: string;
  router: Router;
}

/** Everything the HTTP side of the connector works with. */
export interface AppOptions {
  webhook: WebhookOptions;
  deliveries: DeliveriesOptions;
  /** Beside webhooks, deliveries and health. */
  mounted: readonly MountedRoutes[];
  apiTokens: readonly ApiToken[];
  /** Requests per minute of one caller to `/v1/*`. */
  apiRateLimit: number;
  trustProxy: number;
  /** Whether only this machine can reach the connector. */
  loopback: boolean;
  metrics: Metrics;
  readiness: () => Promise<Readiness>;
  log: Logger;
}

/** All routes of the connector; errors are answered as problem documents. */
export const createApp = (options: AppOptions): Express => {
  const { metrics, mounted, loopback, log } = options;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', options.trustProxy);
  app.use(measureRequests(metrics), securityHeaders());
  app.use('/webhooks/demodesk', demodeskWebhook(options.webhook));
  app.use(health(options.readiness));
  app.use(identify(recognise(options.apiTokens)));
  app.use(metricsRoute(metrics, loopback));
  app.use(['/v1', '/connect'], limitPerCaller(options.apiRateLimit));
  app.use('/v1', requireToken);
  app.use('/v1/deliveries', deliveries(options.deliveries));
  for (const { path, router } of mounted) app.use(path, router);
  app.use(openApi(openApiDocument(documentedOperations, options.webhook.header)));
  app.use((request) => {
    throw notFound(request.path);
  });
  app.use(problemHandler(log));
  return app;
};
