import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { status } from '@grpc/grpc-js';
import { expectAnswer, ORDER_EVENTS, plainClient, type PlainClient } from './plain-client.ts';

const CODE = 'sfdc.platform.eventbus.grpc.';

describe('a plain gRPC client', () => {
  let client: PlainClient;
  before(async () => {
    client = await plainClient();
  });
  after(() => client.close());

  it('finds the topic of an event and may publish and subscribe', async () => {
    const topic = expectAnswer(await client.getTopic(ORDER_EVENTS));
    assert.equal(topic.topic_name, ORDER_EVENTS);
    assert.deepEqual([topic.can_publish, topic.can_subscribe], [true, true]);
    assert.match(topic.rpc_id, /^[0-9a-f-]{36}$/);
    assert.ok(topic.tenant_guid.endsWith(client.running.org.id));
  });

  it('reads the schema as Salesforce generates it', async () => {
    const topic = expectAnswer(await client.getTopic(ORDER_EVENTS));
    const schema = expectAnswer(await client.getSchema(topic.schema_id));
    assert.equal(schema.schema_id, topic.schema_id);
    const { name, namespace, type, fields } = JSON.parse(schema.schema_json) as Record<string, unknown> & {
      fields: { name: string; type: unknown; default?: unknown }[];
    };
    assert.deepEqual([name, namespace, type], ['acme__Order_Event__e', 'com.sforce.eventbus', 'record']);
    assert.deepEqual(
      fields.map((field) => [field.name, field.type, field.default]),
      [
        ['CreatedDate', 'long', undefined],
        ['CreatedById', 'string', undefined],
        ['acme__Action__c', ['null', 'string'], null],
        ['acme__Number__c', ['null', 'string'], null],
        ['acme__Times__c', ['null', 'double'], null],
      ],
    );
  });

  it('is told that there is no such topic or schema', async () => {
    const topic = await client.getTopic('/event/Nothing__e');
    assert.deepEqual(
      { ...topic, details: '' },
      { status: status.NOT_FOUND, errorCode: `${CODE}topic.not.found`, details: '' },
    );
    const schema = await client.getSchema('nothing');
    assert.equal('status' in schema && schema.status, status.NOT_FOUND);
    const blank = await client.getTopic('');
    assert.equal('errorCode' in blank && blank.errorCode, `${CODE}topic.validation.empty`);
  });

  it('is refused loudly what the local org has not: change data capture and managed subscriptions', async () => {
    const topic = await client.getTopic('/data/AccountChangeEvent');
    assert.equal('status' in topic && topic.status, status.UNIMPLEMENTED);
    assert.match('details' in topic ? topic.details : '', /^UnsupportedFeature: the Pub\/Sub topic \/data\//);
    const managed = client.managedSubscribe();
    const answer = await managed.next();
    assert.ok(answer && 'details' in answer);
    assert.match(answer.details, /^UnsupportedFeature: ManagedSubscribe/);
  });

  it('is told the number of its call in every error', async () => {
    const answer = await client.getTopic('/event/Nothing__e');
    assert.match('details' in answer ? answer.details : '', / rpcId: [0-9a-f-]{36}$/);
  });
});

describe('signing in to the Pub/Sub API', () => {
  let client: PlainClient;
  before(async () => {
    client = await plainClient();
  });
  after(() => client.close());

  const failure = async (change: Record<string, string>): Promise<unknown> => {
    const before = { ...client.headers };
    Object.assign(client.headers, change);
    const answer = await client.getTopic(ORDER_EVENTS);
    Object.assign(client.headers, before);
    return 'errorCode' in answer ? [answer.status, answer.errorCode] : answer;
  };

  it('needs every header', async () => {
    for (const name of ['accesstoken', 'instanceurl', 'tenantid']) {
      assert.deepEqual(await failure({ [name]: '' }), [status.UNAUTHENTICATED, `${CODE}service.auth.headers.invalid`]);
    }
  });

  it('needs a session of this org', async () => {
    const error = [status.UNAUTHENTICATED, `${CODE}service.auth.error`];
    assert.deepEqual(await failure({ accesstoken: 'nobody' }), error);
    assert.deepEqual(await failure({ tenantid: '00DQx0000000009MAA' }), error);
    assert.deepEqual(await failure({ instanceurl: 'somewhere' }), error);
  });

  it('ends with the session', async () => {
    client.running.org.sessions.revoke(client.headers.accesstoken ?? '');
    assert.deepEqual(await failure({}), [status.UNAUTHENTICATED, `${CODE}service.auth.error`]);
  });
});
