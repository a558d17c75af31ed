import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Webhook } from '../../stack/webhooks.ts';
import { eventually } from '../../test/eventually.ts';
import { accessibilityViolations } from '../axe.ts';
import { launchBrowser } from '../chromium.ts';
import { startProduct, type RunningProduct } from '../running-product.ts';
import { REP } from '../scenes.ts';
import { settled, visit, type Visit } from '../visit.ts';
import { makeCustomerOrg, type CustomerOrg } from './customer-org.ts';

const TAB = '/lightning/n/Demodesk_Field_Mapping';
const TRANSCRIBED = 'nordlicht-5-recording-transcription-postprocessed';

const TECHNICAL_WIN = 'Technical win';

const stageChange = (opportunityId: string): Webhook => ({
  meta: { event: { action: 'opportunity.updated', apiVersion: 'v1', createdAt: '2026-07-20T11:40:00.000Z' } },
  data: {
    id: '9002',
    type: 'opportunities',
    attributes: { salesforceId: opportunityId, stage: TECHNICAL_WIN, modifiedAt: '2026-07-20T11:39:57.000Z' },
  },
});

const GERMAN = {
  Demodesk_Home: 'Demodesk-Startseite',
  Demodesk_Field_Mapping: 'Feldzuordnung',
  Demodesk_Conflict_Rules: 'Konfliktregeln',
  Demodesk_Sync_Log: 'Synchronisierungsprotokoll',
  Demodesk_Settings: 'Einstellungen',
};

const widthOf = (page: Page): Promise<number> =>
  page.locator('html').evaluate((html: unknown) => (html as { scrollWidth: number }).scrollWidth);

describe('an admin with a custom object', () => {
  let org: CustomerOrg;
  let product: RunningProduct;
  let browser: Browser;
  let admin: Visit;

  before(async () => {
    org = await makeCustomerOrg();
    product = await startProduct(org.folder);
    browser = await launchBrowser();
    admin = await visit(browser, product.orgUrl);
    await admin.open(TAB);
    admin.page.setDefaultTimeout(15_000);
  });
  after(async () => {
    await browser.close();
    await product.stop();
    await org.remove();
  });

  const box = (name: string) => admin.page.getByRole('combobox', { name }).last();
  const option = (name: RegExp) => admin.page.getByRole('option', { name });
  const button = (name: string | RegExp) => admin.page.getByRole('button', { name });
  const toast = (text: string) => admin.page.getByRole('status').or(admin.page.getByRole('alert')).getByText(text);

  it('finds the object by its label', async () => {
    await box('Object').fill('deal roo');
    await option(/Deal Room.*by Opportunity/).click();
    await admin.page.getByText('No field of Deal Room is mapped yet').waitFor();
  });

  it('is told why a field cannot take a property', async () => {
    await button('Add mapping').click();
    await box('Demodesk property').fill('summary.text');
    await box('Demodesk property').press('ArrowDown');
    await box('Demodesk property').press('Enter');
    await box('Salesforce field').fill('seats');
    const seats = option(/Seats/);
    assert.equal(await seats.getAttribute('aria-disabled'), 'true');
    await seats.getByText('Text does not fit into Number.').waitFor();
    assert.deepEqual(await accessibilityViolations(admin.page), []);
  });

  it('is told at the row what is missing', async () => {
    await box('Salesforce field').press('Escape');
    await button('Save').click();
    await admin.page.locator('c-choice-search[data-id="field"]').getByText('Choose a field.').waitFor();
  });

  it('maps the summary to a field of it, with one record for each deal', async () => {
    await box('Salesforce field').fill('summary of the call');
    await option(/Summary of the Call/).click();
    await admin.page.getByText('Create a record where there is none').click();
    await button('Save').click();
    await toast('The mappings are saved.').waitFor();
    await admin.page.locator('c-mapping-row').getByText('Summary of the Call', { exact: true }).waitFor();
    assert.equal(await admin.page.locator('[data-id="unsaved"]').count(), 0);
  });

  it('sees the value on the record when the next meeting arrives', async () => {
    await product.send(TRANSCRIBED);
    const room = await eventually('a deal room with a summary', async () => {
      const [found] = await product.salesforce.query<{ Id: string; demodesk__Summary__c: string | null }>(
        'SELECT Id, demodesk__Summary__c FROM demodesk__Deal_Room__c',
      );
      return found?.demodesk__Summary__c ? found : undefined;
    });
    await admin.open(`/lightning/r/demodesk__Deal_Room__c/${room.Id}/view`);
    const words = room.demodesk__Summary__c?.slice(0, 30) ?? '';
    await admin.page.getByText(words).first().waitFor();
  });

  it('sees beside each mapping what that meeting gives', async () => {
    await admin.open(TAB);
    await admin.page.getByText('Values as the meeting').waitFor();
    assert.deepEqual(await accessibilityViolations(admin.page), []);
  });

  it('accepts a suggestion with one click', async () => {
    await button('Suggest mappings').click();
    await settled(admin.page);
    const before = await admin.page.locator('c-mapping-row').count();
    await button(/^Accept: /)
      .first()
      .click();
    await admin.page.getByText('Not saved').waitFor();
    assert.equal(await admin.page.locator('c-mapping-row').count(), before + 1);
  });

  it('is asked before unsaved changes are lost', async () => {
    await box('Object').fill('contact');
    await option(/^Contact Contact$/).click();
    await button('Stay').click();
    await admin.page.getByText('Not saved').waitFor();
    await button('Cancel').click();
    await admin.page.getByText('Not saved').waitFor({ state: 'detached' });
  });

  it('takes the mappings out and in again', async () => {
    const download = admin.page.waitForEvent('download');
    await button('More actions').click();
    await admin.page.getByRole('menuitem', { name: 'Export' }).click();
    const file = await (await download).path();
    await button('More actions').click();
    await admin.page.getByRole('menuitem', { name: 'Import' }).click();
    await admin.page.locator('c-mapping-import input[type="file"]').setInputFiles(file);
    await admin.page.locator('c-mapping-import [data-id="import"] button').click();
    await toast('The mappings were imported.').waitFor();
  });

  it('reads of a value that the stage does not know, repairs the mapping, retries and sees it succeed', async () => {
    const stageOf = async () => {
      const [deal] = await product.salesforce.query<{ Id: string; StageName: string }>(
        "SELECT Id, StageName FROM Opportunity WHERE Name LIKE 'Nordlicht Energie - 60%'",
      );
      assert.ok(deal);
      return deal;
    };
    await product.send(stageChange((await stageOf()).Id));
    const openNewestRow = async () => {
      await admin.open('/lightning/n/Demodesk_Sync_Log');
      await admin.page.locator('c-sync-log-table tbody button').first().click();
    };
    await openNewestRow();
    await admin.page.locator('c-sync-log-detail [data-id="remedy"]').waitFor();

    await admin.open(TAB);
    await button('Edit mapping: Stage to Stage').click();
    await button('Add value').click();
    await admin.page.getByLabel('Value in Demodesk').fill(TECHNICAL_WIN);
    await box('Value of the field').click();
    await option(/^Negotiation\/Review$/).click();
    await button('Save').click();
    await toast('The mappings are saved.').waitFor();
    await admin.page.getByText('Values translated: 1').waitFor();

    await openNewestRow();
    await admin.page.locator('c-sync-log-detail [data-id="retry"] button').click();
    await eventually('the stage', async () =>
      (await stageOf()).StageName === 'Negotiation/Review' ? true : undefined,
    );
  });

  it('finds every screen in German as well, on a phone too', async () => {
    const [user] = await product.salesforce.query<{ Id: string }>(`SELECT Id FROM User WHERE Username = '${REP}'`);
    const [admins] = await product.salesforce.query<{ Id: string }>(
      "SELECT Id FROM PermissionSet WHERE Name = 'Demodesk_Admin'",
    );
    await product.salesforce.create('PermissionSetAssignment', { AssigneeId: user?.Id, PermissionSetId: admins?.Id });
    const german = await visit(browser, product.orgUrl, { username: REP, width: 390 });
    for (const [tab, heading] of Object.entries(GERMAN)) {
      await german.open(`/lightning/n/${tab}`);
      assert.equal(await german.page.locator('html').getAttribute('lang'), 'de');
      await german.page.getByRole('heading', { name: heading, exact: true }).first().waitFor();
      assert.deepEqual(await accessibilityViolations(german.page), [], tab);
      assert.ok((await widthOf(german.page)) <= 390, `${tab} is wider than a phone`);
    }
    assert.deepEqual(german.errors, []);
    await german.close();
  });

  it('has met no error in the browser', () => {
    assert.deepEqual(admin.errors, []);
  });
});
