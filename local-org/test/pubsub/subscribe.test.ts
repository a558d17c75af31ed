import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { status } from '@grpc/grpc-js';
import { runTransaction } from '../../src/runtime/execute.ts';
import { PROFILE_IDS, USER_IDS } from '../../src/security/ids-of-the-org.ts';
import { SObject } from '../../src/values/sobject.ts';
import { expectAnswer, failed, opened, ORDER_NOTICES, withClient } from './plain-client.ts';

const CODE = 'sfdc.platform.eventbus.grpc.subscription.';
const HOUR_MS = 3_600_000;

describe('a subscription', () => {
  it('gets what is published from now on, with the UUID of each event', () =>
    withClient(async (client) => {
      await client.publishOrders('before');
      const stream = client.subscribe({});
      await opened(client);
      await client.publishOrders('1', '2');
      const answer = expectAnswer(await stream.next());
      assert.deepEqual(await client.numbers(answer), ['1', '2']);
      assert.equal(answer.pending_num_requested, 98);
      assert.deepEqual(answer.latest_replay_id, answer.events[1]?.replay_id);
      assert.match(answer.events[0]?.event.id ?? '', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    }));

  it('gets everything that is kept, from the earliest event on', () =>
    withClient(async (client) => {
      await client.publishOrders('1', '2');
      const stream = client.subscribe({ replay_preset: 'EARLIEST' });
      assert.deepEqual(await client.numbers(await stream.next()), ['1', '2']);
    }));

  it('goes on after the replay id it comes back with', () =>
    withClient(async (client) => {
      const { results } = await client.publishOrders('1', '2', '3');
      const replayId = results[0]?.replay_id ?? Buffer.alloc(0);
      const stream = client.subscribe({ replay_preset: 'CUSTOM', replay_id: replayId });
      assert.deepEqual(await client.numbers(await stream.next()), ['2', '3']);
    }));

  it('gets as many events as it asked for, and more when it asks again', () =>
    withClient(async (client) => {
      await client.publishOrders('1', '2', '3', '4');
      const stream = client.subscribe({ replay_preset: 'EARLIEST', num_requested: 1 });
      const first = expectAnswer(await stream.next());
      assert.deepEqual(await client.numbers(first), ['1']);
      assert.equal(first.pending_num_requested, 0);
      stream.send({ num_requested: 2 });
      assert.deepEqual(await client.numbers(await stream.next()), ['2', '3']);
    }));

  it('has at most a hundred events requested', () =>
    withClient(async (client) => {
      const stream = client.subscribe({ num_requested: 500 });
      await opened(client);
      stream.send({ num_requested: 100 });
      await client.publishOrders('1');
      assert.equal(expectAnswer(await stream.next()).pending_num_requested, 99);
    }));

  it('hears from the server when nothing happens, and can come back with the replay id it was told', () =>
    withClient(
      async (client) => {
        const stream = client.subscribe({});
        const quiet = expectAnswer(await stream.next());
        assert.deepEqual(quiet.events, []);
        assert.equal(quiet.pending_num_requested, 100);
        stream.cancel();
        await client.publishOrders('missed');
        const again = client.subscribe({ replay_preset: 'CUSTOM', replay_id: quiet.latest_replay_id });
        assert.deepEqual(await client.numbers(await again.next()), ['missed']);
      },
      { keepAliveMs: 20 },
    ));

  it('is never told a replay id behind an event that it has not asked for yet', () =>
    withClient(
      async (client) => {
        await client.publishOrders('1', '2');
        const stream = client.subscribe({ replay_preset: 'EARLIEST', num_requested: 1 });
        const first = expectAnswer(await stream.next());
        const quiet = expectAnswer(await stream.next());
        assert.deepEqual([quiet.events.length, quiet.pending_num_requested], [0, 0]);
        assert.deepEqual(quiet.latest_replay_id, first.latest_replay_id);
      },
      { keepAliveMs: 20 },
    ));

  it('ends when it has asked for nothing for long', () =>
    withClient(
      async (client) => {
        await client.publishOrders('1');
        const stream = client.subscribe({ replay_preset: 'EARLIEST', num_requested: 1 });
        assert.deepEqual(await client.numbers(await stream.next()), ['1']);
        assert.equal(await stream.next(), null);
      },
      { subscriptionIdleMs: 30 },
    ));

  it('is refused a replay id that is missing, malformed or of no event', () =>
    withClient(async (client) => {
      const attempt = async (replayId: Buffer): Promise<unknown> => {
        const answer = failed(await client.subscribe({ replay_preset: 'CUSTOM', replay_id: replayId }).next());
        return [answer.status, answer.errorCode];
      };
      assert.deepEqual(await attempt(Buffer.alloc(0)), [
        status.INVALID_ARGUMENT,
        `${CODE}fetch.replayid.validation.failed`,
      ]);
      const corrupted = [status.INVALID_ARGUMENT, `${CODE}fetch.replayid.corrupted`];
      assert.deepEqual(await attempt(Buffer.from('abc')), corrupted);
      assert.deepEqual(await attempt(Buffer.from('00000000000004d20000', 'hex')), corrupted);
    }));

  it('is refused a replay id of an event that is no longer kept', () => {
    const clock = { now: Date.UTC(2026, 6, 18) };
    return withClient(
      async (client) => {
        const { results } = await client.publishOrders('old');
        clock.now += 72 * HOUR_MS;
        client.headers.accesstoken = client.running.org.sessions.open(USER_IDS.admin, 'local').token;
        const stream = client.subscribe({
          replay_preset: 'CUSTOM',
          replay_id: results[0]?.replay_id ?? Buffer.alloc(0),
        });
        assert.equal(failed(await stream.next()).errorCode, `${CODE}fetch.replayid.corrupted`);
      },
      { now: () => clock.now },
    );
  });

  it('stays with its topic and asks for at least one event', () =>
    withClient(async (client) => {
      const none = client.subscribe({ num_requested: 0 });
      assert.equal(failed(await none.next()).errorCode, `${CODE}fetch.requested.events.invalid`);
      const stream = client.subscribe({});
      stream.send({ topic_name: ORDER_NOTICES, num_requested: 1 });
      assert.equal(failed(await stream.next()).errorCode, `${CODE}fetch.topic.mismatch`);
    }));

  it('ends when the org has no deliveries left for the day, which its limits tell', () =>
    withClient(
      async (client) => {
        await client.publishOrders('1', '2', '3');
        const stream = client.subscribe({ replay_preset: 'EARLIEST' });
        assert.deepEqual(await client.numbers(await stream.next()), ['1', '2']);
        const answer = failed(await stream.next());
        assert.deepEqual([answer.status, answer.errorCode], [status.RESOURCE_EXHAUSTED, `${CODE}limit.exceeded`]);
        const limits = await fetch(`${client.running.url}/services/data/v65.0/limits`, {
          headers: { Authorization: `Bearer ${client.headers.accesstoken ?? ''}` },
        });
        const { DailyDeliveredPlatformEvents: left } = (await limits.json()) as Record<string, unknown>;
        assert.deepEqual(left, { Max: 2, Remaining: 0 });
      },
      { dailyDeliveredEvents: 2 },
    ));

  it('needs the right to read the event', () =>
    withClient(async (client) => {
      const { org } = client.running;
      const user = new SObject('User')
        .set('Username', 'clerk@example.com')
        .set('LastName', 'Clerk')
        .set('ProfileId', PROFILE_IDS.standardUser)
        .set('IsActive', true);
      org.database.load([user]);
      client.headers.accesstoken = org.sessions.open(user.id ?? '', 'local').token;
      const answer = failed(await client.subscribe({}).next());
      assert.deepEqual([answer.status, answer.errorCode], [status.PERMISSION_DENIED, `${CODE}topic.cannot.subscribe`]);
    }));
});

describe('an event that waits for the commit', () => {
  const notice = (number: string): SObject => new SObject('acme__Order_Notice__e').set('acme__Number__c', number);
  const options = { allOrNone: true, access: 'system', namespace: '' } as const;

  it('reaches the stream when its transaction has ended well, and not when it failed', () =>
    withClient(async (client) => {
      const { org } = client.running;
      const stream = client.subscribe({ topic_name: ORDER_NOTICES });
      await opened(client);
      const publish = (number: string, fails: boolean): void => {
        runTransaction(org, { userId: USER_IDS.admin, kind: 'synchronous' }, () => {
          org.database.dml('insert', [notice(number)], options);
          if (fails) throw new Error('fails');
        });
      };
      assert.throws(() => publish('failed', true), /fails/);
      publish('good', false);
      assert.deepEqual(await client.numbers(await stream.next(), ORDER_NOTICES), ['good']);
    }));

  it('does not reach the stream when its savepoint was rolled back', () =>
    withClient(async (client) => {
      const { org } = client.running;
      runTransaction(org, { userId: USER_IDS.admin, kind: 'synchronous' }, () => {
        org.database.dml('insert', [notice('first')], options);
        const savepoint = org.database.savepoint();
        org.database.dml('insert', [notice('undone')], options);
        org.database.rollback(savepoint);
        org.database.dml('insert', [notice('last')], options);
      });
      const stream = client.subscribe({ topic_name: ORDER_NOTICES, replay_preset: 'EARLIEST' });
      assert.deepEqual(await client.numbers(await stream.next(), ORDER_NOTICES), ['first', 'last']);
    }));
});
