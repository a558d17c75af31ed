import express, { type Express } from 'express';
import { UnsupportedFeature } from '../../errors.ts';
import type { LocalOrg } from '../../org.ts';
import { ApiError } from '../errors.ts';
import { LOCAL_CLIENT, type OAuthClient } from '../oauth/clients.ts';
import { identityRoutes } from '../oauth/identity.ts';
import { oauthRoutes } from '../oauth/routes.ts';
import type { PubSub } from '../../pubsub/start-pub-sub.ts';
import { registerAllocation } from '../../library/system/org-limits.ts';
import type { Pages } from '../../pages/pages.ts';
import { createUsage } from '../usage.ts';
import { administration } from './administration.ts';
import { apexRest } from './apex-rest.ts';
import { soapApi } from '../soap/soap-api.ts';
import { dataApi, sendApiError } from './data-api.ts';

export interface HttpOptions {
  /** The connected app's client id and secret; default `local` / `local`. */
  readonly client?: OAuthClient;
  /** Further connected apps. */
  readonly apps?: readonly OAuthClient[];
  /** API requests per rolling 24 hours. */
  readonly dailyApiRequests?: number;
  /** The org's Pub/Sub API, which the administration tells of. */
  readonly pubSub?: PubSub;
  /** What people see of the org in a browser. */
  readonly pages?: Pages;
}

/** The org's HTTP side. */
export const createApp = (org: LocalOrg, options: HttpOptions = {}): Express => {
  const client = options.client ?? LOCAL_CLIENT;
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.set('query parser', 'simple');
  // The Salesforce CLI sends paths with two slashes at their start; Salesforce does not mind.
  app.use((request, _response, next) => {
    request.url = request.url.replace(/^\/{2,}/, '/');
    next();
  });
  app.use(oauthRoutes(org, [client, ...(options.apps ?? [])]));
  app.use(identityRoutes(org));
  const usage = createUsage(() => org.now(), options.dailyApiRequests);
  registerAllocation(org, 'DailyApiRequests', () => ({ max: usage.max, used: usage.used() }));
  app.use('/services/data', dataApi(org, usage));
  app.use('/services/apexrest', apexRest(org, usage));
  app.use('/services/Soap', soapApi(org, usage));
  app.use('/local-org', administration(org, client.secret, options.pubSub));
  if (options.pages) app.use(options.pages.router);
  app.use('/services', (request) => {
    throw new UnsupportedFeature(`${request.method} ${request.baseUrl}${request.path}`);
  });
  app.use(() => {
    throw new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
  });
  app.use(sendApiError);
  return app;
};
