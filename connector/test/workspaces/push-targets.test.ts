import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { eventually, startTestConnector } from '../support/connector.ts';
import type { TestConnector } from '../support/connector.ts';
import { titleChange } from '../support/changes.ts';
import { startFakeSalesforce } from '../support/fake-salesforce.ts';
import type { FakeSalesforce } from '../support/fake-salesforce.ts';
import { startPushReceiver } from '../support/push-receiver.ts';
import type { PushReceiver, ReceivedPush } from '../support/push-receiver.ts';

const FIRST = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const SECOND = 'whsec_c2Vjb25kIHNlY3JldCBvZiB0d2VudHkgZm91ciBieXRlcw==';
const ACCESS = { apiKey: 'key-of-acme', webhookSecrets: ['the-webhook-secret-of-acme'] };

const asked = async (
  connector: TestConnector,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; text: string }> => {
  const response = await fetch(`${connector.url}${path}`, {
    method,
    headers: { authorization: 'Bearer local', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
};

describe('where the changes of a second workspace are pushed to', { timeout: 120_000 }, () => {
  let connector: TestConnector;
  let acme: FakeSalesforce;
  let receiver: PushReceiver;
  let nextReceiver: PushReceiver;
  const answers: string[] = [];

  before(async () => {
    connector = await startTestConnector();
    acme = await startFakeSalesforce(0, '00D000000000001ACM');
    receiver = await startPushReceiver();
    nextReceiver = await startPushReceiver();
  });
  after(async () => {
    await connector.stop();
    await acme.close();
    await receiver.close();
    await nextReceiver.close();
  });

  const request = async (method: string, path: string, body?: unknown) => {
    const answer = await asked(connector, method, path, body);
    answers.push(answer.text);
    return answer;
  };
  const setUp = (push?: { url: string; secrets: string[] }) =>
    request('PUT', '/v1/workspaces/acme', { ...ACCESS, ...(push === undefined ? {} : { push }) });
  const publish = (n: number): void =>
    connector.pubSub.publish({ changeKey: `key-${n}`, changes: titleChange(n).changes });
  const received = ({ received }: PushReceiver, n: number): Promise<ReceivedPush> =>
    eventually(() => received.find(({ item }) => item.changes[0]?.new === `Title ${n}`));
  const signedWith = (secret: string, { headers, body }: ReceivedPush): boolean => {
    const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
    try {
      new Webhook(secret).verify(body, Object.fromEntries(names.map((name) => [name, String(headers[name])])));
      return true;
    } catch {
      return false;
    }
  };

  it('is said when the workspace is set up: its changes go there, signed with its secret', async () => {
    const answer = await setUp({ url: receiver.url, secrets: [FIRST] });
    assert.equal(answer.status, 200);
    assert.deepEqual((JSON.parse(answer.text) as { push: unknown }).push, { url: receiver.url });
    const credentials = { flow: 'client-credentials', clientId: 'acme', clientSecret: 'acme-client-secret' };
    const connected = await request('PUT', '/v1/connection?workspace=acme', { ...credentials, loginUrl: acme.url });
    assert.equal(connected.status, 200);
    await eventually(() => (connector.pubSub.open === 2 ? true : undefined));
    publish(1);
    const push = await received(receiver, 1);
    assert.ok(signedWith(FIRST, push));
    assert.ok(!signedWith(SECOND, push));
  });

  it('is nowhere for the other workspace, which was told of no receiver', async () => {
    assert.equal((await request('GET', '/v1/push')).status, 404);
    assert.equal(receiver.received.length, 1);
  });

  it('changes while the connector runs', async () => {
    assert.equal((await setUp({ url: nextReceiver.url, secrets: [SECOND] })).status, 200);
    publish(2);
    assert.ok(signedWith(SECOND, await received(nextReceiver, 2)));
    const state = await request('GET', '/v1/push?workspace=acme');
    assert.equal((JSON.parse(state.text) as { url: string }).url, nextReceiver.url);
    assert.equal(receiver.received.length, 1);
  });

  it('can be taken back; what happens meanwhile is in the feed, and pushed when there is a receiver again', async () => {
    assert.equal((await setUp()).status, 200);
    assert.equal((await request('GET', '/v1/push?workspace=acme')).status, 404);
    publish(3);
    await eventually(async () => {
      const { text } = await request('GET', '/v1/changes?workspace=acme');
      return text.includes('Title 3') ? true : undefined;
    });
    assert.equal(nextReceiver.received.length, 1);
    await setUp({ url: nextReceiver.url, secrets: [SECOND] });
    await received(nextReceiver, 3);
  });

  it('is shown without the secrets, which are in no answer, no log line and no file', async () => {
    const listed = await request('GET', '/v1/workspaces');
    assert.ok(listed.text.includes(nextReceiver.url));
    const files = readdirSync(connector.dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    for (const secret of [FIRST, SECOND, ...ACCESS.webhookSecrets]) {
      const bare = secret.replace(/^whsec_/, '');
      assert.ok(!answers.some((text) => text.includes(bare)), 'answers');
      assert.ok(!connector.logged.some((line) => line.includes(bare)), 'log');
      const holding = files.filter((file) => readFileSync(file).includes(bare));
      assert.deepEqual(holding, [], 'files');
    }
  });
});

describe('a push target that somebody gives over the API', { timeout: 60_000 }, () => {
  let connector: TestConnector;
  before(async () => {
    connector = await startTestConnector(
      {},
      { SALESFORCE_FLOW: 'web-server', SALESFORCE_LOGIN_URL: 'https://login.salesforce.com' },
    );
  });
  after(() => connector.stop());

  const setUp = (push: unknown) => asked(connector, 'PUT', '/v1/workspaces/acme', { ...ACCESS, push });
  const secrets = [FIRST];

  it('must be a public https address', async () => {
    const inside = ['https://127.0.0.1/', 'https://localhost/', 'https://10.0.0.7/', 'https://169.254.169.254/latest'];
    for (const url of [...inside, 'https://[::ffff:10.0.0.7]/', 'http://hooks.demodesk.com/', 'https://a:b@c.com/']) {
      const { status, text } = await setUp({ url, secrets });
      assert.equal(status, 422, url);
      const problem = JSON.parse(text) as { type: string; pointer: string };
      assert.equal(problem.type, 'urn:demodesk-connector:problem:wrong-push-target');
      assert.equal(problem.pointer, '/push/url');
    }
    assert.equal((await setUp({ url: 'https://hooks.demodesk.com/salesforce', secrets })).status, 200);
  });

  it('needs secrets of the right form', async () => {
    for (const wrong of [undefined, [], ['short'], ['whsec_short'], FIRST]) {
      const { status, text } = await setUp({ url: 'https://hooks.demodesk.com/salesforce', secrets: wrong });
      assert.equal(status, 422);
      assert.match((JSON.parse(text) as { pointer: string }).pointer, /^\/push\/secrets/);
    }
  });
});
