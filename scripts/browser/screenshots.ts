/**
 * `npm run screenshots [-- <name>...]`: starts the product with its sample data and takes the pictures of the
 * documentation, docs/images/*.png. Ends with exit code 1 when a page has an error or a component did not work.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { projectRoot } from '../stack/service.ts';
import { launchBrowser } from './chromium.ts';
import { startProduct, type RunningProduct } from './running-product.ts';
import { SAMPLES, SCENES, type Scene } from './scenes.ts';
import { visit } from './visit.ts';

const FOLDER = join(projectRoot, 'docs/images');

/** Takes one picture. @returns what was wrong with the page */
const take = async (browser: Browser, product: RunningProduct, scene: Scene): Promise<readonly string[]> => {
  const path = typeof scene.path === 'string' ? scene.path : await scene.path(product);
  const visitor = await visit(browser, product.orgUrl, {
    ...(scene.username === undefined ? {} : { username: scene.username }),
    ...(scene.width === undefined ? {} : { width: scene.width }),
  });
  try {
    await visitor.open(path);
    await scene.prepare?.(visitor.page);
    await visitor.page.screenshot({ path: join(FOLDER, `${scene.name}.png`), fullPage: true });
    const failures = await visitor.page.locator('[data-problems], [data-failed-component]').allTextContents();
    return [...visitor.errors, ...failures.map((text) => text.replace(/\s+/g, ' ').trim())];
  } finally {
    await visitor.close();
  }
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !SCENES.some((scene) => scene.name === name));
if (unknown !== undefined) {
  console.error(`There is no picture "${unknown}". Pictures: ${SCENES.map(({ name }) => name).join(', ')}`);
  process.exit(1);
}

await mkdir(FOLDER, { recursive: true });
const product = await startProduct();
const browser = await launchBrowser();
let failed = 0;
try {
  await product.send(...SAMPLES);
  for (const scene of SCENES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    const problems = await take(browser, product, scene);
    console.log(`${problems.length === 0 ? 'taken' : 'WRONG'}  docs/images/${scene.name}.png`);
    for (const problem of problems) console.error(`       ${problem}`);
    if (problems.length > 0) failed += 1;
  }
} finally {
  await browser.close();
  await product.stop();
}
process.exit(failed === 0 ? 0 : 1);
