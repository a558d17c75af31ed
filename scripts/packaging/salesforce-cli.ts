import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const TOOLS = join(ROOT, 'scripts/checks/tools/node_modules');

/** A call of the CLI that did not succeed, in the CLI's own words. */
export class CliFailed extends Error {}

/** @returns the command line as a person would type it */
export const asTyped = (sf: readonly string[]): string =>
  ['sf', ...sf]
    .map((part) => (/^[\w./:=@-]+$/.test(part) ? part : `'${part.replaceAll("'", String.raw`'\''`)}'`))
    .join(' ');

/** @returns where an installed checking tool is. @throws CliFailed when it is not installed */
export const toolPath = (path: string): string => {
  const file = join(TOOLS, path);
  if (!existsSync(file)) throw new CliFailed('The Salesforce CLI is not installed yet. Run `npm run check` once.');
  return file;
};

const messageOf = (answer: string): string => {
  try {
    const parsed: unknown = JSON.parse(answer);
    if (typeof parsed === 'object' && parsed !== null && 'message' in parsed) return String(parsed.message);
  } catch {
    // not JSON: shown as it is
  }
  return answer.trim().slice(-2000);
};

/**
 * Runs the Salesforce CLI.
 *
 * @returns its answer, parsed
 * @throws CliFailed with what the CLI says
 */
export const runSf = async (sf: readonly string[]): Promise<unknown> => {
  const child = spawn(process.execPath, [toolPath('@salesforce/cli/bin/run.js'), ...sf, '--json'], {
    cwd: ROOT,
    env: {
      ...process.env,
      SF_DISABLE_TELEMETRY: 'true',
      SF_AUTOUPDATE_DISABLE: 'true',
      SF_DISABLE_AUTOUPDATE: 'true',
      SF_SKIP_NEW_VERSION_CHECK: 'true',
      SF_DISABLE_LOG_FILE: 'true',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const answer = Buffer.concat(output).toString('utf8');
  if (code !== 0) throw new CliFailed(messageOf(answer === '' ? Buffer.concat(errors).toString('utf8') : answer));
  return JSON.parse(answer);
};
