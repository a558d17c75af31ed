import express from 'express';
import type { Express } from 'express';
import type { Logger } from '../logging.ts';
import { deliveries } from './deliveries.ts';
import type { DeliveriesOptions } from './deliveries.ts';
import { demodeskWebhook } from './demodesk-webhook.ts';
import type { WebhookOptions } from './demodesk-webhook.ts';
import { health } from './health.ts';
import type { Readiness } from './health.ts';
import { notFound, problemHandler } from './problem.ts';
import { requireBearerToken } from './secrets.ts';

/** Everything the HTTP side of the connector works with. */
export interface AppOptions {
  webhook: WebhookOptions;
  deliveries: DeliveriesOptions;
  apiTokens: readonly string[];
  readiness: () => Promise<Readiness>;
  log: Logger;
}

/** All routes of the connector; errors are answered as problem documents. */
export const createApp = (options: AppOptions): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use('/webhooks/demodesk', demodeskWebhook(options.webhook));
  app.use('/v1', requireBearerToken(options.apiTokens));
  app.use('/v1/deliveries', deliveries(options.deliveries));
  app.use(health(options.readiness));
  app.use((request) => {
    throw notFound(request.path);
  });
  app.use(problemHandler(options.log));
  return app;
};
