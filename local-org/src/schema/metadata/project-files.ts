import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { z } from 'zod';

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

/**
 * Files of a kind of metadata in every package directory, in a stable order.
 * @param pattern relative to any folder of a package, e.g. `objects/*\/fields/*.field-meta.xml`
 */
export const metadataFiles = (projectDir: string, pattern: string): string[] =>
  packageDirectories(projectDir).flatMap((directory) =>
    globSync(`**/${pattern}`, { cwd: directory, exclude: (name) => name === 'node_modules' })
      .sort()
      .map((file) => join(directory, file)),
  );

/** Name of the object whose folder holds the file: `.../objects/Account/fields/X.field-meta.xml` -> `Account`. */
export const objectOfFile = (file: string): string => {
  const parts = file.split(sep);
  return parts[parts.lastIndexOf('objects') + 1] ?? '';
};

/** Full name of a component by its file: `X__c.field-meta.xml` -> `X__c`. */
export const componentName = (file: string): string => basename(file).replace(/\.[A-Za-z]+-meta\.xml$/, '');
