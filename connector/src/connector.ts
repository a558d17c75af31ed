import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import type { Config } from './config.ts';
import { createChangeFeed } from './changes/feed.ts';
import { createDeliveryDecisions } from './deliveries/delivery-decisions.ts';
import { createDeliveryList } from './deliveries/delivery-list.ts';
import { createDeliveryStore } from './deliveries/delivery-store.ts';
import type { DeliveryStore } from './deliveries/delivery-store.ts';
import { createInbox, GATHER_MS } from './deliveries/inbox.ts';
import { createApp } from './http/app.ts';
import type { WebhookSender } from './http/demodesk-webhook.ts';
import { mountedRoutes } from './http/mounted-routes.ts';
import type { Logger } from './logging.ts';
import { createMetrics } from './operations/metrics.ts';
import { readinessOf } from './operations/readiness.ts';
import { createCipher, keyInDataDir } from './store/cipher.ts';
import type { Cipher } from './store/cipher.ts';
import { openDatabase } from './store/open-database.ts';
import { startJobQueue } from './store/job-queue.ts';
import type { Pace } from './workspaces/running-workspace.ts';
import { createWorkspaceStore } from './workspaces/workspace-store.ts';
import { startWorkspaces } from './workspaces/workspaces.ts';

const PURGE_INTERVAL_MS = 3_600_000;
const LAST_REQUESTS_MS = 3000;

/** What a connector may be told beside its settings. */
export interface ConnectorOptions {
  /** Waiting times; tests shorten them. */
  pace?: Pace;
  /** Figures of the whole process, shown in `/metrics` beside the connector's own. */
  processMetrics?: Registry;
}

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

/** Requests under way may finish; one that waits for news is cut off after a while. */
const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const impatient = setTimeout(() => server.closeAllConnections(), LAST_REQUESTS_MS);
    server.close(() => {
      clearTimeout(impatient);
      resolve();
    });
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

/** The keys of the environment, or for an embedded database one of its own; a shared database needs the former. */
const cipherFor = ({ encryptionKeys, store }: Config): Cipher | undefined => {
  if (encryptionKeys.length > 0) return createCipher(encryptionKeys);
  return store.databaseUrl === undefined ? createCipher([keyInDataDir(store.dataDir)]) : undefined;
};

/**
 * Starts a connector: opens its store, takes up what an earlier run left, and listens.
 *
 * @throws DataDirInUse, the database's error, or the system's when the port is taken
 */
export const startConnector = async (
  config: Config,
  log: Logger,
  options: ConnectorOptions = {},
): Promise<Connector> => {
  const database = await openDatabase(config.store, log);
  const queue = await startJobQueue(database, log);
  const store = createDeliveryStore(database, queue);
  const list = createDeliveryList(database);
  // Parts of a workspace may store deliveries while the workspaces are still being started.
  const wake: { workspace: (name: string) => void } = { workspace: () => undefined };
  const inbox = createInbox(store, GATHER_MS[database.kind], (names) => names.forEach((name) => wake.workspace(name)));
  const cipher = cipherFor(config);
  // Without a key nothing is ever encrypted; what another process has stored cannot be read, which says so.
  const workspaceStore = createWorkspaceStore(database, cipher ?? createCipher([randomBytes(32)]));
  if (cipher !== undefined) await workspaceStore.reencrypt();
  const metrics = createMetrics(options.processMetrics);
  const feed = createChangeFeed(database);
  const shared = { config, database, store, inbox, workspaceStore, metrics, feed, log };
  const surroundings = { ...shared, pace: options.pace ?? {} };
  const workspaces = await startWorkspaces(workspaceStore, surroundings);
  wake.workspace = (name) => workspaces.get(name)?.wake();
  metrics.watch({ queue: () => list.figures(), workspaces: () => workspaces.all().map((each) => each.figures()) });
  const { webhookHeader: header, signatureRequired } = config.demodesk;
  const senderOf = (name: string): WebhookSender | undefined => {
    const access = workspaces.get(name)?.access;
    return access && { workspace: name, secrets: access.webhookSecrets, signingSecrets: access.signingSecrets };
  };
  const onAccepted = (name: string, duplicate: boolean): void => metrics.webhookAccepted(name, duplicate);
  const app = createApp({
    webhook: { header, signatureRequired, senderOf, inbox, log, onAccepted },
    deliveries: {
      list,
      decisions: createDeliveryDecisions(database, queue),
      onQueued: (name) => wake.workspace(name),
      log,
    },
    mounted: mountedRoutes({ database, workspaces, workspaceStore, feed, config, cipher, log }),
    ...{ apiTokens: config.apiTokens, apiRateLimit: config.apiRateLimit },
    ...{ trustProxy: config.trustProxy, loopback: config.loopback },
    readiness: () => readinessOf(list, workspaces),
    metrics,
    log,
  });
  const stopHousekeeping = startHousekeeping(store, config.delivery.retentionMs, log);
  const server = createServer(app);

  const stopWork = async (): Promise<void> => {
    stopHousekeeping();
    await inbox.drain();
    await workspaces.stop();
    await queue.stop();
    await database.close();
  };
  try {
    const url = await listen(server, config.port, config.host);
    return {
      url,
      stop: async () => {
        feed.stop(); // who waits for changes would hold the server open
        await close(server);
        await stopWork();
      },
    };
  } catch (error) {
    await stopWork();
    throw error;
  }
};
