import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FeedItem } from '../../src/changes/feed.ts';
import { environment, eventually } from '../support/connector.ts';
import { createConnectorProcesses } from '../support/connector-process.ts';
import type { ConnectorProcess } from '../support/connector-process.ts';
import { temporaryDataDir } from '../support/database-template.ts';
import type { TemporaryDataDir } from '../support/database-template.ts';
import { startFakeSalesforce } from '../support/fake-salesforce.ts';
import type { FakeSalesforce } from '../support/fake-salesforce.ts';
import { startPostgres } from '../support/postgres/server.ts';
import type { PostgresServer } from '../support/postgres/server.ts';
import { startPubSubServer } from '../support/pubsub-server.ts';
import type { PubSubServer } from '../support/pubsub-server.ts';

const CHANGES = 2000;
const KILLS = 10;
/** Whoever takes over has this long. */
const TAKE_OVER_MS = 15_000;

const recordId = (n: number): string => `003${String(n).padStart(15, '0')}`;
const indexOf = ({ recordId: id }: FeedItem): number => Number(id.slice(3));

const publish = (server: PubSubServer, from: number, to: number): void =>
  server.publish(
    ...Array.from({ length: to - from }, (_, n) => ({
      recordId: recordId(from + n),
      changeKey: `key-${from + n}`,
      changes: [{ property: 'contact.title', field: 'Title', old: null, new: `Title ${from + n}` }],
    })),
  );

const readAll = async (url: string): Promise<FeedItem[]> => {
  const items: FeedItem[] = [];
  let after = '';
  for (;;) {
    const response = await fetch(`${url}/v1/changes?limit=1000${after}`, {
      headers: { authorization: 'Bearer local' },
    });
    assert.equal(response.status, 200);
    const { data, meta } = (await response.json()) as {
      data: FeedItem[];
      meta: { nextCursor: string; hasMore: boolean };
    };
    items.push(...data);
    if (!meta.hasMore) return items;
    after = `&after=${meta.nextCursor}`;
  }
};

describe('a connector process that is killed', { timeout: 400_000 }, () => {
  let salesforce: FakeSalesforce;
  let server: PubSubServer;
  let dataDir: TemporaryDataDir;
  let postgres: PostgresServer;
  const processes = createConnectorProcesses();

  before(async () => {
    postgres = await startPostgres();
  });
  after(() => postgres.stop());
  beforeEach(async () => {
    salesforce = await startFakeSalesforce();
    server = await startPubSubServer();
    server.token = '*';
    dataDir = await temporaryDataDir();
  });
  afterEach(async () => {
    processes.killAll();
    await server.close();
    await salesforce.close();
    dataDir.remove();
  });

  const start = (change: NodeJS.ProcessEnv = {}): Promise<ConnectorProcess> => {
    const own = environment(salesforce.url, dataDir.path);
    return processes.start({ ...own, SALESFORCE_PUBSUB_URL: server.address, ...change }, dataDir.path);
  };

  it('at ten random moments while 2,000 changes stream delivers each of them, its place never ahead', async (test) => {
    const perLife = CHANGES / (KILLS + 1);
    let last: ConnectorProcess | undefined;
    for (let life = 0; life <= KILLS; life += 1) {
      const one: ConnectorProcess = await start();
      const begun = await eventually(() => server.starts[life]);
      const stored = new Set((await readAll(one.url)).map(indexOf));
      for (let n = 0; n < (begun.after ?? 0); n += 1) {
        assert.ok(stored.has(n), `the stream went on behind ${begun.after ?? 0}, but change ${n} is not in the feed`);
      }
      publish(server, Math.round(life * perLife), Math.round((life + 1) * perLife));
      last = one;
      if (life === KILLS) break;
      await sleep(Math.random() * 60);
      await one.end('SIGKILL');
    }
    assert.ok(last);
    const { url } = last;
    const items = await eventually(async () => {
      const all = await readAll(url);
      return all.length >= CHANGES ? all : undefined;
    });
    assert.deepEqual(
      items.map(indexOf),
      Array.from({ length: CHANGES }, (_, n) => n),
    );
    test.diagnostic(`${KILLS} kills, ${CHANGES} changes in the feed, each once and in order`);
  });

  it('is followed by another one within 15 s; each change is in the feed once', async (test) => {
    const DATABASE_URL = await postgres.database('takeover');
    const first = await start({ DATABASE_URL });
    await eventually(() => (server.open === 1 ? true : undefined));
    const second = await start({ DATABASE_URL });
    publish(server, 0, 500);
    await eventually(async () => ((await readAll(second.url)).length === 500 ? true : undefined));
    assert.equal(server.open, 1, 'both processes subscribed');
    publish(server, 500, 1000);
    const killedAt = performance.now();
    await first.end('SIGKILL');
    publish(server, 1000, 1500);
    const items = await eventually(async () => {
      const all = await readAll(second.url);
      return all.length >= 1500 ? all : undefined;
    });
    const tookMs = performance.now() - killedAt;
    assert.deepEqual(
      items.map(indexOf),
      Array.from({ length: 1500 }, (_, n) => n),
    );
    assert.ok(tookMs < TAKE_OVER_MS, `taking over took ${Math.round(tookMs)} ms`);
    test.diagnostic(`taken over and caught up in ${Math.round(tookMs)} ms`);
  });

  it('although it is only frozen is followed by another one, and cannot store anything when it wakes up', async (test) => {
    const DATABASE_URL = await postgres.database('frozen');
    const first = await start({ DATABASE_URL });
    await eventually(() => (server.open === 1 ? true : undefined));
    const second = await start({ DATABASE_URL });
    publish(server, 0, 100);
    await eventually(async () => ((await readAll(second.url)).length === 100 ? true : undefined));
    const frozenAt = performance.now();
    first.process.kill('SIGSTOP');
    publish(server, 100, 200);
    await eventually(async () => ((await readAll(second.url)).length === 200 ? true : undefined));
    const tookMs = performance.now() - frozenAt;
    first.process.kill('SIGCONT');
    publish(server, 200, 300);
    const items = await eventually(async () => {
      const all = await readAll(second.url);
      return all.length >= 300 ? all : undefined;
    });
    assert.deepEqual(
      items.map(indexOf),
      Array.from({ length: 300 }, (_, n) => n),
    );
    assert.ok(tookMs < TAKE_OVER_MS, `taking over took ${Math.round(tookMs)} ms`);
    test.diagnostic(`taken over from a frozen process in ${Math.round(tookMs)} ms`);
  });
});
