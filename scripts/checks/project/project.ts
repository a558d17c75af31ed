import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { listFiles } from '../engine/cache.ts';
import { type XmlElement, MalformedXml, parseXml } from './xml.ts';

/** A Salesforce project as its files: text by path from the root, forward slashes. */
export interface Project {
  readonly files: ReadonlyMap<string, string>;
  /** Empty when `sfdx-project.json` names none. */
  readonly namespace: string;
  /** `sourceApiVersion` of `sfdx-project.json`, e.g. `65.0`. */
  readonly apiVersion: string;
}

/** A `*-meta.xml` file. */
export interface MetadataFile {
  readonly path: string;
  /** File name without `.<suffix>-meta.xml`, percent sequences as they are, e.g. `Meeting_Intelligence__c`. */
  readonly name: string;
  /** What stands before `-meta.xml`: `field`, `object`, `cls`, `js`, ... */
  readonly suffix: string;
  /** Undefined when the file is not well-formed. */
  readonly root: XmlElement | undefined;
  readonly error: MalformedXml | undefined;
}

const TEXT_FILE = /\.(xml|cls|trigger|js|ts|html|css|json|svg|page|component|cmp|txt|md)$/;

interface ProjectDefinition {
  packageDirectories?: { path: string }[];
  namespace?: string;
  sourceApiVersion?: string;
}

/** Makes a project of texts: what the tests use, and what reading a folder ends in. */
export const projectOf = (files: ReadonlyMap<string, string>): Project => {
  const { namespace = '', sourceApiVersion = '' } = JSON.parse(
    files.get('sfdx-project.json') ?? '{}',
  ) as ProjectDefinition;
  return { files, namespace, apiVersion: sourceApiVersion };
};

/** Reads every text file of the package directories that `sfdx-project.json` in the folder names. */
export const readProject = (root: string): Project => {
  const definition = readFileSync(join(root, 'sfdx-project.json'), 'utf8');
  const { packageDirectories = [] } = JSON.parse(definition) as ProjectDefinition;
  const globs = packageDirectories.map(({ path }) => `${path}/**/*`);
  const files = new Map([['sfdx-project.json', definition]]);
  for (const file of listFiles(root, globs)) {
    files.set(file, TEXT_FILE.test(file) ? readFileSync(join(root, file), 'utf8') : '');
  }
  return projectOf(files);
};

const read = (path: string, text: string): MetadataFile => {
  const [, name = '', suffix = ''] = /^(.*)\.([A-Za-z]+)-meta\.xml$/.exec(basename(path)) ?? [];
  try {
    return { path, name, suffix, root: parseXml(text), error: undefined };
  } catch (error) {
    if (error instanceof MalformedXml) return { path, name, suffix, root: undefined, error };
    throw error;
  }
};

const metadataOf = new WeakMap<Project, readonly MetadataFile[]>();

/** Every `*-meta.xml`, parsed once per project. */
export const metadataFiles = (project: Project): readonly MetadataFile[] => {
  const known = metadataOf.get(project);
  if (known) return known;
  const files = [...project.files]
    .filter(([path]) => path.endsWith('-meta.xml'))
    .map(([path, text]) => read(path, text));
  metadataOf.set(project, files);
  return files;
};

/** The well-formed metadata files of one kind. */
export const metadataOfKind = (project: Project, suffix: string): readonly (MetadataFile & { root: XmlElement })[] =>
  metadataFiles(project).filter(
    (file): file is MetadataFile & { root: XmlElement } => file.suffix === suffix && file.root !== undefined,
  );

/** Line (from 1) of a character offset. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
