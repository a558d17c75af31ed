/**
 * `node scripts/browser/picture.ts <org url> <path> <file.png> [username] [width]`: takes a picture of one page of a
 * running local org, and says what went wrong in the browser and what axe finds.
 */
import { accessibilityViolations } from './axe.ts';
import { launchBrowser } from './chromium.ts';
import { visit } from './visit.ts';

const [url, path, file, username, width] = process.argv.slice(2);
if (url === undefined || path === undefined || file === undefined) {
  console.error('usage: node scripts/browser/picture.ts <org url> <path> <file.png> [username] [width]');
  process.exit(1);
}

const browser = await launchBrowser();
try {
  const visitor = await visit(browser, url, {
    ...(username === undefined || username === '-' ? {} : { username }),
    ...(width === undefined ? {} : { width: Number(width) }),
  });
  const began = performance.now();
  await visitor.open(path).catch((error: unknown) => console.error(String(error)));
  console.log(`${path} stood after ${Math.round(performance.now() - began)} ms`);
  await visitor.page.screenshot({ path: file, fullPage: true });
  for (const error of visitor.errors) console.log(`browser: ${error}`);
  for (const { rule, impact, help, places } of await accessibilityViolations(visitor.page)) {
    console.log(`axe ${impact} ${rule}: ${help}\n  ${places.join('\n  ')}`);
  }
} finally {
  await browser.close();
}
