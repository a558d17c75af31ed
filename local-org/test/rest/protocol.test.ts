import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { at, list, runningOrg, soql, type Caller } from './running-org.ts';

let org: Caller;
before(async () => {
  org = await runningOrg();
});
after(() => org.close());

describe('the API', () => {
  it('lists its versions to anyone', async () => {
    const response = await fetch(`${org.running.url}/services/data`);
    const versions = (await response.json()) as { label: string; version: string; url: string }[];
    assert.deepEqual(versions.at(-1), { label: "Winter '26", url: '/services/data/v65.0', version: '65.0' });
  });

  it('answers nothing else without a session', async () => {
    const { status, body } = await org.call('GET', 'limits', undefined, { Authorization: 'Bearer nonsense' });
    assert.equal(status, 401);
    assert.deepEqual(body, [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]);
  });

  it('tells unknown, unsupported and misused resources apart', async () => {
    const answers = await Promise.all([
      org.call('GET', 'nothing'),
      org.call('GET', '/services/data/v12.0/limits'),
      org.call('GET', 'tooling/sobjects'),
      org.call('PUT', 'limits', {}),
      org.call('POST', 'sobjects/Account', 'Name=x', { 'Content-Type': 'text/plain' }),
      org.call('POST', 'sobjects/Account', '{"Name":'),
    ]);
    assert.deepEqual(
      answers.map(({ status, body }) => [status, at(body, 0, 'errorCode')]),
      [
        [404, 'NOT_FOUND'],
        [404, 'NOT_FOUND'],
        [501, 'UNSUPPORTED_FEATURE'],
        [405, 'METHOD_NOT_ALLOWED'],
        [415, 'UNSUPPORTED_MEDIA_TYPE'],
        [400, 'JSON_PARSER_ERROR'],
      ],
    );
    assert.match(String(at(answers[2].body, 0, 'message')), /^UnsupportedFeature: /);
  });

  it('tolerates two slashes at the start of a path', async () => {
    assert.equal((await org.call('GET', '//services/data/v65.0/limits')).status, 200);
  });

  it('counts requests, and says so in a header and in the limits', async () => {
    const first = await org.call('GET', 'limits');
    const [, used = '', max = ''] = /^api-usage=(\d+)\/(\d+)$/.exec(first.headers.get('Sforce-Limit-Info') ?? '') ?? [];
    assert.equal(at(first.body, 'DailyApiRequests', 'Max'), Number(max));
    assert.equal(at(first.body, 'DailyApiRequests', 'Remaining'), Number(max) - Number(used));
    const second = await org.call('GET', 'limits');
    assert.equal(at(second.body, 'DailyApiRequests', 'Remaining'), Number(max) - Number(used) - 1);
  });

  it('refuses requests once the allocation is used up', async () => {
    const small = await runningOrg({ dailyApiRequests: 2 });
    try {
      await small.call('GET', 'limits');
      await small.call('GET', 'limits');
      const { status, body } = await small.call('GET', 'limits');
      assert.equal(status, 403);
      assert.equal(at(body, 0, 'errorCode'), 'REQUEST_LIMIT_EXCEEDED');
    } finally {
      await small.close();
    }
  });

  it('describes its objects', async () => {
    const all = await org.call('GET', 'sobjects');
    const names = list(all.body, 'sobjects').map((object) => String(at(object, 'name')));
    assert.ok(names.includes('Contact') && names.includes('acme__Order_Event__e'));
    const log = await org.call('GET', 'sobjects/acme__Order_Log__c/describe');
    const key = list(log.body, 'fields').find((field) => String(at(field, 'name')) === 'acme__Key__c');
    assert.equal(at(key, 'externalId'), true);
    assert.equal(at(key, 'length'), 40);
    assert.equal((await org.call('GET', 'sobjects/Nothing/describe')).status, 404);
  });
});

describe('signing in', () => {
  const token = async (parameters: Record<string, string>) => {
    const response = await fetch(`${org.running.url}/services/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: 'local', client_secret: 'local', ...parameters }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };

  it('works with a user name and password, and tells who it is', async () => {
    const { body } = await token({ grant_type: 'password', username: 'ADMIN@local-org.example', password: 'local' });
    assert.equal(body.instance_url, org.running.url);
    const headers = { Authorization: `Bearer ${body.access_token ?? ''}` };
    const info = await org.call('GET', '/services/oauth2/userinfo', undefined, headers);
    assert.equal(at(info.body, 'preferred_username'), 'admin@local-org.example');
    const identity = await fetch(body.id ?? '', { headers });
    assert.equal(((await identity.json()) as { username: string }).username, 'admin@local-org.example');
  });

  it('is refused with the reason', async () => {
    const wrong = await Promise.all([
      token({ grant_type: 'password', username: 'admin@local-org.example', password: 'guess' }),
      token({ grant_type: 'client_credentials', client_secret: 'guess' }),
      token({ grant_type: 'client_credentials', client_id: 'guess' }),
      token({ grant_type: 'device' }),
    ]);
    assert.deepEqual(
      wrong.map(({ status, body }) => [status, body.error]),
      [
        [400, 'invalid_grant'],
        [400, 'invalid_client'],
        [400, 'invalid_client_id'],
        [400, 'unsupported_grant_type'],
      ],
    );
  });

  it('ends when the token is revoked', async () => {
    const { body } = await token({ grant_type: 'client_credentials' });
    const headers = { Authorization: `Bearer ${body.access_token ?? ''}` };
    assert.equal((await org.call('GET', 'limits', undefined, headers)).status, 200);
    await fetch(`${org.running.url}/services/oauth2/revoke`, {
      method: 'POST',
      body: new URLSearchParams({ token: body.access_token ?? '' }),
    });
    assert.equal((await org.call('GET', 'limits', undefined, headers)).status, 401);
  });
});

describe('misbehaviour', () => {
  const misbehave = (fault: unknown) => org.call('POST', '/local-org/misbehave', fault, { 'X-Local-Org': 'local' });
  const answered = async () => {
    const { status, body } = await org.call('GET', 'limits');
    return [status, at(body, 0, 'errorCode')];
  };

  it('is answered in the order it was asked for, then stops', async () => {
    await misbehave({ kind: 'service-unavailable', count: 2 });
    await misbehave({ kind: 'request-limit-exceeded' });
    assert.deepEqual(
      [await answered(), await answered(), await answered(), (await answered())[0]],
      [[503, 'SERVER_UNAVAILABLE'], [503, 'SERVER_UNAVAILABLE'], [403, 'REQUEST_LIMIT_EXCEEDED'], 200],
    );
  });

  it('locks single records', async () => {
    await misbehave({ kind: 'row-lock', object: 'Account' });
    const records = ['A', 'B'].map((Name) => ({ attributes: { type: 'Account' }, Name }));
    const { body } = await org.call('POST', 'composite/sobjects', { records });
    assert.equal(at(body, 0, 'errors', 0, 'statusCode'), 'UNABLE_TO_LOCK_ROW');
    assert.equal(at(body, 1, 'success'), true);
  });

  it('is for the administrator alone', async () => {
    const { status } = await org.call('POST', '/local-org/misbehave', { kind: 'slow', ms: 1 });
    assert.equal(status, 403);
    assert.equal((await misbehave({ kind: 'earthquake' })).status, 400);
  });

  it('ends a session so that the client has to sign in anew', async () => {
    await misbehave({ kind: 'invalid-session' });
    assert.deepEqual(await answered(), [401, 'INVALID_SESSION_ID']);
    assert.deepEqual(await answered(), [401, 'INVALID_SESSION_ID']);
    assert.equal((await org.call('GET', soql('SELECT Id FROM Account'))).status, 401);
  });
});
