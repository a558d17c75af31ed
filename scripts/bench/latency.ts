import { setTimeout as delay } from 'node:timers/promises';
import { connectLocalOrg } from '../stack/salesforce-rest.ts';
import { ofMeeting, post, sampleWebhook } from '../stack/webhooks.ts';
import { startLocalStack } from '../stack/local-stack.ts';
import { percentiles } from './percentiles.ts';

const WARM_UP = 10;
const MEASURED = 200;
const GIVE_UP_MS = 30_000;

/**
 * From the first byte of a webhook to the moment when its record, its attendees and its Sync Log row can be
 * queried over REST, one webhook at a time, each for a meeting of its own.
 */
export const latency = async (): Promise<object> => {
  const stack = await startLocalStack();
  try {
    const salesforce = await connectLocalOrg(stack.localOrgUrl ?? '');
    const webhook = await sampleWebhook('nordlicht-5-recording-transcription-postprocessed');
    const measure = async (demoId: number): Promise<number> => {
      const started = performance.now();
      const status = await post(stack.connectorUrl, ofMeeting(webhook, demoId));
      if (status !== 202) throw new Error(`The connector answered ${status}`);
      while (performance.now() - started < GIVE_UP_MS) {
        const [meeting] = await salesforce.query<{ demodesk__Attendees__r: unknown }>(
          `SELECT Id, (SELECT Id FROM demodesk__Attendees__r) FROM demodesk__Meeting_Intelligence__c WHERE demodesk__Demodesk_Meeting_Id__c = '${demoId}'`,
        );
        const [log] = await salesforce.query(
          `SELECT Id FROM demodesk__Sync_Log__c WHERE demodesk__Meeting_Id__c = '${demoId}' AND demodesk__Status__c = 'Succeeded'`,
        );
        if (meeting?.demodesk__Attendees__r && log) return performance.now() - started;
        await delay(2);
      }
      throw new Error(`Meeting ${demoId} did not arrive within ${GIVE_UP_MS} ms`);
    };
    for (let i = 0; i < WARM_UP; i += 1) await measure(700_000 + i);
    const samples: number[] = [];
    for (let i = 0; i < MEASURED; i += 1) samples.push(await measure(800_000 + i));
    return { webhooks: MEASURED, webhookToRecordMs: percentiles(samples) };
  } finally {
    await stack.stop();
  }
};
