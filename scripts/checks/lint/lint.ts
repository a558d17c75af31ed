import type { Finding } from '../engine/finding.ts';
import type { Part } from '../engine/part.ts';
import { runEslint } from './eslint-report.ts';

/**
 * What ESLint finds in the project folder, by the folder's own configuration.
 * @throws CheckUnavailable with ESLint's own words when it could not run
 */
export const lintCode = (root: string): Promise<readonly Finding[]> =>
  runEslint(root, 'node_modules/eslint/bin/eslint.js', [
    '--cache',
    '--cache-location',
    'node_modules/.cache/eslint/',
    '.',
  ]);

export const lintPart: Part = {
  name: 'lint',
  finds: 'what ESLint with the strict TypeScript rules that need no types names',
  needsJava: false,
  inputs: ['**/*.{ts,js,mjs}', 'eslint.config.js'],
  weight: 25,
  run: ({ root }) => lintCode(root),
};
