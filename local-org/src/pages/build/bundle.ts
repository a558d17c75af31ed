import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rollup, type RollupLog } from 'rollup';
import { buildFolder, MANIFEST_FILE } from './bundle-folder.ts';
import type { ComponentSource } from './components.ts';
import { componentsPlugin } from './components-plugin.ts';
import { CLIENT_FOLDER } from './folders.ts';
import type { Manifest } from './manifest.ts';

/** Messages of rollup that mean a module has not what another one takes from it. */
const FATAL = new Set(['MISSING_EXPORT', 'UNRESOLVED_IMPORT']);

const onLog = (log: RollupLog): void => {
  if (log.code !== undefined && FATAL.has(log.code)) throw new Error(log.message);
};

/**
 * Builds the components with the engine, the base components and the platform's modules into scripts a browser runs.
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
  const { plugin, findings } = componentsPlugin(components, namespace);
  const bundle = await rollup({
    input: { start: join(CLIENT_FOLDER, 'start.js') },
    plugins: [plugin],
    onLog: (_level, log) => onLog(log),
    preserveEntrySignatures: false,
    treeshake: false,
  });
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  const { output } = await bundle.write({
    dir: draft,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    minifyInternalExports: false,
  });
  await bundle.close();
  const entry = output.find((chunk) => chunk.type === 'chunk' && chunk.isEntry);
  const manifest: Manifest = {
    entry: entry?.fileName ?? '',
    components: components.map(({ name }) => name),
    imports: [...findings.imports],
    baseLabels: Object.fromEntries(findings.baseLabels),
    problems: [...findings.problems],
  };
  writeFileSync(join(draft, MANIFEST_FILE), JSON.stringify(manifest));
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
};
