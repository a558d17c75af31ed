import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { builtFiles, readSource, type ComponentSource } from './components.ts';
import { BASE_COMPONENTS, CLIENT_FOLDER, LWC } from './folders.ts';

/** Everything besides the components that decides about what is built. */
export const toolFiles = (): readonly string[] => [
  join(LWC, 'package.json'),
  join(BASE_COMPONENTS, 'package.json'),
  ...builtFiles(import.meta.dirname),
  ...builtFiles(CLIENT_FOLDER),
];

const filesOf = (components: readonly ComponentSource[]): readonly string[] => [
  ...toolFiles(),
  ...components.flatMap(({ folder }) => builtFiles(folder)),
];

/**
 * Names what is built from these components, by the content of everything it is built from.
 * @returns hexadecimal digits, the same wherever the project lies
 */
export const fingerprintOf = (components: readonly ComponentSource[]): string => {
  const hash = createHash('sha256');
  for (const file of toolFiles()) hash.update(readSource(file)).update('\0');
  for (const { relativeFolder, folder } of components) {
    hash.update(`${relativeFolder}\n`);
    for (const file of builtFiles(folder)) hash.update(`${file.slice(folder.length)}\n${readSource(file)}\0`);
  }
  return hash.digest('hex').slice(0, 20);
};

/** Changes whenever a file is written, added or removed: cheaper to ask than the fingerprint. */
export const stampOf = (components: readonly ComponentSource[]): string =>
  filesOf(components)
    .map((file) => {
      const { mtimeMs, size } = statSync(file);
      return `${file}:${mtimeMs}:${size}`;
    })
    .join('\n');
