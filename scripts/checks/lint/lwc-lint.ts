import { fileURLToPath } from 'node:url';
import { listFiles } from '../engine/cache.ts';
import { toolPath } from '../engine/tools.ts';
import type { Finding } from '../engine/finding.ts';
import type { Part } from '../engine/part.ts';
import { runEslint } from './eslint-report.ts';

const COMPONENTS = ['force-app/**/lwc/**/*.js'];
const CONFIGURATION = fileURLToPath(new URL('../tools/lwc.eslint.config.mjs', import.meta.url));

/** Lints the Lightning Web Components of a project folder with Salesforce's own configuration. */
export const lintComponents = async (
  root: string,
  globs: readonly string[] = COMPONENTS,
): Promise<readonly Finding[]> => {
  if (listFiles(root, globs).length === 0) return [];
  return runEslint(root, toolPath('eslint/bin/eslint.js'), ['--config', CONFIGURATION, '--no-config-lookup', ...globs]);
};

export const lwcLintPart: Part = {
  name: 'lwc-lint',
  finds: "what ESLint with Salesforce's LWC configuration names",
  needsJava: false,
  inputs: COMPONENTS,
  weight: 6,
  run: ({ root }) => lintComponents(root),
};
