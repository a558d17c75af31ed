import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { connectLocalOrg, type SalesforceRest } from '../stack/salesforce-rest.ts';
import { startLocalStack } from '../stack/local-stack.ts';
import type { Stack } from '../stack/stack.ts';
import { ofMeeting, post, sampleWebhook, type Webhook } from '../stack/webhooks.ts';
import { eventually } from './eventually.ts';

interface Meeting {
  Id: string;
  demodesk__Title__c: string | null;
  demodesk__Status__c: string | null;
  demodesk__Summary__c: string | null;
  demodesk__Recording_Token__c: string | null;
}

interface Attendee {
  demodesk__Email__c: string;
  demodesk__Contact__r: { Name: string; Account: { Name: string } } | null;
}

interface LogRow {
  demodesk__Delivery_Key__c: string;
  demodesk__Status__c: string;
  demodesk__Message__c: string | null;
}

interface DeliveryRow {
  deliveryKey: string;
  state: string;
}

const NORDLICHT = [
  'nordlicht-1-demo-scheduled',
  'nordlicht-3-demo-ended',
  'nordlicht-4-recording-uploaded',
  'nordlicht-5-recording-transcription-postprocessed',
] as const;

const permutations = <T>(items: readonly T[]): T[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item, i) => permutations(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]));

const keyOf = ({ meta, data }: Webhook): string =>
  [meta.event.action, data.type, data.id, meta.event.createdAt].join(':');

describe('a Demodesk webhook', () => {
  let stack: Stack;
  let salesforce: SalesforceRest;
  let nextMeeting = 500_000;

  before(async () => {
    stack = await startLocalStack();
    salesforce = await connectLocalOrg(stack.localOrgUrl ?? '');
  });
  after(() => stack.stop());

  const meetingsOf = (demoId: number): Promise<Meeting[]> =>
    salesforce.query<Meeting>(
      `SELECT Id, demodesk__Title__c, demodesk__Status__c, demodesk__Summary__c, demodesk__Recording_Token__c
       FROM demodesk__Meeting_Intelligence__c WHERE demodesk__Demodesk_Meeting_Id__c = '${demoId}'`,
    );
  const logOf = (webhook: Webhook): Promise<LogRow[]> =>
    salesforce.query<LogRow>(
      `SELECT demodesk__Delivery_Key__c, demodesk__Status__c, demodesk__Message__c
       FROM demodesk__Sync_Log__c WHERE demodesk__Delivery_Key__c = '${keyOf(webhook)}'`,
    );
  const logged = (webhook: Webhook): Promise<LogRow> =>
    eventually(`a Sync Log row for ${keyOf(webhook)}`, async () => (await logOf(webhook))[0]);
  const deliveries = async (key: string): Promise<DeliveryRow[]> => {
    const answer = await fetch(`${stack.connectorUrl}/v1/deliveries?deliveryKey=${encodeURIComponent(key)}`, {
      headers: { authorization: 'Bearer local' },
    });
    const { data } = (await answer.json()) as { data: DeliveryRow[] };
    return data;
  };

  it('becomes one record with its attendees linked to contacts and a Sync Log row', async () => {
    const demoId = nextMeeting++;
    const webhook = ofMeeting(await sampleWebhook('nordlicht-5-recording-transcription-postprocessed'), demoId);
    assert.equal(await post(stack.connectorUrl, webhook), 202);
    assert.equal((await logged(webhook)).demodesk__Status__c, 'Succeeded');
    const [meeting] = await meetingsOf(demoId);
    assert.match(meeting?.demodesk__Summary__c ?? '', /Nordlicht Energie möchte/);
    const attendees = await salesforce.query<Attendee>(
      `SELECT demodesk__Email__c, demodesk__Contact__r.Name, demodesk__Contact__r.Account.Name
       FROM demodesk__Meeting_Attendee__c WHERE demodesk__Meeting__c = '${meeting?.Id}' ORDER BY demodesk__Email__c`,
    );
    const anna = attendees.find(
      ({ demodesk__Email__c }) => demodesk__Email__c === 'anna.bergmann@nordlicht-energie.de',
    );
    assert.equal(anna?.demodesk__Contact__r?.Name, 'Anna Bergmann');
    assert.equal(anna.demodesk__Contact__r.Account.Name, 'Nordlicht Energie GmbH');
  });

  it('sent fifty times at once is one record and one closed delivery', async () => {
    const demoId = nextMeeting++;
    const webhook = ofMeeting(await sampleWebhook('brightwater-demo-ended-qualified'), demoId);
    const statuses = await Promise.all(Array.from({ length: 50 }, () => post(stack.connectorUrl, webhook)));
    assert.deepEqual([...new Set(statuses)], [202]);
    await eventually(
      'the delivery is closed',
      async () => (await deliveries(keyOf(webhook))).every(({ state }) => state === 'closed') || undefined,
    );
    assert.equal((await deliveries(keyOf(webhook))).length, 1);
    assert.equal((await meetingsOf(demoId)).length, 1);
    assert.equal((await logOf(webhook)).length, 1);
  });

  it('of an action nobody knows is accepted and recorded as skipped', async () => {
    const webhook = await sampleWebhook('unknown-action');
    assert.equal(await post(stack.connectorUrl, webhook), 202);
    const [row] = await eventually('the delivery is known', async () => {
      const rows = await deliveries(keyOf(webhook));
      return rows.length > 0 ? rows : undefined;
    });
    assert.equal(row?.state, 'skipped');
  });

  it('about a recording that Demodesk does not know still becomes a record with what the webhook said', async () => {
    const demoId = nextMeeting++;
    const webhook = ofMeeting(await sampleWebhook('sonnenhof-recording-not-in-api'), demoId);
    assert.equal(await post(stack.connectorUrl, webhook), 202);
    await logged(webhook);
    assert.equal((await meetingsOf(demoId)).length, 1);
  });

  it('with three others of its meeting makes the same record in each of their 24 orders', async () => {
    const samples = await Promise.all(NORDLICHT.map(sampleWebhook));
    const facts = new Set<string>();
    for (const order of permutations(samples)) {
      const demoId = nextMeeting++;
      for (const sample of order) assert.equal(await post(stack.connectorUrl, ofMeeting(sample, demoId)), 202);
      await Promise.all(order.map((sample) => logged(ofMeeting(sample, demoId))));
      const meetings = await meetingsOf(demoId);
      assert.equal(meetings.length, 1);
      facts.add(JSON.stringify({ ...meetings[0], Id: undefined, attributes: undefined }));
    }
    assert.equal(facts.size, 1, [...facts].join('\n'));
    const [only = ''] = facts;
    assert.match(only, /Nordlicht Energie: Demodesk kennenlernen/);
    assert.match(only, /Completed/i);
    assert.match(only, /Pilot/);
  });
});
