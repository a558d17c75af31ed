import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { FeedItem } from '../../src/changes/feed.ts';
import { forgetOldChanges } from '../../src/changes/retention.ts';
import { openChangeLog, StreamTakenOver } from '../../src/changes/change-log.ts';
import { clearChanges, storeChanges, titleChange } from '../support/changes.ts';
import { eventually, startTestConnector } from '../support/connector.ts';
import type { TestConnector } from '../support/connector.ts';
import { useDatabase } from '../support/database.ts';
import { readFeed } from '../support/change-reader.ts';
import { createChangeFeed } from '../../src/changes/feed.ts';

interface Page {
  data: FeedItem[];
  meta: { nextCursor: string; hasMore: boolean };
  code?: string;
  type?: string;
  remedy?: string;
}

describe('the feed of changes', { timeout: 60_000 }, () => {
  let connector: TestConnector;
  before(async () => {
    connector = await startTestConnector();
  });
  after(() => connector.stop());

  const get = async (query = '', token = 'local'): Promise<{ status: number; page: Page }> => {
    const response = await fetch(`${connector.url}/v1/changes${query}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return { status: response.status, page: (await response.json()) as Page };
  };
  const publish = (from: number, to: number): void =>
    connector.pubSub.publish(
      ...Array.from({ length: to - from }, (_, n) => ({
        changeKey: `key-${from + n}`,
        recordId: `003${String(from + n).padStart(15, '0')}`,
        changes: titleChange(from + n).changes,
      })),
    );
  const titles = (page: Page) => page.data.map(({ changes }) => changes[0]?.new);
  const filled = (count: number) =>
    eventually(async () => {
      const { page } = await get('?limit=1000');
      return page.data.length >= count ? page : undefined;
    });

  it('has changes in the shape that is documented, in their order', async () => {
    publish(0, 5);
    const { data, meta } = await filled(5);
    assert.deepEqual(titles({ data, meta }), ['Title 0', 'Title 1', 'Title 2', 'Title 3', 'Title 4']);
    assert.deepEqual(Object.keys(data[0] ?? {}).sort(), [
      ...['changedBy', 'changes', 'cursor', 'demodeskId', 'entity', 'kind', 'occurredAt', 'recordId'],
    ]);
    assert.equal(meta.hasMore, false);
    assert.equal(meta.nextCursor, data.at(-1)?.cursor);
  });

  it('is read page by page, and goes on from any cursor', async () => {
    const first = (await get('?limit=2')).page;
    assert.equal(first.meta.hasMore, true);
    const second = (await get(`?limit=2&after=${first.meta.nextCursor}`)).page;
    assert.deepEqual([...titles(first), ...titles(second)], ['Title 0', 'Title 1', 'Title 2', 'Title 3']);
    const again = (await get(`?limit=2&after=${first.data[0]?.cursor ?? ''}`)).page;
    assert.deepEqual(titles(again), ['Title 1', 'Title 2']);
  });

  it('answers an empty page with a cursor to go on with', async () => {
    const last = (await get('?limit=1000')).page.meta.nextCursor;
    const { page } = await get(`?after=${last}`);
    assert.deepEqual(page, { data: [], meta: { nextCursor: last, hasMore: false } });
  });

  it('lets a reader wait for the next change', async () => {
    const last = (await get('?limit=1000')).page.meta.nextCursor;
    const waiting = get(`?after=${last}&wait=30`);
    publish(5, 6);
    assert.deepEqual(titles((await waiting).page), ['Title 5']);
  });

  it('lets a reader wait in vain', async () => {
    const last = (await get('?limit=1000')).page.meta.nextCursor;
    const { status, page } = await get(`?after=${last}&wait=0.05`);
    assert.equal(status, 200);
    assert.deepEqual(page.data, []);
  });

  for (const [what, query] of [
    ['is no cursor', '?after=nonsense'],
    [
      'belongs to another feed',
      `?after=${Buffer.from('00000000-0000-4000-8000-000000000000.1').toString('base64url')}`,
    ],
  ] as const) {
    it(`refuses a cursor that ${what}, and says what to do`, async () => {
      const { status, page } = await get(query);
      assert.equal(status, 400);
      assert.equal(page.type, 'urn:demodesk-connector:problem:bad-cursor');
      assert.match(page.remedy ?? '', /after/);
    });
  }

  it('refuses a cursor from its own future', async () => {
    const { data } = (await get('?limit=1')).page;
    const [feedId] = Buffer.from(data[0]?.cursor ?? '', 'base64url')
      .toString()
      .split('.');
    const { status } = await get(`?after=${Buffer.from(`${feedId ?? ''}.999999`).toString('base64url')}`);
    assert.equal(status, 400);
  });

  for (const query of ['?limit=0', '?limit=1001', '?limit=x', '?wait=56', '?wait=-1']) {
    it(`refuses ${query}`, async () => {
      assert.equal((await get(query)).status, 400);
    });
  }

  it('is for callers with a token only', async () => {
    assert.equal((await get('', 'wrong')).status, 401);
    assert.equal((await fetch(`${connector.url}/v1/changes`)).status, 401);
  });

  it('lets readers go when the connector stops', async () => {
    const other = await startTestConnector();
    const waiting = fetch(`${other.url}/v1/changes?wait=55`, { headers: { authorization: 'Bearer local' } });
    await eventually(async () => {
      const metrics = await fetch(`${other.url}/metrics`);
      return metrics.ok ? true : undefined;
    });
    await other.stop();
    assert.equal((await waiting).status, 200);
  });
});

describe('the log behind the feed', { timeout: 60_000 }, () => {
  const database = useDatabase();
  beforeEach(() => clearChanges(database));

  it('keeps the place in the stream byte by byte', async () => {
    const log = await openChangeLog(database, 'default');
    const replayId = Buffer.from('00ff10fffffffffffffffe', 'hex');
    await log.append({ changes: [], refused: [], replayId });
    assert.deepEqual((await log.place()).replayId, replayId);
  });

  it('stores a change once, within a batch and across batches', async () => {
    assert.equal(await storeChanges(database, [titleChange(1), titleChange(2), titleChange(1)]), 2);
    assert.equal(await storeChanges(database, [titleChange(2), titleChange(3)]), 1);
    const items = await readFeed(createChangeFeed(database));
    assert.deepEqual(
      items.map(({ changes }) => changes[0]?.new),
      ['Title 1', 'Title 2', 'Title 3'],
    );
  });

  it('moves neither the place nor the feed when a transaction fails', async () => {
    const log = await openChangeLog(database, 'default');
    await log.append({ changes: [titleChange(1)], refused: [], replayId: Buffer.from([1]) });
    const failing = log.append({ changes: [titleChange(2)], refused: [], replayId: Buffer.from([2]) }, () =>
      Promise.reject(new Error('no')),
    );
    await assert.rejects(failing, /no/);
    assert.deepEqual((await log.place()).replayId, Buffer.from([1]));
    assert.equal((await readFeed(createChangeFeed(database))).length, 1);
  });

  it('is closed to a process that another one has taken over from', async () => {
    const before = await openChangeLog(database, 'default');
    await openChangeLog(database, 'default');
    await assert.rejects(
      before.append({ changes: [titleChange(1)], refused: [], replayId: Buffer.from([1]) }),
      StreamTakenOver,
    );
  });

  it('keeps the workspaces apart', async () => {
    await storeChanges(database, [titleChange(1)], 'default');
    await storeChanges(database, [titleChange(1), titleChange(2)], 'other');
    const feed = createChangeFeed(database);
    assert.equal((await readFeed(feed)).length, 1);
    assert.equal((await readFeed(feed, 'other')).length, 2);
  });

  it('stores text that a database does not take', async () => {
    const odd = {
      ...titleChange(1),
      changedBy: 'a\u0000b',
      changes: [{ ...titleChange(1).changes[0], new: '\ud800' }],
    };
    assert.equal(await storeChanges(database, [odd as ReturnType<typeof titleChange>]), 1);
  });

  it('forgets old changes from the beginning, and tells a reader who missed some', async () => {
    await storeChanges(database, [titleChange(1), titleChange(2)]);
    const feed = createChangeFeed(database);
    const first = await feed.page('default', undefined, 1);
    assert.ok(first.is === 'page');
    await database.query("update connector.changes set received_at = now() - interval '40 days'");
    await storeChanges(database, [titleChange(3)]);
    assert.equal(await forgetOldChanges(database, 'default', 30 * 86_400_000), 2);
    assert.deepEqual(await feed.page('default', first.next, 10), { is: 'forgotten' });
    const rest = await readFeed(feed);
    assert.deepEqual(
      rest.map(({ changes }) => changes[0]?.new),
      ['Title 3'],
    );
  });
});
