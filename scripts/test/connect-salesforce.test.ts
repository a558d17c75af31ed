import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createSalesforceOrg } from '../../connector/src/salesforce/org.ts';
import { setTriggerUser } from '../packaging/trigger-user.ts';
import { startLocalStack } from '../stack/local-stack.ts';
import { connectLocalOrg, type SalesforceRest } from '../stack/salesforce-rest.ts';
import type { Stack } from '../stack/stack.ts';
import { post, sampleWebhook } from '../stack/webhooks.ts';
import { eventually } from './eventually.ts';

/** Keeps the connector's cookies, and follows nothing by itself. */
const newBrowser = () => {
  const cookies = new Map<string, string>();
  return async (url: string, form?: Record<string, string>): Promise<Response> => {
    const response = await fetch(url, {
      method: form === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
};

const unescaped = (text: string): string =>
  text.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');

describe('connecting the local org in a browser', { timeout: 300_000 }, () => {
  let stack: Stack;
  let salesforce: SalesforceRest;
  const browse = newBrowser();
  before(async () => {
    stack = await startLocalStack({ SALESFORCE_FLOW: 'web-server' });
    salesforce = await connectLocalOrg(stack.localOrgUrl ?? '');
  });
  after(() => stack.stop());

  const location = (response: Response): string => {
    const to = response.headers.get('location');
    assert.ok(to, `${response.url} answered ${response.status} and leads nowhere`);
    return new URL(to, response.url).href;
  };

  it('leads through the login to a page that says what is ready, and the meetings that waited arrive', async () => {
    await post(stack.connectorUrl, await sampleWebhook('brightwater-demo-ended-qualified'));
    const login = await browse(location(await browse(`${stack.connectorUrl}/connect/salesforce?workspace=default`)));
    assert.equal(login.status, 200, await login.clone().text());
    const page = await login.text();
    const request = /name="request" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const user = unescaped(/name="user" value="([^"]+)" required checked/.exec(page)?.[1] ?? '');
    const allowed = await browse(new URL('/services/oauth2/authorize', stack.localOrgUrl).href, {
      ...{ request, user, decision: 'allow' },
    });
    const result = await browse(location(await browse(location(allowed))));
    const text = await result.text();
    assert.equal(result.status, 200, text);
    assert.match(text, /Salesforce is connected/);
    assert.match(text, /The package &#39;Demodesk for Salesforce&#39; is installed/);
    await eventually('the meeting that waited', async () => {
      const rows = await salesforce.query<object>('SELECT Id FROM demodesk__Meeting_Intelligence__c');
      return rows.length > 0 ? true : undefined;
    });
  });

  it('lets an admin name the user that the event trigger runs as', async () => {
    const loginUrl = stack.localOrgUrl ?? '';
    const credentials = { flow: 'client-credentials', loginUrl, clientId: 'local', clientSecret: 'local' } as const;
    const org = createSalesforceOrg({ credentials, namespace: 'demodesk' });
    const [admin] = await org.query("SELECT Username FROM User WHERE Profile.Name = 'System Administrator' LIMIT 1");
    assert.equal(await setTriggerUser(org, String(admin?.Username)), 'created');
  });

  it('can be ended, which takes the token back', async () => {
    const ended = await fetch(`${stack.connectorUrl}/v1/connection`, {
      method: 'DELETE',
      headers: { authorization: 'Bearer local' },
    });
    assert.deepEqual(await ended.json(), { workspace: 'default', revoked: true });
    const ready = (await (await fetch(`${stack.connectorUrl}/readyz`)).json()) as { checks: Record<string, unknown> };
    assert.match(JSON.stringify(ready.checks), /No Salesforce org is connected/);
  });
});
