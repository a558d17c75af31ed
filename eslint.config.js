import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '.data/',
      'coverage/',
      'reports/',
      'force-app/',
      'scripts/checks/test/planted/',
      'scripts/checks/test/sound/',
      // Lightning components: decorators are not JavaScript yet.
      'local-org/src/pages/client/components/',
      'local-org/test/pages/fixtures/',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    // The rules that need types are oxlint's: .oxlintrc.json (docs/decisions/0012).
    extends: [...tseslint.configs.strict, ...tseslint.configs.stylistic],
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' }],
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { globals: { require: 'readonly', module: 'writable', __dirname: 'readonly' } },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  {
    files: ['local-org/src/pages/client/**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        [...['document', 'window', 'fetch', 'setTimeout', 'CustomEvent', 'EventSource', 'URLSearchParams']].map(
          (name) => [name, 'readonly'],
        ),
      ),
    },
  },
);
