import type { ChangeFeed } from '../changes/feed.ts';
import type { Config } from '../config.ts';
import type { FailureReason } from '../deliveries/delivery-record.ts';
import type { DeliveryStore } from '../deliveries/delivery-store.ts';
import type { Inbox } from '../deliveries/inbox.ts';
import { createDemodeskClient } from '../demodesk/client.ts';
import type { DemodeskClient } from '../demodesk/client.ts';
import { failureFrom } from '../inbound/failure.ts';
import { startLane } from '../inbound/lane.ts';
import type { Lane, LaneOptions } from '../inbound/lane.ts';
import type { Logger } from '../logging.ts';
import { meetingFromDelivery } from '../meeting/from-delivery.ts';
import type { Metrics, WorkspaceFigures } from '../operations/metrics.ts';
import { createSalesforceOrg } from '../salesforce/org.ts';
import type { SalesforceOrg } from '../salesforce/org.ts';
import type { SalesforceCredentials } from '../salesforce/credentials.ts';
import type { Database } from '../store/database.ts';
import { PARTS } from './parts.ts';
import type { DemodeskAccess, WorkspaceStore } from './workspace-store.ts';

/** Waiting times of a connector that has no time to lose, for tests. */
export type Pace = Pick<LaneOptions, 'orgBackoff' | 'deliveryBackoff'>;

/** What all workspaces of one connector share. */
export interface Surroundings {
  config: Config;
  database: Database;
  store: DeliveryStore;
  inbox: Inbox;
  workspaceStore: WorkspaceStore;
  /** Parts may add figures of their own to `metrics.registry`, labelled with `workspace`. */
  metrics: Metrics;
  /** Changes made in Salesforce, of all workspaces. */
  feed: ChangeFeed;
  log: Logger;
  pace: Pace;
}

/** A workspace with its org, as its parts see it. */
export interface WorkspaceContext extends Omit<Surroundings, 'pace'> {
  /** Name of the workspace. */
  name: string;
  /** Its Salesforce org, with `session` (tokens) and `rest` (requests). */
  org: SalesforceOrg;
  demodesk: DemodeskClient;
  demodeskAccess: DemodeskAccess;
}

/** Something that runs for each connected workspace: the subscriber, the push to Demodesk, ... */
export interface WorkspacePart {
  /** As shown in `/readyz`, e.g. `stream`. */
  name: string;
  /** What is in the way right now, if anything. */
  trouble(): FailureReason | undefined;
  stop(): Promise<void>;
}

/** A workspace that can take webhooks; with an org it passes them on. */
export interface RunningWorkspace {
  readonly name: string;
  readonly access: DemodeskAccess;
  /** Undefined while no org is connected. */
  readonly org: SalesforceOrg | undefined;
  readonly parts: readonly WorkspacePart[];
  /** There may be new deliveries. */
  wake(): void;
  /** What is in the way of passing deliveries on, if anything. */
  trouble(): FailureReason | undefined;
  figures(): WorkspaceFigures;
  stop(): Promise<void>;
}

/** What one workspace is made of. */
export interface WorkspaceDefinition {
  name: string;
  access: DemodeskAccess;
  credentials: SalesforceCredentials | undefined;
}

const notConnected = (name: string): FailureReason => ({
  failureClass: 'setup',
  reason: `No Salesforce org is connected to the workspace "${name}".`,
  remedy: `Open /connect/salesforce?workspace=${name} in a browser and log in to Salesforce. Deliveries wait until then.`,
});

const startParts = (context: WorkspaceContext): WorkspacePart[] => PARTS.flatMap((start) => start(context));

interface Connected {
  org: SalesforceOrg;
  lane: Lane;
  parts: WorkspacePart[];
}

const connect = async (
  { name, access }: WorkspaceDefinition,
  credentials: SalesforceCredentials,
  { config, store, pace, ...shared }: Surroundings,
): Promise<Connected> => {
  const log = shared.log.child({ workspace: name });
  const org = createSalesforceOrg({
    credentials,
    namespace: config.salesforce.namespace,
    onBudget: (level, usage) => {
      if (level === 'low' || level === 'reserved') log.warn({ level, ...usage }, 'the daily API requests run low');
      else log.info({ level, ...usage }, 'daily API requests');
    },
    onRefreshToken: (refreshToken) => {
      shared.workspaceStore.replaceRefreshToken(name, refreshToken).catch((error: unknown) => {
        log.error({ err: error }, 'the new refresh token could not be stored; connect Salesforce again if it fails');
      });
    },
  });
  // Nobody waits for this: webhooks are taken while Salesforce is away.
  org.connect().catch((error: unknown) => log.warn(failureFrom(error), 'Salesforce cannot be reached yet'));
  const demodesk = createDemodeskClient({ baseUrl: config.demodesk.apiUrl, apiKey: access.apiKey });
  const { republishAfterMs, maxPublications, retryForMs } = config.delivery;
  const lane = startLane({
    ...{
      workspace: name,
      metrics: shared.metrics,
      store: await store.open(name),
      demodesk,
      meetingFromDelivery,
      org,
      log,
    },
    ...{ republishAfterMs, maxPublications, retryForMs, ...pace },
  });
  const parts = startParts({ ...shared, config, store, log, name, org, demodesk, demodeskAccess: access });
  return { org, lane, parts };
};

/** Starts a workspace: takes up what an earlier run left and, where an org is connected, everything that uses it. */
export const startWorkspace = async (
  definition: WorkspaceDefinition,
  surroundings: Surroundings,
): Promise<RunningWorkspace> => {
  const { name, access, credentials } = definition;
  const { store, log } = surroundings;
  await store.open(name);
  const requeued = await store.requeueForgotten(name);
  if (requeued > 0) {
    log.info({ workspace: name, deliveries: requeued }, 'took up deliveries that an earlier run had not finished');
  }
  const connected = credentials && (await connect(definition, credentials, surroundings));
  return {
    name,
    access,
    org: connected?.org,
    parts: connected?.parts ?? [],
    wake: () => connected?.lane.wake(),
    figures: () => ({
      workspace: name,
      connected: connected !== undefined,
      breakers: connected?.lane.breakers() ?? {},
      apiRequests: connected?.org.rest.requests ?? 0,
      apiUsed: connected?.org.rest.budget.usage?.used,
      apiLimit: connected?.org.rest.budget.usage?.limit,
    }),
    trouble: () => (connected === undefined ? notConnected(name) : connected.lane.trouble()),
    stop: async () => {
      await connected?.lane.stop();
      await Promise.all((connected?.parts ?? []).map((part) => part.stop()));
    },
  };
};
