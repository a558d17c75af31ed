import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { eventually } from '../../test/eventually.ts';
import { accessibilityViolations } from '../axe.ts';
import { launchBrowser } from '../chromium.ts';
import { startProduct, type RunningProduct } from '../running-product.ts';
import { REP } from '../scenes.ts';
import { settled, visit, type Visit } from '../visit.ts';

const NORDLICHT = [
  'nordlicht-1-demo-scheduled',
  'nordlicht-3-demo-ended',
  'nordlicht-4-recording-uploaded',
  'nordlicht-5-recording-transcription-postprocessed',
] as const;

interface Opportunity {
  readonly Id: string;
  readonly Name: string;
}

describe('a German-speaking rep', () => {
  let product: RunningProduct;
  let browser: Browser;
  let rep: Visit;
  let deal: Opportunity;
  let otherDeal: Opportunity;

  before(async () => {
    product = await startProduct();
    browser = await launchBrowser();
    await product.send(...NORDLICHT);
    const deals = await product.salesforce.query<Opportunity>(
      "SELECT Id, Name FROM Opportunity WHERE Name LIKE 'Nordlicht Energie%' ORDER BY Name",
    );
    const named = (part: string): Opportunity => {
      const found = deals.find(({ Name }) => Name.includes(part));
      assert.ok(found, `no opportunity ${part}`);
      return found;
    };
    deal = named('60 additional seats');
    otherDeal = named('initial rollout');
    rep = await visit(browser, product.orgUrl, { username: REP });
  });
  after(async () => {
    await browser.close();
    await product.stop();
  });

  const card = () => rep.page.locator('c-meeting-intelligence');

  it('reads on the opportunity what was said and agreed in the meeting', async () => {
    await rep.open(`/lightning/r/Opportunity/${deal.Id}/view`);
    await card().getByText('Nordlicht Energie: Demodesk kennenlernen').waitFor();
    await card().getByText('Zusammenfassung').first().waitFor();
    await card().locator('c-meeting-action-items').getByText('Angebot für den Pilot senden').waitFor();
    await card().getByText('Anna Bergmann').first().waitFor();
  });

  it('reads in German why the meeting is linked here, though the sync runs in English', async () => {
    const [meeting] = await product.salesforce.query<{ demodesk__Match_Explanation__c: string }>(
      'SELECT demodesk__Match_Explanation__c FROM demodesk__Meeting_Intelligence__c',
    );
    assert.match(meeting?.demodesk__Match_Explanation__c ?? '', /^Contact: /m);
    await card().locator('c-meeting-reasons').getByText('Kontakt: ').first().waitFor();
    assert.equal(await card().locator('c-meeting-reasons').getByText('Contact: ').count(), 0);
  });

  it('ticks off an action item, and its task is completed', async () => {
    await card().locator('c-meeting-action-items input[type="checkbox"]').first().check();
    await eventually('a completed task', async () => {
      const done = await product.salesforce.query<object>(
        `SELECT Id FROM Task WHERE WhatId = '${deal.Id}' AND Status = 'Completed'`,
      );
      return done.length === 1 ? true : undefined;
    });
  });

  it('finds nothing on the page that axe objects to', async () => {
    await settled(rep.page);
    assert.deepEqual(await accessibilityViolations(rep.page), []);
  });

  it('links the meeting to another deal by hand, which stays', async () => {
    await card().locator('[data-id="relink"] button').click();
    const picker = card().locator('lightning-record-picker[data-name="opportunityId"]');
    await picker.getByRole('button').click();
    await picker.getByRole('combobox').fill('initial rollout');
    await picker.getByRole('option', { name: otherDeal.Name }).click();
    await card().locator('[data-id="save"] button').click();
    await eventually('the link by hand', async () => {
      const meetings = await product.salesforce.query<object>(
        `SELECT Id FROM demodesk__Meeting_Intelligence__c WHERE demodesk__Opportunity__c = '${otherDeal.Id}'`,
      );
      return meetings.length === 1 ? true : undefined;
    });
    await product.send('nordlicht-2-demo-started');
    await rep.open(`/lightning/r/Opportunity/${otherDeal.Id}/view`);
    await card().getByText('Nordlicht Energie: Demodesk kennenlernen').waitFor();
  });

  it('is told that the setup is not for reps', async () => {
    for (const tab of ['Demodesk_Home', 'Demodesk_Field_Mapping', 'Demodesk_Conflict_Rules', 'Demodesk_Settings']) {
      const answer = await rep.page.goto(`${product.orgUrl}/lightning/n/${tab}`);
      assert.equal(answer?.status(), 403, tab);
      await rep.page.getByRole('heading', { name: 'Sie haben keinen Zugriff auf diese Seite' }).waitFor();
    }
  });

  it('sees all of it in German, on a phone too', async () => {
    const phone = await visit(browser, product.orgUrl, { username: REP, width: 390 });
    await phone.open(`/lightning/r/Opportunity/${otherDeal.Id}/view`);
    assert.equal(await phone.page.locator('html').getAttribute('lang'), 'de');
    await phone.page.locator('c-meeting-intelligence').getByText('Teilnehmer').first().waitFor();
    const { width } = await phone.page.locator('html').evaluate((html: unknown) => ({
      width: (html as { scrollWidth: number }).scrollWidth,
    }));
    assert.ok(width <= 390, `the page is ${width} pixels wide`);
    await phone.close();
  });
});
