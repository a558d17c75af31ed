import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser } from 'playwright-core';

/** No graphics card, no updates, no first-run pages, nothing but the page. */
const QUIET = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
];

/** Where a browser is to be found: `CHROMIUM` names one of the machine's, else the one that npm brings (Linux x64). */
const executable = async (): Promise<string> => process.env.CHROMIUM ?? (await chromium.executablePath());

/** Starts a browser with an empty profile. */
export const launchBrowser = async (): Promise<Browser> =>
  playwright.launch({ executablePath: await executable(), args: QUIET, headless: true });
