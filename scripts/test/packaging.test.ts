import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { environment } from '../../connector/test/support/connector.ts';
import { startFakeSalesforce } from '../../connector/test/support/fake-salesforce.ts';
import { withInstallLinks } from '../packaging/install-links.ts';
import { asTyped } from '../packaging/salesforce-cli.ts';

const CLI = join(import.meta.dirname, '../packaging/cli.ts');

const run = async (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<{ code: number; text: string }> => {
  const directory = mkdtempSync(join(tmpdir(), 'packaging-'));
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: directory,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const [code] = (await once(child, 'close')) as [number];
  rmSync(directory, { recursive: true });
  return { code, text: Buffer.concat(output).toString('utf8') };
};

describe('a packaging command', { timeout: 180_000 }, () => {
  it('says in a dry run what it needs and exactly what it would run', async () => {
    const { code, text } = await run(['org:scratch', '--dry-run', '--days', '7']);
    assert.equal(code, 0);
    assert.match(text, /needs:\n {2}- the Salesforce CLI/);
    assert.match(text, /a Dev Hub with the namespace "demodesk"/);
    for (const command of [
      'sf org create scratch --definition-file config/scratch-org.json --alias demodesk-scratch --duration-days 7 --set-default --wait 20',
      'sf project deploy start --source-dir force-app --target-org demodesk-scratch --wait 60',
      'sf org assign permset --target-org demodesk-scratch --name Demodesk_Admin --name Demodesk_User --name Demodesk_Integration',
      'sf apex run --file config/scratch-org-seed.apex --target-org demodesk-scratch',
    ]) {
      assert.ok(text.includes(`  ${command}   #`), command);
    }
    assert.match(text, /Nothing was run\.\n$/);
  });

  it('builds and releases versions of the managed package', async () => {
    const create = await run(['package:create', '--dry-run', '--dev-hub', 'hub']);
    assert.match(create.text, /sf package create --name 'Demodesk for Salesforce' --package-type Managed/);
    assert.match(create.text, /--target-dev-hub hub/);
    const version = await run(['package:version', '--dry-run']);
    assert.match(version.text, /sf package version create .*--installation-key-bypass --code-coverage/);
    const promote = await run(['package:promote', '--dry-run', '--package', '04t000000000001AAA']);
    assert.match(promote.text, /sf package version promote --package 04t000000000001AAA --no-prompt/);
  });

  it('refuses to guess what it was not told', async () => {
    for (const args of [['org:deploy'], ['package:promote'], ['package:destroy'], []]) {
      const { code, text } = await run([...args, '--dry-run']);
      assert.equal(code, 64, args.join(' '));
      assert.match(text, /--target-org is missing|--package is missing|usage:/);
    }
  });

  it("makes the app that the connector logs in with, for the operator's own address", async () => {
    const app = ['--connector', 'https://connector.acme.com/sf/', '--contact', 'ops@acme.com'];
    const { code, text } = await run(['org:client-app', '--dry-run', '--target-org', 'acme', ...app]);
    assert.equal(code, 0, text);
    const callback = 'https://connector.acme.com/sf/connect/salesforce/callback';
    assert.ok(text.includes(`<callbackUrl>${callback}</callbackUrl>`));
    assert.match(text, /<isPkceRequired>true/);
    assert.match(text, /<commaSeparatedOauthScopes>Api, RefreshToken</);
    assert.match(text, /<contactEmail>ops@acme\.com</);
    assert.doesNotMatch(text, /example\.com|<consumerKey>|<consumerSecret>|<oauthLink>/);
    assert.match(text, /sf project deploy start --metadata-dir \S+ --target-org acme --wait 10/);
    assert.match(text, /Nothing was run\.\n$/);
  });

  it('does not have a login sent to an address that is not safe', async () => {
    const contact = ['--contact', 'ops@acme.com', '--target-org', 'acme', '--dry-run'];
    for (const address of ['http://connector.acme.com', 'https://a:b@acme.com', 'https://acme.com/?x=1', 'acme']) {
      const { code, text } = await run(['org:client-app', '--connector', address, ...contact]);
      assert.equal(code, 64, address);
      assert.match(text, /--connector/);
    }
    const local = await run(['org:client-app', '--connector', 'http://localhost:3000', ...contact]);
    assert.equal(local.code, 0, local.text);
  });

  it('looks an org over and names what is to fix', async () => {
    const salesforce = await startFakeSalesforce();
    const settings = environment(salesforce.url, '.data');
    const ready = await run(['org:check'], settings);
    assert.equal(ready.code, 0, ready.text);
    assert.match(ready.text, /ok +package +The package .* is installed \(version 1\.4\)/);
    assert.match(ready.text, /The org is ready\.\n$/);
    salesforce.setup.permissionSetAssigned = false;
    const missing = await run(['org:check'], settings);
    assert.equal(missing.code, 2);
    assert.match(missing.text, /to fix +permission-set +integration@acme\.example does not have/);
    const dry = await run(['org:check', '--dry-run'], settings);
    assert.equal(dry.code, 0);
    assert.match(dry.text, /without writing anything/);
    await salesforce.close();
  });
});

describe('the install links in the README', () => {
  const readme = '# Product\n\n## Install in Salesforce\n\nThere is none yet.\n\n## Where next\n\nRead on.\n';

  it('are of the built version, and a beta says so', () => {
    const text = withInstallLinks(readme, { id: '04t000000000001AAA', number: '0.1.0.4', released: false });
    assert.match(text, /Version 0\.1\.0\.4, a beta/);
    assert.match(text, /https:\/\/test\.salesforce\.com\/packaging\/installPackage\.apexp\?p0=04t000000000001AAA/);
    assert.doesNotMatch(text, /login\.salesforce\.com|There is none yet/);
    assert.match(text, /## Where next\n\nRead on\.\n$/);
  });

  it('lead to production once it is released, and replace the ones before', () => {
    const first = withInstallLinks(readme, { id: '04t000000000001AAA', number: '0.1.0.4', released: true });
    const second = withInstallLinks(first, { id: '04t000000000002AAA', number: '0.2.0.1', released: true });
    assert.match(second, /https:\/\/login\.salesforce\.com\/packaging\/installPackage\.apexp\?p0=04t000000000002AAA/);
    assert.doesNotMatch(second, /04t000000000001AAA/);
    assert.equal(second.match(/## Install in Salesforce/g)?.length, 1);
  });

  it('need their heading', () => {
    assert.throws(() => withInstallLinks('# Product\n', { id: '04t', number: '1', released: true }), /no heading/);
  });
});

it('a command is printed so that it can be pasted into a shell', () => {
  assert.equal(
    asTyped(['package', 'create', '--name', "Demodesk's"]),
    String.raw`sf package create --name 'Demodesk'\''s'`,
  );
});
