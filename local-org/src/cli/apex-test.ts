import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

// The local org is some 400 modules: their compiled form is kept, which halves the time until the first test runs.
enableCompileCache(join(import.meta.dirname, '../../../node_modules/.cache/local-org/modules'));

// Nor are functions of the library forgotten that some classes of tests do not call: they would be compiled again.
setFlagsFromString('--no-flush-bytecode');

const { run } = await import('../test-runner/command.ts');

run(process.argv.slice(2));
