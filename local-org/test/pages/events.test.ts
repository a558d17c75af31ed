import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { RunningLocalOrg } from '../../src/cli/start.ts';
import { at } from '../rest/running-org.ts';
import { openAs, PEOPLE, startShop, type Client } from './shop.ts';

const CHANNEL = encodeURIComponent('/event/shop__Gift_Sold__e');

/** The first message of a stream of events. */
const firstMessage = async (response: Response): Promise<unknown> => {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    const data = /^data: (.*)$/m.exec(text)?.[1];
    if (data !== undefined) return JSON.parse(data);
  }
  throw new Error('The stream ended without a message');
};

describe('lightning/empApi', () => {
  let org: RunningLocalOrg;
  let admin: Client;

  before(async () => {
    org = await startShop();
    admin = await openAs(org);
  });
  after(() => org.close());

  const sell = (name: string) => admin.api('POST', 'apex/GiftController.sell', { parameters: { name }, wired: false });
  const listen = (replayId: string): Promise<Response> =>
    admin.get(`/lightning/api/events?channel=${CHANNEL}&replayId=${replayId}`, { 'X-Local-Org-Page': '1' });

  it('hears an event that Apex publishes', async () => {
    const stream = await listen('-1');
    await sell('Cup');
    const message = await firstMessage(stream);
    assert.equal(at(message, 'channel'), '/event/shop__Gift_Sold__e');
    assert.equal(at(message, 'data', 'payload', 'shop__Gift_Name__c'), 'Cup');
    assert.equal(typeof at(message, 'data', 'schema'), 'string');
    assert.equal(typeof at(message, 'data', 'event', 'replayId'), 'number');
    assert.equal(at(message, 'data', 'event', 'EventApiName'), 'shop__Gift_Sold__e');
  });

  it('hears what was published before, when asked for it', async () => {
    await sell('Plate');
    const message = await firstMessage(await listen('-2'));
    assert.equal(at(message, 'data', 'payload', 'shop__Gift_Name__c'), 'Cup');
  });

  it('refuses channels that the user may not read, and kinds that are not there', async () => {
    const clerk = await openAs(org, PEOPLE.clerk);
    assert.equal((await clerk.api('GET', `events/check?channel=${CHANNEL}`)).status, 403);
    const change = await admin.api('GET', `events/check?channel=${encodeURIComponent('/data/AccountChangeEvent')}`);
    assert.equal(change.status, 400);
    assert.match(String(at(change.body, 'message')), /UnsupportedFeature/);
  });
});
