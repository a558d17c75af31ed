import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { keyOf, startTestConnector, webhook } from '../support/connector.ts';
import type { TestConnector } from '../support/connector.ts';

interface ProblemDocument {
  type: string;
  status: number;
  title: string;
  detail: string;
  remedy: string;
  pointer?: string;
}

describe('a webhook', { timeout: 60_000 }, () => {
  let connector: TestConnector;
  before(async () => {
    connector = await startTestConnector();
  });
  after(() => connector.stop());

  const problemOf = async (response: Response, status: number): Promise<ProblemDocument> => {
    assert.equal(response.status, status);
    assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
    const problem = (await response.json()) as ProblemDocument;
    assert.equal(problem.status, status);
    assert.ok(problem.remedy.length > 0, 'a problem names a remedy');
    return problem;
  };
  const storedCount = async (): Promise<number> => (await connector.deliveries('?limit=200')).length;

  it('is accepted with its delivery key', async () => {
    const response = await connector.post(webhook('accepted'));
    assert.equal(response.status, 202);
    assert.deepEqual(await response.json(), { deliveryKey: keyOf('accepted'), duplicate: false });
  });

  it('is accepted with either secret while secrets are rotated', async () => {
    assert.equal((await connector.post(webhook('rotated'), { 'x-demodesk-token': 'next' })).status, 202);
  });

  it('is refused with 401 without the secret, and with a wrong one, and nothing is stored', async () => {
    const count = await storedCount();
    const missing = await fetch(`${connector.url}/webhooks/demodesk`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: webhook('unauthorised'),
    });
    assert.equal((await problemOf(missing, 401)).type, 'urn:demodesk-connector:problem:missing-secret');
    const wrong = await connector.post(webhook('unauthorised'), { 'x-demodesk-token': 'wrong' });
    assert.equal((await problemOf(wrong, 401)).type, 'urn:demodesk-connector:problem:wrong-secret');
    assert.equal(await storedCount(), count);
  });

  it('is refused with 405 and the allowed method when it is not a POST', async () => {
    const response = await fetch(`${connector.url}/webhooks/demodesk`);
    assert.equal(response.headers.get('allow'), 'POST');
    await problemOf(response, 405);
  });

  it('is refused with 404 at another address', async () => {
    await problemOf(await fetch(`${connector.url}/webhooks/other`, { method: 'POST' }), 404);
  });

  it('is refused with 415 when it is not JSON, or compressed', async () => {
    await problemOf(await connector.post('<xml/>', { 'content-type': 'application/xml' }), 415);
    await problemOf(await connector.post(webhook('gzip'), { 'content-encoding': 'gzip' }), 415);
  });

  it('is refused with 413 when it is 10 MB large', async () => {
    await problemOf(await connector.post(Buffer.alloc(10 * 1024 * 1024, 32)), 413);
  });

  it('is refused with 413 when it does not say how large it is', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'x-demodesk-token': 'local' };
      const sending = request(`${connector.url}/webhooks/demodesk`, { method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sending.on('error', reject);
      for (let sent = 0; sent < 20; sent += 1) sending.write(Buffer.alloc(100_000, 32));
      sending.end();
    });
    assert.equal(status, 413);
  });

  it('is refused with 400 when it is malformed JSON, empty, or not UTF-8', async () => {
    await problemOf(await connector.post('{"meta":'), 400);
    await problemOf(await connector.post(''), 400);
    await problemOf(await connector.post(Buffer.from([0x7b, 0xff, 0xfe, 0x7d])), 400);
  });

  it('is refused with 422 naming the first wrong property, and nothing is stored', async () => {
    const count = await storedCount();
    const response = await connector.post(JSON.stringify({ meta: { event: { action: 7 } }, data: {} }));
    assert.equal((await problemOf(response, 422)).pointer, '/meta/event/action');
    assert.equal(await storedCount(), count);
  });

  it('of an unknown action is accepted and recorded as skipped with the reason', async () => {
    const response = await connector.post(webhook('unknown', undefined, 'demo.teleported'));
    assert.equal(response.status, 202);
    const skipped = await connector.reaches(keyOf('unknown', undefined, 'demo.teleported'), 'skipped');
    assert.match(skipped.reason ?? '', /demo\.teleported/);
    assert.ok(skipped.remedy);
  });

  it('that arrives 50 times at once is stored once and published once', async () => {
    const responses = await Promise.all(Array.from({ length: 50 }, () => connector.post(webhook('fifty'))));
    const answers = (await Promise.all(responses.map((response) => response.json()))) as { duplicate: boolean }[];
    assert.ok(responses.every(({ status }) => status === 202));
    assert.equal(answers.filter(({ duplicate }) => !duplicate).length, 1);
    await connector.reaches(keyOf('fifty'), 'closed');
    assert.equal(connector.salesforce.events.filter((event) => event.Delivery_Key__c === keyOf('fifty')).length, 1);
    assert.equal((await connector.deliveries(`?deliveryKey=${encodeURIComponent(keyOf('fifty'))}`)).length, 1);
  });

  it('that is refused leaves one line in the log, without its secret or its content', async () => {
    connector.logged.length = 0;
    await connector.post('{"secret-content":', { 'x-demodesk-token': 'local' });
    const lines = connector.logged.filter((line) => line.includes('request refused'));
    assert.equal(lines.length, 1);
    assert.ok(!lines.join('').includes('secret-content'));
  });
});
