import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../../src/config.ts';
import { readConfig } from '../../src/config.ts';
import { startConnector } from '../../src/connector.ts';
import type { Connector } from '../../src/connector.ts';
import { createLogger } from '../../src/logging.ts';
import { temporaryDataDir } from './database-template.ts';
import { startFakeSalesforce } from './fake-salesforce.ts';
import type { FakeSalesforce } from './fake-salesforce.ts';
import { startPubSubServer } from './pubsub-server.ts';
import type { PubSubServer } from './pubsub-server.ts';

/** A delivery as `GET /v1/deliveries` shows it. */
export interface ListedDelivery {
  id: string;
  deliveryKey: string;
  action: string;
  state: string;
  attempts: number;
  publications: number;
  reason: string | null;
  remedy: string | null;
  syncStatus: string | null;
  recordId: string | null;
}

/** A connector on a database of its own, connected to a fake Salesforce. */
export interface TestConnector {
  url: string;
  dataDir: string;
  salesforce: FakeSalesforce;
  /** Its stream of changes. */
  pubSub: PubSubServer;
  /** Everything that was logged, one JSON text a line. */
  logged: string[];
  post(body: string | Buffer, headers?: Record<string, string>): Promise<Response>;
  deliveries(query?: string): Promise<ListedDelivery[]>;
  /** Resolves with the delivery as soon as it is in the state. */
  reaches(deliveryKey: string, state: string): Promise<ListedDelivery>;
  stop(): Promise<void>;
}

export const environment = (salesforceUrl: string, dataDir: string): NodeJS.ProcessEnv => ({
  PORT: '0',
  LOG_LEVEL: 'info',
  API_TOKENS: 'local',
  // Tests ask again and again, as fast as they can.
  API_RATE_LIMIT: '1000000',
  DEMODESK_WEBHOOK_SECRET: 'local,next',
  DEMODESK_API_URL: 'http://127.0.0.1:9/api/v2',
  DEMODESK_API_KEY: 'local',
  SALESFORCE_LOGIN_URL: salesforceUrl,
  SALESFORCE_CLIENT_ID: 'local',
  SALESFORCE_CLIENT_SECRET: 'local',
  DATA_DIR: dataDir,
  SALESFORCE_PUBSUB_URL: '127.0.0.1:9',
  CATCH_UP_MINUTES: '0',
});

/** A webhook about a demo, which becomes a meeting without asking Demodesk. */
export const webhook = (id: string, createdAt = '2026-07-18T10:05:00.000Z', action = 'demo.canceled'): string =>
  JSON.stringify({
    meta: { event: { action, apiVersion: 'v1', createdAt } },
    data: {
      id,
      type: 'demos',
      attributes: {
        token: `token-${id}`,
        name: `Meeting ${id}`,
        startDate: '2026-07-18T10:00:00.000Z',
        duration: 30,
        salesforceEventId: null,
        salesforceAccountId: null,
        salesforceOpportunityId: null,
      },
    },
  });

export const keyOf = (id: string, createdAt = '2026-07-18T10:05:00.000Z', action = 'demo.canceled'): string =>
  `${action}:demos:${id}:${createdAt}`;

/** Longer than anything takes on a slow machine, shorter than what the tests of a file have together. */
const LONGEST_WAIT_MS = 100_000;

/** Asks again until the answer is there. */
export const eventually = async <T>(ask: () => Promise<T | undefined> | T | undefined): Promise<T> => {
  const started = performance.now();
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() - started > LONGEST_WAIT_MS) throw new Error(`It did not happen: ${ask.toString()}`);
    await sleep(20);
  }
};

export const postWebhook = (url: string, body: string | Buffer, headers: Record<string, string> = {}) =>
  fetch(`${url}/webhooks/demodesk`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-demodesk-token': 'local', ...headers },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });

export const listDeliveries = async (url: string, query = ''): Promise<ListedDelivery[]> => {
  const response = await fetch(`${url}/v1/deliveries${query}`, { headers: { authorization: 'Bearer local' } });
  const page = (await response.json()) as { data: ListedDelivery[] };
  return page.data;
};

export const startTestConnector = async (
  change: Partial<Config['delivery']> = {},
  settings: NodeJS.ProcessEnv = {},
): Promise<TestConnector> => {
  const salesforce = await startFakeSalesforce();
  const pubSub = await startPubSubServer();
  pubSub.token = '*';
  const dataDir = await temporaryDataDir();
  const own = { ...environment(salesforce.url, dataDir.path), SALESFORCE_PUBSUB_URL: pubSub.address };
  const config = readConfig({ ...own, ...settings });
  const logged: string[] = [];
  const log = createLogger('debug', { write: (line) => void logged.push(line) });
  const connector: Connector = await startConnector({ ...config, delivery: { ...config.delivery, ...change } }, log, {
    pace: { orgBackoff: { baseMs: 20, capMs: 200 }, deliveryBackoff: { baseMs: 20, capMs: 200 } },
  });
  const deliveries = (query?: string) => listDeliveries(connector.url, query);
  await eventually(() => (pubSub.open > 0 || config.salesforce.credentials === undefined ? true : undefined));
  return {
    url: connector.url,
    dataDir: dataDir.path,
    salesforce,
    pubSub,
    logged,
    post: (body, headers) => postWebhook(connector.url, body, headers),
    deliveries,
    reaches: (deliveryKey, state) =>
      eventually(async () => {
        const found = await deliveries(`?deliveryKey=${encodeURIComponent(deliveryKey)}`);
        return found.find((delivery) => delivery.state === state);
      }),
    stop: async () => {
      await connector.stop();
      await pubSub.close();
      await salesforce.close();
      dataDir.remove();
    },
  };
};
