import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { clientAppDeploy, clientAppFiles } from '../../packaging/client-app.ts';
import { toolPath } from '../engine/tools.ts';
import { readTypeModel } from '../metadata/type-model.ts';
import { checkTypes } from '../metadata/types.ts';
import { projectOf } from '../project/project.ts';

const SOURCE = join(import.meta.dirname, '../../../config/external-client-app');
const PLACEHOLDERS = { connector: 'https://connector.example.com', contact: 'operator@connector.example.com' };

const sources = (): string[] =>
  readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.xml'));

it('the External Client App is metadata that the Metadata API knows', () => {
  const files = sources().map((path): [string, string] => [path, readFileSync(join(SOURCE, path), 'utf8')]);
  assert.equal(files.length, 3);
  assert.deepEqual(checkTypes(projectOf(new Map(files)), readTypeModel()), []);
});

it('the External Client App is deployed as the Salesforce CLI would convert it', () => {
  const project = mkdtempSync(join(tmpdir(), 'client-app-'));
  try {
    cpSync(SOURCE, join(project, 'app'), { recursive: true });
    const definition = { packageDirectories: [{ path: 'app', default: true }], sourceApiVersion: '65.0' };
    writeFileSync(join(project, 'sfdx-project.json'), JSON.stringify(definition));
    const quiet = { SF_DISABLE_TELEMETRY: 'true', SF_AUTOUPDATE_DISABLE: 'true', SF_DISABLE_AUTOUPDATE: 'true' };
    const sf = toolPath('@salesforce/cli/bin/run.js');
    const args = [sf, 'project', 'convert', 'source', '--output-dir', 'out', '--json'];
    const env = { ...process.env, ...quiet, SF_SKIP_NEW_VERSION_CHECK: 'true', SF_DISABLE_LOG_FILE: 'true' };
    execFileSync(process.execPath, args, { cwd: project, env, stdio: 'ignore' });
    for (const [path, text] of clientAppFiles(PLACEHOLDERS)) {
      assert.equal(text, readFileSync(join(project, 'out', path), 'utf8'), path);
    }
    const made = readdirSync(join(project, 'out'), { recursive: true, withFileTypes: true });
    assert.equal(made.filter((entry) => entry.isFile()).length, clientAppFiles(PLACEHOLDERS).size);
  } finally {
    rmSync(project, { recursive: true });
  }
});

it('the Salesforce CLI knows how to deploy it', () => {
  const manifest = JSON.parse(
    readFileSync(toolPath('@salesforce/plugin-deploy-retrieve/oclif.manifest.json'), 'utf8'),
  ) as { commands: Record<string, { flags: Record<string, unknown> }> };
  const flags = manifest.commands['project:deploy:start']?.flags ?? {};
  const given = clientAppDeploy('folder', 'org').filter((word) => word.startsWith('--'));
  for (const flag of given) assert.ok(flag.slice(2) in flags, flag);
});
