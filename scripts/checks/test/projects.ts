import { fileURLToPath } from 'node:url';
import { type Project, projectOf, readProject } from '../project/project.ts';
import type { Overlay } from './examples/metadata-text.ts';

/** A small project in which nothing is wrong. */
export const soundFolder = fileURLToPath(new URL('sound', import.meta.url));
/** Files that put mistakes into it; each is marked `planted <rule>: <what it is>`. */
export const plantedFolder = fileURLToPath(new URL('planted', import.meta.url));

const sound = readProject(soundFolder);

/** The sound project with some files replaced, added or taken away. */
export const soundWith = (overlay: Overlay): Project => {
  const files = new Map(sound.files);
  for (const [path, text] of Object.entries(overlay)) {
    if (text === undefined) files.delete(path);
    else files.set(path, text);
  }
  return projectOf(files);
};
