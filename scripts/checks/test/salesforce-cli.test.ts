import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startLocalOrg, type RunningLocalOrg } from '../../../local-org/src/cli/start.ts';
import { USER_IDS } from '../../../local-org/src/security/ids-of-the-org.ts';
import { runCommand } from '../engine/command.ts';
import { toolPath } from '../engine/tools.ts';

const PROJECT = join(import.meta.dirname, '../../../local-org/test/projects/orders');

interface Answer {
  readonly status: number;
  readonly message?: string;
  readonly result: Readonly<Record<string, unknown>>;
}

describe('the Salesforce CLI on the local org', () => {
  let running: RunningLocalOrg;
  let home: string;
  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'sf-home-'));
    running = await startLocalOrg({ projectDir: PROJECT, port: 0 });
  });
  after(async () => {
    await running.close();
    await rm(home, { recursive: true, force: true });
  });

  const sf = async (...args: string[]): Promise<Answer> => {
    const command = [toolPath('@salesforce/cli/bin/run.js'), ...args, '--json'];
    const { stdout, stderr } = await runCommand(process.execPath, command, {
      cwd: home,
      env: {
        HOME: home,
        SF_ACCESS_TOKEN: running.org.sessions.open(USER_IDS.admin, 'local').token,
        SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
        SF_DISABLE_TELEMETRY: 'true',
        SF_DISABLE_AUTOUPDATE: 'true',
        SF_AUTOUPDATE_DISABLE: 'true',
        SF_SKIP_NEW_VERSION_CHECK: 'true',
        SF_DISABLE_LOG_FILE: 'true',
      },
    });
    assert.notEqual(stdout, '', stderr);
    return JSON.parse(stdout) as Answer;
  };

  it('signs in with an access token, queries, and runs Apex', async () => {
    const login = ['--instance-url', running.url, '--no-prompt', '--alias', 'local'];
    const signedIn = await sf('org', 'login', 'access-token', ...login);
    assert.equal(signedIn.status, 0, signedIn.message);
    assert.equal(signedIn.result.username, 'admin@local-org.example');

    const script = join(home, 'script.apex');
    await writeFile(script, "System.debug('from the CLI');\ninsert new Account(Name = 'Made by the CLI');\n");
    const ran = await sf('apex', 'run', '--target-org', 'local', '--file', script);
    assert.equal(ran.status, 0, ran.message);
    assert.equal(ran.result.success, true);
    assert.match(String(ran.result.logs), /USER_DEBUG\|\[1\]\|DEBUG\|from the CLI/);

    const queried = await sf(
      ...['data', 'query', '--target-org', 'local'],
      ...['--query', "SELECT Name, Owner.Username FROM Account WHERE Name LIKE '%CLI'"],
    );
    assert.equal(queried.status, 0, queried.message);
    const [record] = queried.result.records as { Name: string; Owner: { Username: string } }[];
    assert.deepEqual([record?.Name, record?.Owner.Username], ['Made by the CLI', 'admin@local-org.example']);

    const refused = await sf('data', 'query', '--target-org', 'local', '--query', 'SELECT Nothing FROM Account');
    assert.notEqual(refused.status, 0);
    assert.match(refused.message ?? '', /No such column 'Nothing'/);
  });
});
