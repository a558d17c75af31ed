import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createConnectorProcesses, type ConnectorProcess } from '../../connector/test/support/connector-process.ts';
import { environment, listDeliveries, postWebhook, webhook } from '../../connector/test/support/connector.ts';
import { startPostgres } from '../../connector/test/support/postgres/server.ts';
import { startFakeSalesforceProcess, type FakeSalesforceProcess } from './fake-salesforce.ts';

const WEBHOOKS = Number(process.env.SOAK_WEBHOOKS ?? 20_000);
const SENDERS = 32;
const RESTARTS = 5;
const FAIL_EVERY = 10;
const SETTLE_MS = 600_000;

interface SoakResult {
  readonly webhooks: number;
  readonly acknowledged: number;
  readonly effects: number;
  readonly lost: number;
  /** Deliveries that the connector keeps more than once, e.g. because an answer was lost and the webhook came again. */
  readonly doubled: number;
  /** Events sent more than once; their key makes each such one the same effect again. */
  readonly publishedAgain: number;
  readonly kills: number;
  readonly stillOpen: number;
  readonly seconds: number;
}

/** Sends every webhook until somebody acknowledges it, as Demodesk does. */
const sendAll = async (serving: readonly ConnectorProcess[], onAcknowledged: () => void): Promise<void> => {
  let next = 0;
  const send = async (id: number): Promise<void> => {
    for (let attempt = 0; ; attempt += 1) {
      const { url } = serving[(id + attempt) % serving.length] ?? { url: '' };
      const answered = await postWebhook(url, webhook(`soak-${id}`)).catch(() => undefined);
      await answered?.arrayBuffer().catch(() => undefined);
      if (answered?.status === 202) {
        onAcknowledged();
        return;
      }
      await delay(50);
    }
  };
  const sender = async (): Promise<void> => {
    for (;;) {
      const id = next;
      next += 1;
      if (id >= WEBHOOKS) return;
      await send(id);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
};

const openDeliveries = async (url: string): Promise<number> => {
  const lists = await Promise.all(
    ['received', 'retrying', 'published', 'dead'].map((state) => listDeliveries(url, `?state=${state}&limit=200`)),
  );
  return lists.reduce((sum, list) => sum + list.length, 0);
};

/** Walks through every closed delivery. @returns how many there are beyond one for each key */
const closedTwice = async (url: string): Promise<number> => {
  const keys = new Set<string>();
  let rows = 0;
  let cursor: string | null = '';
  while (cursor !== null) {
    const after = cursor === '' ? '' : `&cursor=${cursor}`;
    const answer = await fetch(`${url}/v1/deliveries?state=closed&limit=200${after}`, {
      headers: { authorization: 'Bearer local' },
    });
    const page = (await answer.json()) as { data: { deliveryKey: string }[]; meta: { nextCursor: string | null } };
    rows += page.data.length;
    for (const { deliveryKey } of page.data) keys.add(deliveryKey);
    cursor = page.meta.nextCursor;
  }
  return rows - keys.size;
};

const soakOn = async (
  salesforce: FakeSalesforceProcess,
  start: () => Promise<ConnectorProcess>,
  count: number,
): Promise<SoakResult> => {
  await salesforce.tell({ forget: true, failEvery: FAIL_EVERY });
  const serving: ConnectorProcess[] = [];
  for (let index = 0; index < count; index += 1) serving.push(await start());
  const started = performance.now();
  let acknowledged = 0;
  const sending = sendAll(serving, () => (acknowledged += 1));
  for (let kill = 0; kill < RESTARTS; kill += 1) {
    const at = ((kill + 1) * WEBHOOKS) / (RESTARTS + 1);
    while (acknowledged < at) await delay(10);
    const victim = kill % count;
    await serving[victim]?.end('SIGKILL');
    console.error(`killed process ${victim + 1} of ${count} after ${acknowledged} acknowledgements`);
    serving[victim] = await start();
  }
  await sending;
  const settled = performance.now() + SETTLE_MS;
  const url = serving[0]?.url ?? '';
  let stillOpen = await openDeliveries(url);
  while (stillOpen > 0 && performance.now() < settled) {
    await delay(1000);
    stillOpen = await openDeliveries(url);
  }
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  const { effects, publications } = await salesforce.tell({ failEvery: 0 });
  const doubled = await closedTwice(url);
  for (const each of serving) await each.end('SIGTERM');
  return {
    ...{ webhooks: WEBHOOKS, acknowledged, effects, lost: acknowledged - effects, doubled },
    ...{ publishedAgain: publications - effects, kills: RESTARTS, stillOpen, seconds },
  };
};

/**
 * 20,000 webhooks at 32 senders while connector processes are killed and started again five times and every tenth
 * call to Salesforce fails: two processes on a Postgres, then one on the embedded database.
 */
export const soak = async (): Promise<object> => {
  const salesforce = await startFakeSalesforceProcess();
  const postgres = await startPostgres();
  const directory = await mkdtemp(join(tmpdir(), 'connector-soak-'));
  const processes = createConnectorProcesses();
  const starter = (change: NodeJS.ProcessEnv) => (): Promise<ConnectorProcess> =>
    processes.start({ ...environment(salesforce.url, directory), LOG_LEVEL: 'info', ...change }, directory);
  try {
    const databaseUrl = await postgres.database('soak');
    const twoOnPostgres = await soakOn(salesforce, starter({ DATABASE_URL: databaseUrl }), 2);
    console.error(JSON.stringify(twoOnPostgres));
    const oneOnPglite = await soakOn(salesforce, starter({}), 1);
    return { senders: SENDERS, failingShare: 1 / FAIL_EVERY, twoOnPostgres, oneOnPglite };
  } finally {
    processes.killAll();
    await salesforce.stop();
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  }
};
