import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../stack/ports.ts';
import { connectLocalOrg } from '../stack/salesforce-rest.ts';
import { startService } from '../stack/service.ts';
import { ofMeeting, sampleWebhook } from '../stack/webhooks.ts';
import { startLocalStack } from '../stack/local-stack.ts';
import { load, type LoadResult } from './senders.ts';

const SENDERS = 32;
const LOAD_MS = 10_000;
const DRAIN_MS = 600_000;

const bareExpress = async (nextBody: (n: number) => string): Promise<LoadResult> => {
  const port = await freePort();
  const service = await startService(
    {
      name: 'bare express',
      command: ['scripts/bench/bare-express.ts'],
      env: { PORT: String(port) },
      readyUrl: `http://127.0.0.1:${port}/healthz`,
    },
    (name, line) => console.error(`[${name}] ${line}`),
  );
  try {
    return await load(`http://127.0.0.1:${port}/webhooks/demodesk`, SENDERS, LOAD_MS, nextBody);
  } finally {
    await service.stop();
  }
};

/**
 * Webhooks that are durable when they are answered, per second, and records in Salesforce per second, beside an
 * endpoint that stores nothing. The webhook is `demo.ended`, which needs no question to Demodesk.
 */
export const ingest = async (): Promise<object> => {
  const webhook = await sampleWebhook('brightwater-demo-ended-qualified');
  const body = (n: number): string => JSON.stringify(ofMeeting(webhook, 1_000_000 + n));
  const bare = await bareExpress(body);
  const stack = await startLocalStack();
  try {
    const salesforce = await connectLocalOrg(stack.localOrgUrl ?? '');
    const started = performance.now();
    const durable = await load(`${stack.connectorUrl}/webhooks/demodesk`, SENDERS, LOAD_MS, body);
    let records = 0;
    while (records < durable.accepted && performance.now() - started < DRAIN_MS) {
      await delay(50);
      const [row] = await salesforce.query<{ expr0: number }>(
        'SELECT COUNT(Id) FROM demodesk__Meeting_Intelligence__c',
      );
      records = row?.expr0 ?? 0;
    }
    const seconds = (performance.now() - started) / 1000;
    return {
      senders: SENDERS,
      bareExpress: bare,
      durable,
      endToEnd: {
        records,
        lost: durable.accepted - records,
        seconds: Math.round(seconds * 10) / 10,
        perSecond: Math.round(records / seconds),
      },
    };
  } finally {
    await stack.stop();
  }
};
