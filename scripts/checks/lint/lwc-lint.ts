import { fileURLToPath } from 'node:url';
import { listFiles } from '../engine/cache.ts';
import { toolPath } from '../engine/tools.ts';
import type { Finding } from '../engine/finding.ts';
import type { Part } from '../engine/part.ts';
import { runEslint } from './eslint-report.ts';

const COMPONENTS = ['force-app/**/lwc/**/*.js'];
const CONFIGURATION = fileURLToPath(new URL('../tools/lwc.eslint.config.mjs', import.meta.url));

/**
 * Lints the Lightning Web Components of a project folder with Salesforce's own configuration.
 * @param kept file for what ESLint remembers of files without findings; none: it looks at all of them
 */
export const lintComponents = async (root: string, kept?: string): Promise<readonly Finding[]> => {
  if (listFiles(root, COMPONENTS).length === 0) return [];
  const memory = kept === undefined ? [] : ['--cache', '--cache-strategy', 'content', '--cache-location', kept];
  const args = ['--config', CONFIGURATION, '--no-config-lookup', ...memory, ...COMPONENTS];
  return runEslint(root, toolPath('eslint/bin/eslint.js'), args);
};

export const lwcLintPart: Part = {
  name: 'lwc-lint',
  finds: "what ESLint with Salesforce's LWC configuration names",
  needsJava: false,
  inputs: COMPONENTS,
  weight: 8,
  // By the version of the plugins, which ESLint does not ask for.
  run: ({ root, checks }) => lintComponents(root, `node_modules/.cache/eslint/lwc-${checks}`),
};
