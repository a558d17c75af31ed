import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createConnectorProcesses, type ConnectorProcess } from '../../connector/test/support/connector-process.ts';
import { environment, webhook } from '../../connector/test/support/connector.ts';
import { startPubSubServer } from '../../connector/test/support/pubsub-server.ts';
import { startPostgres } from '../../connector/test/support/postgres/server.ts';
import { startFakeSalesforceProcess, type FakeSalesforceProcess } from './fake-salesforce.ts';
import { load, type LoadResult } from './senders.ts';

const SENDERS = 32;
const LOAD_MS = 15_000;
const DRAIN_MS = 300_000;
const MEMORY_WEBHOOKS = Number(process.env.INGEST_MEMORY_WEBHOOKS ?? 100_000);
const ECONOMY_MEETINGS = 1000;
const IDLE_MS = Number(process.env.INGEST_IDLE_MS ?? 60_000);
const PUBLISHED = { pglite: 1094, postgres: 1500 };
const ALLOWED_FACTOR = 1.3;

/** Linux only: resident memory in MB and CPU seconds of a process; elsewhere undefined. */
const usageOf = async (pid: number): Promise<{ residentMb: number; cpuSeconds: number } | undefined> => {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return {
      residentMb: Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024),
      cpuSeconds: ticks / 100,
    };
  } catch {
    return undefined;
  }
};

const drained = async (salesforce: FakeSalesforceProcess, effects: number): Promise<boolean> => {
  const until = performance.now() + DRAIN_MS;
  while (performance.now() < until) {
    if ((await salesforce.tell({})).effects >= effects) return true;
    await delay(100);
  }
  return false;
};

let bodies = 0;
const nextBody = (): string => {
  bodies += 1;
  return webhook(`bench-${bodies}`);
};

interface Throughput extends LoadResult {
  /** Until Salesforce had an effect of each. */
  readonly drainedPerSecond: number;
  readonly lost: number;
  /** With those of the warm-up. */
  readonly sentInAll: number;
}

const throughput = async (connector: ConnectorProcess, salesforce: FakeSalesforceProcess): Promise<Throughput> => {
  await salesforce.tell({ forget: true });
  const address = `${connector.url}/webhooks/demodesk`;
  const warmUp = await load(address, SENDERS, 3000, nextBody);
  await drained(salesforce, warmUp.accepted);
  await salesforce.tell({ forget: true });
  const started = performance.now();
  const result = await load(address, SENDERS, LOAD_MS, nextBody);
  await drained(salesforce, result.accepted);
  const seconds = (performance.now() - started) / 1000;
  const { effects } = await salesforce.tell({});
  return {
    ...result,
    drainedPerSecond: Math.round(effects / seconds),
    lost: Math.max(0, result.accepted - effects),
    sentInAll: warmUp.accepted + result.accepted,
  };
};

/** A thousand meetings at once, on a connector that is otherwise idle. */
const economy = async (connector: ConnectorProcess, salesforce: FakeSalesforceProcess): Promise<object> => {
  await delay(5000);
  await salesforce.tell({ forget: true });
  let sent = 0;
  const post = async (): Promise<void> => {
    while (sent < ECONOMY_MEETINGS) {
      sent += 1;
      await fetch(`${connector.url}/webhooks/demodesk`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-demodesk-token': 'local' },
        body: nextBody(),
      });
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: SENDERS }, post));
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  await drained(salesforce, ECONOMY_MEETINGS);
  await delay(5000); // until their Sync Log rows have been seen
  const { requests, requestsByKind } = await salesforce.tell({});
  return {
    ...{ meetings: ECONOMY_MEETINGS, sentWithinSeconds: seconds, salesforceRequests: requests, requestsByKind },
    ...{ budget: 25, withinBudget: requests <= 25 },
  };
};

const memory = async (connector: ConnectorProcess): Promise<object> => {
  const pid = connector.process.pid ?? 0;
  const samples: (number | undefined)[] = [];
  const address = `${connector.url}/webhooks/demodesk`;
  let accepted = 0;
  while (accepted < MEMORY_WEBHOOKS) {
    accepted += (await load(address, SENDERS, 5000, nextBody)).accepted;
    samples.push((await usageOf(pid))?.residentMb);
  }
  return { webhooks: accepted, residentMbEveryFiveSeconds: samples };
};

const idle = async (connector: ConnectorProcess): Promise<object> => {
  await delay(20_000);
  const before = await usageOf(connector.process.pid ?? 0);
  await delay(IDLE_MS);
  const after = await usageOf(connector.process.pid ?? 0);
  if (before === undefined || after === undefined) return { measured: false };
  const share = ((after.cpuSeconds - before.cpuSeconds) * 1000) / IDLE_MS;
  return { seconds: IDLE_MS / 1000, percentOfOneCore: Math.round(share * 10_000) / 100 };
};

const cpuPerWebhook = async (
  connector: ConnectorProcess,
  measure: () => Promise<Throughput>,
): Promise<Throughput & { connectorCpuMsPerWebhook: number | undefined }> => {
  const before = await usageOf(connector.process.pid ?? 0);
  const result = await measure();
  const after = await usageOf(connector.process.pid ?? 0);
  const ms = before && after && ((after.cpuSeconds - before.cpuSeconds) * 1000) / result.sentInAll;
  return { ...result, connectorCpuMsPerWebhook: ms === undefined ? undefined : Math.round(ms * 100) / 100 };
};

/** Parts of the benchmark that are measured; `INGEST_PARTS=economy,idle` leaves the others out. */
const PARTS = new Set((process.env.INGEST_PARTS ?? 'postgres,pglite,economy,memory,idle').split(','));

/**
 * The connector alone, against a fake Salesforce in a process of its own, with authentication, validation, figures
 * and logging switched on: webhooks per second on the embedded database and on Postgres, API requests per thousand
 * meetings, memory over 100,000 webhooks, and what it costs to do nothing.
 */
export const connectorIngest = async (): Promise<object> => {
  const salesforce = await startFakeSalesforceProcess();
  const pubSub = await startPubSubServer();
  const postgres = await startPostgres();
  const directory = await mkdtemp(join(tmpdir(), 'connector-ingest-'));
  const processes = createConnectorProcesses();
  const start = (change: NodeJS.ProcessEnv): Promise<ConnectorProcess> =>
    processes.start(
      { ...environment(salesforce.url, directory), SALESFORCE_PUBSUB_URL: pubSub.address, ...change },
      directory,
    );
  try {
    const results: Record<string, unknown> = { senders: SENDERS, reference: PUBLISHED, allowedFactor: ALLOWED_FACTOR };
    const part = async (name: string, measure: () => Promise<object>): Promise<void> => {
      if (!PARTS.has(name)) return;
      results[name] = await measure();
      console.error(JSON.stringify({ [name]: results[name] }));
    };
    const onPostgres = await start({ DATABASE_URL: await postgres.database('ingest') });
    await part('postgres', () => cpuPerWebhook(onPostgres, () => throughput(onPostgres, salesforce)));
    await onPostgres.end('SIGTERM');
    const onPglite = await start({});
    await part('pglite', () => cpuPerWebhook(onPglite, () => throughput(onPglite, salesforce)));
    await part('economy', () => economy(onPglite, salesforce));
    await part('memory', () => memory(onPglite));
    await onPglite.end('SIGTERM');
    const fresh = await start({});
    await part('idle', () => idle(fresh));
    await fresh.end('SIGTERM');
    return results;
  } finally {
    processes.killAll();
    await salesforce.stop();
    await pubSub.close();
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  }
};
