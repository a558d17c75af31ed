import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eventually, keyOf, startTestConnector, webhook } from '../support/connector.ts';
import type { ListedDelivery, TestConnector } from '../support/connector.ts';

interface Page {
  data: ListedDelivery[];
  meta: { nextCursor: string | null; hasMore: boolean };
}

describe('the list of deliveries', { timeout: 60_000 }, () => {
  let connector: TestConnector;
  before(async () => {
    connector = await startTestConnector();
    for (let id = 0; id < 7; id += 1) await connector.post(webhook(String(id)));
    await connector.post(webhook('other', undefined, 'demo.teleported'));
    for (let id = 0; id < 7; id += 1) await connector.reaches(keyOf(String(id)), 'closed');
  });
  after(() => connector.stop());

  const get = (path: string, token = 'local'): Promise<Response> =>
    fetch(`${connector.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  const page = async (query: string): Promise<Page> => (await (await get(`/v1/deliveries${query}`)).json()) as Page;

  it('is for holders of a token only', async () => {
    const refused = await get('/v1/deliveries', 'wrong');
    assert.equal(refused.status, 401);
    assert.match(refused.headers.get('www-authenticate') ?? '', /^Bearer/);
    assert.equal((await fetch(`${connector.url}/v1/deliveries`)).status, 401);
    assert.equal((await fetch(`${connector.url}/v1/anything`)).status, 401);
  });

  it('comes newest first, page by page, each delivery once', async () => {
    const seen: string[] = [];
    let query = '?limit=3';
    for (;;) {
      const { data, meta } = await page(query);
      seen.push(...data.map((delivery) => delivery.deliveryKey));
      assert.equal(meta.hasMore, meta.nextCursor !== null);
      if (meta.nextCursor === null) break;
      query = `?limit=3&cursor=${meta.nextCursor}`;
    }
    assert.equal(seen.length, 8);
    assert.equal(new Set(seen).size, 8);
    assert.equal(seen[0], keyOf('other', undefined, 'demo.teleported'));
    assert.equal(seen[7], keyOf('0'));
  });

  it('can be narrowed to a state, an action and a delivery key', async () => {
    assert.equal((await page('?state=closed')).data.length, 7);
    assert.equal((await page('?action=demo.teleported')).data.length, 1);
    assert.equal((await page(`?deliveryKey=${encodeURIComponent(keyOf('3'))}`)).data.length, 1);
  });

  it('answers a wrong query with 400 and what is possible', async () => {
    for (const query of ['?state=lost', '?limit=0', '?cursor=nonsense', '?sort=asc']) {
      const response = await get(`/v1/deliveries${query}`);
      assert.equal(response.status, 400, query);
      assert.match(((await response.json()) as { remedy: string }).remedy, /state \(/);
    }
  });

  it('answers the retry of an unknown delivery with 404', async () => {
    for (const id of ['00000000-0000-8000-8000-000000000000', 'nonsense']) {
      const response = await fetch(`${connector.url}/v1/deliveries/${id}/retry`, {
        method: 'POST',
        headers: { authorization: 'Bearer local' },
      });
      assert.equal(response.status, 404);
    }
  });

  it('shows nothing of what Demodesk sent', async () => {
    assert.ok(!JSON.stringify(await page('')).includes('Meeting 3'));
  });

  it('stands beside health and readiness, which need no token', async () => {
    assert.equal((await fetch(`${connector.url}/healthz`)).status, 200);
    // Webhooks are taken from the first moment; all is well once the changes of Salesforce are subscribed to.
    assert.equal((await fetch(`${connector.url}/readyz`)).status, 200);
    const report = await eventually(async () => {
      const answer = (await (await fetch(`${connector.url}/readyz`)).json()) as { ready: boolean; status: string };
      return answer.ready ? answer : undefined;
    });
    assert.equal(report.status, 'ready');
  });
});
