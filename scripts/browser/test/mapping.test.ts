import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { eventually } from '../../test/eventually.ts';
import { launchBrowser } from '../chromium.ts';
import { startProduct, type RunningProduct } from '../running-product.ts';
import { settled, visit, type Visit } from '../visit.ts';

describe('the Field Mapping screen', () => {
  let product: RunningProduct;
  let browser: Browser;
  let admin: Visit;

  before(async () => {
    product = await startProduct();
    browser = await launchBrowser();
    admin = await visit(browser, product.orgUrl);
  });
  after(async () => {
    await browser.close();
    await product.stop();
  });

  const row = () => admin.page.locator('c-mapping-row').filter({ has: admin.page.locator('[data-id="form"]') });
  /** Chooses by typing and clicking, as a person does. */
  const choose = async (box: ReturnType<Visit['page']['locator']>, text: string, value: string): Promise<void> => {
    await box.getByRole('combobox').click();
    await box.getByRole('combobox').fill(text);
    await box.locator(`[role="option"][data-value="${value}"]`).click();
  };

  it('maps the summary of a meeting to a field of the account', async () => {
    await admin.open('/lightning/n/Demodesk_Field_Mapping');
    await choose(admin.page.locator('c-choice-search[data-id="object"]'), 'Account', 'Account|');
    await settled(admin.page);
    await admin.page.locator('[data-id="add"] button').click();
    const boxes = row().locator('c-choice-search');
    await choose(boxes.nth(0), 'summary', 'summary.text');
    await choose(boxes.nth(1), 'Tradestyle', 'Tradestyle');
    await admin.page.locator('[data-id="save"] button').click();
    await eventually('the mapping', async () => {
      const found = await product.salesforce.query<object>(
        "SELECT Id FROM demodesk__Field_Mapping__c WHERE demodesk__Object__c = 'Account' AND demodesk__Field__c = 'Tradestyle'",
      );
      return found.length === 1 ? true : undefined;
    });
  });

  it('has its value on the record when the next meeting arrives', async () => {
    await product.send('nordlicht-3-demo-ended', 'nordlicht-5-recording-transcription-postprocessed');
    const [account] = await product.salesforce.query<{ Id: string; Tradestyle: string | null }>(
      "SELECT Id, Tradestyle FROM Account WHERE Name LIKE 'Nordlicht%'",
    );
    assert.match(account?.Tradestyle ?? '', /Nordlicht Energie/);
  });
});
