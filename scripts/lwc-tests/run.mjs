/**
 * Runs the Jest tests of the Lightning Web Components.
 *
 * Usage: node scripts/lwc-tests/run.mjs [pattern] [any option of jest, e.g. --coverage, --json --outputFile=<file>]
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const projectRoot = fileURLToPath(new URL('../..', import.meta.url));
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');

const { status } = spawnSync(
  process.execPath,
  [jest, '--config', `${here}jest.config.cjs`, '--rootDir', '.', '--passWithNoTests', ...process.argv.slice(2)],
  { cwd: projectRoot, stdio: 'inherit', env: { ...process.env, TZ: 'UTC' } },
);
process.exit(status ?? 1);
