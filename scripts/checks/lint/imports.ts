/**
 * Which files a file imports, directly and through others: what its types depend on, besides the packages.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { join as pathTo } from 'node:path';
import { hashText } from '../engine/cache.ts';

/** Also what only looks like an import: it names no file then, or one file too many. */
const IMPORT = /\b(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g;
/** Declares types for files that do not import it. */
const AMBIENT = /^\s*declare (?:global|module)\b|^\/\/\/ <reference/m;

/**
 * @param files paths from the root
 * @returns for each file a hash over it and everything that its types can depend on
 */
export const importHashes = (root: string, files: readonly string[]): ReadonlyMap<string, string> => {
  const texts = new Map(files.map((file) => [file, readFileSync(pathTo(root, file), 'utf8')]));
  const hashes = new Map([...texts].map(([file, text]) => [file, hashText(file, text)]));
  const ambient = [...texts].filter(([file, text]) => file.endsWith('.d.ts') || AMBIENT.test(text));
  const imports = new Map(
    [...texts].map(([file, text]) => {
      const named = [...text.matchAll(IMPORT)].map(([, path = '']) => join(dirname(file), path));
      return [file, named.filter((path) => texts.has(path))];
    }),
  );
  const reachedFrom = (file: string): readonly string[] => {
    const reached = new Set([file, ...ambient.map(([path]) => path)]);
    for (const each of reached) for (const path of imports.get(each) ?? []) reached.add(path);
    return [...reached].sort();
  };
  return new Map(files.map((file) => [file, hashText(...reachedFrom(file).map((each) => hashes.get(each) ?? ''))]));
};
