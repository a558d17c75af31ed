import assert from 'node:assert/strict';
import { it } from 'node:test';
import { startTestConnector } from '../support/connector.ts';
import { fuzz } from '../support/fuzz.ts';

it('every endpoint answers anything as its own OpenAPI document says', { timeout: 120_000 }, async (test) => {
  const connector = await startTestConnector({}, { API_RATE_LIMIT: '1000000' });
  const { requests, statuses } = await fuzz(connector.url, 5000, 7);
  test.diagnostic(`${requests} requests: ${JSON.stringify(statuses)}`);
  assert.ok(requests > 200);
  assert.equal((await fetch(`${connector.url}/healthz`)).status, 200);
  await connector.stop();
});
