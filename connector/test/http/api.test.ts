import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { keyOf, startTestConnector, webhook } from '../support/connector.ts';
import type { TestConnector } from '../support/connector.ts';

const TOKENS = ['local', 'reader:deliveries.read', 'scraper:metrics.read'].join(',');

describe('the HTTP interface', { timeout: 60_000 }, () => {
  let connector: TestConnector;
  before(async () => {
    connector = await startTestConnector({ maxPublications: 1, republishAfterMs: 100 }, { API_TOKENS: TOKENS });
  });
  after(() => connector.stop());

  const call = (method: string, path: string, token: string | undefined, body?: unknown): Promise<Response> =>
    fetch(`${connector.url}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  it('lets a token do what its scopes say, and names the one that is missing', async () => {
    assert.equal((await call('GET', '/v1/deliveries', 'reader')).status, 200);
    const refused = await call('POST', '/v1/deliveries/00000000-0000-8000-8000-000000000000/retry', 'reader');
    assert.equal(refused.status, 403);
    assert.match(refused.headers.get('www-authenticate') ?? '', /scope="deliveries.write"/);
    assert.equal((await call('GET', '/v1/deliveries', 'scraper')).status, 403);
  });

  it('lets a person discard a dead delivery with a reason, and retry it after all', async () => {
    connector.salesforce.behaviour.logs = () => false;
    await connector.post(webhook('dead'));
    const { id } = await connector.reaches(keyOf('dead'), 'dead');
    assert.equal((await call('POST', `/v1/deliveries/${id}/discard`, 'local', {})).status, 422);
    const done = await call('POST', `/v1/deliveries/${id}/discard`, 'local', { reason: 'a test meeting' });
    assert.equal(done.status, 200);
    assert.equal((await connector.deliveries('?state=discarded'))[0]?.reason, 'a test meeting');
    assert.equal((await call('POST', `/v1/deliveries/${id}/discard`, 'local', { reason: 'again' })).status, 409);
    connector.salesforce.behaviour.logs = () => true;
    assert.equal((await call('POST', `/v1/deliveries/${id}/retry`, 'local')).status, 202);
    await connector.reaches(keyOf('dead'), 'closed');
    assert.equal((await call('POST', `/v1/deliveries/${id}/discard`, 'local', { reason: 'late' })).status, 409);
  });

  it('narrows deliveries by class of failure and by time', async () => {
    const none = await connector.deliveries('?failureClass=rejected');
    assert.equal(none.length, 0);
    assert.equal((await connector.deliveries('?receivedBefore=2020-01-01T00:00:00Z')).length, 0);
    assert.ok((await connector.deliveries('?receivedSince=2020-01-01T00:00:00Z')).length > 0);
  });

  it('tells its figures in Prometheus form', async () => {
    await connector.post(webhook('counted'));
    await connector.reaches(keyOf('counted'), 'closed');
    const text = await (await call('GET', '/metrics', undefined)).text();
    for (const figure of [
      /connector_webhooks_total\{workspace="default",duplicate="false"\} \d+/,
      /connector_loop_closing_seconds_count\{workspace="default"\} \d+/,
      /connector_publish_seconds_count\{workspace="default"\} \d+/,
      /connector_breaker_open\{workspace="default",breaker="publish"\} 0/,
      /connector_salesforce_connected\{workspace="default"\} 1/,
      /connector_oldest_delivery_seconds/,
      /connector_last_webhook_timestamp_seconds\{workspace="default"\} \d+/,
    ]) {
      assert.match(text, figure);
    }
  });

  it('describes itself', async () => {
    const document = (await (await call('GET', '/openapi.json', undefined)).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>;
      components: { schemas: Record<string, unknown> };
    };
    assert.equal(document.openapi, '3.1.0');
    for (const path of ['/webhooks/demodesk', '/v1/deliveries', '/v1/deliveries/{id}/retry', '/v1/connection']) {
      assert.ok(path in document.paths, path);
    }
    assert.ok(document.paths['/v1/deliveries']?.get?.responses['200']);
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name ?? '');
    for (const name of references) assert.ok(name in document.components.schemas, name);
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map((one) => one.operationId),
    );
    assert.equal(new Set(ids).size, ids.length);
  });

  it('sends headers that make a browser careful', async () => {
    const { headers } = await call('GET', '/healthz', undefined);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.equal(headers.get('x-powered-by'), null);
  });

  it('refuses what a database cannot keep, with a reason', async () => {
    for (const query of ['action=%00', 'deliveryKey=%00', 'receivedSince=0000-01-01T00:00:00Z', 'cursor=AAAA']) {
      assert.equal((await call('GET', `/v1/deliveries?${query}`, 'local')).status, 400, query);
    }
  });
});

describe('a caller that asks too often', { timeout: 60_000 }, () => {
  it('is told to wait, each token for itself, while webhooks are taken as ever', async () => {
    const connector = await startTestConnector({}, { API_TOKENS: 'one,two', API_RATE_LIMIT: '3' });
    const ask = (token: string): Promise<Response> =>
      fetch(`${connector.url}/v1/deliveries`, { headers: { authorization: `Bearer ${token}` } });
    for (let count = 0; count < 3; count += 1) assert.equal((await ask('one')).status, 200);
    const refused = await ask('one');
    assert.equal(refused.status, 429);
    assert.match(refused.headers.get('content-type') ?? '', /problem\+json/);
    assert.match(refused.headers.get('retry-after') ?? '', /^\d+$/);
    assert.equal((await ask('two')).status, 200);
    for (let id = 0; id < 5; id += 1) assert.equal((await connector.post(webhook(`burst-${id}`))).status, 202);
    await connector.stop();
  });
});
