import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CompileFailure, UnsupportedFeature } from '../errors.ts';
import { DEBUG_SINK, type DebugSink } from '../library/debug-log.ts';
import type { LocalOrg } from '../org.ts';
import { ProjectError } from '../project/sfdx-project.ts';
import { errorTrace } from '../runtime/error-text.ts';
import { runTransaction } from '../runtime/execute.ts';
import { USER_IDS } from '../security/ids-of-the-org.ts';
import { activeUserId } from '../security/users.ts';
import { ApexException } from '../values/apex-exception.ts';
import { openedOrg } from './opened-org.ts';

const USAGE = `Usage: local-org apex run [file] [options]

Runs anonymous Apex (from standard input when no file is named) in an org of its own, and prints what it debugs.
The org and what the Apex writes are gone afterwards.
  --project <dir>  folder with sfdx-project.json (default: the current folder)
  --seed <file>    JSON file with the records the org starts with
  --user <name>    username of who runs it (default: the administrator)
`;

/** The file descriptor of standard input. */
const STANDARD_INPUT = 0;

const userOf = (org: LocalOrg, username: string | undefined): string => {
  if (username === undefined) return USER_IDS.admin;
  const id = activeUserId(org, username);
  if (id === undefined) throw new ProjectError(`--user: the org has no active user called ${username}`);
  return id;
};

/**
 * Runs the command.
 *
 * @param args its arguments, without its name
 * @returns the exit code: 0 when the Apex ran to its end, 1 when it did not compile or threw
 * @throws ProjectError, SeedError when there is no org to run it in
 */
export const apexRun = (args: readonly string[]): number => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      project: { type: 'string', default: '.' },
      seed: { type: 'string' },
      user: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const text = readFileSync(positionals[0] ?? STANDARD_INPUT, 'utf8');
  const { org } = openedOrg({ projectDir: values.project, tolerant: true, seed: values.seed });
  const userId = userOf(org, values.user);
  const sink: DebugSink = (level, line) => process.stdout.write(`${level}|${line}\n`);
  try {
    const script = org.program.compileAnonymous(text);
    runTransaction(org, { userId, kind: 'synchronous' }, (transaction) => {
      transaction.attachments.set(DEBUG_SINK, sink);
      script();
    });
    return 0;
  } catch (error) {
    if (!(error instanceof CompileFailure || error instanceof ApexException || error instanceof UnsupportedFeature)) {
      throw error;
    }
    process.stderr.write(`${error instanceof CompileFailure ? error.message : errorTrace(error)}\n`);
    return 1;
  }
};
