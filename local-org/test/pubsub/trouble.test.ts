import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { failed, isFailure, opened, ORDER_EVENTS, withClient, type PlainClient } from './plain-client.ts';

const CODE = 'sfdc.platform.eventbus.grpc.';

const administer = async ({ running }: PlainClient, path: string, body?: object): Promise<unknown> => {
  const answer = await fetch(`${running.url}/local-org/${path}`, {
    headers: { 'X-Local-Org': 'local', 'Content-Type': 'application/json' },
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  });
  assert.ok(answer.ok, `${answer.status}`);
  return answer.json();
};

describe('open streams', () => {
  it('are listed with the port at which they can be reached', () =>
    withClient(async (client) => {
      client.subscribe({});
      await opened(client);
      const { port, streams } = (await administer(client, 'pub-sub')) as { port: number; streams: object[] };
      assert.equal(port, client.running.pubSub.port);
      assert.deepEqual(
        streams.map((stream) => ({ ...stream, userId: '' })),
        [{ id: 1, method: 'Subscribe', topic: ORDER_EVENTS, userId: '', pending: 100, frozen: false }],
      );
    }));

  it('can be dropped, all of them or one', () =>
    withClient(async (client) => {
      const first = client.subscribe({});
      await opened(client);
      const second = client.subscribe({});
      await opened(client, 2);
      assert.deepEqual(await administer(client, 'pub-sub/streams', { kind: 'drop', id: 1 }), { hit: 1 });
      assert.deepEqual(
        { ...failed(await first.next()), details: '' },
        {
          status: status.UNAVAILABLE,
          errorCode: `${CODE}service.unavailable`,
          details: '',
        },
      );
      assert.deepEqual(await administer(client, 'pub-sub/streams', { kind: 'drop', topic: ORDER_EVENTS }), { hit: 1 });
      assert.equal(failed(await second.next()).status, status.UNAVAILABLE);
      assert.deepEqual(client.running.pubSub.streams(), []);
    }));

  it('can be left open without events, keepalives and an end', () =>
    withClient(
      async (client) => {
        const frozen = client.subscribe({});
        await opened(client);
        client.running.pubSub.troubleStreams({ kind: 'freeze' });
        const healthy = client.subscribe({});
        await opened(client, 2);
        await client.publishOrders('1');
        const received: unknown[] = [];
        while (received.length === 0) received.push(...(await client.numbers(await healthy.next())));
        assert.deepEqual(received, ['1']);
        const quiet = Symbol('quiet');
        assert.equal(await Promise.race([frozen.next(), healthy.next().then(() => quiet)]), quiet);
        assert.equal(client.running.pubSub.streams()[0]?.frozen, true);
      },
      { keepAliveMs: 30 },
    ));

  it('can lose their session', () =>
    withClient(async (client) => {
      const stream = client.subscribe({});
      await opened(client);
      client.running.pubSub.troubleStreams({ kind: 'expire-session' });
      assert.equal(failed(await stream.next()).errorCode, `${CODE}service.auth.error`);
      assert.equal(failed(await client.getTopic(ORDER_EVENTS)).status, status.UNAUTHENTICATED);
    }));

  it('end with UNAUTHENTICATED when their session is revoked, as soon as something is to be sent', () =>
    withClient(
      async (client) => {
        const stream = client.subscribe({});
        await opened(client);
        client.running.org.sessions.revoke(client.headers.accesstoken ?? '');
        assert.equal(failed(await stream.next()).errorCode, `${CODE}service.auth.error`);
      },
      { keepAliveMs: 20 },
    ));

  it('are gone when their client leaves', () =>
    withClient(async (client) => {
      const stream = client.subscribe({});
      await opened(client);
      stream.cancel();
      while (client.running.pubSub.streams().length > 0) await turn();
      await client.publishOrders('for nobody');
    }));

  it('stay with a connection that is frozen, and hear nothing', () =>
    withClient(
      async (client) => {
        const stream = client.subscribe({});
        await opened(client);
        assert.equal(client.running.pubSub.troubleConnections({ kind: 'freeze' }), 1);
        const quiet = Symbol('quiet');
        // Other connections go on: five of their keepalives later, this one has had none.
        const other = client.subscribeApart({});
        const five = async (): Promise<symbol> => {
          for (let count = 0; count < 5; count += 1) await other.next();
          return quiet;
        };
        assert.equal(await Promise.race([stream.next(), five()]), quiet);
        other.cancel();
      },
      { keepAliveMs: 20 },
    ));

  it('end with their connection when that is cut', () =>
    withClient(async (client) => {
      const stream = client.subscribe({});
      await opened(client);
      client.running.pubSub.troubleConnections({ kind: 'cut' });
      assert.equal(failed(await stream.next()).status, status.UNAVAILABLE);
    }));
});

describe('faults of the Pub/Sub API', () => {
  it('hit its calls and spare REST', () =>
    withClient(async (client) => {
      const { org } = client.running;
      org.faults.inject({ kind: 'service-unavailable', api: 'pub-sub' });
      assert.equal(failed(await client.getTopic(ORDER_EVENTS)).status, status.UNAVAILABLE);
      org.faults.inject({ kind: 'invalid-session', api: 'pub-sub' });
      assert.equal(failed(await client.getTopic(ORDER_EVENTS)).errorCode, `${CODE}service.auth.error`);
      assert.equal(failed(await client.getTopic(ORDER_EVENTS)).errorCode, `${CODE}service.auth.error`);
    }));

  it('of REST spare its calls', () =>
    withClient(async (client) => {
      client.running.org.faults.inject({ kind: 'service-unavailable' });
      assert.ok(!isFailure(await client.getTopic(ORDER_EVENTS)));
      assert.equal(client.running.org.faults.list().length, 1);
    }));

  it('let a replay id expire', () =>
    withClient(async (client) => {
      const { results } = await client.publishOrders('1');
      const from = { replay_preset: 'CUSTOM', replay_id: results[0]?.replay_id ?? Buffer.alloc(0) } as const;
      await administer(client, 'misbehave', { kind: 'expired-replay-id', object: 'acme__Order_Event__e' });
      const answer = failed(await client.subscribe(from).next());
      assert.equal(answer.errorCode, `${CODE}subscription.fetch.replayid.corrupted`);
      client.subscribe(from);
      await opened(client);
    }));

  it('delay an event, and with it what comes after it', () =>
    withClient(async (client) => {
      const stream = client.subscribe({});
      await opened(client);
      client.running.org.faults.inject({ kind: 'delayed-event', ms: 40 });
      await client.publishOrders('late');
      await client.publishOrders('behind it');
      const received = [...(await client.numbers(await stream.next()))];
      if (received.length < 2) received.push(...(await client.numbers(await stream.next())));
      assert.deepEqual(received, ['late', 'behind it']);
    }));
});
