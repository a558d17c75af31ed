import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { createConnectorProcesses } from '../support/connector-process.ts';
import { environment, eventually, keyOf, postWebhook, webhook } from '../support/connector.ts';
import { startFakeSalesforce } from '../support/fake-salesforce.ts';

it('traces go to the collector that is named, without what people wrote', { timeout: 60_000 }, async () => {
  const received: string[] = [];
  const collector = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push(Buffer.concat(chunks).toString('utf8'));
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const salesforce = await startFakeSalesforce();
  const directory = mkdtempSync(join(tmpdir(), 'connector-tracing-'));
  const processes = createConnectorProcesses();
  try {
    const settings = { ...environment(salesforce.url, directory), OTEL_EXPORTER_OTLP_ENDPOINT: endpoint };
    const connector = await processes.start(settings, directory);
    await postWebhook(connector.url, webhook('traced'));
    await eventually(() => salesforce.log.get(keyOf('traced')));
    assert.equal(await connector.end('SIGTERM'), 0);
    const spans = received.join('');
    for (const name of ['webhook', 'publish', 'salesforce POST /composite/sobjects']) {
      assert.ok(spans.includes(`"name":"${name}"`), name);
    }
    assert.ok(spans.includes(keyOf('traced')));
    assert.ok(!spans.includes('Meeting traced'));
  } finally {
    processes.killAll();
    await salesforce.close();
    collector.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
