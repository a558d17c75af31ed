import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import type { RunningLocalOrg } from '../../../local-org/src/cli/start.ts';
import { PEOPLE, startShop } from '../../../local-org/test/pages/shop.ts';
import { accessibilityViolations } from '../axe.ts';
import { launchBrowser } from '../chromium.ts';
import { visit, type Visit } from '../visit.ts';

/** A project of four components that use what the platform offers, in a real browser. */
describe('a component in a page of the local org', () => {
  let org: RunningLocalOrg;
  let browser: Browser;
  let visitor: Visit;

  before(async () => {
    org = await startShop();
    browser = await launchBrowser();
    visitor = await visit(browser, org.url);
  });
  after(async () => {
    await browser.close();
    await org.close();
  });

  const text = (id: string) => visitor.page.locator(`[data-id="${id}"]`);

  it('shows what a wired Apex method gives, and labels of the org', async () => {
    await visitor.open('/lightning/n/Gift_Desk');
    await visitor.page.getByText('Welcome to the shop').waitFor();
    await text('gift').getByText('Teapot 1234.5').waitFor();
    assert.equal(await text('page').textContent(), 'Gift_Desk');
  });

  it('has the styles of the design system inside', async () => {
    const box = visitor.page.locator('c-gift-desk .slds-p-around_small');
    const padding = await box.evaluate(
      (element) =>
        (globalThis as unknown as { getComputedStyle(of: unknown): { paddingLeft: string } }).getComputedStyle(element)
          .paddingLeft,
    );
    assert.equal(padding, '12px');
  });

  it('calls Apex, asks again for its wire, and shows a toast', async () => {
    await visitor.page.getByLabel('Name').fill('Cup');
    await visitor.page.getByRole('button', { name: 'Sell' }).click();
    await visitor.page.getByText('Thank you, Cup').waitFor();
    await text('gift').getByText('Cup 5').waitFor();
  });

  it('hears an event of the org', async () => {
    await text('sold').getByText('Cup!').waitFor();
  });

  it('shows the words of an Apex error as a toast', async () => {
    await visitor.page.getByLabel('Name').fill('');
    await visitor.page.getByRole('button', { name: 'Sell' }).click();
    await visitor.page.getByRole('alert').getByText('A gift needs a name').waitFor();
  });

  it('lets a person find a record by keyboard', async () => {
    const picker = visitor.page.getByRole('combobox', { name: 'Buyer' });
    const other = visitor.page.getByRole('option', { name: 'Nordwind GmbH' });
    // The whole list first, so that its going shows that the search has answered.
    await picker.click();
    await other.waitFor();
    await picker.fill('süd');
    await other.waitFor({ state: 'detached' });
    await visitor.page.getByRole('option', { name: 'Südwind AG' }).waitFor();
    await picker.press('ArrowDown');
    await picker.press('Enter');
    await text('buyer').getByText(/^001/).waitFor();
    assert.equal(await picker.inputValue(), 'Südwind AG');
  });

  it('has nothing that axe finds wrong', async () => {
    assert.deepEqual(await accessibilityViolations(visitor.page), []);
  });

  it('opens the page of a record, whose wire follows a change', async () => {
    await visitor.page.getByRole('button', { name: 'Open' }).click();
    await visitor.page.waitForURL('**/lightning/r/shop__Gift__c/**');
    await text('price').getByText('1234.5').waitFor();
    assert.equal(await text('price-text').textContent(), '€1,234.50');
    await visitor.page.getByRole('button', { name: 'Raise' }).click();
    await text('price').getByText('1235.5').waitFor();
  });

  it('says in its place why it cannot be shown', async () => {
    await visitor.open('/lightning');
    assert.match(
      (await visitor.page.getByRole('alert').textContent()) ?? '',
      /c\/brokenImport uses "lightning\/uiListsOfTomorrow", which the local org does not have/,
    );
  });

  it("speaks the user's language, for those who may use it", async () => {
    const german = await visit(browser, org.url, { username: PEOPLE.guest });
    await german.page.goto(`${org.url}/lightning/n/Gift_Desk`);
    await german.page.getByRole('heading', { name: 'Sie haben keinen Zugriff auf diese Seite' }).waitFor();
    await german.close();
  });

  it('throws no error in all of this', () => {
    // A refused call of Apex is told by the browser as a failed request.
    assert.deepEqual(
      visitor.errors.filter((error) => !error.startsWith('Failed to load resource')),
      [],
    );
  });
});
