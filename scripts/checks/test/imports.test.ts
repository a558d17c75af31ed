import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { importHashes } from '../lint/imports.ts';

const SOURCES: Readonly<Record<string, string>> = {
  'connector/src/relay.ts': "import { send } from './send.ts';\nexport const relay = send;\n",
  'connector/src/send.ts':
    "import type { Meeting } from '../../local-org/meeting.ts';\nexport const send = (it: Meeting) => it;\n",
  'local-org/meeting.ts': "export type Meeting = Awaited<ReturnType<typeof import('./clock.ts').now>>;\n",
  'local-org/clock.ts': "export * from './meeting.ts';\nexport const now = async (): Promise<number> => 1;\n",
  'scripts/alone.ts': "import { join } from 'node:path';\nexport const alone = join('a', 'b');\n",
};

describe('What the types of a TypeScript file depend on', () => {
  const folder = mkdtempSync(join(tmpdir(), 'imports-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const changedBy = (changes: Readonly<Record<string, string>>): string[] => {
    const hashesOf = (sources: Readonly<Record<string, string>>): ReadonlyMap<string, string> => {
      for (const [file, text] of Object.entries(sources)) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
      }
      return importHashes(folder, Object.keys(sources).sort());
    };
    const before = hashesOf(SOURCES);
    const later = hashesOf({ ...SOURCES, ...changes });
    return [...later].filter(([file, hash]) => before.get(file) !== hash).map(([file]) => file);
  };

  it('is what it imports, directly, through others and in a circle', () =>
    assert.deepEqual(changedBy({ 'local-org/clock.ts': "export const now = (): string => '';\n" }), [
      'connector/src/relay.ts',
      'connector/src/send.ts',
      'local-org/clock.ts',
      'local-org/meeting.ts',
    ]));

  it('is not what imports it', () =>
    assert.deepEqual(changedBy({ 'connector/src/relay.ts': 'export const relay = 1;\n' }), ['connector/src/relay.ts']));

  it('is not a file without any connection', () =>
    assert.deepEqual(changedBy({ 'scripts/alone.ts': 'export const alone = 1;\n' }), ['scripts/alone.ts']));

  it('is a declaration that nobody needs to import', () =>
    assert.deepEqual(
      changedBy({ 'scripts/alone.ts': 'declare global {\n  var demodesk: string;\n}\nexport {};\n' }),
      Object.keys(SOURCES).sort(),
    ));
});
