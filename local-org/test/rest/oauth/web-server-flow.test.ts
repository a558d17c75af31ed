import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { startLocalOrg, type RunningLocalOrg } from '../../../src/cli/start.ts';
import type { OAuthClient } from '../../../src/rest/oauth/clients.ts';
import { ADMIN_USERNAME } from '../../../src/security/founding-records.ts';
import { ORDERS } from '../running-org.ts';

const CALLBACK = 'http://127.0.0.1:1717/callback';
const STRICT: OAuthClient = {
  id: 'strict',
  secret: 'hidden',
  callbackUrls: ['https://app.example/back'],
  rotatesRefreshTokens: true,
  requiresPkce: true,
};

let running: RunningLocalOrg;
const clock = { now: Date.UTC(2026, 6, 18) };
before(async () => {
  running = await startLocalOrg({ projectDir: ORDERS, port: 0, apps: [STRICT], now: () => clock.now });
});
after(() => running.close());

type Fields = Readonly<Record<string, string>>;

const ASKED: Fields = { response_type: 'code', client_id: 'local', redirect_uri: CALLBACK, state: 'a&b=c' };

const show = (fields: Fields): Promise<Response> =>
  fetch(`${running.url}/services/oauth2/authorize?${new URLSearchParams(fields).toString()}`, { redirect: 'manual' });

/** What the app gets back: the parameters of its callback. */
const backAt = (response: Response): Fields => {
  assert.equal(response.status, 302, `${response.status}`);
  return Object.fromEntries(new URL(response.headers.get('Location') ?? '').searchParams);
};

/** Goes through the page as a person would. */
const authorize = async (fields: Fields = ASKED, decision = 'allow', user = ADMIN_USERNAME): Promise<Fields> => {
  const page = await show(fields);
  const html = await page.text();
  assert.equal(page.status, 200, html);
  const request = /name="request" value="([^"]+)"/.exec(html)?.[1] ?? '';
  return backAt(
    await fetch(`${running.url}/services/oauth2/authorize`, {
      method: 'POST',
      body: new URLSearchParams({ request, user, decision }),
      redirect: 'manual',
    }),
  );
};

const post = async (path: string, fields: Fields): Promise<Record<string, unknown>> => {
  const response = await fetch(`${running.url}/services/oauth2/${path}`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: 'local', client_secret: 'local', ...fields }),
  });
  const text = await response.text();
  return text === '' ? { status: response.status } : (JSON.parse(text) as Record<string, unknown>);
};

const redeem = (code: string | undefined, more: Fields = {}) =>
  post('token', { grant_type: 'authorization_code', code: code ?? '', redirect_uri: CALLBACK, ...more });

const isAlive = async (token: unknown): Promise<boolean> => {
  const answer = await fetch(`${running.url}/services/data/v65.0/limits`, {
    headers: { Authorization: `Bearer ${String(token)}` },
  });
  return answer.status === 200;
};

describe('the page of the web-server flow', () => {
  it('says that it is not Salesforce, and lets choose a user', async () => {
    const html = await (await show({ ...ASKED, login_hint: ADMIN_USERNAME })).text();
    assert.match(html, /This is a <strong>local org<\/strong> on this machine, not Salesforce/);
    assert.match(html, new RegExp(`value="${ADMIN_USERNAME}" required checked`));
    assert.match(html, /Perform requests at any time \(refresh_token\)/);
    assert.match(html, /you return to http:\/\/127\.0\.0\.1:1717\/callback/);
  });

  it('gives the app a code and the state it sent', async () => {
    const { code, state } = await authorize();
    assert.equal(state, 'a&b=c');
    assert.ok(code);
  });

  it('tells the app when the user says no', async () => {
    assert.deepEqual(await authorize(ASKED, 'deny'), {
      error: 'access_denied',
      error_description: 'end-user denied authorization',
      state: 'a&b=c',
    });
  });

  it('sends nobody to an address that the app has not registered', async () => {
    for (const [fields, error] of [
      [{ ...ASKED, redirect_uri: 'https://elsewhere.example/' }, 'redirect_uri_mismatch'],
      [{ ...ASKED, client_id: 'strict' }, 'redirect_uri_mismatch'],
      [{ ...ASKED, client_id: 'nobody' }, 'invalid_client_id'],
    ] as const) {
      const answer = await show(fields);
      assert.equal(answer.status, 400);
      assert.match(await answer.text(), new RegExp(`error=${error}&`));
    }
  });

  it('tells the app what it cannot have', async () => {
    const error = async (fields: Fields): Promise<string | undefined> => backAt(await show(fields)).error;
    assert.equal(await error({ ...ASKED, response_type: 'token' }), 'unsupported_response_type');
    assert.equal(await error({ ...ASKED, scope: 'api everything' }), 'invalid_scope');
    assert.equal(await error({ ...ASKED, code_challenge: 'x', code_challenge_method: 'plain' }), 'invalid_request');
    const withoutPkce = { ...ASKED, client_id: 'strict', redirect_uri: 'https://app.example/back' };
    assert.equal(await error(withoutPkce), 'invalid_request');
  });

  it('is answered once', async () => {
    const answer = await fetch(`${running.url}/services/oauth2/authorize`, {
      method: 'POST',
      body: new URLSearchParams({ request: 'unknown', user: ADMIN_USERNAME, decision: 'allow' }),
    });
    assert.equal(answer.status, 400);
  });

  it('shows an app that is not installed as Salesforce does, when told to', async () => {
    running.org.faults.inject({ kind: 'app-not-installed', at: 'authorize' });
    assert.equal((await authorize()).error, 'OAUTH_APPROVAL_ERROR_GENERIC');
    running.org.faults.inject({ kind: 'oauth-error', error: 'invalid_app_access' });
    assert.equal((await authorize()).error, 'invalid_app_access');
  });
});

describe('a code', () => {
  it('is worth a session and a refresh token, once', async () => {
    const { code } = await authorize();
    const answer = await redeem(code);
    assert.equal(answer.scope, 'api id refresh_token');
    assert.equal(answer.instance_url, running.url);
    assert.ok(await isAlive(answer.access_token));
    assert.equal(typeof answer.refresh_token, 'string');
    assert.deepEqual(await redeem(code), {
      error: 'invalid_grant',
      error_description: 'invalid authorization code',
    });
  });

  it('is good for a quarter of an hour', async () => {
    const { code } = await authorize();
    clock.now += 15 * 60_000 + 1;
    assert.equal((await redeem(code)).error_description, 'expired authorization code');
  });

  it('is for the app and the address it was given to', async () => {
    const { code } = await authorize();
    assert.equal((await redeem(code, { redirect_uri: 'http://127.0.0.1/other' })).error, 'redirect_uri_mismatch');
    const { code: another } = await authorize();
    const stolen = await redeem(another, { client_id: 'strict', client_secret: 'hidden' });
    assert.equal(stolen.error, 'invalid_grant');
    assert.equal((await redeem('x', { client_secret: 'wrong' })).error, 'invalid_client');
    assert.equal((await redeem('x', { client_id: 'nobody' })).error, 'invalid_client_id');
  });

  it('with a challenge needs its verifier, of any length and without a method named', async () => {
    const verifier = 'v'.repeat(171);
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const asked = { ...ASKED, code_challenge: challenge };
    assert.ok((await redeem((await authorize(asked)).code, { code_verifier: verifier })).access_token);
    for (const wrong of [{}, { code_verifier: 'other' }]) {
      const answer = await redeem((await authorize(asked)).code, wrong);
      assert.equal(answer.error_description, 'invalid code verifier');
    }
  });

  it('brings no refresh token when the app did not ask for one', async () => {
    const answer = await redeem((await authorize({ ...ASKED, scope: 'api' })).code);
    assert.equal(answer.scope, 'api id');
    assert.equal(answer.refresh_token, undefined);
  });
});

describe('a refresh token', () => {
  const signedIn = async (): Promise<{ access: string; refresh: string }> => {
    const answer = await redeem((await authorize()).code);
    return { access: String(answer.access_token), refresh: String(answer.refresh_token) };
  };
  const refreshed = (refresh: string, more: Fields = {}) =>
    post('token', { grant_type: 'refresh_token', refresh_token: refresh, ...more });

  it('brings new sessions until it is revoked, which ends them all', async () => {
    const { access, refresh } = await signedIn();
    const again = await refreshed(refresh);
    assert.ok(await isAlive(again.access_token));
    assert.equal(again.refresh_token, undefined);
    assert.deepEqual(await post('revoke', { token: refresh }), { status: 200 });
    assert.equal(await isAlive(access), false);
    assert.equal(await isAlive(again.access_token), false);
    assert.deepEqual(await refreshed(refresh), {
      error: 'invalid_grant',
      error_description: 'expired access/refresh token',
    });
  });

  it('is replaced at each use when the app rotates them', async () => {
    const verifier = 'v'.repeat(43);
    const asked = {
      ...ASKED,
      client_id: 'strict',
      redirect_uri: 'https://app.example/back',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    };
    const strict = { client_id: 'strict', client_secret: 'hidden' };
    const { code } = await authorize(asked);
    const first = await redeem(code, { ...strict, redirect_uri: asked.redirect_uri, code_verifier: verifier });
    const second = await refreshed(String(first.refresh_token), strict);
    assert.ok(second.refresh_token);
    assert.notEqual(second.refresh_token, first.refresh_token);
    assert.equal((await refreshed(String(first.refresh_token), strict)).error, 'invalid_grant');
  });

  it('turns out to have expired when told to', async () => {
    const { refresh } = await signedIn();
    running.org.faults.inject({ kind: 'expired-refresh-token' });
    assert.equal((await refreshed(refresh)).error, 'invalid_grant');
  });

  it('and its sessions can be looked up by their app', async () => {
    const { access, refresh } = await signedIn();
    const session = await post('introspect', { token: access });
    assert.deepEqual([session.active, session.username, session.token_type], [true, ADMIN_USERNAME, 'access_token']);
    assert.equal((await post('introspect', { token: refresh })).token_type, 'refresh_token');
    assert.deepEqual(await post('introspect', { token: 'unknown' }), { active: false });
    await post('revoke', { token: access });
    assert.deepEqual(await post('introspect', { token: access }), { active: false });
  });
});
