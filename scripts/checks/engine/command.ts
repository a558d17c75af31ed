import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from '../../stack/service.ts';

/** Where Node keeps what it compiled of the tools: they are large, and most start more than once. */
const COMPILED = join(projectRoot, 'node_modules/.cache/node');

/** What a finished program left. */
export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program to its end and collects what it prints.
 * @param env is added to the environment of this process
 */
export const runCommand = async (
  command: string,
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<CommandResult> => {
  const child = spawn(command, args, {
    cwd,
    env: { NODE_COMPILE_CACHE: COMPILED, ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() };
};

/** The one line of a program's complaint that says what is wrong. */
export const errorLine = ({ stdout, stderr }: CommandResult): string => {
  const lines = `${stderr}\n${stdout}`
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.find((line) => /^(\w*Error|Exception in thread)/.test(line)) ?? lines[0] ?? 'it said nothing';
};
