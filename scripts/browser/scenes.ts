import type { Page } from 'playwright-core';
import type { RunningProduct } from './running-product.ts';

/** German-speaking rep of the local org's seed. */
export const REP = 'lena.hoffmann@demodesk-local.example';

/** One picture of the documentation. */
export interface Scene {
  /** Name of the file below docs/images, without `.png`. */
  readonly name: string;
  /** Who looks; absent = the administrator. */
  readonly username?: string;
  /** Width of the window; absent = 1440. */
  readonly width?: number;
  /** Where: a path, or how to find it. */
  readonly path: string | ((product: RunningProduct) => Promise<string>);
  /** What to do on the page before the picture is taken. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Meetings that the pictures show. */
export const SAMPLES = [
  'nordlicht-1-demo-scheduled',
  'nordlicht-3-demo-ended',
  'nordlicht-4-recording-uploaded',
  'nordlicht-5-recording-transcription-postprocessed',
  'brightwater-demo-ended-qualified',
  'kestrel-recording-60-attendees',
  'cascadia-recording-transcription-postprocessed',
  'alpenblick-demo-canceled',
  'hafenkante-demo-ended-no-show',
  'contact-updated-title',
  'opportunity-updated-unknown-stage',
] as const;

/** Address of the page of the first record that a query finds. */
const recordPage =
  (object: string, where: string) =>
  async ({ salesforce }: RunningProduct): Promise<string> => {
    const [record] = await salesforce.query<{ Id: string }>(`SELECT Id FROM ${object} WHERE ${where} LIMIT 1`);
    if (!record) throw new Error(`No ${object} where ${where}`);
    return `/lightning/r/${object}/${record.Id}/view`;
  };

const nordlicht = recordPage('Opportunity', "Name LIKE 'Nordlicht Energie - 60%'");

/** Every screen, as the documentation shows it. */
export const SCENES: readonly Scene[] = [
  { name: 'home', path: '/lightning/n/Demodesk_Home' },
  {
    name: 'field-mapping',
    path: '/lightning/n/Demodesk_Field_Mapping',
    prepare: (page) => page.getByText('Values as the meeting').waitFor(),
  },
  {
    name: 'field-mapping-row',
    path: '/lightning/n/Demodesk_Field_Mapping',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Edit mapping: Stage to Stage' }).click();
      await page.getByRole('button', { name: 'Add value' }).click();
      await page.getByLabel('Value in Demodesk').fill('Technical win');
      await page.getByRole('combobox', { name: 'Salesforce field' }).click();
      await page.locator('[role="option"][aria-disabled="true"]').first().scrollIntoViewIfNeeded();
    },
  },
  { name: 'conflict-rules', path: '/lightning/n/Demodesk_Conflict_Rules' },
  { name: 'sync-log', path: '/lightning/n/Demodesk_Sync_Log' },
  {
    name: 'sync-log-detail',
    path: '/lightning/n/Demodesk_Sync_Log',
    prepare: async (page) => {
      await page.locator('c-sync-log-table button[data-id]').first().click();
      await page.locator('c-sync-log-detail [data-id="message"]').waitFor();
    },
  },
  { name: 'sync-log-phone', path: '/lightning/n/Demodesk_Sync_Log', width: 390 },
  { name: 'settings', path: '/lightning/n/Demodesk_Settings' },
  { name: 'opportunity', path: nordlicht },
  { name: 'opportunity-german', path: nordlicht, username: REP },
  { name: 'opportunity-phone', path: nordlicht, username: REP, width: 390 },
  { name: 'account', path: recordPage('Account', "Name LIKE 'Nordlicht%'") },
  { name: 'meeting', path: recordPage('demodesk__Meeting_Intelligence__c', "demodesk__Title__c LIKE 'Nordlicht%'") },
];
