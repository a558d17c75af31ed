import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** Results by the content they were computed from; an entry is never wrong, only unused. */
export interface ContentCache {
  readonly get: (key: string) => unknown;
  readonly set: (key: string, value: unknown) => void;
}

const NEVER_INPUT = new Set(['node_modules', '.git', '.data', '.cache', '.sf', '.sfdx']);

/** The files that match, sorted, as paths from the root with forward slashes; dependencies and caches left out. */
export const listFiles = (root: string, globs: readonly string[]): readonly string[] =>
  globSync(globs, { cwd: root, exclude: ({ name }) => NEVER_INPUT.has(name), withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();

/** One hash over the names and contents of every file that matches. */
export const hashFiles = (root: string, globs: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const file of listFiles(root, globs)) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
};

export const hashText = (...texts: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex');
};

/** A folder of JSON files named by their key. */
export const folderCache = (folder: string): ContentCache => {
  const fileOf = (key: string): string => join(folder, `${key}.json`);
  return {
    get: (key) => {
      try {
        return JSON.parse(readFileSync(fileOf(key), 'utf8')) as unknown;
      } catch {
        return undefined;
      }
    },
    set: (key, value) => {
      const file = fileOf(key);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(`${file}.${process.pid}`, JSON.stringify(value));
      renameSync(`${file}.${process.pid}`, file);
    },
  };
};
