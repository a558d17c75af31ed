import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Finding } from '../engine/finding.ts';
import { CheckUnavailable } from '../engine/part.ts';
import { lintCode } from '../lint/lint.ts';
import { checkTypes } from '../types/types.ts';
import { projectRoot } from '../../stack/service.ts';

const CONFIGURATION = ['tsconfig.json', '.oxlintrc.json'];
/** What the configuration names; everything else is found from there. */
const PACKAGES = ['@types'];
const FILE = 'connector/src/planted.ts';

const SOUND = `import { it } from 'node:test';

it('is a promise that node:test awaits itself', async () => {
  await Promise.resolve();
});

export const text = (count: number, done: boolean): string => \`\${count} of them, \${done}\`;
`;

const PLANTED = `const later = async (): Promise<number> => {
  await Promise.resolve();
  return 1;
};
later();
const given = JSON.parse('{}');
given.open();
export const count: number = 'one';
export const first = [1, 2][0]!;
export const sum = (a: string, b: number): string => a + b;
export default count;
`;

describe('TypeScript with a mistake in it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'typescript-'));
  const put = (text: string): void => writeFileSync(join(folder, FILE), text);
  const places = (findings: readonly Finding[]): readonly string[] =>
    findings.map(({ file, line, rule }) => `${file}:${line} ${rule}`).sort();
  before(() => {
    mkdirSync(join(folder, 'connector/src'), { recursive: true });
    mkdirSync(join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
    for (const name of CONFIGURATION) copyFileSync(join(projectRoot, name), join(folder, name));
    for (const name of PACKAGES)
      symlinkSync(join(projectRoot, 'node_modules', name), join(folder, 'node_modules', name), 'junction');
    put(PLANTED);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('has its type error found at its place', async () => {
    assert.deepEqual(places(await checkTypes(folder)), [`${FILE}:8 TS2322`]);
  });

  it('has what the linter is there for found by name', async () => {
    const found = places(await lintCode(folder));
    for (const expected of [
      `${FILE}:5 typescript/no-floating-promises`,
      `${FILE}:7 typescript/no-unsafe-call`,
      `${FILE}:9 typescript/no-non-null-assertion`,
      `${FILE}:10 typescript/restrict-plus-operands`,
      `${FILE}:11 import/no-default-export`,
    ])
      assert.ok(found.includes(expected), `${expected} is not among ${found.join(', ')}`);
  });

  it('is told what to do about it, in one sentence', async () => {
    for (const { message, remedy } of [...(await checkTypes(folder)), ...(await lintCode(folder))]) {
      assert.ok(message && remedy);
      assert.equal(`${message}${remedy}`.includes('\n'), false);
    }
  });

  it('has nothing found once it is sound', async () => {
    put(SOUND);
    assert.deepEqual([...(await checkTypes(folder)), ...(await lintCode(folder))], []);
  });

  it('is not called sound when a tool could not run, and one line says why', async () => {
    rmSync(join(folder, '.oxlintrc.json'));
    writeFileSync(join(folder, 'tsconfig.json'), '{ "include": ["nothing"] }\n');
    await assert.rejects(
      lintCode(folder),
      (error) => error instanceof CheckUnavailable && /^oxlint did not run: \S[^\n]+$/.test(error.message),
    );
    assert.deepEqual(places(await checkTypes(folder)), ['tsconfig.json:1 TS18003']);
  });
});
