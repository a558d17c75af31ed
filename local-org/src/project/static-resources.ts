import { readFileSync } from 'node:fs';
import { filesEnding, type SourceFile } from './source-files.ts';

const META = '.resource-meta.xml';

/**
 * The project's static resources that are one file. A resource kept as a folder of files (an unzipped archive)
 * has no single content and is not among them.
 * @returns path of the content by lower-cased full name
 */
export const readStaticResources = (files: readonly SourceFile[]): ((name: string) => Uint8Array | undefined) => {
  const paths = new Map<string, string>();
  for (const meta of filesEnding(files, META)) {
    const stem = meta.path.slice(0, -META.length);
    const content = files.find((file) => file.path !== meta.path && file.path.startsWith(`${stem}.`));
    if (content) paths.set(meta.fullName.toLowerCase(), content.path);
  }
  return (name) => {
    const path = paths.get(name.toLowerCase());
    return path === undefined ? undefined : readFileSync(path);
  };
};
