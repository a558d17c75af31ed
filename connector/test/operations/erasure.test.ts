import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { environment, keyOf, startTestConnector, webhook } from '../support/connector.ts';

const ERASE = join(import.meta.dirname, '../../src/erase.ts');

const about = (id: string, email: string): string => {
  const body = JSON.parse(webhook(id)) as { data: { attributes: Record<string, unknown> } };
  body.data.attributes.participantEmail = email;
  return JSON.stringify(body);
};

describe('removing a person', { timeout: 120_000 }, () => {
  it('takes every delivery that names them, whatever its letters, and leaves the others', async () => {
    const connector = await startTestConnector();
    await connector.post(about('one', 'Jana.Weber@Kunde.example'));
    await connector.post(about('two', 'someone.else@kunde.example'));
    await connector.reaches(keyOf('one'), 'closed');
    await connector.reaches(keyOf('two'), 'closed');
    const answer = await fetch(`${connector.url}/v1/erasures`, {
      method: 'POST',
      headers: { authorization: 'Bearer local', 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'jana.weber@kunde.example' }),
    });
    assert.equal(answer.status, 200);
    assert.deepEqual(await answer.json(), { deliveries: 1, unfinished: 0, changes: 0, resyncItems: 0 });
    const left = await connector.deliveries();
    assert.deepEqual(
      left.map(({ deliveryKey }) => deliveryKey),
      [keyOf('two')],
    );
    assert.ok(!connector.logged.join('').toLowerCase().includes('jana.weber'));
    await connector.stop();
  });

  it('is one command, also while the connector runs', async () => {
    const connector = await startTestConnector();
    await connector.post(about('three', 'jana.weber@kunde.example'));
    await connector.reaches(keyOf('three'), 'closed');
    const settings = environment(connector.salesforce.url, connector.dataDir);
    const child = spawn(process.execPath, [ERASE, 'jana.weber@kunde.example'], {
      env: { PATH: process.env.PATH, ...settings, PORT: new URL(connector.url).port },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    const [code] = (await once(child, 'close')) as [number];
    assert.equal(code, 0);
    assert.match(Buffer.concat(output).toString(), /Removed 1 deliveries/);
    assert.equal((await connector.deliveries()).length, 0);
    await connector.stop();
  });
});
