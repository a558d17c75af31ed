/**
 * The planted mistakes: files laid over the sound project, each mistake marked in its line (or with `on <line>`) by
 * `planted <rule>: <what it is>`. All checks run over them, those that need Java and the heavy tools included.
 */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { checkApexReferences } from '../apex-references/apex-references.ts';
import { checkSemantics } from '../apex-semantics/apex-semantics.ts';
import { analyseFiles, analyseGraph } from '../code-analyzer/code-analyzer.ts';
import { checkConversion } from '../conversion/conversion.ts';
import { checkDeployability } from '../deployability/deployability.ts';
import { listFiles } from '../engine/cache.ts';
import { type Finding, formatFinding } from '../engine/finding.ts';
import { lintComponents } from '../lint/lwc-lint.ts';
import { checkLwcReferences } from '../lwc-references/lwc-references.ts';
import { checkMetadata } from '../metadata/metadata.ts';
import { readProject } from '../project/project.ts';
import { packageModel } from '../rules/package-model.ts';
import { plantedFolder, soundFolder } from './projects.ts';

const MARKER = /planted ([^\s:]+(?::\w+)?)(?: on (\d+))?: (.*?)\s*(?:-->)?$/;

interface Mistake {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly what: string;
}

const mistakes: readonly Mistake[] = listFiles(plantedFolder, ['**/*']).flatMap((file) =>
  readFileSync(join(plantedFolder, file), 'utf8')
    .split('\n')
    .flatMap((text, index): Mistake[] => {
      const [, rule, line, what] = MARKER.exec(text) ?? [];
      return rule && what ? [{ file, line: line ? Number(line) : index + 1, rule, what }] : [];
    }),
);

const NOTHING_KEPT = { get: () => undefined, set: () => undefined };

const everyCheck = async (root: string): Promise<readonly Finding[]> => {
  const project = readProject(root);
  const model = packageModel(project);
  const quick = [
    checkMetadata(model),
    checkDeployability(model),
    checkApexReferences(project),
    checkLwcReferences(project),
  ].flat();
  const slow = await Promise.all([
    checkSemantics(root).then(async (found) => [
      ...found,
      ...(await lintComponents(root)),
      ...(await analyseFiles(root, NOTHING_KEPT, '')),
    ]),
    analyseGraph(root, project, NOTHING_KEPT, ''),
  ]);
  return [...quick, ...slow.flat()];
};

describe('the checks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'planted-'));
  let found: readonly Finding[] = [];

  before(async () => {
    cpSync(soundFolder, folder, { recursive: true });
    cpSync(plantedFolder, folder, { recursive: true });
    found = await everyCheck(folder);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are shown at least forty-five different mistakes', () => assert.ok(mistakes.length >= 45));

  for (const { file, line, rule, what } of mistakes) {
    it(`find ${what} (${rule})`, () => {
      assert.ok(
        found.some((each) => each.file === file && each.line === line && each.rule === rule),
        `not found in ${file}:${line}; found there:\n${found
          .filter((each) => each.file === file)
          .map(formatFinding)
          .join('\n')}`,
      );
    });
  }

  it('say of each what to do', () =>
    assert.deepEqual(
      found.filter(({ remedy, message }) => remedy === '' || message === ''),
      [],
    ));

  it('name nothing in the files where nothing is planted', () => {
    const planted = new Set(listFiles(plantedFolder, ['**/*']));
    assert.deepEqual(found.filter(({ file }) => !planted.has(file)).map(formatFinding), []);
  });
});

describe('the conversion', () => {
  it('turns the sound project into a package whose manifest is complete', async () => {
    assert.deepEqual(await checkConversion(soundFolder, readProject(soundFolder)), []);
  });

  it('names a component that the package would not contain', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'planted-'));
    try {
      cpSync(soundFolder, folder, { recursive: true });
      writeFileSync(join(folder, '.forceignore'), '**/VisitInbox.*\n');
      const findings = await checkConversion(folder, readProject(folder));
      assert.deepEqual(
        findings.map(({ rule, message }) => [rule, message]),
        [['missing-in-manifest', 'The converted package does not contain ApexClass VisitInbox']],
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
