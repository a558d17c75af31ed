/** ESLint for the package's Lightning Web Components: Salesforce's recommended configuration, nothing taken away. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const recommended = require('@salesforce/eslint-config-lwc/recommended');

const JEST_GLOBALS = ['afterAll', 'afterEach', 'beforeAll', 'beforeEach', 'describe', 'expect', 'it', 'jest', 'test'];

export default [
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...recommended,
  {
    files: ['**/__tests__/**', '**/*.test.js', '**/jest-mocks/**'],
    languageOptions: { globals: Object.fromEntries(JEST_GLOBALS.map((name) => [name, 'readonly'])) },
  },
];
