import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { readStream } from '../../src/changes/feed.ts';
import { createLogger } from '../../src/logging.ts';
import { createPushStore } from '../../src/push/push-store.ts';
import type { PushStore } from '../../src/push/push-store.ts';
import { startPusher } from '../../src/push/pusher.ts';
import type { Pusher, PusherOptions } from '../../src/push/pusher.ts';
import { clearChanges, storeChanges, titleChange } from '../support/changes.ts';
import { eventually } from '../support/connector.ts';
import { useDatabase } from '../support/database.ts';
import { startPushReceiver } from '../support/push-receiver.ts';
import type { PushReceiver } from '../support/push-receiver.ts';

const SECRETS = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_c2Vjb25kIHNlY3JldCBvZiB0d2VudHkgZm91ciBieXRlcw=='];

void describe('the pusher', { timeout: 60_000 }, () => {
  const database = useDatabase();
  let store: PushStore;
  let receiver: PushReceiver;
  const pushers: Pusher[] = [];

  beforeEach(async () => {
    await clearChanges(database);
    store = createPushStore(database, 'default');
    receiver = await startPushReceiver();
    await store.open(receiver.url);
  });
  afterEach(async () => {
    for (const pusher of pushers.splice(0)) await pusher.stop();
    await receiver.close();
  });

  const start = async (options: Partial<PusherOptions> = {}): Promise<Pusher> => {
    const pusher = startPusher({
      ...{
        store,
        target: { url: receiver.url, secrets: SECRETS, network: 'this-machine' },
        log: createLogger('silent'),
      },
      ...{ feedId: (await readStream(database, 'default')).feedId, schedule: [5, 5, 5], ...options },
    });
    pushers.push(pusher);
    return pusher;
  };
  const received = (count: number) =>
    eventually(() => (receiver.received.length >= count ? receiver.received : undefined));
  const titles = () => receiver.received.map(({ item }) => item.changes[0]?.new);

  test('sends each change as it stands in the feed, signed with every secret', async () => {
    await storeChanges(database, [titleChange(1)]);
    await start();
    const [push] = await received(1);
    assert.ok(push);
    assert.deepEqual(Object.keys(push.item), [
      'cursor',
      'kind',
      'entity',
      'recordId',
      'demodeskId',
      'changes',
      'occurredAt',
      'changedBy',
    ]);
    const headers = {
      'webhook-id': String(push.headers['webhook-id']),
      'webhook-timestamp': String(push.headers['webhook-timestamp']),
      'webhook-signature': String(push.headers['webhook-signature']),
    };
    for (const secret of SECRETS) assert.deepEqual(new Webhook(secret).verify(push.body, headers), push.item);
    assert.throws(() => new Webhook('whsec_dGhlIHNlY3JldCBvZiBzb21lYm9keSBlbHNl').verify(push.body, headers));
  });

  test('keeps the order of a record and never sends two of its changes at once', async () => {
    await storeChanges(
      database,
      Array.from({ length: 60 }, (_, n) => titleChange(n, n % 3)),
    );
    await start();
    const all = await received(60);
    for (const record of [0, 1, 2]) {
      const own = all
        .filter(({ item }) => item.recordId.endsWith(String(record)))
        .map(({ item }) => item.changes[0]?.new);
      assert.deepEqual(
        own,
        Array.from({ length: 20 }, (_, n) => `Title ${n * 3 + record}`),
      );
    }
    assert.equal(receiver.mostAtOnceOfARecord, 1);
  });

  test('tries a failed push again under the same id; it holds up its own record alone', async () => {
    let refusals = 2;
    receiver.answer = ({ item }) => (item.recordId.endsWith('1') && refusals-- > 0 ? 500 : 204);
    await storeChanges(database, [titleChange(1, 1), titleChange(2, 1), titleChange(3, 2)]);
    await start();
    await received(5);
    assert.deepEqual(
      titles().filter((title) => title !== 'Title 3'),
      ['Title 1', 'Title 1', 'Title 1', 'Title 2'],
    );
    const ids = receiver.received.filter(({ item }) => item.changes[0]?.new === 'Title 1');
    assert.equal(new Set(ids.map(({ headers }) => headers['webhook-id'])).size, 1);
  });

  test('gives a push up at the end of the schedule, lists it and lets the record go on', async () => {
    receiver.answer = ({ item }) => (item.changes[0]?.new === 'Title 1' ? 503 : 204);
    await storeChanges(database, [titleChange(1, 1), titleChange(2, 1)]);
    const pusher = await start();
    await received(5);
    assert.deepEqual(titles(), ['Title 1', 'Title 1', 'Title 1', 'Title 1', 'Title 2']);
    const [dead] = await store.dead(10);
    assert.equal(dead?.attempts, 4);
    assert.equal(dead.status, 503);
    receiver.answer = () => 204;
    assert.equal(await store.resend(dead.sequence), 1);
    pusher.wake();
    await received(6);
    assert.equal(titles().at(-1), 'Title 1');
    await eventually(async () => ((await store.dead(10)).length === 0 ? true : undefined));
  });

  test('stops when the receiver is gone, and loses nothing until it is enabled again', async () => {
    receiver.answer = () => 410;
    await storeChanges(database, [titleChange(1)]);
    const pusher = await start();
    await eventually(async () => ((await store.stopped()) ? true : undefined));
    receiver.answer = () => 204;
    const before = receiver.received.length;
    await storeChanges(database, [titleChange(2)]);
    pusher.wake();
    await eventually(async () => ((await store.state())?.waiting === 2 ? true : undefined));
    assert.equal(receiver.received.length, before);
    assert.match(pusher.trouble()?.reason ?? '', /410/);
    assert.equal(await store.enable(), true);
    pusher.wake();
    await received(before + 2);
    assert.deepEqual(titles().slice(before), ['Title 1', 'Title 2']);
  });

  test('goes on after a restart with what was on the wire', async () => {
    receiver.answer = () => 'hang';
    await storeChanges(database, [titleChange(1)]);
    const first = await start();
    await received(1);
    pushers.pop();
    await first.stop();
    receiver.answer = () => 204;
    await start();
    await received(2);
    assert.deepEqual(titles(), ['Title 1', 'Title 1']);
    await eventually(async () => ((await store.state())?.waiting === 0 ? true : undefined));
  });

  test('does not follow a redirect', async () => {
    receiver.answer = () => 307;
    await storeChanges(database, [titleChange(1)]);
    await start({ schedule: [] });
    const dead = await eventually(async () => (await store.dead(1))[0]);
    assert.equal(dead.status, 307);
  });

  test('does not reach inside through a name that leads there', async () => {
    await storeChanges(database, [titleChange(1)]);
    const url = receiver.url.replace('127.0.0.1', 'localhost');
    await start({ target: { url, secrets: SECRETS, network: 'public' }, schedule: [] });
    const dead = await eventually(async () => (await store.dead(1))[0]);
    assert.match(dead.reason ?? '', /leads to an address inside/);
    assert.deepEqual(receiver.received, []);
  });

  test('pushes what happens from now on when an endpoint is set for the first time', async () => {
    await clearChanges(database);
    await storeChanges(database, [titleChange(1)]);
    await store.open(receiver.url);
    await storeChanges(database, [titleChange(2)]);
    await start();
    await received(1);
    assert.deepEqual(titles(), ['Title 2']);
  });
});
