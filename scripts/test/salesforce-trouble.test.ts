import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startLocalStack } from '../stack/local-stack.ts';
import { connectLocalOrg, type SalesforceRest } from '../stack/salesforce-rest.ts';
import type { Stack } from '../stack/stack.ts';
import { ofMeeting, post, sampleWebhook } from '../stack/webhooks.ts';
import { eventually } from './eventually.ts';

/** One row per fault: what the local org is told to do while webhooks keep coming. */
const troubles = [
  { when: 'Salesforce answers 503', fault: { kind: 'service-unavailable', forMs: 3000 } },
  { when: 'the request limit is exceeded', fault: { kind: 'request-limit-exceeded', forMs: 3000 } },
  { when: 'the session has expired', fault: { kind: 'invalid-session', count: 3 } },
  { when: 'events are lost on the bus', fault: { kind: 'lost-event', count: 3 } },
  { when: 'events are delivered twice', fault: { kind: 'repeated-event', count: 5 } },
  {
    when: 'rows are locked',
    fault: { kind: 'row-lock', object: 'demodesk__Meeting_Intelligence__c', count: 3 },
  },
] as const;

const MEETINGS = 10;

describe('webhooks', () => {
  let stack: Stack;
  let salesforce: SalesforceRest;

  before(async () => {
    stack = await startLocalStack({ REPUBLISH_AFTER_SECONDS: '2' });
    salesforce = await connectLocalOrg(stack.localOrgUrl ?? '');
  });
  after(() => stack.stop());

  const misbehave = async (fault: object): Promise<void> => {
    const answer = await fetch(`${stack.localOrgUrl}/local-org/misbehave`, {
      method: 'POST',
      headers: { 'x-local-org': 'local', 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    });
    assert.equal(answer.ok, true, await answer.text());
  };
  const countOf = async (soql: string): Promise<number> => {
    try {
      return (await salesforce.query<{ expr0: number }>(soql))[0]?.expr0 ?? 0;
    } catch {
      // The reader meets the same trouble as the connector; it signs in again and looks once more.
      salesforce = await connectLocalOrg(stack.localOrgUrl ?? '');
      return -1;
    }
  };

  for (const [round, { when, fault }] of troubles.entries()) {
    it(`are acknowledged and all arrive, once, when ${when}`, async () => {
      const first = 600_000 + round * MEETINGS;
      const webhook = await sampleWebhook('brightwater-demo-ended-qualified');
      await misbehave(fault);
      for (let i = 0; i < MEETINGS; i += 1) {
        assert.equal(await post(stack.connectorUrl, ofMeeting(webhook, first + i)), 202);
      }
      const range = `demodesk__Demodesk_Meeting_Id__c >= '${first}' AND demodesk__Demodesk_Meeting_Id__c < '${first + MEETINGS}'`;
      await eventually(
        `${MEETINGS} records`,
        async () =>
          (await countOf(`SELECT COUNT(Id) FROM demodesk__Meeting_Intelligence__c WHERE ${range}`)) === MEETINGS ||
          undefined,
      );
      const succeeded = `demodesk__Status__c = 'Succeeded' AND demodesk__Meeting_Id__c >= '${first}' AND demodesk__Meeting_Id__c < '${first + MEETINGS}'`;
      await eventually(
        'a Sync Log row each',
        async () =>
          (await countOf(`SELECT COUNT(Id) FROM demodesk__Sync_Log__c WHERE ${succeeded}`)) === MEETINGS || undefined,
      );
    });
  }
});
