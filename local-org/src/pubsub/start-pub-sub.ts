import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { ConnectionTrouble, StreamTrouble } from '../faults/stream-trouble.ts';
import { registerAllocation } from '../library/system/org-limits.ts';
import type { LocalOrg } from '../org.ts';
import { createUsage } from '../rest/usage.ts';
import { createConnections } from './connections.ts';
import { createOpenStreams, type OpenStream } from './open-streams.ts';
import { pubSubService, serviceDefinition } from './service.ts';
import { createTopics } from './topics.ts';

/** Salesforce sends an empty answer within this time. Source: pubsub_api.proto, FetchResponse. */
const KEEP_ALIVE_MS = 270_000;
/** A subscription without requested events ends after this time. Source: Pub/Sub API guide, "Subscribe RPC Method". */
const IDLE_MS = 60_000;
/** A publish stream without a request ends after this time. Source: pubsub_api.proto, PublishStream. */
const PUBLISH_IDLE_MS = 70_000;

/** An Enterprise Edition org's allocation. Source: Platform Events Developer Guide, "Platform Event Allocations". */
const DAILY_DELIVERED_EVENTS = 25_000;

export interface PubSubOptions {
  /** Port on loopback; 0 = any free one. */
  readonly grpcPort?: number;
  /** Events delivered to clients in a rolling 24 hours; default: an Enterprise Edition org's 25,000. */
  readonly dailyDeliveredEvents?: number;
  /** At least so often a subscription hears from the server, in milliseconds. */
  readonly keepAliveMs?: number;
  /** How long a subscription may have nothing requested, in milliseconds. */
  readonly subscriptionIdleMs?: number;
  /** How long a publish stream may be without a request, in milliseconds. */
  readonly publishIdleMs?: number;
}

/** The running Pub/Sub API of an org. */
export interface PubSub {
  readonly port: number;
  /** The streams that are open now. */
  streams(): readonly OpenStream[];
  /** Makes open streams misbehave. @returns how many */
  troubleStreams(what: StreamTrouble): number;
  /** Makes the connections below misbehave. @returns how many */
  troubleConnections(what: ConnectionTrouble): number;
  close(): Promise<void>;
}

/**
 * Starts the Pub/Sub API on loopback, without TLS.
 * @throws NodeJS.ErrnoException when the port is taken
 */
export const startPubSub = async (org: LocalOrg, options: PubSubOptions = {}): Promise<PubSub> => {
  const streams = createOpenStreams();
  const deliveries = createUsage(() => org.now(), options.dailyDeliveredEvents ?? DAILY_DELIVERED_EVENTS);
  registerAllocation(org, 'DailyDeliveredPlatformEvents', () => ({ max: deliveries.max, used: deliveries.used() }));
  const grpc = new Server({ 'grpc.enable_channelz': 0 });
  grpc.addService(
    serviceDefinition(),
    pubSubService({
      org,
      topics: createTopics(org),
      streams,
      deliveries,
      keepAliveMs: options.keepAliveMs ?? KEEP_ALIVE_MS,
      idleMs: options.subscriptionIdleMs ?? IDLE_MS,
      publishIdleMs: options.publishIdleMs ?? PUBLISH_IDLE_MS,
    }),
  );
  const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure());
  const connections = createConnections((stream) => injector.injectConnection(stream));
  const { server } = connections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.grpcPort ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    streams: () => streams.list(),
    troubleStreams: (what) => streams.trouble(what),
    troubleConnections: ({ kind }) => {
      const { count } = connections;
      if (kind === 'cut') connections.cut();
      else connections.freeze();
      return count;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          injector.destroy();
          grpc.forceShutdown();
          resolve();
        });
        connections.cut();
      }),
  };
};
