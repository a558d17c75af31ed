import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// The local org is some 400 modules: their compiled form is kept, which halves the time until the first test runs.
enableCompileCache(join(import.meta.dirname, '../../../node_modules/.cache/local-org/modules'));

const { run } = await import('../test-runner/command.ts');

run(process.argv.slice(2));
