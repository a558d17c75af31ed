import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SfdxProject } from '../../project/sfdx-project.ts';
import { listSourceFiles } from '../../project/source-files.ts';

/** A Lightning Web Component of the project. */
export interface ComponentSource {
  /** e.g. `syncLog` */
  readonly name: string;
  /** Absolute path of its folder. */
  readonly folder: string;
  /** Path of its folder from the project's, with forward slashes: what messages show. */
  readonly relativeFolder: string;
  /** The module that `c/name` is: the component's class, or plain functions that others share. */
  readonly entry: string;
}

const ENTRY = /(?:^|\/)lwc\/([^/]+)\/([^/]+)\.(?:js|ts)$/;

/**
 * The components of a project: every folder in a folder `lwc` whose script has the folder's name.
 * @returns in the order of their names
 */
export const findComponents = (project: SfdxProject): readonly ComponentSource[] =>
  listSourceFiles(project)
    .flatMap(({ path, relativePath }) => {
      const [, name, script] = ENTRY.exec(relativePath) ?? [];
      if (name === undefined || name !== script) return [];
      const length = path.length - relativePath.length;
      const relativeFolder = relativePath.slice(0, relativePath.lastIndexOf('/'));
      return [{ name, entry: path, relativeFolder, folder: path.slice(0, length + relativeFolder.length) }];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/** Files that have a part in what is built: no tests, no metadata. */
const isBuilt = (name: string): boolean => /\.(?:js|ts|html|css)$/.test(name);

/** Every file below a folder that has a part in what is built, in a stable order. */
export const builtFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name.startsWith('__') ? [] : builtFiles(path);
      return isBuilt(entry.name) ? [path] : [];
    });

export const readSource = (path: string): string => readFileSync(path, 'utf8');
