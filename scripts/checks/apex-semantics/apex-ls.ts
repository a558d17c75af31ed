/**
 * apex-ls as a server: JSON-RPC over its standard streams, each message ended by a NUL. One process judges several
 * folders, and the second takes half the time of the first.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { z } from 'zod';
import { errorLine } from '../engine/command.ts';
import { javaCommand } from '../engine/java.ts';
import { CheckUnavailable } from '../engine/part.ts';
import { toolPath } from '../engine/tools.ts';

const MAIN = 'io.github.apexdevtools.apexls.Server';
const JARS = '@salesforce/code-analyzer-pmd-engine/dist/java-lib';
const JAVA_OPTIONS = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
const END = '\0';
const WITH_WARNINGS = true;
const ALL_OF_A_FILE = 0;

/** Values that may be missing are lists of none or one. */
const OPTIONS = {
  parser: ['OutlineSingle'],
  loggingLevel: [],
  externalAnalysisMode: [],
  cache: [false],
  cacheDirectory: [],
  indexerConfiguration: [],
  autoFlush: [false],
  unused: [false],
  unusedOnError: [false],
};

const opened = z.object({ error: z.array(z.object({ message: z.string() })) });
const issues = z.object({
  issues: z.array(
    z.object({
      path: z.string(),
      diagnostic: z.object({
        category: z.object({ $type: z.string() }),
        location: z.object({ startLine: z.number() }),
        message: z.string(),
      }),
    }),
  ),
});

/** What apex-ls names in a file. */
export interface ApexIssue {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** `syntax`, `error`, `missing`, `warning`, `unused`. */
  readonly category: string;
  readonly message: string;
}

type Call = (method: string, ...params: readonly unknown[]) => Promise<unknown>;

/** Starts the server and ends it when `use` has ended. */
const withServer = async <Result>(use: (call: Call) => Promise<Result>): Promise<Result> => {
  const classPath = join(toolPath(JARS), '*').split(delimiter).join('');
  const server = spawn(javaCommand(), [...JAVA_OPTIONS, '-cp', classPath, MAIN], { stdio: 'pipe' });
  const said = { stdout: '', stderr: '' };
  server.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  const answers = server.stdout.setEncoding('utf8');
  const ended = once(server, 'close').then(([code]) => {
    throw new CheckUnavailable(`The Apex checker did not run: ${errorLine({ code: code as number | null, ...said })}`);
  });
  // Nobody waits for it between two calls; and that a write came too late is told by it.
  ended.catch(() => undefined);
  server.stdin.on('error', () => undefined);
  const answer = async (): Promise<string> => {
    while (!said.stdout.includes(END)) said.stdout += String((await once(answers, 'data'))[0]);
    const end = said.stdout.indexOf(END);
    const text = said.stdout.slice(0, end);
    said.stdout = said.stdout.slice(end + END.length);
    return text;
  };
  const call: Call = async (method, ...params) => {
    server.stdin.write(JSON.stringify({ jsonrpc: '2.0', id: method, method, params }) + END);
    const { result, error } = JSON.parse(await Promise.race([answer(), ended])) as Record<string, unknown>;
    if (error !== undefined) throw new CheckUnavailable(`The Apex checker refused ${method}: ${JSON.stringify(error)}`);
    return result;
  };
  try {
    return await use(call);
  } finally {
    server.kill();
  }
};

const issuesIn = async (call: Call, folder: string): Promise<readonly ApexIssue[]> => {
  const [problem] = opened.parse(await call('openWithOptions', folder, OPTIONS)).error;
  if (problem) throw new CheckUnavailable(`The Apex checker did not open the project: ${problem.message}`);
  const found = issues.parse(await call('getIssues', WITH_WARNINGS, ALL_OF_A_FILE));
  return found.issues.map(({ path, diagnostic: { category, location, message } }) => ({
    path,
    line: location.startLine,
    category: /(\w+)_CATEGORY$/.exec(category.$type)?.[1]?.toLowerCase() ?? category.$type,
    message,
  }));
};

/**
 * What apex-ls names at warning level in each folder that holds a `sfdx-project.json`, in their order.
 * @throws CheckUnavailable with its own words when it did not run
 */
export const apexIssues = (folders: readonly string[]): Promise<readonly (readonly ApexIssue[])[]> =>
  withServer(async (call) => {
    const found: (readonly ApexIssue[])[] = [];
    for (const folder of folders) found.push(await issuesIn(call, folder));
    return found;
  });
