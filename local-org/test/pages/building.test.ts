import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startLocalOrg, type RunningLocalOrg } from '../../src/cli/start.ts';
import { openAs, pageText, SHOP, type Client } from './shop.ts';

const scriptOf = (html: string): string => /<script type="module" src="([^"]+)"/.exec(html)?.[1] ?? '';

describe('the components of a project', () => {
  let folder: string;
  let org: RunningLocalOrg;
  let admin: Client;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shop-'));
    await cp(SHOP, folder, { recursive: true });
    org = await startLocalOrg({ projectDir: folder, port: 0, grpcPort: 0 });
    admin = await openAs(org);
  });
  after(async () => {
    await org.close();
    await rm(folder, { recursive: true });
  });

  const change = async (file: string, from: string | RegExp, to: string): Promise<void> => {
    const path = join(folder, 'force-app', file);
    await writeFile(path, (await readFile(path, 'utf8')).replace(from, to));
  };

  it('are served as scripts that never change', async () => {
    const script = scriptOf(await pageText(admin, '/lightning/n/Gift_Desk'));
    const response = await admin.get(script);
    assert.equal(response.status, 200);
    assert.match(response.headers.get('Cache-Control') ?? '', /immutable/);
    await response.body?.cancel();
  });

  it('are built again when one has changed, and not otherwise', async () => {
    const before = scriptOf(await pageText(admin, '/lightning/n/Gift_Desk'));
    assert.equal(scriptOf(await pageText(admin, '/lightning/n/Gift_Desk')), before);
    await change('lwc/giftWords/giftWords.js', '`${text}!`', '`${text}!!`');
    assert.notEqual(scriptOf(await pageText(admin, '/lightning/n/Gift_Desk')), before);
  });

  it('that do not compile are named with the reason, and stop no other', async () => {
    await change('lwc/giftCard/giftCard.html', '</template>', '');
    const html = await pageText(admin, '/lightning/n/Gift_Desk');
    assert.match(html, /c\/giftCard does not compile \(giftCard\.html\)/);
    assert.notEqual(scriptOf(html), '');
  });

  it('show a new label without starting the org anew', async () => {
    await change('labels/CustomLabels.labels-meta.xml', 'Welcome to the shop', 'Come in');
    assert.match(await pageText(admin, '/lightning/n/Gift_Desk'), /"c\.Greeting":"Come in"/);
  });

  it('that are being built leave the page waiting, in words', async () => {
    // Builds are kept by content: only a text that never was has to be built.
    await change('lwc/giftWords/giftWords.js', '!!', `!! ${randomUUID()}`);
    const response = await admin.get('/lightning/n/Gift_Desk');
    assert.match(await response.text(), /Building the components of this project/);
    await admin.get('/lightning/building').then((answer) => answer.body?.cancel());
  });
});
