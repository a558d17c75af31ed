import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const require = createRequire(import.meta.url);

/** Where npm has put a package. Asked of the folders, because some packages do not show their package.json. */
const packageFolder = (name: string): string => {
  const found = (require.resolve.paths(name) ?? [])
    .map((folder) => join(folder, name))
    .find((folder) => existsSync(folder));
  if (found === undefined) throw new Error(`The package ${name} is not installed`);
  return found;
};

/** Browser code of the local org: the start script, the platform's modules, components that npm does not carry. */
export const CLIENT_FOLDER = join(import.meta.dirname, '../client');

/** The base components, `lightning-*`. */
export const BASE_COMPONENTS = packageFolder('lightning-base-components');

/** Styles and icons of the Lightning Design System. */
export const DESIGN_SYSTEM = packageFolder('@salesforce-ux/design-system');

/** The compiler and the engine of Lightning Web Components. */
export const LWC = packageFolder('lwc');

/** What is built is kept here by its content, as the local org keeps other things that take time to make. */
export const CACHE_FOLDER = join(import.meta.dirname, '../../../../node_modules/.cache/local-org/pages');
