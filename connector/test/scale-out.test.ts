import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createConnectorProcesses } from './support/connector-process.ts';
import type { ConnectorProcess } from './support/connector-process.ts';
import { environment, eventually, keyOf, listDeliveries, postWebhook, webhook } from './support/connector.ts';
import { startFakeSalesforce } from './support/fake-salesforce.ts';
import type { FakeSalesforce } from './support/fake-salesforce.ts';
import { startPostgres } from './support/postgres/server.ts';
import type { PostgresServer } from './support/postgres/server.ts';

const SENDERS = 8;

describe('several connector processes on one Postgres', { timeout: 300_000 }, () => {
  let postgres: PostgresServer;
  let salesforce: FakeSalesforce;
  const processes = createConnectorProcesses();
  const directory = mkdtempSync(join(tmpdir(), 'connector-scale-out-'));
  before(async () => {
    postgres = await startPostgres();
    salesforce = await startFakeSalesforce();
  });
  after(async () => {
    processes.killAll();
    await salesforce.close();
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const starter = (databaseUrl: string) => (): Promise<ConnectorProcess> =>
    processes.start({ ...environment(salesforce.url, directory), DATABASE_URL: databaseUrl, ...LISTENING }, directory);
  const hasClosed = async (url: string, ids: readonly string[]): Promise<void> => {
    await eventually(() => ids.every((id) => salesforce.log.has(keyOf(id))) || undefined);
    await eventually(async () => {
      const open = ['received', 'retrying', 'published'].map((state) => listDeliveries(url, `?state=${state}`));
      return (await Promise.all(open)).every((list) => list.length === 0) || undefined;
    });
  };
  const numbered = (prefix: string, count: number): string[] =>
    Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

  it('start on an empty database at the same time', async () => {
    const start = starter(await postgres.database('concurrent_start'));
    const started = await Promise.all([start(), start(), start()]);
    const ids = numbered('migrated', 6);
    for (const [index, id] of ids.entries()) {
      const taker = started.at(index % started.length);
      assert.ok(taker);
      assert.equal((await postWebhook(taker.url, webhook(id))).status, 202);
    }
    await hasClosed(started[0].url, ids);
    for (const each of started) assert.equal(await each.end('SIGTERM'), 0);
  });

  it('are replaced one after the other without losing or doubling a webhook', async () => {
    const start = starter(await postgres.database('rolling_restart'));
    let serving = [await start(), await start()];
    const acknowledged: string[] = [];
    const sending = { over: false, next: 0 };
    const send = async (): Promise<void> => {
      while (!sending.over) {
        sending.next += 1;
        const id = `rolling-${sending.next}`;
        const { url } = serving[sending.next % serving.length] ?? { url: '' };
        // A load balancer sends a request that failed to another process.
        const answered = await postWebhook(url, webhook(id)).catch(() => undefined);
        if (answered?.status === 202) acknowledged.push(id);
      }
    };
    const senders = Array.from({ length: SENDERS }, send);
    for (let restart = 0; restart < 2; restart += 1) {
      const before = acknowledged.length;
      await eventually(() => acknowledged.length > before + 100 || undefined);
      const successor = await start();
      const leaving = serving[0];
      serving = [...serving.slice(1), successor];
      assert.equal(await leaving?.end('SIGTERM'), 0);
    }
    sending.over = true;
    await Promise.all(senders);
    await hasClosed(serving[0]?.url ?? '', acknowledged);
    const published = salesforce.events.filter((event) => event.Meeting_Id__c.startsWith('rolling-'));
    assert.equal(
      new Set(published.map((event) => event.Delivery_Key__c)).size,
      published.length,
      'published once each',
    );
    for (const each of serving) assert.equal(await each.end('SIGTERM'), 0);
  });

  it('killed under load while Salesforce fails lose nothing and leave one effect each', async (test) => {
    const start = starter(await postgres.database('killed'));
    const serving = [await start(), await start()];
    let calls = 0;
    salesforce.behaviour.intercept = (_method, path) => {
      calls += 1;
      if (calls % 10 !== 0 || path.includes('/oauth2/')) return undefined;
      return { status: 503, body: [{ errorCode: 'SERVER_UNAVAILABLE', message: 'down' }] };
    };
    const acknowledged: string[] = [];
    const sending = { over: false, next: 0 };
    const send = async (): Promise<void> => {
      while (!sending.over) {
        sending.next += 1;
        const id = `killed-${sending.next}`;
        const { url } = serving[sending.next % serving.length] ?? { url: '' };
        const answered = await postWebhook(url, webhook(id)).catch(() => undefined);
        if (answered?.status === 202) acknowledged.push(id);
      }
    };
    const senders = Array.from({ length: SENDERS }, send);
    for (let kill = 0; kill < 2; kill += 1) {
      const before = acknowledged.length;
      await eventually(() => acknowledged.length > before + 150 || undefined);
      await serving[kill % 2]?.end('SIGKILL');
      serving[kill % 2] = await start();
    }
    sending.over = true;
    await Promise.all(senders);
    await hasClosed(serving[0]?.url ?? '', acknowledged);
    salesforce.behaviour.intercept = undefined;
    const published = salesforce.events.filter((event) => event.Meeting_Id__c.startsWith('killed-')).length;
    test.diagnostic(`${acknowledged.length} acknowledged, ${published} published, one log row each`);
    for (const each of serving) assert.equal(await each.end('SIGTERM'), 0);
  });
});

/** Leases of killed processes have to run out before the test does. */
const LISTENING = { HOST: '127.0.0.1', PORT: '0' };
