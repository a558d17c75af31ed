import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Webhook } from '../../stack/webhooks.ts';
import { eventually } from '../../test/eventually.ts';
import { accessibilityViolations } from '../axe.ts';
import { launchBrowser } from '../chromium.ts';
import { startProduct, type RunningProduct } from '../running-product.ts';
import { settled, visit, type Visit } from '../visit.ts';

/** A change that Demodesk tells of Anna Bergmann's title. */
const titleChange = (title: string, at: string): Webhook => ({
  meta: { event: { action: 'contact.updated', apiVersion: 'v1', createdAt: at } },
  data: {
    id: '4711',
    type: 'contacts',
    attributes: {
      email: 'anna.bergmann@nordlicht-energie.de',
      title: { value: title, modifiedAt: at },
      modifiedAt: at,
    },
  },
});

/** A stage that no deal of this org has. */
const stageChange = (opportunityId: string, stage: string): Webhook => ({
  meta: { event: { action: 'opportunity.updated', apiVersion: 'v1', createdAt: '2026-07-20T11:40:00.000Z' } },
  data: {
    id: '9002',
    type: 'opportunities',
    attributes: { salesforceId: opportunityId, stage, modifiedAt: '2026-07-20T11:39:57.000Z' },
  },
});

describe('an admin', () => {
  let product: RunningProduct;
  let browser: Browser;
  let admin: Visit;

  before(async () => {
    product = await startProduct();
    browser = await launchBrowser();
    admin = await visit(browser, product.orgUrl);
    await admin.open('/lightning');
  });
  after(async () => {
    await browser.close();
    await product.stop();
  });

  /** Changes a record as the person in the browser does. */
  const change = async (id: string, fields: Readonly<Record<string, unknown>>): Promise<void> => {
    const answer = await admin.page.request.fetch(`${product.orgUrl}/lightning/api/records/${id}`, {
      method: 'PATCH',
      headers: { 'X-Local-Org-Page': '1' },
      data: { fields },
    });
    assert.equal(answer.status(), 200, await answer.text());
  };
  const anna = async (): Promise<{ Id: string; Title: string | null }> => {
    const [contact] = await product.salesforce.query<{ Id: string; Title: string | null }>(
      "SELECT Id, Title FROM Contact WHERE Email = 'anna.bergmann@nordlicht-energie.de'",
    );
    assert.ok(contact);
    return contact;
  };
  const annasTitle = (title: string) =>
    eventually(`the title ${title}`, async () => ((await anna()).Title === title ? true : undefined));

  it('chooses who wins a conflict', async () => {
    await admin.open('/lightning/n/Demodesk_Conflict_Rules');
    await admin.page
      .locator('c-conflict-rule[data-entity="Contact"] lightning-radio-group')
      .getByText('Demodesk wins', { exact: true })
      .click();
    await eventually('the policy of contacts', async () => {
      const settings = await product.salesforce.query<{ demodesk__Contact_Conflict_Policy__c: string }>(
        'SELECT demodesk__Contact_Conflict_Policy__c FROM demodesk__Sync_Settings__c',
      );
      return settings[0]?.demodesk__Contact_Conflict_Policy__c === 'Demodesk' ? true : undefined;
    });
  });

  it('reads a conflict with both values in the Sync Log, and undoes it', async () => {
    await product.send(titleChange('Head of Energy', '2026-07-20T08:00:00.000Z'));
    await annasTitle('Head of Energy');
    await change((await anna()).Id, { Title: 'Managing Director' });
    await product.send(titleChange('Vice President', '2026-07-21T08:00:00.000Z'));
    await annasTitle('Vice President');
    await admin.open('/lightning/n/Demodesk_Sync_Log');
    await admin.page.locator('c-sync-log-counts [data-value="Conflict"]').click();
    await admin.page.locator('c-sync-log-table button[data-id]').first().click();
    const sides = admin.page.locator('c-conflict-sides');
    await sides.getByText('Managing Director').waitFor();
    await sides.getByText('Vice President').waitFor();
    await sides.locator('[data-id="undo"] button').click();
    await annasTitle('Managing Director');
  });

  it('undoes the next one on the screen Conflict Rules', async () => {
    await product.send(titleChange('Chief of Staff', '2026-07-22T08:00:00.000Z'));
    await annasTitle('Chief of Staff');
    await admin.open('/lightning/n/Demodesk_Conflict_Rules');
    await admin.page.locator('c-conflict-rules [data-id="conflicts"] button').first().click();
    const sides = admin.page.locator('c-conflict-sides');
    await sides.getByText('Chief of Staff').waitFor();
    assert.deepEqual(await accessibilityViolations(admin.page), []);
    await sides.locator('[data-id="undo"] button').click();
    await annasTitle('Managing Director');
  });

  it('sees in the Sync Log what arrives, without asking for it', async () => {
    const table = admin.page.locator('c-sync-log-table');
    let looks = 0;
    admin.page.on('response', (response) => {
      if (response.url().endsWith('SyncLogController.lines')) looks += 1;
    });
    await admin.open('/lightning/n/Demodesk_Sync_Log');
    await admin.page.locator('[data-id="follow"]').getByText('as soon as something happens').waitFor();
    // The screen reads once when it opens and once when it begins to hear; without an event it would now wait a minute.
    await eventually('the second look', () => Promise.resolve(looks >= 2 ? true : undefined));
    const newest = await table.locator('button[data-id]').first().getAttribute('data-id');
    await product.send(titleChange('Head of Procurement', '2026-07-23T08:00:00.000Z'));
    const first = table.locator('tbody tr').first();
    await first.locator(`button[data-id]:not([data-id="${newest ?? ''}"])`).waitFor({ timeout: 30_000 });
  });

  it('finds a failure with its remedy, repairs it, retries it and sees it succeed', async () => {
    const [deal] = await product.salesforce.query<{ Id: string; StageName: string }>(
      "SELECT Id, StageName FROM Opportunity WHERE StageName = 'Qualification' LIMIT 1",
    );
    assert.ok(deal);
    await product.send(stageChange(deal.Id, 'Technical win'));
    await admin.open('/lightning/n/Demodesk_Sync_Log');
    await admin.page.locator('c-sync-log-table button[data-id]').first().click();
    assert.notEqual((await admin.page.locator('[data-id="remedy"]').textContent())?.trim(), '');
    const [mapping] = await product.salesforce.query<{ Id: string }>(
      "SELECT Id FROM demodesk__Field_Mapping__c WHERE demodesk__Property__c = 'opportunity.stage'",
    );
    assert.ok(mapping);
    await change(mapping.Id, { Value_Map__c: '{"Technical win": "Negotiation/Review"}' });
    await admin.page.locator('c-sync-log-detail [data-id="retry"] button').click();
    await eventually('the stage', async () => {
      const [now] = await product.salesforce.query<{ StageName: string }>(
        `SELECT StageName FROM Opportunity WHERE Id = '${deal.Id}'`,
      );
      return now?.StageName === 'Negotiation/Review' ? true : undefined;
    });
  });

  it('fetches the meetings of a time again and watches the progress', async () => {
    await admin.open('/lightning/n/Demodesk_Sync_Log');
    await admin.page.locator('[data-id="resync"] button').click();
    const panel = admin.page.locator('c-resync-panel');
    const from = panel.locator('[data-id="from"] input');
    await from.pressSequentially('Jul 1, 2026');
    await from.press('Tab');
    await panel.locator('[data-id="start"] button').click();
    await panel.locator('[data-id="open-run"], [data-id="earlier"]').first().waitFor();
    await eventually('the end of the re-sync', async () => {
      const runs = await product.salesforce.query<{ demodesk__Status__c: string }>(
        'SELECT demodesk__Status__c FROM demodesk__Sync_Run__c',
      );
      return runs[0]?.demodesk__Status__c === 'Done' ? true : undefined;
    });
    await panel.locator('[data-id="earlier"]').getByText('Done', { exact: true }).waitFor();
  });

  it('is told at each setting what is wrong with it, and saves all of them at once', async () => {
    await admin.open('/lightning/n/Demodesk_Settings');
    const domains = admin.page.getByLabel('Mail domains of your company');
    const sweep = admin.page.getByLabel('Look for waiting deliveries every (minutes)');
    await domains.fill('acme.example');
    await sweep.fill('2');
    await admin.page.getByRole('button', { name: 'Save' }).click();
    await admin.page.locator('c-setting-field[data-name="Sweep_Minutes__c"]').getByText('from 5 to 59').waitFor();
    await sweep.fill('7');
    await admin.page.getByRole('button', { name: 'Save' }).click();
    await admin.page.getByText('The settings are saved.').waitFor();
    const [stored] = await product.salesforce.query<object>(
      "SELECT Id FROM demodesk__Sync_Settings__c WHERE demodesk__Own_Domains__c = 'acme.example' AND demodesk__Sweep_Minutes__c = 7",
    );
    assert.ok(stored);
  });

  for (const tab of [
    'Demodesk_Home',
    'Demodesk_Field_Mapping',
    'Demodesk_Conflict_Rules',
    'Demodesk_Settings',
    'Demodesk_Sync_Log',
  ]) {
    it(`finds on ${tab} nothing that axe objects to, and no error`, async () => {
      await admin.open(`/lightning/n/${tab}`);
      await settled(admin.page);
      assert.deepEqual(await accessibilityViolations(admin.page), []);
      assert.equal(await admin.page.locator('[data-problems], [data-failed-component]').count(), 0);
    });
  }

  it('has met no error in the browser', () => {
    assert.deepEqual(admin.errors, []);
  });
});
