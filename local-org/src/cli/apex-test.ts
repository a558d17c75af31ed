import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

// The local org is some 400 modules: their compiled form is kept, which halves the time until the first test runs.
enableCompileCache(join(import.meta.dirname, '../../../node_modules/.cache/local-org/modules'));

// Most of the Apex of a suite runs a few times, in one class of tests: it is compiled plainly at once, and what other
// classes do not call is not forgotten, or it would be compiled again.
setFlagsFromString('--always-sparkplug');
setFlagsFromString('--no-flush-bytecode');

const { run } = await import('../test-runner/command.ts');

run(process.argv.slice(2));
