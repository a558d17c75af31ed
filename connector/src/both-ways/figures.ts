import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { Database } from '../store/database.ts';
import type { WorkspaceContext } from '../workspaces/running-workspace.ts';
import type { LedParts } from './parts.ts';

/** What the database knows about the changes of all workspaces. */
interface Row {
  workspace: string;
  stored: number;
  placesLost: number;
  refused: number;
  pushWaiting: number;
  pushDead: number;
  unannounced: number;
}

const rowsSql = `
  select s.workspace, s.last_sequence::float8 as stored, s.places_lost as "placesLost",
    (select count(*)::int from connector.refused_events r where r.workspace = s.workspace) as refused,
    (select count(*)::int from connector.pushes p where p.workspace = s.workspace and p.state = 'waiting')
      as "pushWaiting",
    (select count(*)::int from connector.pushes p where p.workspace = s.workspace and p.state = 'dead') as "pushDead",
    coalesce((select unannounced from connector.catch_up c where c.workspace = s.workspace), 0) as unannounced
  from connector.change_streams s`;

type Led = () => LedParts | undefined;

/** What one workspace of this process adds to a scrape; empty in a process that does not lead it. */
const OF_LEADER: readonly { name: string; help: string; value: (led: LedParts) => number }[] = [
  {
    name: 'connector_stream_subscribed',
    help: '1 while this process is subscribed to the changes of Salesforce; absent in a process that stands by.',
    value: ({ subscriber }) => (subscriber.trouble() === undefined ? 1 : 0),
  },
  {
    name: 'connector_stream_reconnects_total',
    help: 'Streams that had to be begun anew.',
    value: ({ subscriber }) => subscriber.reconnects,
  },
  {
    name: 'connector_webhook_silence_seconds',
    help: 'Since the last webhook of Demodesk.',
    value: ({ catchUp }) => catchUp.silenceMs() / 1000,
  },
  {
    name: 'connector_webhook_silence_alarm',
    help: '1 while webhooks have been missing for longer than SILENCE_HOURS on working days.',
    value: ({ catchUp }) => (catchUp.trouble() === undefined ? 0 : 1),
  },
  {
    name: 'connector_pushes_delivered_total',
    help: 'Changes that the push endpoint took.',
    value: ({ pusher }) => pusher?.counts.delivered ?? 0,
  },
  {
    name: 'connector_pushes_failed_total',
    help: 'Attempts to push that failed.',
    value: ({ pusher }) => pusher?.counts.failed ?? 0,
  },
];

const STORED: readonly { name: string; help: string; value: (row: Row) => number }[] = [
  { name: 'connector_changes_total', help: 'Changes of Salesforce in the feed so far.', value: ({ stored }) => stored },
  {
    name: 'connector_stream_places_lost_total',
    help: 'How often Salesforce no longer knew the place in its stream, so that changes had to be reconciled. Alarm.',
    value: ({ placesLost }) => placesLost,
  },
  {
    name: 'connector_refused_events_total',
    help: 'Events of Salesforce that nobody could read. Alarm.',
    value: ({ refused }) => refused,
  },
  {
    name: 'connector_pushes_waiting',
    help: 'Changes that wait to be pushed.',
    value: ({ pushWaiting }) => pushWaiting,
  },
  { name: 'connector_pushes_dead', help: 'Pushes that were given up.', value: ({ pushDead }) => pushDead },
  {
    name: 'connector_unannounced_recordings_total',
    help: 'Recordings that catching up found before their webhook came.',
    value: ({ unannounced }) => unannounced,
  },
];

/** What a registry shows, made when its first workspace starts. */
interface Watch {
  workspaces: Map<string, Led>;
}
const watches = new WeakMap<Registry, Watch>();

const startWatch = (registry: Registry, database: Database): Watch => {
  const workspaces = new Map<string, Led>();
  const collect = async (): Promise<void> => {
    for (const { name, value } of OF_LEADER) {
      const gauge = gaugeOf.get(name);
      gauge?.reset();
      for (const [workspace, led] of workspaces) {
        const parts = led();
        if (parts !== undefined) gauge?.set({ workspace }, value(parts));
      }
    }
    const rows = await database.query<Row>(rowsSql);
    for (const { name, value } of STORED) {
      for (const row of rows) gaugeOf.get(name)?.set({ workspace: row.workspace }, value(row));
    }
  };
  // Every gauge collects when it is scraped: the first one does it for all, and the others wait for it.
  let collecting: Promise<void> | undefined;
  const collectOnce = (): Promise<void> =>
    (collecting ??= collect().finally(() => {
      collecting = undefined;
    }));
  const gaugeOf = new Map(
    [...OF_LEADER, ...STORED].map(({ name, help }) => [
      name,
      new Gauge({ name, help, labelNames: ['workspace'], registers: [registry], collect: collectOnce }),
    ]),
  );
  return { workspaces };
};

/**
 * Shows a workspace's changes, pushes and silences among the connector's figures.
 *
 * @param led what runs in this process, while it leads the workspace
 * @returns the function that ends it
 */
export const watchFigures = ({ name, metrics, database }: WorkspaceContext, led: Led): (() => void) => {
  const watch = watches.get(metrics.registry) ?? startWatch(metrics.registry, database);
  watches.set(metrics.registry, watch);
  watch.workspaces.set(name, led);
  return () => {
    if (watch.workspaces.get(name) === led) watch.workspaces.delete(name);
  };
};
