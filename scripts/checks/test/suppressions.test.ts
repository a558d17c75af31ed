import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { analyseFiles } from '../code-analyzer/code-analyzer.ts';
import { checkSuppressions, findSuppressions, suppressionTable, withTable } from '../suppressions/suppressions.ts';
import { soundFolder } from './projects.ts';

const CLASS = 'force-app/main/visits/classes/Saver.cls';
const FIELD = 'force-app/main/visits/objects/Visit__c/fields/Access_Key__c.field-meta.xml';
const DOCUMENT = '# Review\n\n<!-- suppressions: start -->\n<!-- suppressions: end -->\n';
const saver = (above: string): string =>
  `/**\n * An example.\n */\npublic with sharing class Saver {\n${above}    @SuppressWarnings('PMD.EmptyCatchBlock')\n    public Integer one() {\n        return 1;\n    }\n}\n`;

describe('a suppressed rule', () => {
  const folder = mkdtempSync(join(tmpdir(), 'suppressed-'));
  const put = (path: string, text: string): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  before(() => {
    cpSync(soundFolder, folder, { recursive: true });
    put('docs/security-review.md', DOCUMENT);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('without a reason beside it is a finding', () => {
    put(CLASS, saver(''));
    assert.deepEqual(
      checkSuppressions(folder).map(({ rule, line }) => [rule, line]),
      [
        ['suppression-without-reason', 5],
        ['suppression-not-listed', 1],
      ],
    );
  });

  it('with a reason must still be listed in the security review, and then is no finding', () => {
    put(CLASS, saver('    // The caller counts what is missing, so nothing is lost.\n'));
    assert.deepEqual(
      checkSuppressions(folder).map(({ rule }) => rule),
      ['suppression-not-listed'],
    );
    put('docs/security-review.md', withTable(DOCUMENT, suppressionTable(findSuppressions(folder))) ?? '');
    assert.deepEqual(checkSuppressions(folder), []);
  });

  it('in TypeScript needs its reason too, for either linter', () => {
    const marked = (linter: string, why: string): string =>
      `// ${linter}-disable-next-line no-eval${why}\nexport const answer = 42;\n`;
    for (const linter of ['eslint', 'oxlint']) {
      put('connector/src/answer.ts', marked(linter, ''));
      assert.ok(
        checkSuppressions(folder).some(
          ({ rule, file }) => rule === 'suppression-without-reason' && file === 'connector/src/answer.ts',
        ),
        linter,
      );
      put('connector/src/answer.ts', marked(linter, ' -- an example of a reason'));
      assert.equal(
        checkSuppressions(folder).some(({ rule }) => rule === 'suppression-without-reason'),
        false,
        linter,
      );
    }
  });

  it('in the configuration is honoured by Code Analyzer for that file alone', async () => {
    const field = `<?xml version="1.0" encoding="UTF-8"?>\n<CustomField xmlns="http://soap.sforce.com/2006/04/metadata">\n    <fullName>Access_Key__c</fullName>\n    <label>Access Key</label>\n    <length>80</length>\n    <type>Text</type>\n</CustomField>\n`;
    put(FIELD, field);
    const find = async (): Promise<readonly string[]> =>
      (await analyseFiles(folder, { get: () => undefined, set: () => undefined }, '')).map(({ rule }) => rule);
    assert.ok((await find()).includes('pmd:ProtectSensitiveData'));
    put(
      'config/code-analyzer.json',
      JSON.stringify({
        suppressions: { [FIELD]: [{ rule_selector: 'pmd:ProtectSensitiveData', reason: 'An example.' }] },
      }),
    );
    assert.equal((await find()).includes('pmd:ProtectSensitiveData'), false);
  });
});
