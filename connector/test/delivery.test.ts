import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { eventually, keyOf, startTestConnector, webhook } from './support/connector.ts';
import type { TestConnector } from './support/connector.ts';
import type { Answer } from './support/fake-salesforce.ts';

const failing = (status: number, errorCode: string, headers: Record<string, string> = {}): Answer => ({
  status,
  body: [{ errorCode, message: `${errorCode} from Salesforce` }],
  headers,
});

let connector: TestConnector;

const send = async (...ids: string[]): Promise<void> => {
  const responses = await Promise.all(ids.map((id) => connector.post(webhook(id))));
  assert.ok(responses.every(({ status }) => status === 202));
};
const publications = (id: string): number =>
  connector.salesforce.events.filter((event) => event.Delivery_Key__c === keyOf(id)).length;
const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

describe('a delivery', { timeout: 300_000 }, () => {
  beforeEach(async () => {
    connector = await startTestConnector();
  });
  afterEach(() => connector.stop());

  it('becomes an event with the normalised meeting and is closed when its Sync Log row exists', async () => {
    connector.salesforce.behaviour.row = () => ({ Status__c: 'Succeeded', Record_Id__c: 'a0X000000000001' });
    await send('whole');
    const closed = await connector.reaches(keyOf('whole'), 'closed');
    assert.equal(closed.syncStatus, 'Succeeded');
    assert.equal(closed.recordId, 'a0X000000000001');
    const [event] = connector.salesforce.events;
    assert.equal(event?.Event_Type__c, 'demo.canceled');
    assert.equal(event.Meeting_Id__c, 'whole');
    assert.equal(event.Occurred_At__c, '2026-07-18T10:05:00.000Z');
    const payload = JSON.parse(event.Payload__c) as {
      version: number;
      deliveryKey: string;
      meeting: { title: string };
    };
    assert.equal(payload.version, 1);
    assert.equal(payload.deliveryKey, keyOf('whole'));
    assert.equal(payload.meeting.title, 'Meeting whole');
  });

  it('is not closed while its row says that Salesforce has only received it', async () => {
    connector.salesforce.behaviour.row = () => ({ Status__c: 'Received' });
    await send('received');
    await connector.reaches(keyOf('received'), 'published');
    connector.salesforce.requests.length = 0;
    await eventually(() => connector.salesforce.requests.filter((line) => line === 'GET /query')[1]);
    assert.notEqual((await connector.deliveries())[0]?.state, 'closed');
    connector.salesforce.log.set(keyOf('received'), { Delivery_Key__c: keyOf('received'), Status__c: 'Partial' });
    assert.equal((await connector.reaches(keyOf('received'), 'closed')).syncStatus, 'Partial');
  });

  it('that failed inside Salesforce is closed with what Salesforce says about it', async () => {
    connector.salesforce.behaviour.row = () => ({
      Status__c: 'Failed',
      Error_Code__c: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      Message__c: 'Close date must be set',
      Remedy__c: 'Fill in the close date.',
    });
    await send('failed');
    const closed = await connector.reaches(keyOf('failed'), 'closed');
    assert.equal(closed.reason, 'FIELD_CUSTOM_VALIDATION_EXCEPTION: Close date must be set');
    assert.equal(closed.remedy, 'Fill in the close date.');
  });

  it('waits while Salesforce is down and arrives afterwards, once', async () => {
    connector.salesforce.behaviour.intercept = () => failing(503, 'SERVER_UNAVAILABLE');
    const ids = numbered('down', 30);
    await send(...ids);
    const waiting = await eventually(async () => (await connector.deliveries('?state=retrying'))[0]);
    assert.match(waiting.reason ?? '', /503|SERVER_UNAVAILABLE/); // of the login or of the request, whichever came first
    connector.salesforce.behaviour.intercept = undefined;
    for (const id of ids) await connector.reaches(keyOf(id), 'closed');
    assert.deepEqual(
      ids.map(publications),
      ids.map(() => 1),
    );
  });

  it('survives connections that break without an answer', async () => {
    let broken = 0;
    connector.salesforce.behaviour.intercept = (method) => {
      if (method !== 'POST' || broken >= 3) return undefined;
      broken += 1;
      return 'drop';
    };
    await send('dropped');
    await connector.reaches(keyOf('dropped'), 'closed');
    assert.equal(broken, 3);
  });

  it('waits out a rate limit as long as Salesforce asks for', async () => {
    const asked: number[] = [];
    connector.salesforce.behaviour.intercept = (_method, path) => {
      if (!path.includes('/composite/sobjects')) return undefined;
      asked.push(performance.now());
      return asked.length === 1 ? failing(403, 'REQUEST_LIMIT_EXCEEDED', { 'retry-after': '1' }) : undefined;
    };
    await send('limited');
    await connector.reaches(keyOf('limited'), 'closed');
    assert.equal(asked.length, 2);
    const [first = 0, second = 0] = asked;
    assert.ok(second - first >= 950, `asked again after ${second - first} ms`);
  });

  it('gets through with an expired session after one new login', async () => {
    await send('before');
    await connector.reaches(keyOf('before'), 'closed');
    const { logins } = connector.salesforce;
    connector.salesforce.expireSessions();
    await send('after');
    assert.equal((await connector.reaches(keyOf('after'), 'closed')).attempts, 1);
    assert.equal(connector.salesforce.logins, logins + 1);
  });

  it('does not log in without end when every session is refused', async () => {
    connector.salesforce.behaviour.intercept = (_method, path) =>
      path.includes('/oauth2/') ? undefined : failing(401, 'INVALID_SESSION_ID');
    await send('refused');
    const waiting = await connector.reaches(keyOf('refused'), 'retrying');
    assert.match(waiting.reason ?? '', /INVALID_SESSION_ID/);
    assert.match(waiting.remedy ?? '', /credentials/);
    connector.salesforce.behaviour.intercept = undefined;
    await connector.reaches(keyOf('refused'), 'closed');
  });

  it('waits with a remedy while the credentials are wrong', async () => {
    connector.salesforce.expireSessions();
    connector.salesforce.behaviour.intercept = (_method, path) =>
      path.includes('/oauth2/')
        ? { status: 400, body: { error: 'invalid_client', error_description: 'invalid client credentials' } }
        : undefined;
    await send('credentials');
    const waiting = await connector.reaches(keyOf('credentials'), 'retrying');
    assert.match(waiting.remedy ?? '', /SALESFORCE_CLIENT_SECRET/);
    const ready = await fetch(`${connector.url}/readyz`);
    assert.equal(ready.status, 200, 'webhooks are still welcome');
    assert.equal(((await ready.json()) as { status: string }).status, 'degraded');
    connector.salesforce.behaviour.intercept = undefined;
    await connector.reaches(keyOf('credentials'), 'closed');
  });

  it('that Salesforce refuses is a dead letter in its words and does not hold up the others of its batch', async () => {
    connector.salesforce.behaviour.refuse = (event) =>
      event.Meeting_Id__c === 'poisoned'
        ? { statusCode: 'STRING_TOO_LONG', message: 'Meeting Id: data value too large', fields: ['Meeting_Id__c'] }
        : undefined;
    const good = numbered('good', 20);
    await send(...good, 'poisoned');
    const dead = await connector.reaches(keyOf('poisoned'), 'dead');
    assert.equal(dead.reason, 'STRING_TOO_LONG: Meeting Id: data value too large (Meeting_Id__c)');
    assert.ok(dead.remedy);
    for (const id of good) await connector.reaches(keyOf(id), 'closed');
  });

  it('that Salesforce cannot even read is found and put aside alone', async () => {
    connector.salesforce.behaviour.interceptBody = (path, body) =>
      path.includes('/composite/sobjects') && body.includes('unreadable')
        ? failing(400, 'JSON_PARSER_ERROR')
        : undefined;
    const good = numbered('readable', 12);
    await send(...good, 'unreadable');
    assert.match((await connector.reaches(keyOf('unreadable'), 'dead')).reason ?? '', /JSON_PARSER_ERROR/);
    for (const id of good) await connector.reaches(keyOf(id), 'closed');
  });

  it('that meets a locked row is tried again', async () => {
    let tries = 0;
    connector.salesforce.behaviour.refuse = () => {
      tries += 1;
      return tries < 3 ? { statusCode: 'UNABLE_TO_LOCK_ROW', message: 'unable to obtain exclusive access' } : undefined;
    };
    await send('locked');
    assert.equal((await connector.reaches(keyOf('locked'), 'closed')).attempts, 3);
  });

  it('costs little: a backlog of 1,000 takes at most 25 API requests', async () => {
    const { salesforce } = connector;
    salesforce.behaviour.intercept = () => failing(503, 'SERVER_UNAVAILABLE');
    const ids = numbered('many', 1000);
    for (let first = 0; first < ids.length; first += 50) await send(...ids.slice(first, first + 50));
    salesforce.requests.length = 0;
    salesforce.behaviour.logAfterMs = 100;
    salesforce.behaviour.intercept = undefined;
    const isOpen = async (state: string): Promise<boolean> =>
      (await connector.deliveries(`?state=${state}`)).length > 0;
    for (const state of ['received', 'retrying', 'published']) {
      await eventually(async () => !(await isOpen(state)) || undefined);
    }
    assert.equal(salesforce.events.length, 1000);
    assert.equal(salesforce.log.size, 1000);
    assert.ok(salesforce.requests.length <= 25, `took ${salesforce.requests.length} requests`);
  });
});

describe('a delivery that Salesforce does not log', { timeout: 300_000 }, () => {
  beforeEach(async () => {
    connector = await startTestConnector({ republishAfterMs: 300, maxPublications: 3 });
  });
  afterEach(() => connector.stop());

  it('is published again', async () => {
    connector.salesforce.behaviour.logs = (event) => publications(event.Meeting_Id__c) >= 2;
    await send('lost');
    const closed = await connector.reaches(keyOf('lost'), 'closed');
    assert.equal(closed.publications, 2);
    assert.equal(publications('lost'), 2);
  });

  it('becomes a dead letter in the end, and a person can send it again', async () => {
    connector.salesforce.behaviour.logs = () => false;
    await send('unlogged');
    const dead = await connector.reaches(keyOf('unlogged'), 'dead');
    assert.equal(publications('unlogged'), 3);
    assert.match(dead.remedy ?? '', /trigger/);
    connector.salesforce.behaviour.logs = () => true;
    const retried = await fetch(`${connector.url}/v1/deliveries/${dead.id}/retry`, {
      method: 'POST',
      headers: { authorization: 'Bearer local' },
    });
    assert.equal(retried.status, 202);
    await connector.reaches(keyOf('unlogged'), 'closed');
  });
});
