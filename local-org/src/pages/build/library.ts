import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rollup } from 'rollup';
import { z } from 'zod';
import { buildFolder } from './bundle-folder.ts';
import { componentsPlugin } from './components-plugin.ts';
import { toolFiles } from './fingerprint.ts';
import { CLIENT_FOLDER } from './folders.ts';
import { readSource } from './components.ts';

/** What all projects share: the engine, the base components, the platform's modules. */
export interface Library {
  /** Name of its folder among the builds. */
  readonly name: string;
  /** Labels of the base components in it, in English. */
  readonly labels: Readonly<Record<string, string>>;
}

const LABELS_FILE = 'labels.json';

/** Base components that most projects use at some time: in the library from the beginning, so that it stays as it is. */
const USUAL = [
  ...[
    'accordion',
    'accordionSection',
    'alert',
    'avatar',
    'badge',
    'breadcrumb',
    'breadcrumbs',
    'button',
    'buttonGroup',
  ],
  ...[
    'buttonIcon',
    'buttonIconStateful',
    'buttonMenu',
    'buttonStateful',
    'card',
    'checkboxGroup',
    'combobox',
    'confirm',
  ],
  ...['datatable', 'dualListbox', 'dynamicIcon', 'empApi', 'formattedDateTime', 'formattedEmail', 'formattedName'],
  ...['formattedNumber', 'formattedPhone', 'formattedRichText', 'formattedText', 'formattedTime', 'formattedUrl'],
  ...[
    'helptext',
    'icon',
    'input',
    'layout',
    'layoutItem',
    'menuDivider',
    'menuItem',
    'menuSubheader',
    'messageService',
  ],
  ...[
    'modal',
    'modalBody',
    'modalFooter',
    'modalHeader',
    'navigation',
    'pill',
    'pillContainer',
    'platformResourceLoader',
  ],
  ...['platformShowToastEvent', 'progressBar', 'progressIndicator', 'progressRing', 'progressStep', 'prompt'],
  ...['radioGroup', 'recordPicker', 'refresh', 'relativeDateTime', 'select', 'slider', 'spinner', 'tab', 'tabset'],
  ...['textarea', 'tile', 'toast', 'tree', 'uiObjectInfoApi', 'uiRecordApi', 'verticalNavigation'],
  ...[
    'verticalNavigationItem',
    'verticalNavigationItemBadge',
    'verticalNavigationItemIcon',
    'verticalNavigationSection',
  ],
].map((name) => `lightning/${name}`);

const ALWAYS = ['platform/start-page.js', 'platform/apex.js', 'platform/context.js', 'lwc', ...USUAL];

/** File name of a module in the library. */
export const fileInLibrary = (module: string): string => `${module.replace(/\.js$/, '').replace(/[@/]+/g, '-')}.js`;

const read = (folder: string): Library['labels'] | undefined => {
  const file = join(folder, LABELS_FILE);
  return existsSync(file) ? z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
};

const nameOf = (modules: readonly string[]): string => {
  const hash = createHash('sha256').update(modules.join('\n'));
  for (const file of toolFiles()) hash.update(readSource(file)).update('\0');
  return `library-${hash.digest('hex').slice(0, 20)}`;
};

/**
 * Builds the library when it is not there yet.
 * @param used modules that have to be in it, besides the usual ones
 */
export const buildLibrary = async (used: ReadonlySet<string>): Promise<Library> => {
  const modules = [...ALWAYS, ...[...used].filter((module) => !ALWAYS.includes(module)).sort()];
  const name = nameOf(modules);
  const folder = buildFolder(name);
  const known = read(folder);
  if (known) return { name, labels: known };
  const { plugin, findings } = componentsPlugin([], '', 'library');
  const input = modules.map((module) => [
    fileInLibrary(module).slice(0, -'.js'.length),
    module.startsWith('platform/') ? join(CLIENT_FOLDER, module) : module,
  ]);
  const bundle = await rollup({
    input: Object.fromEntries(input) as Record<string, string>,
    plugins: [plugin],
    onLog: (_level, log) => {
      if (log.code === 'MISSING_EXPORT' || log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
    },
    preserveEntrySignatures: 'strict',
    treeshake: false,
  });
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  await bundle.write({
    dir: draft,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    minifyInternalExports: false,
    // One file: a browser loads it faster than some hundred small ones. Synthetic shadow has to run before the engine
    // looks for it, so it stands in a file of its own, which the other one imports.
    manualChunks: (id) => (/[/\\]synthetic-shadow/.test(id) ? 'synthetic-shadow' : 'library'),
  });
  await bundle.close();
  const labels = Object.fromEntries(findings.baseLabels);
  writeFileSync(join(draft, LABELS_FILE), JSON.stringify(labels));
  // Another process may have been faster; what it made is the same.
  if (existsSync(folder)) rmSync(draft, { recursive: true });
  else renameSync(draft, folder);
  return { name, labels };
};
