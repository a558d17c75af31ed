import { Counter, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600];

/** What a scrape asks the store for. */
export interface QueueFigures {
  workspace: string;
  state: string;
  count: number;
  /** Seconds since the oldest of them came in. */
  oldestSeconds: number;
}

/** What a scrape asks each workspace for. */
export interface WorkspaceFigures {
  workspace: string;
  connected: boolean;
  /** Open circuit breakers by name. */
  breakers: Readonly<Record<string, boolean>>;
  apiRequests: number;
  apiUsed: number | undefined;
  apiLimit: number | undefined;
}

/** Where the figures come from that are looked up when they are asked for. */
export interface MetricSources {
  queue(): Promise<QueueFigures[]>;
  workspaces(): WorkspaceFigures[];
}

/** The connector's own figures, in Prometheus form. */
export interface Metrics {
  /** For parts that add figures of their own, labelled with `workspace`. */
  readonly registry: Registry;
  webhookAccepted(workspace: string, duplicate: boolean): void;
  requestServed(route: string, method: string, status: number, seconds: number): void;
  published(workspace: string, events: number, seconds: number): void;
  publishFailed(workspace: string, failureClass: string): void;
  /** @param seconds from the webhook to the Sync Log row */
  closed(workspace: string, syncStatus: string, seconds: number): void;
  givenUp(workspace: string, outcome: 'dead' | 'skipped'): void;
  /** Says where the figures of a scrape come from; without sources they are left out. */
  watch(sources: MetricSources): void;
  /** @returns the text of `GET /metrics` */
  text(): Promise<string>;
}

const createInstruments = (registry: Registry) => {
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name, help, labelNames: [...labelNames], registers });
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Gauge({ name, help, labelNames: [...labelNames], registers });
  const histogram = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Histogram({ name, help, labelNames: [...labelNames], registers, buckets: SECONDS });
  const perWorkspace = ['workspace'] as const;
  return {
    webhooks: counter('connector_webhooks_total', 'Webhooks stored and acknowledged.', ['workspace', 'duplicate']),
    lastWebhook: gauge(
      'connector_last_webhook_timestamp_seconds',
      'When this process last took a webhook, seconds since 1970; 0 before the first. Its age is the silence.',
      perWorkspace,
    ),
    requests: histogram('connector_http_request_seconds', 'How long HTTP requests took.', [
      'route',
      'method',
      'status',
    ]),
    published: counter('connector_published_events_total', 'Events that Salesforce took.', perWorkspace),
    publishing: histogram('connector_publish_seconds', 'How long a batch took to publish.', perWorkspace),
    publishFailures: counter('connector_publish_failures_total', 'Batches or events that failed.', [
      'workspace',
      'class',
    ]),
    closing: histogram(
      'connector_loop_closing_seconds',
      'From the webhook to the Sync Log row that closes its delivery.',
      perWorkspace,
    ),
    closed: counter('connector_closed_deliveries_total', 'Deliveries closed, by status of their Sync Log row.', [
      'workspace',
      'sync_status',
    ]),
    givenUp: counter('connector_given_up_deliveries_total', 'Deliveries that ended without a Sync Log row.', [
      'workspace',
      'outcome',
    ]),
    deliveries: gauge('connector_deliveries', 'Deliveries that are not closed, by state.', ['workspace', 'state']),
    oldest: gauge(
      'connector_oldest_delivery_seconds',
      'Age of the oldest delivery that is still to be closed.',
      perWorkspace,
    ),
    connected: gauge('connector_salesforce_connected', '1 when the workspace has an org.', perWorkspace),
    breaker: gauge('connector_breaker_open', '1 while the circuit breaker keeps requests back.', [
      'workspace',
      'breaker',
    ]),
    apiRequests: gauge('connector_salesforce_requests', 'API requests of this process since it started.', perWorkspace),
    apiUsed: gauge('connector_salesforce_api_used', "The org's API requests of the last 24 hours.", perWorkspace),
    apiLimit: gauge('connector_salesforce_api_limit', "The org's daily limit of API requests.", perWorkspace),
  };
};

type Instruments = ReturnType<typeof createInstruments>;

const OPEN = new Set(['received', 'retrying', 'published']);

const showQueue = ({ deliveries, oldest }: Instruments, rows: readonly QueueFigures[]): void => {
  deliveries.reset();
  oldest.reset();
  for (const { workspace, state, count } of rows) deliveries.set({ workspace, state }, count);
  for (const [workspace, ofOne] of Map.groupBy(rows, (row) => row.workspace)) {
    const ages = ofOne.filter(({ state }) => OPEN.has(state)).map(({ oldestSeconds }) => oldestSeconds);
    oldest.set({ workspace }, Math.max(0, ...ages));
  }
};

const showWorkspaces = (instruments: Instruments, rows: readonly WorkspaceFigures[]): void => {
  for (const { workspace, connected, breakers, apiRequests, apiUsed, apiLimit } of rows) {
    instruments.connected.set({ workspace }, connected ? 1 : 0);
    for (const [breaker, open] of Object.entries(breakers)) {
      instruments.breaker.set({ workspace, breaker }, open ? 1 : 0);
    }
    instruments.apiRequests.set({ workspace }, apiRequests);
    if (apiUsed !== undefined) instruments.apiUsed.set({ workspace }, apiUsed);
    if (apiLimit !== undefined) instruments.apiLimit.set({ workspace }, apiLimit);
  }
};

/** @param shared figures of the whole process (memory, CPU), shown beside the connector's own */
export const createMetrics = (shared?: Registry): Metrics => {
  const registry = new Registry();
  const instruments = createInstruments(registry);
  let sources: MetricSources | undefined;
  return {
    registry,
    webhookAccepted: (workspace, duplicate) => {
      instruments.webhooks.inc({ workspace, duplicate: String(duplicate) });
      instruments.lastWebhook.set({ workspace }, Date.now() / 1000);
    },
    requestServed: (route, method, status, seconds) =>
      instruments.requests.observe({ route, method, status: String(status) }, seconds),
    published: (workspace, events, seconds) => {
      instruments.published.inc({ workspace }, events);
      instruments.publishing.observe({ workspace }, seconds);
    },
    publishFailed: (workspace, failureClass) => instruments.publishFailures.inc({ workspace, class: failureClass }),
    closed: (workspace, syncStatus, seconds) => {
      instruments.closed.inc({ workspace, sync_status: syncStatus });
      instruments.closing.observe({ workspace }, seconds);
    },
    givenUp: (workspace, outcome) => instruments.givenUp.inc({ workspace, outcome }),
    watch: (given) => {
      sources = given;
    },
    text: async () => {
      if (sources !== undefined) {
        showQueue(instruments, await sources.queue());
        showWorkspaces(instruments, sources.workspaces());
      }
      const texts = await Promise.all([registry.metrics(), shared?.metrics() ?? '']);
      return texts.join('\n');
    },
  };
};
