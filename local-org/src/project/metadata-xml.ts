import { XMLParser } from 'fast-xml-parser';
import { ProjectError } from './sfdx-project.ts';
import { readText, type SourceFile } from './source-files.ts';

/** An element of a metadata file: text content, or child elements by name (a repeated one is an array). */
export type MetadataNode = string | { readonly [element: string]: MetadataNode | readonly MetadataNode[] };

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, trimValues: true, processEntities: true });

/**
 * Reads a `*-meta.xml` file.
 * @param root the name of its root element, e.g. `CustomLabels`
 * @throws ProjectError when the file is no XML or has another root
 */
export const readMetadata = (file: SourceFile, root: string): MetadataNode => {
  let document: Record<string, MetadataNode>;
  try {
    document = parser.parse(readText(file), true) as Record<string, MetadataNode>;
  } catch (error) {
    throw new ProjectError(`${file.relativePath} is not valid XML: ${(error as Error).message}`);
  }
  const node = document[root];
  if (node === undefined) throw new ProjectError(`${file.relativePath} has no <${root}>`);
  return node;
};

/** The children of that name, whether the file has none, one or several. */
export const children = (node: MetadataNode, element: string): readonly MetadataNode[] => {
  const found = typeof node === 'string' ? undefined : node[element];
  if (found === undefined) return [];
  return Array.isArray(found) ? (found as readonly MetadataNode[]) : [found as MetadataNode];
};

/** The text of a child element; undefined when it is absent or has children of its own. */
export const textOf = (node: MetadataNode, element: string): string | undefined => {
  const [first] = children(node, element);
  return typeof first === 'string' ? first : undefined;
};
