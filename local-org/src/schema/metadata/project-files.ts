import { existsSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { z } from 'zod';
import { walk, type SourceFile } from '../../project/source-files.ts';

const projectFile = z.object({
  packageDirectories: z.array(z.object({ path: z.string() })).min(1),
});

/** The folders of an sfdx project that hold metadata. */
export const packageDirectories = (projectDir: string): string[] => {
  const text = readFileSync(join(projectDir, 'sfdx-project.json'), 'utf8');
  return projectFile
    .parse(JSON.parse(text))
    .packageDirectories.map((directory) => join(projectDir, directory.path))
    .filter((directory) => existsSync(directory));
};

/** The files of the package directories of a project, in a stable order; their relative paths start there. */
export type ProjectFiles = readonly SourceFile[];

export const projectFiles = (projectDir: string): ProjectFiles =>
  packageDirectories(projectDir).flatMap((directory) =>
    walk(directory, directory).sort((a, b) => (a.relativePath < b.relativePath ? -1 : 1)),
  );

const SPECIAL = /[.+^$(){}|[\]\\]/g;

/**
 * Files of a kind of metadata, in a stable order.
 * @param pattern relative to any folder of a package, e.g. `objects/*\/fields/*.field-meta.xml`; `*` is any name
 */
export const metadataFiles = (files: ProjectFiles, pattern: string): string[] => {
  const matching = new RegExp(`(?:^|/)${pattern.replaceAll(SPECIAL, '\\$&').replaceAll('*', '[^/]*')}$`);
  return files.filter(({ relativePath }) => matching.test(relativePath)).map(({ path }) => path);
};

/** Name of the object whose folder holds the file: `.../objects/Account/fields/X.field-meta.xml` -> `Account`. */
export const objectOfFile = (file: string): string => {
  const parts = file.split(sep);
  return parts[parts.lastIndexOf('objects') + 1] ?? '';
};

/** Full name of a component by its file: `X__c.field-meta.xml` -> `X__c`. */
export const componentName = (file: string): string => basename(file).replace(/\.[A-Za-z]+-meta\.xml$/, '');
