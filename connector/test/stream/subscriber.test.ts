import assert from 'node:assert/strict';
import { beforeEach, afterEach, describe, test } from 'node:test';
import { status } from '@grpc/grpc-js';
import { startChangeReader } from '../support/change-reader.ts';
import type { ChangeReader } from '../support/change-reader.ts';
import { eventually } from '../support/connector.ts';
import { useDatabase } from '../support/database.ts';
import { startPubSubServer } from '../support/pubsub-server.ts';
import type { PublishedChange, PubSubServer } from '../support/pubsub-server.ts';

const change = (n: number): PublishedChange => ({
  recordId: `003${String(n).padStart(15, '0')}`,
  changeKey: `key-${n}`,
  changes: [{ property: 'contact.title', field: 'Title', old: null, new: `Title ${n}` }],
});
const keysOf = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, offset) => `003${String(from + offset).padStart(15, '0')}`);

void describe('the subscriber', { timeout: 60_000 }, () => {
  const database = useDatabase();
  let server: PubSubServer;
  const readers: ChangeReader[] = [];

  beforeEach(async () => {
    await database.query('delete from connector.changes');
    await database.query('delete from connector.change_streams');
    await database.query('delete from connector.refused_events');
    server = await startPubSubServer();
  });
  afterEach(async () => {
    for (const reader of readers.splice(0)) await reader.stop();
    await server.close();
  });

  const start = async (options?: Parameters<typeof startChangeReader>[2]): Promise<ChangeReader> => {
    const reader = await startChangeReader(database, server, options);
    readers.push(reader);
    return reader;
  };
  const stop = async (reader: ChangeReader): Promise<void> => {
    readers.splice(readers.indexOf(reader), 1);
    await reader.stop();
  };
  const recordsOf = async (reader: ChangeReader): Promise<string[]> =>
    (await reader.items()).map(({ recordId }) => recordId);
  const has = (reader: ChangeReader, count: number): Promise<string[]> =>
    eventually(async () => {
      const records = await recordsOf(reader);
      return records.length >= count ? records : undefined;
    });

  test('starts with the earliest event that Salesforce keeps and stores changes as they come', async () => {
    server.publish(change(0), change(1));
    const reader = await start();
    await has(reader, 2);
    server.publish(change(2));
    assert.deepEqual(await has(reader, 3), keysOf(0, 3));
    const [first] = await reader.items();
    assert.deepEqual(
      { ...first, cursor: undefined },
      {
        cursor: undefined,
        kind: 'change',
        entity: 'Contact',
        recordId: '003000000000000000',
        demodeskId: null,
        changes: [{ property: 'contact.title', field: 'Title', old: null, new: 'Title 0' }],
        occurredAt: '2026-07-18T10:00:00.000Z',
        changedBy: 'Ada Admin',
      },
    );
  });

  test('goes on after a restart exactly behind what it has stored', async () => {
    const first = await start();
    server.publish(change(0), change(1));
    await has(first, 2);
    await stop(first);
    server.publish(change(2));
    const second = await start();
    assert.deepEqual(await has(second, 3), keysOf(0, 3));
    assert.deepEqual(server.starts, [
      { preset: 'EARLIEST', after: undefined },
      { preset: 'CUSTOM', after: 2 },
    ]);
  });

  test('never has more than a hundred events on the way, and asks for more only after a commit', async () => {
    const gate = Promise.withResolvers<undefined>();
    server.publish(...Array.from({ length: 450 }, (_, n) => change(n)));
    const reader = await start({ onBatch: () => gate.promise.then(() => undefined) });
    await eventually(() => (server.flow.sent === 100 ? true : undefined));
    assert.equal(server.flow.requested, 100);
    gate.resolve(undefined);
    assert.deepEqual(await has(reader, 450), keysOf(0, 450));
    assert.ok(server.flow.mostOutstanding <= 100, `${server.flow.mostOutstanding} were outstanding`);
  });

  test('comes back after a broken stream without losing or repeating a change', async () => {
    const reader = await start();
    server.publish(...Array.from({ length: 30 }, (_, n) => change(n)));
    await has(reader, 30);
    server.breakStreams(status.UNAVAILABLE);
    server.publish(...Array.from({ length: 30 }, (_, n) => change(30 + n)));
    assert.deepEqual(await has(reader, 60), keysOf(0, 60));
    assert.deepEqual(server.starts.at(-1), { preset: 'CUSTOM', after: 30 });
  });

  test('stores again what could not be stored, in the same order', async () => {
    let failures = 2;
    const reader = await start({
      onBatch: () => {
        failures -= 1;
        if (failures >= 0) throw new Error('disk full');
      },
    });
    server.publish(change(0), change(1), change(2));
    assert.deepEqual(await has(reader, 3), keysOf(0, 3));
  });

  test('notices a half-open stream and subscribes again', async () => {
    const reader = await start({ silenceMs: 300 });
    server.publish(change(0));
    await has(reader, 1);
    server.mute(true);
    server.publish(change(1));
    await eventually(() => (server.starts.length > 1 ? true : undefined));
    server.mute(false);
    assert.deepEqual(await has(reader, 2), keysOf(0, 2));
  });

  test('drops the repetitions of a stream that sends everything twice', async () => {
    server.duplicate = true;
    const reader = await start();
    server.publish(...Array.from({ length: 120 }, (_, n) => change(n)));
    server.breakStreams(status.UNAVAILABLE);
    server.publish(change(120));
    assert.deepEqual(await has(reader, 121), keysOf(0, 121));
  });

  test('keeps every change of a stream that has lost its order', async () => {
    server.reverse = true;
    const reader = await start();
    server.publish(...Array.from({ length: 50 }, (_, n) => change(n)));
    const records = await has(reader, 50);
    assert.deepEqual(records.toSorted(), keysOf(0, 50));
  });

  test('renews a token that Salesforce no longer accepts and goes on', async () => {
    const reader = await start();
    server.publish(change(0));
    await has(reader, 1);
    server.token = 'token-1';
    server.breakStreams(status.UNAUTHENTICATED, 'service.auth.error');
    server.publish(change(1));
    assert.deepEqual(await has(reader, 2), keysOf(0, 2));
    assert.equal(reader.renewals, 1);
  });

  test('begins at the earliest event and reconciles when Salesforce has forgotten its place', async () => {
    const first = await start();
    server.publish(change(0), change(1));
    await has(first, 2);
    await stop(first);
    server.publish(...Array.from({ length: 10 }, (_, n) => change(2 + n)));
    server.forgetUpTo(6);
    const startedAt = Date.now();
    const second = await start();
    assert.deepEqual(await has(second, 8), [...keysOf(0, 2), ...keysOf(6, 12)]);
    assert.equal(second.reconciled.length, 1);
    assert.ok((second.reconciled[0]?.getTime() ?? Infinity) < startedAt);
    const [row] = await database.query<{ lost: number }>('select places_lost as lost from connector.change_streams');
    assert.equal(row?.lost, 1);
    assert.equal(second.subscriber.trouble(), undefined);
  });

  test('says why it is not subscribed', async () => {
    await server.close();
    const reader = await start();
    const trouble = await eventually(() => {
      const reason = reader.subscriber.trouble();
      return reason?.reason.startsWith('Pub/Sub API') === true ? reason : undefined;
    });
    assert.equal(trouble.failureClass, 'unavailable');
    assert.match(trouble.reason, /UNAVAILABLE/);
  });

  test('keeps what nobody can read aside and goes on', async () => {
    const reader = await start();
    server.publishGarbage();
    server.publish({ ...change(1), changes: 'no list' }, change(2));
    assert.deepEqual(await has(reader, 1), keysOf(2, 3));
    const refused = await database.query<{ reason: string }>('select reason from connector.refused_events');
    assert.equal(refused.length, 2);
  });

  test('hands calls for a re-sync on instead of listing them in the feed', async () => {
    const reader = await start();
    server.publish(
      {
        kind: 'resync-request',
        recordId: 'a01000000000001AAA',
        changes: [{ property: 'run', field: null, old: null, new: 'run-1' }],
      },
      change(1),
    );
    assert.deepEqual(await has(reader, 1), keysOf(1, 2));
    assert.deepEqual(reader.calls, [{ kind: 'resync-request', recordId: 'a01000000000001AAA', runKey: 'run-1' }]);
  });
});
