import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';

const COMMAND = join(import.meta.dirname, '../../src/cli/local-org.ts');
const PROJECT = join(import.meta.dirname, '../projects/orders');

const run = (args: readonly string[], input = ''): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [COMMAND, ...args], { input, encoding: 'utf8' });

const folderOf = (context: TestContext): string => {
  const folder = mkdtempSync(join(tmpdir(), 'local-org-command-'));
  context.after(() => rmSync(folder, { recursive: true }));
  return folder;
};

void test('Without a command it lists the commands; an unknown one is refused', () => {
  assert.match(run([]).stdout, /apex test/);
  const unknown = run(['deploy']);
  assert.equal(unknown.status, 1);
  assert.match(unknown.stderr, /There is no command "deploy"/);
});

void test('Anonymous Apex runs in an org of the project and prints what it debugs', () => {
  const { status, stdout } = run(
    ['apex', 'run', '--project', PROJECT],
    "insert new Account(Name = 'Nordlicht'); System.debug([SELECT Name FROM Account].Name);",
  );
  assert.deepEqual([status, stdout], [0, 'DEBUG|Nordlicht\n']);
});

void test('Anonymous Apex that throws or does not compile ends with its error and exit code 1', () => {
  const thrown = run(['apex', 'run', '--project', PROJECT], 'Integer i = 1 / 0;');
  assert.equal(thrown.status, 1);
  assert.match(thrown.stderr, /^System\.MathException: Divide by 0/);
  const wrong = run(['apex', 'run', '--project', PROJECT], 'Strin s;');
  assert.equal(wrong.status, 1);
  assert.match(wrong.stderr, /Invalid type: Strin/);
});

void test('A query answers as a table or as JSON', () => {
  const soql = "SELECT Name, CreatedBy.Username FROM Profile WHERE Name = 'Standard User'";
  const asTable = run(['query', soql, '--project', PROJECT]);
  assert.match(asTable.stdout, /^Name +CreatedBy\.Username?\nStandard User/);
  const asJson = run(['query', 'SELECT Name FROM Profile ORDER BY Name LIMIT 1', '--project', PROJECT, '--json']);
  assert.equal((JSON.parse(asJson.stdout) as { Name: string }[]).length, 1);
});

void test('A query says when no org runs, and why an org refuses it', () => {
  const nobody = run(['query', 'SELECT Id FROM Account', '--url', 'http://127.0.0.1:9']);
  assert.equal(nobody.status, 1);
  assert.match(nobody.stderr, /No local org answers on http:\/\/127\.0\.0\.1:9\. Start one with `local-org start`/);
  const wrong = run(['query', 'SELECT Nothing__c FROM Account', '--project', PROJECT]);
  assert.equal(wrong.status, 1);
  assert.match(wrong.stderr, /No such column 'Nothing__c'/);
});

void test('The Apex tests are written as JSON, JUnit and Cobertura', (context) => {
  const folder = folderOf(context);
  const [json, junit, cobertura] = ['report.json', 'junit.xml', 'coverage.xml'].map((name) => join(folder, name));
  assert.ok(json && junit && cobertura);
  const { stdout } = run([
    'apex',
    'test',
    '--project',
    PROJECT,
    '--json',
    json,
    '--junit',
    junit,
    '--cobertura',
    cobertura,
  ]);
  assert.match(stdout, /passed, 0 failed\n$/);
  const { passed } = JSON.parse(readFileSync(json, 'utf8')) as { passed: number };
  assert.ok(passed > 0);
  assert.equal(readFileSync(junit, 'utf8').match(/<testcase /g)?.length, passed);
  assert.match(readFileSync(cobertura, 'utf8'), /<line number="\d+" hits="1"/);
});
