import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { environment } from '../../connector/test/support/connector.ts';
import { createConnectorProcesses } from '../../connector/test/support/connector-process.ts';
import { startFakeSalesforce } from '../../connector/test/support/fake-salesforce.ts';
import { startPubSubServer, type PubSubServer } from '../../connector/test/support/pubsub-server.ts';
import { connectLocalOrg } from '../stack/salesforce-rest.ts';
import { startLocalStack } from '../stack/local-stack.ts';
import { post, sampleWebhook } from '../stack/webhooks.ts';
import { percentiles } from './percentiles.ts';

const WARM_UP = 10;
const MEASURED = 200;
const GIVE_UP_MS = 30_000;
const BACKLOG = 50_000;

interface Change {
  cursor: string;
  recordId: string;
  changes: { property: string; new: unknown }[];
}
interface Page {
  data: Change[];
  meta: { nextCursor: string; hasMore: boolean };
}

const readChanges = async (connectorUrl: string, after: string, waitSeconds: number): Promise<Page> => {
  const query = `limit=1000&wait=${waitSeconds}${after === '' ? '' : `&after=${after}`}`;
  const answer = await fetch(`${connectorUrl}/v1/changes?${query}`, { headers: { authorization: 'Bearer local' } });
  if (!answer.ok) throw new Error(`The feed answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Page;
};

const readToTheEnd = async (connectorUrl: string): Promise<string> => {
  let page = await readChanges(connectorUrl, '', 0);
  while (page.meta.hasMore) page = await readChanges(connectorUrl, page.meta.nextCursor, 0);
  return page.meta.nextCursor;
};

/** A contact that Demodesk knows, because it took part in a meeting. */
const knownContact = async (connectorUrl: string, salesforce: Awaited<ReturnType<typeof connectLocalOrg>>) => {
  await post(connectorUrl, await sampleWebhook('nordlicht-3-demo-ended'));
  const deadline = performance.now() + GIVE_UP_MS;
  while (performance.now() < deadline) {
    const [attendee] = await salesforce.query<{ demodesk__Contact__c: string }>(
      'SELECT demodesk__Contact__c FROM demodesk__Meeting_Attendee__c WHERE demodesk__Contact__c != null LIMIT 1',
    );
    if (attendee) return attendee.demodesk__Contact__c;
    await delay(50);
  }
  throw new Error('The sample meeting did not arrive.');
};

/**
 * From the beginning of a person's edit in Salesforce (a REST PATCH of a contact) to the moment when a reader who
 * waits at the feed has the change in hand; one edit at a time, the whole stack.
 */
export const outbound = async (): Promise<object> => {
  const stack = await startLocalStack({ API_RATE_LIMIT: '100000' });
  try {
    const { connectorUrl } = stack;
    const salesforce = await connectLocalOrg(stack.localOrgUrl ?? '');
    const contact = await knownContact(connectorUrl, salesforce);
    await delay(1000);
    let cursor = await readToTheEnd(connectorUrl);
    const measure = async (title: string): Promise<number> => {
      const started = performance.now();
      const edited = salesforce.update('Contact', contact, { Title: title });
      for (;;) {
        const { data, meta } = await readChanges(connectorUrl, cursor, GIVE_UP_MS / 1000);
        const took = performance.now() - started;
        cursor = meta.nextCursor;
        if (data.some(({ changes }) => changes.some((change) => change.new === title))) {
          await edited;
          return took;
        }
        if (took > GIVE_UP_MS) throw new Error(`The change to "${title}" did not arrive within ${GIVE_UP_MS} ms.`);
      }
    };
    for (let i = 0; i < WARM_UP; i += 1) await measure(`Warm-up ${i}`);
    const samples: number[] = [];
    for (let i = 0; i < MEASURED; i += 1) samples.push(await measure(`Head of Sales ${i}`));
    const editToFeedMs = percentiles(samples);
    return { edits: MEASURED, editToFeedMs, budgetMs: 1000, withinBudget: editToFeedMs.p95 < 1000 };
  } finally {
    await stack.stop();
  }
};

const publishBacklog = (server: PubSubServer): void =>
  server.publish(
    ...Array.from({ length: BACKLOG }, (_, n) => ({
      recordId: `003Qx${String(n % 10_000).padStart(10, '0')}AAA`,
      changeKey: `backlog-${n}`,
      changes: [
        { property: 'contact.title', field: 'Title', old: `Title ${n - 1}`, new: `Title ${n}` },
        { property: 'contact.phone', field: 'Phone', old: null, new: `+49 30 ${n}` },
      ],
    })),
  );

/** Reads the feed until it has the whole backlog. */
const drain = async (connectorUrl: string): Promise<{ seconds: number; ordered: boolean }> => {
  let cursor = '';
  let read = 0;
  let ordered = true;
  let firstAt: number | undefined;
  while (read < BACKLOG) {
    const { data, meta } = await readChanges(connectorUrl, cursor, 30);
    if (data.length > 0) firstAt ??= performance.now();
    for (const { changes } of data) {
      ordered &&= changes[0]?.new === `Title ${read}`;
      read += 1;
    }
    cursor = meta.nextCursor;
  }
  return { seconds: (performance.now() - (firstAt ?? 0)) / 1000, ordered };
};

const TICKS_PER_SECOND = 100;

/** @returns processor seconds of a process so far; undefined where the system does not tell */
const cpuSecondsOf = async (pid: number): Promise<number | undefined> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields && (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
};

/**
 * A day of changes, 50,000, that waits on the org's bus when the connector comes back: how fast it gets into the feed
 * and out of it again. The org is a fake one: the local org delivers no more in a day than an org's edition allows.
 */
export const outboundBacklog = async (): Promise<object> => {
  const folder = await mkdtemp(join(tmpdir(), 'demodesk-backlog-'));
  const salesforce = await startFakeSalesforce();
  const server = await startPubSubServer();
  server.token = '*';
  const processes = createConnectorProcesses();
  try {
    publishBacklog(server);
    const startedAt = performance.now();
    const settings = { SALESFORCE_PUBSUB_URL: server.address, LOG_LEVEL: 'info', API_RATE_LIMIT: '100000' };
    const connector = await processes.start({ ...environment(salesforce.url, folder), ...settings }, folder);
    const pid = connector.process.pid ?? 0;
    const cpuBefore = await cpuSecondsOf(pid);
    const { seconds, ordered } = await drain(connector.url);
    const cpuAfter = await cpuSecondsOf(pid);
    const connectorCpuSeconds = cpuAfter && cpuBefore && Math.round((cpuAfter - cpuBefore) * 10) / 10;
    const fromStartSeconds = Math.round((performance.now() - startedAt) / 100) / 10;
    const perSecond = Math.round(BACKLOG / seconds);
    await connector.end('SIGTERM');
    const measured = { ordered, seconds, fromStartSeconds, connectorCpuSeconds, perSecond };
    return { changes: BACKLOG, ...measured, withinBudget: perSecond > 1000 };
  } finally {
    processes.killAll();
    await server.close();
    await salesforce.close();
    await rm(folder, { recursive: true, force: true });
  }
};
