import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ContentCache, hashText } from './cache.ts';
import type { Finding } from './finding.ts';

/** Findings of single files, kept by their content. */
export interface FileResults {
  /** What a file was last judged by, for `set` to see whether it still is what it was. */
  readonly keyOf: (file: string) => string;
  readonly get: (key: string) => readonly Finding[] | undefined;
  /** Keeps nothing when the file has changed meanwhile: it was judged in one state or the other. */
  readonly set: (file: string, key: string, findings: readonly Finding[]) => void;
}

/**
 * @param name of the check
 * @param rules everything besides the file that decides about it
 */
export const fileResults = (root: string, cache: ContentCache, name: string, ...rules: string[]): FileResults => {
  const keyOf = (file: string): string =>
    join(`${name}-files`, hashText(...rules, file, readFileSync(join(root, file), 'latin1')));
  return {
    keyOf,
    get: (key) => cache.get(key) as readonly Finding[] | undefined,
    set: (file, key, findings) => {
      if (keyOf(file) === key) cache.set(key, findings);
    },
  };
};
