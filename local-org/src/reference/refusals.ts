import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = join(import.meta.dirname, '..');

const RAISED = /new UnsupportedFeature\(\s*(?:'([^']*)'|`([^`]*)`)/g;

/** What a `${...}` of a message stands for is only known when it is raised. */
const withoutValues = (text: string): string => text.replace(/\$\{[^}]*\}/g, '…');

/** A part of the local org and the texts with which it refuses. */
export interface Refusals {
  /** Folder under `src`. */
  readonly part: string;
  readonly texts: readonly string[];
}

/** Every text with which the local org raises UnsupportedFeature, read from its own source, by part. */
export const refusals = (): readonly Refusals[] => {
  const found = globSync('**/*.ts', { cwd: SOURCES }).flatMap((file) =>
    [...readFileSync(join(SOURCES, file), 'utf8').matchAll(RAISED)].map((match) => ({
      part: file.includes('/') ? file.slice(0, file.indexOf('/')) : 'org',
      text: withoutValues(match[1] ?? match[2] ?? ''),
    })),
  );
  return [...Map.groupBy(found, ({ part }) => part)]
    .map(([part, texts]) => ({ part, texts: [...new Set(texts.map(({ text }) => text))].sort() }))
    .sort((a, b) => (a.part < b.part ? -1 : 1));
};
