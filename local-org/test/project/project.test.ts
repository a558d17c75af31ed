import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readEventSubscriberConfigs } from '../../src/project/event-subscribers.ts';
import { readLabels } from '../../src/project/labels.ts';
import { ProjectError, readProject } from '../../src/project/sfdx-project.ts';
import { filesEnding, listSourceFiles } from '../../src/project/source-files.ts';
import { readStaticResources } from '../../src/project/static-resources.ts';

const ORDERS = join(import.meta.dirname, '../projects/orders');
const files = () => listSourceFiles(readProject(ORDERS));

const inFolder = (content: string | null, work: (folder: string) => void): void => {
  const folder = mkdtempSync(join(tmpdir(), 'project-'));
  try {
    if (content !== null) writeFileSync(join(folder, 'sfdx-project.json'), content);
    work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

describe('an sfdx project', () => {
  it('gives its namespace, its API version and its package directories', () => {
    const project = readProject(ORDERS);
    assert.equal(project.namespace, 'acme');
    assert.equal(project.sourceApiVersion, '65.0');
    assert.deepEqual(project.packageDirectories, [join(ORDERS, 'force-app')]);
  });

  it('is told apart from any other folder in one clear sentence', () => {
    inFolder(null, (folder) => assert.throws(() => readProject(folder), /No sfdx-project\.json in/));
  });

  it('is refused when its definition is no JSON, has no package directory, or names one that is not there', () => {
    for (const content of ['{', '{}', '{"packageDirectories":[{"path":"missing"}]}']) {
      inFolder(content, (folder) => assert.throws(() => readProject(folder), ProjectError));
    }
  });

  it('lists its source files in a stable order', () => {
    assert.deepEqual(
      filesEnding(files(), '.trigger').map((file) => file.fullName),
      ['OrderEvents', 'OrderLogs', 'OrderNotices'],
    );
  });

  it('gives custom labels in the language asked for, else in their own', () => {
    const labels = readLabels(files());
    assert.equal(labels.text('order_failed', 'de'), 'Die Bestellung ist fehlgeschlagen');
    assert.equal(labels.text('Order_Failed', 'fr'), 'The order failed & was put back');
    assert.equal(labels.text('Nothing', 'en_US'), undefined);
  });

  it('gives static resources by name', () => {
    const [greeting, ...others] = readStaticResources(files());
    assert.deepEqual(others, []);
    assert.equal(greeting?.name, 'Greeting');
    assert.equal(greeting.contentType, 'application/json');
    assert.equal(Buffer.from(greeting.body).toString().trim(), '{ "hello": "world" }');
  });

  it('gives the batch size of its event triggers', () => {
    assert.equal(readEventSubscriberConfigs(files()).get('ordernotices')?.batchSize, 2);
  });
});
