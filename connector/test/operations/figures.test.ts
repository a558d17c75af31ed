import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startTestConnector } from '../support/connector.ts';
import type { TestConnector } from '../support/connector.ts';

const FOLDER = join(import.meta.dirname, '../../operations');

describe('the dashboard and the alerts', { timeout: 60_000 }, () => {
  let connector: TestConnector;
  let known: Set<string>;
  before(async () => {
    connector = await startTestConnector();
    const text = await (await fetch(`${connector.url}/metrics`)).text();
    known = new Set([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '']) => name));
  });
  after(() => connector.stop());

  for (const file of ['grafana-dashboard.json', 'alerts.yaml']) {
    it(`ask only for figures that the connector has: ${file}`, () => {
      const text = readFileSync(join(FOLDER, file), 'utf8');
      const asked = new Set([...text.matchAll(/\bconnector_[a-z_]+\b/g)].map(([name]) => name));
      assert.ok(asked.size > 5);
      for (const name of asked) {
        assert.ok(known.has(name) || known.has(name.replace(/_(bucket|count|sum)$/, '')), name);
      }
    });
  }

  it('have a remedy for each alert', () => {
    const text = readFileSync(join(FOLDER, 'alerts.yaml'), 'utf8');
    const alerts = text.match(/- alert:/g)?.length ?? 0;
    assert.equal(text.match(/remedy:/g)?.length, alerts);
  });
});
