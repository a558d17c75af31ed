import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Express } from 'express';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import type { z } from 'zod';
import { answerErrors, BadRequest, notFound } from './api-error.ts';
import { recordingsApi, requireApiKey } from './api.ts';
import { createMisbehaviour, misbehaviour } from './misbehaviour.ts';
import { createRateLimit } from './rate-limit.ts';
import { createRecords, pushedChange, recordEdit } from './records.ts';
import { readSampleRecordings } from './sample-recordings.ts';
import { sendWebhook, webhookBody, webhookOrder } from './webhook-sender.ts';
import type { WebhookTarget } from './webhook-sender.ts';

/** How the stand-in runs; everything has the defaults of the local mode. */
export interface StandInOptions {
  /** 0 for any free port; default 3002. */
  port?: number;
  apiKey?: string;
  /** A folder of sample recordings; default `config/samples/recordings`. */
  recordingsDir?: string;
  /** Whether 120 requests a minute are the limit, as at Demodesk; default false. */
  rateLimit?: boolean;
  webhooks?: WebhookTarget;
  /** Standard Webhooks secret that pushed changes must be signed with; default `LOCAL_PUSH_SECRET`. */
  pushSecret?: string;
  /** The current time in milliseconds since 1970. */
  now?: () => number;
}

/** A running stand-in. */
export interface StandIn {
  /** E.g. `http://127.0.0.1:3002`. */
  url: string;
  /** Its REST API, e.g. `http://127.0.0.1:3002/api/v2`. */
  apiUrl: string;
  close(): Promise<void>;
}

/** What the local mode signs pushed changes with. Not a secret: the stand-in listens on this machine only. */
export const LOCAL_PUSH_SECRET = 'whsec_bG9jYWwgbW9kZSBvbmx5LCBubyBzZWNyZXQgYXQgYWxs';

const LOCAL_WEBHOOKS: WebhookTarget = {
  url: 'http://127.0.0.1:3000/webhooks/demodesk',
  header: 'X-Demodesk-Token',
  secret: 'local',
};

const read = <T>(schema: z.ZodType<T>, body: unknown): T => {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new BadRequest(result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
};

const createApp = async (options: StandInOptions): Promise<Express> => {
  const app = express().disable('x-powered-by');
  const rateLimit = createRateLimit(options.rateLimit ?? false, options.now ?? Date.now);
  const failures = createMisbehaviour();
  const api = recordingsApi(await readSampleRecordings(options.recordingsDir));
  app.use('/api/v2', requireApiKey(options.apiKey ?? 'local'), rateLimit.middleware, failures.middleware, api);

  const records = createRecords(options.now);
  const verifier = new Webhook(options.pushSecret ?? LOCAL_PUSH_SECRET);
  app.post('/stand-in/changes', express.text({ limit: '2mb', type: () => true }), (request, response) => {
    const body: unknown = request.body;
    try {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      records.take(read(pushedChange, verifier.verify(typeof body === 'string' ? body : '', headers)));
      response.status(204).end();
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error;
      response.status(401).json({ error: { code: 'unauthorized', message: error.message } });
    }
  });

  app.use('/stand-in', express.json({ limit: '2mb' }));
  app.get('/stand-in/records', (_request, response) => {
    response.json({ data: records.list() });
  });
  app.post('/stand-in/records', async (request, response) => {
    const webhook = records.edit(read(recordEdit, request.body));
    const receipt = await sendWebhook(options.webhooks ?? LOCAL_WEBHOOKS, JSON.stringify(webhook));
    response.status(receipt.status === 0 ? 502 : 200).json({ webhook, ...receipt });
  });
  app.post('/stand-in/misbehave', (request, response) => {
    failures.set(read(misbehaviour, request.body));
    response.status(204).end();
  });
  app.delete('/stand-in/misbehave', (_request, response) => {
    failures.set(undefined);
    response.status(204).end();
  });
  app.put('/stand-in/rate-limit', (_request, response) => {
    rateLimit.switch(true);
    response.status(204).end();
  });
  app.delete('/stand-in/rate-limit', (_request, response) => {
    rateLimit.switch(false);
    response.status(204).end();
  });
  app.post('/stand-in/webhooks', async (request, response) => {
    const receipt = await sendWebhook(
      options.webhooks ?? LOCAL_WEBHOOKS,
      await webhookBody(read(webhookOrder, request.body)),
    );
    response.status(receipt.status === 0 ? 502 : 200).json(receipt);
  });
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.use(notFound, answerErrors);
  return app;
};

/**
 * Starts a stand-in for Demodesk on the loopback interface: its REST API v2 for the sample recordings, a sender of
 * webhooks, and switches to make it fail on purpose.
 *
 * @param options where it listens and what it serves
 * @returns the running server
 * @throws Error with code `EADDRINUSE` when the port is taken
 */
export const startStandIn = async (options: StandInOptions = {}): Promise<StandIn> => {
  const app = await createApp(options);
  const server = app.listen(options.port ?? 3002, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    apiUrl: `${url}/api/v2`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
