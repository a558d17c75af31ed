import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const MAIN = join(import.meta.dirname, '../../src/main.ts');

/** A connector in a process of its own, which a test may kill. */
export interface ConnectorProcess {
  url: string;
  process: ChildProcess;
  /** Ends it with a signal; resolves when it has gone. */
  end(signal: NodeJS.Signals): Promise<void>;
}

/**
 * Starts a connector process; resolves when it listens.
 *
 * @param cwd a folder without an `.env` file
 */
export const startConnectorProcess = async (env: NodeJS.ProcessEnv, cwd: string): Promise<ConnectorProcess> => {
  const child = spawn(process.execPath, [MAIN], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  child.stderr.resume();
  for await (const line of createInterface({ input: child.stdout })) {
    const { msg, url } = JSON.parse(line) as { msg: string; url?: string };
    if (msg !== 'connector listening' || url === undefined) continue;
    child.stdout.resume();
    return { url, process: child, end };
  }
  await end('SIGKILL');
  throw new Error('The connector ended before it listened.');
};
