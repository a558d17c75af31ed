import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from './config.ts';
import { createDeliveryList } from './deliveries/delivery-list.ts';
import { createDeliveryStore } from './deliveries/delivery-store.ts';
import type { DeliveryStore } from './deliveries/delivery-store.ts';
import { createInbox } from './deliveries/inbox.ts';
import { createDemodeskClient } from './demodesk/client.ts';
import { createApp } from './http/app.ts';
import type { Check, Readiness } from './http/health.ts';
import { failureFrom } from './inbound/failure.ts';
import { startLane } from './inbound/lane.ts';
import type { Lane, LaneOptions } from './inbound/lane.ts';
import type { Logger } from './logging.ts';
import { meetingFromDelivery } from './meeting/from-delivery.ts';
import { createSalesforceOrg } from './salesforce/org.ts';
import { openDatabase } from './store/open-database.ts';
import { startJobQueue } from './store/job-queue.ts';

/** One Demodesk workspace with one Salesforce org; several come as several names. */
const WORKSPACE = 'default';
const PURGE_INTERVAL_MS = 3_600_000;

/** A running connector. */
export interface Connector {
  /** Where it listens, e.g. `http://127.0.0.1:3000`. */
  url: string;
  /** Stops taking webhooks, finishes what is in hand, closes the store. */
  stop(): Promise<void>;
}

const listen = (server: Server, port: number, host: string): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address() as AddressInfo; // a TCP server that listens has one
      resolve(`http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`);
    });
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });

/** Finished deliveries are forgotten after a while; deliveries without a job are found again. */
const startHousekeeping = (store: DeliveryStore, retentionMs: number, log: Logger): (() => void) => {
  const tidy = async (): Promise<void> => {
    const purged = await store.purge(retentionMs);
    if (purged > 0) log.info({ deliveries: purged }, 'forgot old deliveries');
  };
  const timer = setInterval(() => {
    tidy().catch((error: unknown) => log.error({ err: error }, 'old deliveries could not be forgotten'));
  }, PURGE_INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
};

const readinessOf = async (openCounts: () => Promise<Record<string, number>>, lane: Lane): Promise<Readiness> => {
  const trouble = lane.trouble();
  const salesforce: Check =
    trouble === undefined ? { status: 'ok' } : { status: 'failing', reason: trouble.reason, remedy: trouble.remedy };
  try {
    const deliveries = await openCounts();
    const status = trouble === undefined ? 'ready' : 'degraded';
    return { status, checks: { store: { status: 'ok' }, salesforce }, deliveries };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const store: Check = { status: 'failing', reason, remedy: 'Check the disk of DATA_DIR, or the Postgres server.' };
    return { status: 'unavailable', checks: { store, salesforce } };
  }
};

/** Waiting times of a connector that has no time to lose, for tests. */
export type Pace = Pick<LaneOptions, 'orgBackoff' | 'deliveryBackoff'>;

/**
 * Starts a connector: opens its store, takes up what an earlier run left, and listens.
 *
 * @throws DataDirInUse, the database's error, or the system's when the port is taken
 */
export const startConnector = async (config: Config, log: Logger, pace: Pace = {}): Promise<Connector> => {
  const database = await openDatabase(config.store, log);
  const queue = await startJobQueue(database, log);
  const store = createDeliveryStore(database, queue);
  const list = createDeliveryList(database);
  const requeued = await store.requeueForgotten();
  if (requeued > 0) log.info({ deliveries: requeued }, 'took up deliveries that an earlier run had not finished');

  const org = createSalesforceOrg(config.salesforce);
  // Nobody waits for this: webhooks are taken while Salesforce is away.
  org.connect().catch((error: unknown) => log.warn(failureFrom(error), 'Salesforce cannot be reached yet'));
  const { republishAfterMs, maxPublications, retryForMs, retentionMs } = config.delivery;
  const demodesk = createDemodeskClient({ baseUrl: config.demodesk.apiUrl, apiKey: config.demodesk.apiKey });
  const lane = startLane({
    ...{ store, demodesk, meetingFromDelivery, org, log },
    ...{ republishAfterMs, maxPublications, retryForMs, ...pace },
  });
  const inbox = createInbox(store, () => lane.wake());
  const { webhookHeader: header, webhookSecrets: secrets } = config.demodesk;
  const app = createApp({
    webhook: { header, secrets, workspace: WORKSPACE, inbox, log },
    deliveries: { list, store, onQueued: () => lane.wake(), log },
    apiTokens: config.apiTokens,
    readiness: () => readinessOf(() => list.openCounts(), lane),
    log,
  });
  const stopHousekeeping = startHousekeeping(store, retentionMs, log);
  const server = createServer(app);

  const stopWork = async (): Promise<void> => {
    stopHousekeeping();
    await inbox.drain();
    await lane.stop();
    await queue.stop();
    await database.close();
  };
  try {
    const url = await listen(server, config.port, config.host);
    return {
      url,
      stop: async () => {
        await close(server);
        await stopWork();
      },
    };
  } catch (error) {
    await stopWork();
    throw error;
  }
};
