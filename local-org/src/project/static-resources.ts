import { readFileSync } from 'node:fs';
import { readXml, textOf } from '../schema/metadata/xml.ts';
import { filesEnding, type SourceFile } from './source-files.ts';

/** A static resource of the project. */
export interface StaticResource {
  readonly name: string;
  /** e.g. `application/json` */
  readonly contentType: string;
  readonly body: Uint8Array;
}

const META = '.resource-meta.xml';

/**
 * The project's static resources that are one file. A resource kept as a folder of files (an unzipped archive)
 * has no single content and is not among them.
 */
export const readStaticResources = (files: readonly SourceFile[]): readonly StaticResource[] =>
  filesEnding(files, META).flatMap((meta) => {
    const stem = `${meta.path.slice(0, -META.length)}.`;
    const content = files.find((file) => file.path !== meta.path && file.path.startsWith(stem));
    if (!content) return [];
    const contentType = textOf(readXml(meta.path, 'StaticResource'), 'contentType') ?? 'application/octet-stream';
    return [{ name: meta.fullName, contentType, body: readFileSync(content.path) }];
  });
