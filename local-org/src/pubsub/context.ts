import type { LocalOrg } from '../org.ts';
import type { Usage } from '../rest/usage.ts';
import type { OpenStreams } from './open-streams.ts';
import type { Topics } from './topics.ts';

/** What the methods of the service work with. */
export interface PubSubContext {
  readonly org: LocalOrg;
  readonly topics: Topics;
  readonly streams: OpenStreams;
  /** Events delivered in the last 24 hours. */
  readonly deliveries: Usage;
  /** Subscriptions hear from the server at least so often, in milliseconds. */
  readonly keepAliveMs: number;
  /** How long a subscription stays without requested events, and a publish stream without a request, in milliseconds. */
  readonly idleMs: number;
  readonly publishIdleMs: number;
}
