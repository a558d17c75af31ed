import type { Browser, BrowserContext, Page } from 'playwright-core';

/** Who looks, and with what. */
export interface Visitor {
  /** Username in the org; absent = its administrator. */
  readonly username?: string;
  /** Width of the window in CSS pixels; 1440 when absent, 390 is a phone. */
  readonly width?: number;
  readonly height?: number;
}

/** A person's browser, pointed at one org. */
export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors that the pages have thrown or logged since the visit began. */
  readonly errors: readonly string[];
  /**
   * Opens a page of the org and waits until its components stand and the network is quiet.
   * @param path e.g. `/lightning/n/Demodesk_Home`
   */
  open(path: string): Promise<void>;
  close(): Promise<void>;
}

const BUILD_TIMEOUT_MS = 180_000;

/** What is needed here of an element, as the browser has it: this file runs in Node and knows no DOM. */
interface Part {
  readonly localName: string;
  readonly shadowRoot: Root | null;
}
interface Root {
  querySelectorAll(selector: string): Iterable<Part>;
}

/** Runs in the browser: true when nothing spins, inside of components either. */
const nothingSpins = (): boolean => {
  const spins = (root: Root): boolean =>
    [...root.querySelectorAll('*')].some(
      (part) => part.localName === 'lightning-spinner' || (part.shadowRoot !== null && spins(part.shadowRoot)),
    );
  return !spins((globalThis as unknown as { document: Root }).document);
};

/** Waits until the page's components have been put in and nothing is being loaded. */
export const settled = async (page: Page): Promise<void> => {
  const done = 'html[data-components="mounted"], html[data-components="none"]';
  await page.waitForSelector(done, { timeout: BUILD_TIMEOUT_MS, state: 'attached' });
  // Streams of events never end, so the network is never idle: what a person waits for is spinners.
  await page.waitForFunction(nothingSpins, undefined, { timeout: 30_000 });
};

const signIn = async (page: Page, url: string, username: string): Promise<void> => {
  await page.goto(`${url}/login`);
  const card = page.locator(`[data-username="${username}"] button`);
  await card.click();
  await page.waitForURL((address) => !address.pathname.startsWith('/login'));
};

/** Opens a browser window for a person and signs in. @param url of the org */
export const visit = async (browser: Browser, url: string, visitor: Visitor = {}): Promise<Visit> => {
  const context = await browser.newContext({
    viewport: { width: visitor.width ?? 1440, height: visitor.height ?? 900 },
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Berlin',
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  if (visitor.username !== undefined) await signIn(page, url, visitor.username);
  return {
    context,
    page,
    errors,
    open: async (path) => {
      await page.goto(`${url}${path}`);
      await settled(page);
    },
    close: () => context.close(),
  };
};
