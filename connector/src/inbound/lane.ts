import type { WorkspaceDeliveries } from '../deliveries/delivery-store.ts';
import type { DemodeskClient } from '../demodesk/client.ts';
import type { Logger } from '../logging.ts';
import type { Metrics } from '../operations/metrics.ts';
import type { SalesforceOrg } from '../salesforce/org.ts';
import type { Backoff } from './backoff.ts';
import { startConfirmer } from './confirmer.ts';
import { createGate } from './gate.ts';
import { rateLimitAware } from './prepare.ts';
import type { MeetingFromDelivery } from './prepare.ts';
import { createPublisher } from './publisher.ts';
import { startPump } from './pump.ts';
import type { FailureReason } from '../deliveries/delivery-record.ts';

/** Salesforce as a whole is in the way: try again soon, and at least every half minute. */
const ORG_BACKOFF: Backoff = { baseMs: 500, capMs: 30_000 };
/** One delivery is in the way. */
const DELIVERY_BACKOFF: Backoff = { baseMs: 1000, capMs: 300_000 };
const MAX_INTERNAL_FAILURES = 5;

/** The way from the store into one Salesforce org. */
export interface Lane {
  /** There may be new deliveries. */
  wake(): void;
  /** What is in the way right now, if anything. */
  trouble(): FailureReason | undefined;
  /** Which circuit breakers keep requests back right now. */
  breakers(): Record<string, boolean>;
  stop(): Promise<void>;
}

/** What a lane is made of. */
export interface LaneOptions {
  /** The workspace, as a label of the figures. */
  workspace: string;
  metrics: Metrics;
  store: WorkspaceDeliveries;
  demodesk: DemodeskClient;
  meetingFromDelivery: MeetingFromDelivery;
  org: SalesforceOrg;
  log: Logger;
  republishAfterMs: number;
  maxPublications: number;
  retryForMs: number;
  /** Tests shorten these. */
  orgBackoff?: Backoff;
  deliveryBackoff?: Backoff;
}

/**
 * Starts the way into one org: its own gate, so that one org's outage is nobody else's. With several orgs there is
 * one lane for each, each taking from a queue of its own.
 */
export const startLane = (options: LaneOptions): Lane => {
  const { store, org, log, workspace, metrics } = options;
  const orgBackoff = options.orgBackoff ?? ORG_BACKOFF;
  const publishing = createGate(orgBackoff);
  const confirming = createGate(orgBackoff);
  const policy = {
    backoff: options.deliveryBackoff ?? DELIVERY_BACKOFF,
    retryForMs: options.retryForMs,
    maxInternalFailures: MAX_INTERNAL_FAILURES,
  };
  const confirmer = startConfirmer({
    store,
    org,
    gate: confirming,
    isShortOfRequests: () => !org.rest.budget.mayWorkInBackground(),
    log,
    republishAfterMs: options.republishAfterMs,
    maxPublications: options.maxPublications,
    onRepublish: () => pump.wake(),
    onClosed: (syncStatus, seconds) => metrics.closed(workspace, syncStatus, seconds),
    onDead: () => metrics.givenUp(workspace, 'dead'),
  });
  const publish = createPublisher({
    org,
    gate: publishing,
    policy,
    log,
    confirmAfterMs: () => confirmer.confirmAfterMs(),
    onPublished: (events, seconds) => metrics.published(workspace, events, seconds),
    onFailed: (failureClass) => metrics.publishFailed(workspace, failureClass),
  });
  const pump = startPump({
    store,
    demodesk: rateLimitAware(options.demodesk),
    meetingFromDelivery: options.meetingFromDelivery,
    publish,
    gate: publishing,
    policy,
    log,
    onPublished: () => confirmer.wake(),
    onGivenUp: (outcome) => metrics.givenUp(workspace, outcome),
  });
  return {
    wake: () => pump.wake(),
    trouble: () => publishing.trouble() ?? confirming.trouble(),
    breakers: () => ({ publish: publishing.shutForMs() > 0, confirm: confirming.shutForMs() > 0 }),
    stop: async () => {
      await pump.stop();
      await confirmer.stop();
    },
  };
};
