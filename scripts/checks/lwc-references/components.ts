import { metadataOfKind, type MetadataFile, type Project } from '../project/project.ts';
import type { XmlElement } from '../project/xml.ts';

/** A Lightning Web Component's folder. */
export interface Component {
  readonly name: string;
  /** Path of its folder from the project root. */
  readonly folder: string;
  readonly metadata: (MetadataFile & { root: XmlElement }) | undefined;
  /** Paths of its own scripts and templates, tests left out. */
  readonly scripts: readonly string[];
  readonly templates: readonly string[];
}

const known = new WeakMap<Project, readonly Component[]>();

export const componentsOf = (project: Project): readonly Component[] => {
  const made = known.get(project);
  if (made) return made;
  const folders = new Map<string, string[]>();
  for (const path of project.files.keys()) {
    const [, folder] = /^(.*\/lwc\/[^/]+)\//.exec(path) ?? [];
    if (folder && !path.includes('/__')) folders.set(folder, [...(folders.get(folder) ?? []), path]);
  }
  const metadata = metadataOfKind(project, 'js');
  const components = [...folders].map(([folder, files]) => ({
    name: folder.split('/').at(-1) ?? '',
    folder,
    metadata: metadata.find(({ path }) => path.startsWith(`${folder}/`)),
    scripts: files.filter((file) => file.endsWith('.js')),
    templates: files.filter((file) => file.endsWith('.html')),
  }));
  known.set(project, components);
  return components;
};
