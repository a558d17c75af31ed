import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { RunningLocalOrg } from '../../src/cli/start.ts';
import { openAs, pageText, PEOPLE, startShop, type Client } from './shop.ts';

/** What is written into a page for its components. */
const contextOf = (html: string): Record<string, unknown> => {
  const text = /<script type="application\/json" id="org-context">(.*?)<\/script>/s.exec(html)?.[1] ?? '{}';
  return JSON.parse(text) as Record<string, unknown>;
};

describe('the pages of a local org', () => {
  let org: RunningLocalOrg;
  let admin: Client;
  let clerk: Client;
  let guest: Client;
  let giftPath: string;

  before(async () => {
    org = await startShop();
    admin = await openAs(org);
    clerk = await openAs(org, PEOPLE.clerk);
    guest = await openAs(org, PEOPLE.guest);
    const list = await pageText(admin, '/lightning/o/shop__Gift__c/list');
    giftPath = /href="(\/lightning\/r\/shop__Gift__c\/\w+\/view)"/.exec(list)?.[1] ?? '';
  });
  after(() => org.close());

  it('list the apps with their tabs', async () => {
    const html = await pageText(admin, '/lightning');
    assert.match(html, /Shop/);
    assert.match(html, /href="\/lightning\/n\/Gift_Desk"/);
    assert.match(html, /href="\/lightning\/o\/shop__Gift__c\/list"/);
  });

  it('say honestly what they are', async () => {
    const html = await pageText(admin, '/lightning');
    assert.match(html, /Local org/);
    assert.match(html, /A stand-in for Salesforce on this machine/);
  });

  it('name every component that cannot work here, with the module', async () => {
    const html = await pageText(admin, '/lightning');
    assert.match(html, /c\/brokenImport uses &quot;lightning\/uiListsOfTomorrow&quot;/);
    assert.match(html, /c\/brokenImport: the label c\.No_Such_Label is not in this org/);
  });

  it('leave room for the component of a tab', async () => {
    const html = await pageText(clerk, '/lightning/n/Gift_Desk');
    assert.match(html, /data-component="giftDesk"/);
    assert.deepEqual(contextOf(html).pageReference, {
      type: 'standard__navItemPage',
      attributes: { apiName: 'Gift_Desk' },
      state: {},
    });
  });

  it('give components of a Lightning page the values an administrator has set, else the defaults', async () => {
    const html = await pageText(admin, '/lightning/n/Gift_Board');
    assert.match(html, /data-properties="\{&quot;heading&quot;:&quot;From the page&quot;,&quot;most&quot;:3\}"/);
    assert.match(html, /flexipage:reportChart is not shown in the local org/);
  });

  it('show a record as its Lightning page lays it out, with the record in its components', async () => {
    const html = await pageText(admin, giftPath);
    assert.match(html, /data-flexipage="Gift_Record"/);
    assert.match(html, /<h1[^>]*>Teapot<\/h1>/);
    assert.match(html, /€1,234\.50/);
    assert.match(html, /&quot;recordId&quot;:&quot;\w{18}&quot;,&quot;objectApiName&quot;:&quot;shop__Gift__c&quot;/);
  });

  it('show only the fields that the user may see', async () => {
    assert.match(await pageText(admin, giftPath), /hush/);
    assert.doesNotMatch(await pageText(clerk, giftPath), /hush/);
  });

  it('show tabs to those whose permission sets do, and say so to the others', async () => {
    assert.doesNotMatch(await pageText(clerk, '/lightning'), /Gift_Board/);
    const response = await clerk.get('/lightning/n/Gift_Board');
    assert.equal(response.status, 403);
    assert.match(await response.text(), /You have no access to this page/);
  });

  it('tell a person without rights on an object so, in their language', async () => {
    const response = await guest.get(giftPath);
    assert.equal(response.status, 403);
    assert.match(await response.text(), /Sie haben keinen Zugriff auf diese Seite/);
  });

  it('tell of records that are not there', async () => {
    const response = await admin.get('/lightning/r/001000000000999AAA/view');
    assert.equal(response.status, 404);
    assert.match(await response.text(), /There is no such page/);
  });

  it("have labels, formats and time zone of the user's language", async () => {
    const english = contextOf(await pageText(clerk, '/lightning'));
    const german = contextOf(await pageText(guest, '/lightning'));
    assert.equal((english.labels as Record<string, string>)['c.Greeting'], 'Welcome to the shop');
    assert.equal((german.labels as Record<string, string>)['c.Greeting'], 'Willkommen im Laden');
    assert.equal((german.labels as Record<string, string>)['c.Sell'], 'Sell');
    assert.equal((german.i18n as Record<string, string>)['dateTime.shortDateFormat'], 'd.M.yyyy');
    assert.equal((english.i18n as Record<string, string>)['dateTime.shortDateFormat'], 'M/d/yyyy');
    assert.equal((german.i18n as Record<string, string>)['number.decimalSeparator'], ',');
  });

  it("name the project's objects and fields as the org does", async () => {
    const context = contextOf(await pageText(admin, '/lightning'));
    assert.deepEqual((context.schema as Record<string, unknown>)['Gift__c.Price__c'], {
      objectApiName: 'shop__Gift__c',
      fieldApiName: 'shop__Price__c',
    });
  });

  it('run scripts of their own origin only', async () => {
    const response = await admin.get('/lightning');
    assert.match(response.headers.get('Content-Security-Policy') ?? '', /script-src 'self'/);
    await response.body?.cancel();
  });

  it('sign in nobody whom another site sends', async () => {
    const response = await fetch(`${org.url}/login`, {
      method: 'POST',
      redirect: 'manual',
      headers: { Origin: 'https://elsewhere.example' },
      body: new URLSearchParams({ userId: '005' }),
    });
    assert.equal(response.status, 403);
  });
});
