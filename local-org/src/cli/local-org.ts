#!/usr/bin/env node
import { writeFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// The local org is some 400 modules: their compiled form is kept, which halves the time until it is there.
enableCompileCache(join(import.meta.dirname, '../../../node_modules/.cache/local-org/modules'));

const USAGE = `Usage: local-org <command> [options]

A stand-in for a Salesforce org on this machine; see local-org/README.md.
  start       start an org on loopback and keep it running
  apex test   run the Apex tests of a project
  apex run    run anonymous Apex
  query       ask a SOQL query
  supported   write down what the local org has and what it refuses

local-org <command> --help tells the options of one.
`;

/** Each command loads what it needs, and nothing more. */
const COMMANDS: readonly { name: string; run: (args: readonly string[]) => Promise<number | undefined> }[] = [
  { name: 'start', run: async (args) => (await import('./start.ts')).startCommand(args) },
  {
    name: 'apex test',
    run: async (args) => {
      (await import('../test-runner/command.ts')).run(args);
      return undefined;
    },
  },
  { name: 'apex run', run: async (args) => (await import('./apex-run.ts')).apexRun(args) },
  { name: 'query', run: async (args) => (await import('./query.ts')).query(args) },
  {
    name: 'supported',
    run: async () => {
      writeFileSync(
        join(import.meta.dirname, '../../SUPPORTED.md'),
        (await import('../reference/supported.ts')).supportedDocument(),
      );
      return 0;
    },
  },
];

const main = async (args: readonly string[]): Promise<number | undefined> => {
  const wanted = COMMANDS.find(({ name }) => name === args.slice(0, name.split(' ').length).join(' '));
  if (wanted) return wanted.run(args.slice(wanted.name.split(' ').length));
  if (args.length === 0 || args[0] === '--help' || args[0] === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  process.stderr.write(`There is no command "${args.join(' ')}".\n\n${USAGE}`);
  return 1;
};

const { reportFailure } = await import('./report-failure.ts');

try {
  const code = await main(process.argv.slice(2));
  if (code !== undefined) process.exitCode = code;
} catch (error) {
  reportFailure(error);
}
