import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startLocalOrg } from '../../src/cli/start.ts';
import { ProjectError } from '../../src/project/sfdx-project.ts';

const ORDERS = join(import.meta.dirname, '../projects/orders');

describe('a project with a postInstallScript', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'install-'));
    cpSync(ORDERS, folder, { recursive: true });
    const file = join(folder, 'sfdx-project.json');
    const project = JSON.parse(readFileSync(file, 'utf8')) as { packageDirectories: object[] };
    project.packageDirectories = [{ path: 'force-app', default: true, postInstallScript: 'OrderInstall' }];
    writeFileSync(file, JSON.stringify(project));
  });
  after(() => rmSync(folder, { recursive: true }));

  const script = (body: string): void =>
    writeFileSync(
      join(folder, 'force-app/main/default/classes/OrderInstall.cls'),
      `public class OrderInstall implements InstallHandler {\n    public void onInstall(InstallContext context) {\n${body}\n    }\n}\n`,
    );

  it('starts as if the package had just been installed for the first time', async () => {
    script("        insert new Account(Name = 'Installed ' + context.isUpgrade());");
    const org = await startLocalOrg({ projectDir: folder, port: 0 });
    try {
      const token = await fetch(`${org.url}/services/oauth2/token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'local', client_secret: 'local' }),
      });
      const { access_token: accessToken } = (await token.json()) as { access_token: string };
      const query = encodeURIComponent('SELECT Name FROM Account');
      const answer = await fetch(`${org.url}/services/data/v65.0/query?q=${query}`, {
        headers: { authorization: `Bearer ${accessToken}` },
      });
      const { records } = (await answer.json()) as { records: { Name: string }[] };
      assert.deepEqual(
        records.map(({ Name }) => Name),
        ['Installed false'],
      );
    } finally {
      await org.close();
    }
  });

  it('does not start when there is no such class', async () => {
    rmSync(join(folder, 'force-app/main/default/classes/OrderInstall.cls'));
    await assert.rejects(startLocalOrg({ projectDir: folder, port: 0 }), ProjectError);
  });
});
