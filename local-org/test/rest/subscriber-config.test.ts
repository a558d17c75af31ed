import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { at, runningOrg, soql, type Caller } from './running-org.ts';

const CONFIGS = 'tooling/sobjects/PlatformEventSubscriberConfig';

let org: Caller;
before(async () => {
  org = await runningOrg();
});
after(() => org.close());

/** Who runs the trigger of an order event that is published now, and over how many events. */
const runOf = async (number: string): Promise<unknown[]> => {
  await org.call('POST', 'composite/sobjects', {
    records: [1, 2, 3].map((n) => ({
      attributes: { type: 'acme__Order_Event__e' },
      acme__Number__c: `${number}-${n}`,
    })),
  });
  org.running.org.events.deliver();
  const { body } = await org.call(
    'GET',
    soql(
      `SELECT acme__Batch_Size__c, CreatedBy.Username FROM acme__Order_Log__c WHERE acme__Number__c = '${number}-1'`,
    ),
  );
  return [at(body, 'records', 0, 'acme__Batch_Size__c'), at(body, 'records', 0, 'CreatedBy', 'Username')];
};

describe('PlatformEventSubscriberConfig over the Tooling API', () => {
  it('sets the running user and the batch size of a trigger, from its next batch on', async () => {
    const Metadata = { platformEventConsumer: 'acme__OrderEvents', batchSize: 2, user: 'admin@local-org.example' };
    const created = await org.call('POST', CONFIGS, { FullName: 'Orders', Metadata });
    assert.equal(created.status, 201, JSON.stringify(created.body));
    assert.deepEqual(await runOf('a'), [2, 'admin@local-org.example']);
    const path = `${CONFIGS}/${String(at(created.body, 'id'))}`;
    assert.equal((await org.call('PATCH', path, { Metadata: { batchSize: 1 } })).status, 204);
    assert.deepEqual(at((await org.call('GET', path)).body, 'Metadata'), {
      platformEventConsumer: 'OrderEvents',
      batchSize: 1,
      user: 'admin@local-org.example',
    });
    assert.equal((await runOf('b'))[0], 1);
    const second = await org.call('POST', CONFIGS, { Metadata });
    assert.equal(at(second.body, 0, 'errorCode'), 'DUPLICATE_VALUE');
    assert.equal((await org.call('DELETE', path)).status, 204);
    assert.equal((await runOf('c'))[0], 3);
    assert.equal((await org.call('GET', path)).status, 404);
  });

  it('refuses triggers and users that the org has not', async () => {
    // The project's own configuration is there, too.
    const own = await org.call('POST', CONFIGS, { Metadata: { platformEventConsumer: 'OrderNotices' } });
    assert.equal(at(own.body, 0, 'errorCode'), 'DUPLICATE_VALUE');
    for (const Metadata of [
      { platformEventConsumer: 'Nothing' },
      { platformEventConsumer: 'OrderNotices', user: 'nobody@example.com' },
      { platformEventConsumer: 'OrderNotices', batchSize: 2_001 },
    ]) {
      assert.equal((await org.call('POST', CONFIGS, { Metadata })).status, 400);
    }
  });
});
