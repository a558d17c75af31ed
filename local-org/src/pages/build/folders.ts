import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

const packageFolder = (name: string): string => dirname(require.resolve(`${name}/package.json`));

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
