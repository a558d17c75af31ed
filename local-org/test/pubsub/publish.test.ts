import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { status } from '@grpc/grpc-js';
import type { PublishResult } from '../../src/pubsub/messages.ts';
import { expectAnswer, isFailure, ORDER_EVENTS, ORDER_NOTICES, plainClient, type PlainClient } from './plain-client.ts';

const outcome = ({ error, correlation_key: key }: PublishResult): string => `${key} ${error?.code ?? 'published'}`;

describe('publishing over gRPC', () => {
  let client: PlainClient;
  before(async () => {
    client = await plainClient();
  });
  after(() => client.close());

  it('gives each event its replay id, and tells for each what is wrong with it', async () => {
    const good = await client.orderEvent('1', 'good');
    const withoutNumber = await client.orderEvent(null, 'incomplete');
    const answer = expectAnswer(
      await client.publish({
        topic_name: ORDER_EVENTS,
        events: [
          good,
          withoutNumber,
          { ...good, id: 'broken', payload: Buffer.from('zz') },
          { ...good, id: 'foreign', schema_id: (await client.schemaType(ORDER_NOTICES)).id },
          { ...good, id: 'large', payload: Buffer.alloc(1024 * 1024 + 1) },
        ],
      }),
    );
    assert.deepEqual(answer.results.map(outcome), [
      'good published',
      'incomplete PUBLISH',
      'broken PUBLISH',
      'foreign PUBLISH',
      'large PUBLISH',
    ]);
    assert.equal(answer.results[0]?.replay_id?.length, 10);
    assert.match(answer.results[1]?.error?.msg ?? '', /^REQUIRED_FIELD_MISSING: .*Number__c/);
  });

  it('needs at least one event', async () => {
    const answer = await client.publish({ topic_name: ORDER_EVENTS, events: [] });
    assert.ok(isFailure(answer));
    assert.deepEqual(
      [answer.status, answer.errorCode],
      [status.INVALID_ARGUMENT, 'sfdc.platform.eventbus.grpc.publish.event.count.invalid'],
    );
  });

  it('reaches the triggers of the org', async () => {
    const { org } = client.running;
    await client.publishOrders('for the trigger');
    org.events.deliver();
    const status = org.events.subscribers().find(({ trigger }) => trigger === 'OrderEvents');
    assert.equal(status?.status, 'Running');
    assert.notEqual(status.position, null);
  });
});

describe('a publish stream', () => {
  let client: PlainClient;
  before(async () => {
    client = await plainClient();
  });
  after(() => client.close());

  it('answers every request in order; the topic needs to be said once', async () => {
    const stream = client.publishStream();
    stream.send({ topic_name: ORDER_EVENTS, events: [await client.orderEvent('1', 'a')] });
    stream.send({ events: [await client.orderEvent('2', 'b'), await client.orderEvent('3', 'c')] });
    assert.deepEqual(expectAnswer(await stream.next()).results.map(outcome), ['a published']);
    assert.deepEqual(expectAnswer(await stream.next()).results.map(outcome), ['b published', 'c published']);
    stream.cancel();
  });

  it('stays with its topic', async () => {
    const stream = client.publishStream();
    stream.send({ topic_name: ORDER_EVENTS, events: [await client.orderEvent('1', 'a')] });
    await stream.next();
    stream.send({ topic_name: ORDER_NOTICES, events: [await client.orderEvent('2', 'b')] });
    const answer = await stream.next();
    assert.ok(isFailure(answer));
    assert.equal(answer.errorCode, 'sfdc.platform.eventbus.grpc.publish.topic.mismatch');
  });

  it('ends when nothing comes for long', async () => {
    const impatient = await plainClient({ publishIdleMs: 50 });
    const answer = await impatient.publishStream().next();
    await impatient.close();
    assert.ok(isFailure(answer));
    assert.equal(answer.errorCode, 'sfdc.platform.eventbus.grpc.publish.stream.sweeper.timeout');
  });
});
