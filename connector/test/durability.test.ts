import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { environment, eventually, keyOf, listDeliveries, postWebhook, webhook } from './support/connector.ts';
import { temporaryDataDir } from './support/database-template.ts';
import type { TemporaryDataDir } from './support/database-template.ts';
import { startFakeSalesforce } from './support/fake-salesforce.ts';
import type { FakeSalesforce } from './support/fake-salesforce.ts';

const MAIN = join(import.meta.dirname, '../src/main.ts');
const KILLS = 10;
const SENDERS = 8;

interface Running {
  url: string;
  process: ChildProcess;
}

describe('a connector process', { timeout: 400_000 }, () => {
  let salesforce: FakeSalesforce;
  let dataDir: TemporaryDataDir;
  const started = new Set<ChildProcess>();
  before(async () => {
    salesforce = await startFakeSalesforce();
    dataDir = await temporaryDataDir();
  });
  after(async () => {
    for (const child of started) child.kill('SIGKILL');
    await salesforce.close();
    dataDir.remove();
  });

  const spawnConnector = (change: NodeJS.ProcessEnv = {}): ChildProcess => {
    const child = spawn(process.execPath, [MAIN], {
      cwd: dataDir.path,
      env: { PATH: process.env.PATH, ...environment(salesforce.url, dataDir.path), ...change },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.add(child);
    child.once('exit', () => started.delete(child));
    return child;
  };

  const start = async (): Promise<Running> => {
    const child = spawnConnector();
    if (child.stdout === null || child.stderr === null) throw new Error('The child has no output.');
    child.stderr.resume();
    for await (const line of createInterface(child.stdout)) {
      const { msg, url } = JSON.parse(line) as { msg: string; url?: string };
      if (msg !== 'connector listening' || url === undefined) continue;
      child.stdout.resume();
      return { url, process: child };
    }
    throw new Error('The connector ended before it listened.');
  };

  const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
    const exited = once(child, 'exit') as Promise<[number | null]>;
    child.kill(signal);
    return (await exited)[0];
  };

  it('killed at ten random moments under load loses nothing that it acknowledged', async (test) => {
    const acknowledged: string[] = [];
    let next = 0;
    const sendUntilItDies = async (url: string): Promise<void> => {
      for (;;) {
        next += 1;
        const id = `kill-${next}`;
        try {
          if ((await postWebhook(url, webhook(id))).status === 202) acknowledged.push(id);
        } catch {
          return;
        }
      }
    };
    for (let round = 0; round < KILLS; round += 1) {
      const connector = await start();
      const senders = Array.from({ length: SENDERS }, () => sendUntilItDies(connector.url));
      const before = acknowledged.length;
      await eventually(() => acknowledged.length > before || undefined);
      await sleep(Math.random() * 1000);
      await end(connector.process, 'SIGKILL');
      await Promise.all(senders);
    }
    const connector = await start();
    await eventually(() => acknowledged.every((id) => salesforce.log.has(keyOf(id))) || undefined);
    await eventually(async () => {
      const open = ['received', 'retrying', 'published'].map((state) =>
        listDeliveries(connector.url, `?state=${state}`),
      );
      return (await Promise.all(open)).every((list) => list.length === 0) || undefined;
    });
    test.diagnostic(`${acknowledged.length} acknowledged, ${salesforce.events.length} published`);
    assert.ok(acknowledged.length >= KILLS);
    assert.equal(await end(connector.process, 'SIGTERM'), 0);
  });

  it('asked to stop finishes what is in hand and ends by itself', async () => {
    const connector = await start();
    salesforce.behaviour.latencyMs = 200;
    await postWebhook(connector.url, webhook('stopping'));
    assert.equal(await end(connector.process, 'SIGINT'), 0);
    salesforce.behaviour.latencyMs = 0;
    assert.ok(salesforce.events.some((event) => event.Delivery_Key__c === keyOf('stopping')));
  });

  it('does not start on a data directory that another one uses, and says so', async () => {
    const connector = await start();
    const second = spawnConnector();
    const output: string[] = [];
    second.stdout?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    const [code] = (await once(second, 'close')) as [number | null];
    assert.equal(code, 1);
    assert.match(output.join(''), /Another connector is already running/);
    await end(connector.process, 'SIGTERM');
  });

  it('does not start without its settings, and lists what is missing', async () => {
    const child = spawnConnector({ API_TOKENS: '', SALESFORCE_LOGIN_URL: 'nonsense' });
    const output: string[] = [];
    child.stderr?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    assert.equal(code, 78);
    assert.match(output.join(''), /API_TOKENS is missing/);
    assert.match(output.join(''), /SALESFORCE_LOGIN_URL is not an http\(s\) URL/);
  });
});
