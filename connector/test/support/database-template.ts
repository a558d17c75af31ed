import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedDatabase } from '../../src/store/embedded-database.ts';

const CACHE = join(import.meta.dirname, '../../../node_modules/.cache/connector-tests');

const pgliteVersion = (): string => {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const manifest: unknown = JSON.parse(readFileSync(join(entry, '../../package.json'), 'utf8'));
  const known = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return known ? String(manifest.version) : 'unknown';
};

/** An empty embedded database, made once: making one takes seconds, copying one milliseconds. */
const template = async (): Promise<string> => {
  const ready = join(CACHE, `empty-database-${pgliteVersion()}`);
  if (existsSync(ready)) return ready;
  mkdirSync(CACHE, { recursive: true });
  const making = mkdtempSync(join(CACHE, 'making-'));
  await (await openEmbeddedDatabase(making)).close();
  try {
    renameSync(making, ready);
  } catch {
    rmSync(making, { recursive: true }); // another test file was faster
  }
  return ready;
};

/** A data directory of its own with an empty database in it. */
export interface TemporaryDataDir {
  path: string;
  remove(): void;
}

export const temporaryDataDir = async (): Promise<TemporaryDataDir> => {
  const path = mkdtempSync(join(tmpdir(), 'connector-test-'));
  cpSync(join(await template(), 'database'), join(path, 'database'), { recursive: true });
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};
