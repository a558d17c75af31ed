import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSource } from './components.ts';
import { BASE_COMPONENTS, CLIENT_FOLDER } from './folders.ts';

const platform = (name: string): string => JSON.stringify(join(CLIENT_FOLDER, 'platform', `${name}.js`));

/** Text of a label or a format that the base components bring, in English. */
const baseDefault = (module: string): string | undefined => {
  const file = join(BASE_COMPONENTS, 'scopedImports', `${module.replaceAll('/', '-')}.js`);
  return existsSync(file) ? file : undefined;
};

/** Gates of the base components that are closed here: element internals do not work with synthetic shadow. */
const CLOSED_GATES: ReadonlySet<string> = new Set(['@salesforce/gate/bc.260.enableComboboxElementInternals']);

const fromContext = (kind: string, name: string, fallback: string | undefined): string => {
  const read = `import { ${kind} } from ${platform('context')};`;
  if (fallback === undefined) return `${read}\nexport default ${kind}(${JSON.stringify(name)});`;
  return `${read}\nimport fallback from ${JSON.stringify(fallback)};\nexport default ${kind}(${JSON.stringify(name)}, fallback);`;
};

type Write = (name: string, module: string) => string;

/** `@salesforce/<kind>/<name>` and how each kind is written. */
const SCOPED: Readonly<Record<string, Write>> = {
  apex: (name) =>
    `import { apexMethod } from ${platform('apex')};\nexport default apexMethod(${JSON.stringify(name)});`,
  label: (name, module) => fromContext('label', name, baseDefault(module)),
  schema: (name) => fromContext('schema', name, undefined),
  user: (name) => fromContext('user', name, undefined),
  i18n: (name, module) => fromContext('i18n', name, baseDefault(module)),
  customPermission: (name) => fromContext('customPermission', name, undefined),
  userPermission: (name) => fromContext('userPermission', name, undefined),
  resourceUrl: (name) => fromContext('resourceUrl', name, undefined),
  messageChannel: (name) => `export default { name: ${JSON.stringify(name)} };`,
};

/**
 * The source of a module that an org makes up: `@salesforce/apex/X.y`, `@salesforce/label/c.X` and so on.
 * @returns undefined when the platform has no such module
 */
export const orgModule = (module: string): string | undefined => {
  if (module === '@salesforce/apex') {
    return `export { refreshApex, getSObjectValue } from ${platform('apex')};`;
  }
  if (module === '@salesforce/client/formFactor')
    return `export { formFactor as default } from ${platform('context')};`;
  if (CLOSED_GATES.has(module)) return 'export default { isOpen: () => false };';
  const [, kind = '', name = ''] = /^@salesforce\/([^/]+)\/(.+)$/.exec(module) ?? [];
  return SCOPED[kind]?.(name, module);
};

/** The file behind a module of the platform that npm does not carry, e.g. `lightning/navigation`. */
export const platformModule = (module: string): string | undefined => {
  const [, name] = /^lightning\/(\w+)$/.exec(module) ?? [];
  if (name === undefined) return undefined;
  const plain = join(CLIENT_FOLDER, 'lightning', `${name}.js`);
  if (existsSync(plain)) return plain;
  const component = join(CLIENT_FOLDER, 'components/lightning', name, `${name}.js`);
  return existsSync(component) ? component : undefined;
};

/** English texts of the labels that base components import. */
export const baseLabelText = (module: string): string | undefined => {
  const file = baseDefault(module);
  const [, text] = (file === undefined ? null : /^export default (['"].*['"]);?\s*$/m.exec(readSource(file))) ?? [];
  if (text === undefined) return undefined;
  return text.slice(1, -1).replace(/\\(['"\\])/g, '$1');
};
