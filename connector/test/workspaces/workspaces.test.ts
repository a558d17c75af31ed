import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { eventually, keyOf, startTestConnector, webhook } from '../support/connector.ts';
import type { ListedDelivery, TestConnector } from '../support/connector.ts';
import { startFakeSalesforce } from '../support/fake-salesforce.ts';
import type { FakeSalesforce } from '../support/fake-salesforce.ts';

const ACME_SECRET = 'the-webhook-secret-of-acme';

describe('a second workspace', { timeout: 120_000 }, () => {
  let connector: TestConnector;
  let acme: FakeSalesforce;
  before(async () => {
    connector = await startTestConnector({}, { API_TOKENS: 'local,for-acme:deliveries.read+connection.read:acme' });
    acme = await startFakeSalesforce(0, '00D00000000ACMEAAA');
    await put('/v1/workspaces/acme', { apiKey: 'key-of-acme', webhookSecrets: [ACME_SECRET] });
    const credentials = { flow: 'client-credentials', clientId: 'acme', clientSecret: 'acme-client-secret' };
    const connected = await put('/v1/connection?workspace=acme', { ...credentials, loginUrl: acme.url });
    assert.equal(connected.status, 200);
  });
  after(async () => {
    await connector.stop();
    await acme.close();
  });

  const request = (method: string, path: string, body?: unknown, token = 'local'): Promise<Response> =>
    fetch(`${connector.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const put = (path: string, body: unknown): Promise<Response> => request('PUT', path, body);
  const postToAcme = (body: string, secret = ACME_SECRET): Promise<Response> =>
    fetch(`${connector.url}/webhooks/demodesk/acme`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-demodesk-token': secret },
      body,
    });
  const inAcme = async (key: string, state: string): Promise<ListedDelivery> =>
    eventually(async () => {
      const found = await connector.deliveries(`?workspace=acme&deliveryKey=${encodeURIComponent(key)}`);
      return found.find((delivery) => delivery.state === state);
    });

  it('takes its own webhooks and passes them to its own org', async () => {
    assert.equal((await postToAcme(webhook('for-acme'))).status, 202);
    await inAcme(keyOf('for-acme'), 'closed');
    assert.ok(acme.events.some((event) => event.Delivery_Key__c === keyOf('for-acme')));
    assert.ok(!connector.salesforce.events.some((event) => event.Delivery_Key__c === keyOf('for-acme')));
  });

  it('takes the same delivery as another workspace: each has its own', async () => {
    await postToAcme(webhook('same'));
    await connector.post(webhook('same'));
    await inAcme(keyOf('same'), 'closed');
    await connector.reaches(keyOf('same'), 'closed');
  });

  it('does not accept the secret of another, and a workspace that is not there looks the same', async () => {
    assert.equal((await postToAcme(webhook('x'), 'local')).status, 401);
    const unknown = await fetch(`${connector.url}/webhooks/demodesk/nobody`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-demodesk-token': ACME_SECRET },
      body: webhook('x'),
    });
    assert.equal(unknown.status, 401);
  });

  it('is not slowed down by the outage of another org', async () => {
    connector.salesforce.behaviour.intercept = () => 'hang';
    const stuck = Array.from({ length: 300 }, (_, id) => `stuck-${id}`);
    await Promise.all(stuck.map((id) => connector.post(webhook(id))));
    await postToAcme(webhook('unhindered'));
    await inAcme(keyOf('unhindered'), 'closed');
    assert.ok(!stuck.some((id) => connector.salesforce.log.has(keyOf(id))), 'the outage lasted all the while');
    const ready = (await (await fetch(`${connector.url}/readyz`)).json()) as { checks: Record<string, unknown> };
    assert.deepEqual(ready.checks['salesforce/acme'], { status: 'ok' });
    connector.salesforce.behaviour.intercept = undefined;
    connector.salesforce.dropConnections();
  });

  it('is all that its own token shows', async () => {
    const listed = (await (await request('GET', '/v1/deliveries', undefined, 'for-acme')).json()) as {
      data: { workspace: string }[];
    };
    assert.ok(listed.data.length > 0);
    assert.ok(listed.data.every(({ workspace }) => workspace === 'acme'));
    assert.equal((await request('GET', '/v1/deliveries?workspace=default', undefined, 'for-acme')).status, 403);
    assert.equal((await request('GET', '/v1/connection?workspace=default', undefined, 'for-acme')).status, 403);
    const [other] = await connector.deliveries('?workspace=default');
    assert.equal((await request('GET', `/v1/deliveries/${other?.id ?? ''}`, undefined, 'for-acme')).status, 404);
    assert.equal((await request('DELETE', '/v1/connection', undefined, 'for-acme')).status, 403);
  });

  it('can be looked over without a browser', async () => {
    const answer = await request('GET', '/v1/connection?workspace=acme');
    const connection = (await answer.json()) as { ready: boolean; org: { organizationId: string } };
    assert.equal(connection.ready, true);
    assert.equal(connection.org.organizationId, '00D00000000ACMEAAA');
    assert.doesNotMatch(JSON.stringify(connection), /acme-client-secret|token-/);
  });

  it('can log in with a signed assertion', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    acme.setup.jwtPublicKey = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const answer = await put('/v1/connection?workspace=acme', {
      flow: 'jwt-bearer',
      loginUrl: acme.url,
      clientId: 'acme',
      username: 'integration@acme.example',
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    });
    assert.equal(answer.status, 200);
    await postToAcme(webhook('signed'));
    await inAcme(keyOf('signed'), 'closed');
    assert.ok(acme.setup.grants.includes('urn:ietf:params:oauth:grant-type:jwt-bearer'));
  });

  it('cannot be led to another host with its credentials', async () => {
    for (const loginUrl of ['https://salesforce.com.evil.example', 'http://acme.my.salesforce.com', 'file:///etc']) {
      const answer = await put('/v1/connection?workspace=acme', {
        ...{ flow: 'client-credentials', loginUrl, clientId: 'x', clientSecret: 'y' },
      });
      assert.equal(answer.status, 422, loginUrl);
    }
  });

  it('is not the one of the environment, which is changed there', async () => {
    const answer = await put('/v1/workspaces/default', { apiKey: 'key', webhookSecrets: [ACME_SECRET] });
    assert.equal(answer.status, 409);
    assert.equal((await request('DELETE', '/v1/connection')).status, 409);
  });

  it('disconnected keeps taking webhooks; removed it refuses them', async () => {
    assert.equal((await request('DELETE', '/v1/connection?workspace=acme')).status, 200);
    assert.equal((await postToAcme(webhook('kept'))).status, 202);
    assert.equal((await request('GET', '/v1/connection?workspace=acme')).status, 404);
    assert.equal((await request('DELETE', '/v1/workspaces/acme')).status, 204);
    assert.equal((await postToAcme(webhook('refused'))).status, 401);
  });
});
