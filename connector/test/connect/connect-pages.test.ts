import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { eventually, keyOf, startTestConnector, webhook } from '../support/connector.ts';
import type { TestConnector } from '../support/connector.ts';

/** A browser that follows nothing by itself and keeps cookies. */
const newBrowser = (url: string) => {
  const cookies = new Map<string, string>();
  const visit = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(path, url), {
      ...init,
      redirect: 'manual',
      headers: { ...(init.headers as Record<string, string> | undefined), cookie },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  const submit = (path: string, form: Record<string, string>): Promise<Response> =>
    visit(path, { method: 'POST', body: new URLSearchParams(form) });
  return { visit, submit, cookies };
};
type Browser = ReturnType<typeof newBrowser>;

describe('connecting Salesforce in a browser', { timeout: 120_000 }, () => {
  let connector: TestConnector;
  let browser: Browser;
  beforeEach(async () => {
    connector = await startTestConnector({}, { SALESFORCE_FLOW: 'web-server' });
    browser = newBrowser(connector.url);
  });
  afterEach(() => connector.stop());

  /** Does what Salesforce's login page does with the address that it was called with. */
  const logIn = (location: string): string => {
    const asked = new URL(location).searchParams;
    const redirectUri = asked.get('redirect_uri') ?? '';
    connector.salesforce.setup.authorization = {
      code: 'the-code',
      challenge: asked.get('code_challenge') ?? '',
      redirectUri,
    };
    return `${redirectUri}?code=the-code&state=${asked.get('state') ?? ''}`;
  };
  const connect = async (): Promise<string> => {
    const begun = await browser.visit('/connect/salesforce?workspace=default');
    assert.equal(begun.status, 303);
    const returned = await browser.visit(logIn(begun.headers.get('location') ?? ''));
    assert.equal(returned.status, 303);
    const page = await browser.visit(returned.headers.get('location') ?? '');
    assert.equal(page.status, 200);
    return page.text();
  };

  it('ends on a page that says what is ready, and meetings that waited arrive', async () => {
    await connector.post(webhook('waiting'));
    const ready = (await (await fetch(`${connector.url}/readyz`)).json()) as { status: string; checks: unknown };
    assert.equal(ready.status, 'degraded');
    assert.match(JSON.stringify(ready.checks), /No Salesforce org is connected/);
    const page = await connect();
    assert.match(page, /<h1>Salesforce is connected<\/h1>/);
    assert.match(page, /Connected to Acme \(00D000000000001AAA, production\)/);
    assert.match(page, /installed \(version 1\.4\)/);
    await connector.reaches(keyOf('waiting'), 'closed');
  });

  it('sends PKCE, a state and its own address to Salesforce, and nothing secret', async () => {
    const begun = await browser.visit('/connect/salesforce');
    const asked = new URL(begun.headers.get('location') ?? '');
    assert.equal(asked.origin, connector.salesforce.url);
    assert.equal(asked.searchParams.get('code_challenge_method'), 'S256');
    assert.match(asked.searchParams.get('code_challenge') ?? '', /^[\w-]{43}$/);
    assert.equal(asked.searchParams.get('redirect_uri'), `${connector.url}/connect/salesforce/callback`);
    assert.equal(asked.searchParams.get('client_secret'), null);
    assert.match(begun.headers.getSetCookie()[0] ?? '', /HttpOnly.*SameSite=Lax/);
  });

  it('refuses a callback of another browser, with a wrong state, or a second time', async () => {
    const begun = await browser.visit('/connect/salesforce');
    const callback = logIn(begun.headers.get('location') ?? '');
    const other = await newBrowser(connector.url).visit(callback);
    assert.equal(other.status, 400);
    assert.match(await other.text(), /was not started in this browser/);
    const forged = callback.replace(/state=.*/, 'state=forged');
    assert.equal((await browser.visit(forged)).status, 400);
    assert.equal((await browser.visit(callback)).status, 400, 'the first attempt has used the cookie up');
    assert.deepEqual(connector.salesforce.setup.grants, []);
  });

  it('keeps the refresh token encrypted', async () => {
    await connect();
    assert.ok(!connector.logged.join('').includes('refresh-1'));
    assert.ok(connector.salesforce.setup.grants.includes('refresh_token'));
  });

  it('names what Salesforce refused, in plain words and without trusting its text', async () => {
    const cases = [
      ['OAUTH_APPROVAL_ERROR_GENERIC', /The app is not installed in this org/],
      ['access_denied', /You did not allow access/],
      ['<script>alert(1)</script>', /an unknown error/],
    ] as const;
    for (const [error, expected] of cases) {
      const begun = await browser.visit('/connect/salesforce');
      const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '';
      const page = await browser.visit(
        `/connect/salesforce/callback?${new URLSearchParams({ error, state }).toString()}`,
      );
      const text = await page.text();
      assert.equal(page.status, 400);
      assert.match(text, expected);
      assert.doesNotMatch(text, /<script/);
    }
  });

  it('names a missing package and a disabled API', async () => {
    connector.salesforce.setup.packageInstalled = false;
    assert.match(await connect(), /is not installed in Acme/);
    connector.salesforce.setup.apiEnabled = false;
    assert.match(
      await (await browser.visit('/connect/salesforce/result?workspace=default')).text(),
      /may not use the API/,
    );
  });

  it('offers to assign a missing permission set, for a click in this browser only', async () => {
    connector.salesforce.setup.permissionSetAssigned = false;
    const page = await connect();
    assert.match(page, /does not have the permission set Demodesk Integration/);
    const csrf = /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const form = { workspace: 'default', csrf };
    const foreign = await browser.submit('/connect/salesforce/permission-set', { ...form, csrf: 'guessed' });
    assert.equal(foreign.status, 403);
    assert.equal(connector.salesforce.setup.permissionSetAssigned, false);
    const other = await newBrowser(connector.url).submit('/connect/salesforce/permission-set', form);
    assert.equal(other.status, 403);
    const done = await browser.submit('/connect/salesforce/permission-set', form);
    assert.match(await done.text(), /The permission set was assigned/);
    assert.equal(connector.salesforce.setup.permissionSetAssigned, true);
  });

  it('can be ended with a click, which revokes the token; meetings wait then', async () => {
    const csrf = /name="csrf" value="([^"]+)"/.exec(await connect())?.[1] ?? '';
    const ended = await browser.submit('/connect/salesforce/disconnect', { workspace: 'default', csrf });
    assert.match(await ended.text(), /Salesforce is disconnected/);
    assert.deepEqual(connector.salesforce.setup.revoked, ['refresh-1']);
    await connector.post(webhook('later'));
    assert.equal((await connector.deliveries())[0]?.state, 'received');
  });

  it('does not send meetings to another org unless the first was disconnected', async () => {
    await connect();
    connector.salesforce.setup.organizationId = '00D000000000002AAA';
    const begun = await browser.visit('/connect/salesforce');
    const page = await browser.visit(logIn(begun.headers.get('location') ?? ''));
    assert.equal(page.status, 409);
    assert.match(await page.text(), /This is another org/);
    assert.equal(connector.salesforce.setup.revoked.length, 1, 'the token of the other org is given back');
  });

  it('leads nowhere but to Salesforce and to itself', async () => {
    for (const path of [
      '/connect/salesforce?workspace=//evil.example',
      '/connect/salesforce?workspace=default&environment=https://evil.example',
      '/connect/salesforce/result?workspace=//evil.example',
      '/connect/salesforce/callback?state=x&code=y&next=https://evil.example',
    ]) {
      const page = await browser.visit(path);
      assert.ok(page.status >= 400, path);
      assert.equal(page.headers.get('location'), null);
    }
    const foreignHost = await browser.visit('/connect/salesforce', { headers: { 'sec-fetch-site': 'cross-site' } });
    assert.equal(foreignHost.status, 200);
    assert.match(await foreignHost.text(), /Access token of the connector/);
  });

  it('asks for a token with the right scope where others than this machine can reach it', async () => {
    await connector.stop();
    connector = await startTestConnector(
      {},
      {
        SALESFORCE_FLOW: 'web-server',
        HOST: '0.0.0.0',
        PUBLIC_URL: 'https://connector.example',
        API_TOKENS: 'a-token-that-may-connect:connection.write,a-token-that-may-read:deliveries.read',
        DEMODESK_WEBHOOK_SECRET: 'a-secret-that-is-long-enough',
        TOKEN_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
      },
    );
    browser = newBrowser(connector.url.replace('0.0.0.0', '127.0.0.1'));
    const asked = await browser.visit('/connect/salesforce');
    assert.match(await asked.text(), /Access token of the connector/);
    const form = { workspace: 'default', environment: '' };
    const wrong = await browser.submit('/connect/salesforce', { ...form, token: 'a-token-that-may-read' });
    assert.equal(wrong.status, 403);
    const right = await browser.submit('/connect/salesforce', { ...form, token: 'a-token-that-may-connect' });
    assert.equal(right.status, 303);
    const location = new URL(right.headers.get('location') ?? '');
    assert.equal(location.searchParams.get('redirect_uri'), 'https://connector.example/connect/salesforce/callback');
    assert.match(right.headers.getSetCookie()[0] ?? '', /Secure/);
  });

  it('shows pages without scripts, frames or foreign content', async () => {
    const page = await connect();
    assert.doesNotMatch(page, /<script|<img|<link|src=/);
    assert.match(page, /<html lang="en">/);
    const headers = (await browser.visit('/connect/salesforce/result?workspace=default')).headers;
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('cache-control'), 'no-store');
  });
});

describe('a login that has been connected', { timeout: 60_000 }, () => {
  it('is renewed when the session expires, without a person', async () => {
    const connector = await startTestConnector();
    await connector.post(webhook('one'));
    await connector.reaches(keyOf('one'), 'closed');
    connector.salesforce.expireSessions();
    await connector.post(webhook('two'));
    await connector.reaches(keyOf('two'), 'closed');
    await eventually(() => connector.salesforce.logins >= 2 || undefined);
    await connector.stop();
  });
});
