import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { folderCache } from '../engine/cache.ts';
import { formatFinding } from '../engine/finding.ts';
import { javaProblem } from '../engine/java.ts';
import { type Part, CheckUnavailable } from '../engine/part.ts';
import { type PartResult, describeResult, runParts } from '../engine/run-parts.ts';
import { readZip } from '../schema/zip.ts';
import { soundWith } from './projects.ts';

const finding = {
  file: 'a/b.cls',
  line: 7,
  rule: 'unknown-column',
  message: 'Account has no column "Nmae"',
  remedy: 'Did you mean Name?',
};

const run = async (root: string, part: Part): Promise<PartResult> => {
  const results: PartResult[] = [];
  await runParts(
    [part],
    { root, project: soundWith({}) },
    { cache: folderCache(join(root, 'cache')), width: 1, report: (result) => results.push(result) },
  );
  const [result] = results;
  assert.ok(result);
  return result;
};

const inFolder = async (work: (folder: string) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'check-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

describe('the check command', () => {
  it('prints a finding as place, rule, what is wrong and what to do, in one line', () => {
    assert.equal(formatFinding(finding), 'a/b.cls:7 unknown-column — Account has no column "Nmae". Did you mean Name?');
  });

  it('runs a part once and again only when a file it depends on changed', () =>
    inFolder(async (folder) => {
      let runs = 0;
      const part: Part = {
        name: 'example',
        finds: '',
        needsJava: false,
        inputs: ['*.txt'],
        weight: 1,
        run: () => Promise.resolve([{ ...finding, line: (runs += 1) }]),
      };
      writeFileSync(join(folder, 'a.txt'), 'one');
      assert.equal((await run(folder, part)).cached, false);
      assert.equal((await run(folder, part)).cached, true);
      assert.equal((await run(folder, part)).findings.length, 1, 'a kept result keeps its findings');
      writeFileSync(join(folder, 'a.txt'), 'two');
      assert.equal((await run(folder, part)).cached, false);
      assert.equal(runs, 2);
    }));

  it('fails, and keeps nothing, when a tool could not run', () =>
    inFolder(async (folder) => {
      const part: Part = {
        name: 'example',
        finds: '',
        needsJava: false,
        inputs: [],
        weight: 1,
        run: () => Promise.reject(new CheckUnavailable('The tool is not installed.')),
      };
      for (const result of [await run(folder, part), await run(folder, part)]) {
        assert.equal(result.cached, false);
        assert.equal(describeResult(result), 'FAILED example: The tool is not installed.');
      }
    }));

  it('says in one line that Java is missing and how to get it', () => {
    const problem = javaProblem('no-such-java') ?? '';
    assert.match(problem, /^Java is needed for this check/);
    assert.match(problem, /apt-get install default-jre-headless/);
    assert.equal(problem.includes('\n'), false);
  });

  it('refuses a file that is no archive', () =>
    inFolder((folder) => {
      const path = join(folder, 'a.jar');
      writeFileSync(path, 'x'.repeat(100));
      assert.throws(() => readZip(path), /is not a zip file/);
      return Promise.resolve();
    }));
});
