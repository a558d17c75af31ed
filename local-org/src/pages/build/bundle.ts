import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rollup, type RollupLog } from 'rollup';
import { buildFolder, BUILDS_URL, MANIFEST_FILE } from './bundle-folder.ts';
import type { ComponentSource } from './components.ts';
import { componentsPlugin } from './components-plugin.ts';
import { CLIENT_FOLDER } from './folders.ts';
import { buildLibrary, fileInLibrary } from './library.ts';
import type { Manifest } from './manifest.ts';

/** A component that takes from another one what it has not. */
const onLog = (log: RollupLog): void => {
  if (log.code === 'MISSING_EXPORT') throw new Error(log.message);
};

/** Builds that are kept: going back to an earlier state costs nothing. */
const KEPT = 20;

const forgetOldBuilds = (folder: string): void => {
  const builds = readdirSync(folder)
    .filter((name) => !name.startsWith('library-'))
    .map((name) => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at);
  for (const { path } of builds.slice(KEPT)) rmSync(path, { recursive: true, force: true });
};

/**
 * Builds the components into scripts a browser runs. The engine, the base components and the platform's modules are
 * in a library of their own, which is built once.
 * A component that cannot be built stops no other: the reason is in the manifest, and the page shows it in its place.
 * @param fingerprint of the components; the folder of the build is named by it
 */
export const buildComponents = async (
  components: readonly ComponentSource[],
  namespace: string,
  fingerprint: string,
): Promise<void> => {
  const folder = buildFolder(fingerprint);
  if (existsSync(join(folder, MANIFEST_FILE))) return;
  const { plugin, findings } = componentsPlugin(components, namespace, 'components');
  const bundle = await rollup({
    input: { start: join(CLIENT_FOLDER, 'start.js') },
    plugins: [plugin],
    onLog: (_level, log) => onLog(log),
    preserveEntrySignatures: false,
    treeshake: false,
  });
  const library = await buildLibrary(findings.library);
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  const { output } = await bundle.write({
    dir: draft,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    minifyInternalExports: false,
    paths: (module) =>
      findings.library.has(module) ? `${BUILDS_URL}/${library.name}/${fileInLibrary(module)}` : module,
  });
  await bundle.close();
  const entry = output.find((chunk) => chunk.type === 'chunk' && chunk.isEntry);
  const manifest: Manifest = {
    entry: entry?.fileName ?? '',
    components: components.map(({ name }) => name),
    imports: [...findings.imports],
    baseLabels: library.labels,
    problems: [...findings.problems],
  };
  writeFileSync(join(draft, MANIFEST_FILE), JSON.stringify(manifest));
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
  forgetOldBuilds(dirname(folder));
};
