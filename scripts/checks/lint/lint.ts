import type { Part } from '../engine/part.ts';
import { runEslint } from './eslint-report.ts';

export const lintPart: Part = {
  name: 'lint',
  finds: 'what ESLint with strict TypeScript rules names',
  needsJava: false,
  inputs: ['**/*.{ts,js,mjs}', 'eslint.config.js', 'tsconfig.json'],
  weight: 25,
  run: ({ root }) =>
    runEslint(root, 'node_modules/eslint/bin/eslint.js', [
      '--cache',
      '--cache-location',
      'node_modules/.cache/eslint/',
      '.',
    ]),
};
