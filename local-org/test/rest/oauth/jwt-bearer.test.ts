import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { startLocalOrg, type RunningLocalOrg } from '../../../src/cli/start.ts';
import { ADMIN_USERNAME } from '../../../src/security/founding-records.ts';
import { ORDERS } from '../running-org.ts';

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const NOW = Date.UTC(2026, 6, 18);

let running: RunningLocalOrg;
before(async () => {
  const certificate = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const apps = [{ id: 'signed', secret: 'unused', certificate }];
  running = await startLocalOrg({ projectDir: ORDERS, port: 0, apps, now: () => NOW });
});
after(() => running.close());

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const jwt = (claims: object = {}, header: object = { alg: 'RS256' }): string => {
  const good = { iss: 'signed', sub: ADMIN_USERNAME, aud: 'https://login.salesforce.com', exp: NOW / 1000 + 180 };
  const content = `${encoded(header)}.${encoded({ ...good, ...claims })}`;
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), keys.privateKey).toString('base64url')}`;
};

const signIn = async (assertion: string): Promise<Record<string, unknown>> => {
  const response = await fetch(`${running.url}/services/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }),
  });
  return (await response.json()) as Record<string, unknown>;
};

describe('the JWT bearer flow', () => {
  it('gives a session for the user that the app names, without a refresh token', async () => {
    const answer = await signIn(jwt());
    assert.equal(answer.token_type, 'Bearer');
    assert.equal(answer.refresh_token, undefined);
    assert.ok(running.org.sessions.find(String(answer.access_token)));
  });

  it('refuses what is not right about the assertion, in words of Salesforce', async () => {
    const refusals: [string, string, string][] = [
      [jwt({ iss: 'nobody' }), 'invalid_client_id', 'client identifier invalid'],
      [jwt({ iss: 'local' }), 'invalid_grant', 'invalid assertion'],
      [jwt({ sub: 'nobody@example.com' }), 'invalid_grant', "user hasn't approved this consumer"],
      [jwt({ aud: 'https://elsewhere.example' }), 'invalid_grant', 'audience is invalid'],
      [jwt({ exp: NOW / 1000 }), 'invalid_grant', 'expired authorization code'],
      [jwt({}, { alg: 'none' }), 'invalid_grant', 'invalid assertion'],
      [`${jwt().slice(0, -6)}AAAAAA`, 'invalid_grant', 'invalid assertion'],
      ['nothing', 'invalid_grant', 'invalid assertion'],
    ];
    for (const [assertion, error, description] of refusals) {
      assert.deepEqual(await signIn(assertion), { error, error_description: description });
    }
  });

  it('is refused to an app that is not installed, when told to', async () => {
    running.org.faults.inject({ kind: 'app-not-installed' });
    assert.equal((await signIn(jwt())).error, 'invalid_app_access');
  });
});
