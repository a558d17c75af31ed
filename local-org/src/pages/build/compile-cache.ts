import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSource } from './components.ts';
import { CACHE_FOLDER, LWC } from './folders.ts';

/** Raised whenever the compiler's options change. */
const COMPILED_VERSION = '1';

const folder = join(CACHE_FOLDER, 'modules');

const versionOfLwc = (): string => (JSON.parse(readSource(join(LWC, 'package.json'))) as { version: string }).version;

/**
 * Remembers compiled modules on disk by a hash of what they were compiled from.
 * @returns a function that answers what `compile` makes, without calling it when the answer is known
 */
export const createCompileCache = (): ((key: string, source: string, compile: () => string) => string) => {
  mkdirSync(folder, { recursive: true });
  const version = `${COMPILED_VERSION}\n${versionOfLwc()}`;
  return (key, source, compile) => {
    const hash = createHash('sha256').update(`${version}\n${key}\n${source}`).digest('hex');
    const file = join(folder, `${hash}.js`);
    try {
      return readFileSync(file, 'utf8');
    } catch {
      // Absent: compile.
    }
    const code = compile();
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, code);
    renameSync(draft, file);
    return code;
  };
};
