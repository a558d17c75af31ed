import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ContentCache, hashText } from './cache.ts';
import type { Finding } from './finding.ts';

/** Of each file a hash over it and whatever else of the project decides about it. */
export type FileHashes = (files: readonly string[]) => ReadonlyMap<string, string>;

/** For checks that look at nothing but the file. */
export const contentHashes =
  (root: string): FileHashes =>
  (files) =>
    new Map(files.map((file) => [file, hashText(file, readFileSync(join(root, file), 'latin1'))]));

/** Findings of single files, kept by what decides about them. */
export interface FileResults {
  /** By what each file is judged now. */
  readonly keysOf: (files: readonly string[]) => ReadonlyMap<string, string>;
  readonly get: (key: string | undefined) => readonly Finding[] | undefined;
  /** Keeps nothing of a file that has changed since its key was made: it was judged in one state or the other. */
  readonly keep: (
    keys: ReadonlyMap<string, string>,
    files: readonly string[],
    findingsOf: (file: string) => readonly Finding[],
  ) => void;
}

/**
 * @param name of the check
 * @param rules everything else that decides about every file
 */
export const fileResults = (
  cache: ContentCache,
  name: string,
  hashesOf: FileHashes,
  ...rules: string[]
): FileResults => {
  const keysOf: FileResults['keysOf'] = (files) =>
    new Map([...hashesOf(files)].map(([file, hash]) => [file, join(`${name}-files`, hashText(...rules, hash))]));
  return {
    keysOf,
    get: (key) => (key === undefined ? undefined : (cache.get(key) as readonly Finding[] | undefined)),
    keep: (keys, files, findingsOf) => {
      const now = keysOf(files);
      for (const file of files) {
        const key = keys.get(file);
        if (key !== undefined && now.get(file) === key) cache.set(key, findingsOf(file));
      }
    },
  };
};

/** Judges the files that are not known to be clean, and keeps which are. */
export const judgeUnknown = async (
  known: FileResults,
  files: readonly string[],
  judge: (files: readonly string[]) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> => {
  const keys = known.keysOf(files);
  const unknown = files.filter((file) => known.get(keys.get(file)) === undefined);
  if (unknown.length === 0) return [];
  const findings = await judge(unknown);
  const wrong = new Set(findings.map(({ file }) => file));
  const clean = unknown.filter((file) => !wrong.has(file));
  known.keep(keys, clean, () => []);
  return findings;
};

/** More files than that, and looking at all of them is no slower; a command line of Windows would be too long. */
const MOST_NAMED = 300;

/** @returns what to name to a tool that is to look at these files of a project: them, or the whole folder */
export const namedOrAll = (files: readonly string[]): readonly string[] => (files.length > MOST_NAMED ? ['.'] : files);
