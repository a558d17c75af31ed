import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../stack/ports.ts';
import { connectLocalOrg } from '../stack/salesforce-rest.ts';
import { startService } from '../stack/service.ts';
import { connectorService, localOrgService } from '../stack/stack.ts';
import { startLocalStack } from '../stack/local-stack.ts';
import { post, sampleWebhook } from '../stack/webhooks.ts';
import { percentiles } from './percentiles.ts';

const WARM_UP = 10;
const MEASURED = 200;
const GIVE_UP_MS = 30_000;
const BACKLOG = 50_000;
const EVENTS_PER_REQUEST = 200;

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

const publishBacklog = async (localOrgUrl: string): Promise<void> => {
  const salesforce = await connectLocalOrg(localOrgUrl);
  for (let first = 0; first < BACKLOG; first += EVENTS_PER_REQUEST) {
    const records = Array.from({ length: EVENTS_PER_REQUEST }, (_, offset) => {
      const n = first + offset;
      return {
        attributes: { type: 'demodesk__Sync_Change__e' },
        demodesk__Kind__c: 'change',
        demodesk__Entity__c: 'Contact',
        demodesk__Record_Id__c: `003Qx${String(n % 10_000).padStart(10, '0')}AAA`,
        demodesk__Changed_By__c: 'Ada Admin',
        demodesk__Occurred_At__c: new Date().toISOString(),
        demodesk__Change_Key__c: `backlog-${n}`,
        demodesk__Changes__c: JSON.stringify([
          { property: 'contact.title', field: 'Title', old: `Title ${n - 1}`, new: `Title ${n}` },
          { property: 'contact.phone', field: 'Phone', old: null, new: `+49 30 ${n}` },
        ]),
      };
    });
    await salesforce.insert(records);
    if (first % 10_000 === 0) console.error(`published ${first} of ${BACKLOG}`);
  }
};

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

/**
 * A day of changes, 50,000, that waits on the org's bus when the connector comes back: how fast it gets into the feed
 * and out of it again, on the embedded database.
 */
export const outboundBacklog = async (): Promise<object> => {
  const folder = await mkdtemp(join(tmpdir(), 'demodesk-backlog-'));
  const localOrgPort = await freePort();
  const localOrgGrpcPort = await freePort();
  const report = (name: string, line: string): void => console.error(`[${name}] ${line}`);
  const localOrg = await startService(localOrgService(localOrgPort, localOrgGrpcPort), report);
  try {
    await publishBacklog(`http://127.0.0.1:${localOrgPort}`);
    const connectorPort = await freePort();
    const env = {
      ...{ DATA_DIR: folder, LOG_LEVEL: 'warn', API_RATE_LIMIT: '100000', CATCH_UP_MINUTES: '0' },
      ...{ DEMODESK_API_URL: 'http://127.0.0.1:9/api/v2', DEMODESK_API_KEY: 'local' },
    };
    const startedAt = performance.now();
    const connector = await startService(
      connectorService({ connectorPort, localOrgPort, localOrgGrpcPort, env }),
      report,
    );
    try {
      const { seconds, ordered } = await drain(`http://127.0.0.1:${connectorPort}`);
      const fromStartSeconds = Math.round((performance.now() - startedAt) / 100) / 10;
      const perSecond = Math.round(BACKLOG / seconds);
      return { changes: BACKLOG, ordered, seconds, fromStartSeconds, perSecond, withinBudget: perSecond > 1000 };
    } finally {
      await connector.stop();
    }
  } finally {
    await localOrg.stop();
    await rm(folder, { recursive: true, force: true });
  }
};
