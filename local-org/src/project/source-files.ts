import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { SfdxProject } from './sfdx-project.ts';

/** One file of the project's source. */
export interface SourceFile {
  /** Absolute path. */
  readonly path: string;
  /** Path from the project's folder, with forward slashes: what messages show. */
  readonly relativePath: string;
  /** File name, e.g. `Sync_Log__c.object-meta.xml`. */
  readonly name: string;
}

/** Folders that never hold metadata of an org: dependencies, tests of components, hidden folders. */
const isSkipped = (folder: string): boolean =>
  folder.startsWith('.') || folder === 'node_modules' || folder === '__tests__' || folder === '__mocks__';

/**
 * Every source file below a folder.
 * @param root what their relative paths start from
 */
export const walk = (directory: string, root: string): SourceFile[] =>
  readdirSync(directory, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) return isSkipped(entry.name) ? [] : walk(path, root);
      if (!entry.isFile()) return [];
      return [{ path, relativePath: relative(root, path).split(sep).join('/'), name: entry.name }];
    });

/** Every source file of the project's package directories, each once, in a stable order. */
export const listSourceFiles = (project: SfdxProject): readonly SourceFile[] => {
  const found = project.packageDirectories.flatMap((directory) => walk(directory, project.directory));
  const byPath = new Map(found.map((file) => [file.path, file]));
  return [...byPath.values()];
};

/** The files whose name ends so, with the full name of the component each one is, e.g. `SyncLog` of `SyncLog.cls`. */
export const filesEnding = (
  files: readonly SourceFile[],
  ending: string,
): readonly (SourceFile & { readonly fullName: string })[] =>
  files
    .filter((file) => file.name.endsWith(ending))
    .map((file) => ({ ...file, fullName: decodeURIComponent(file.name.slice(0, -ending.length)) }));

/** The text of a source file. */
export const readText = (file: SourceFile): string => readFileSync(file.path, 'utf8');
