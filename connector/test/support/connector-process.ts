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
  /** Ends it with a signal. @returns its exit code; null when the signal ended it */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** The processes of one test. */
export interface ConnectorProcesses {
  /**
   * Starts a connector; resolves when it listens.
   *
   * @param cwd a folder without an `.env` file
   */
  start(env: NodeJS.ProcessEnv, cwd: string): Promise<ConnectorProcess>;
  /** Leaves none behind. */
  killAll(): void;
}

export const createConnectorProcesses = (): ConnectorProcesses => {
  const started = new Set<ChildProcess>();

  const start = async (env: NodeJS.ProcessEnv, cwd: string): Promise<ConnectorProcess> => {
    const child = spawn(process.execPath, [MAIN], {
      cwd,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.add(child);
    const exited = once(child, 'exit').then(([code]) => {
      started.delete(child);
      return code as number | null;
    });
    const end = (signal: NodeJS.Signals): Promise<number | null> => {
      child.kill(signal);
      return exited;
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

  return {
    start,
    killAll: () => {
      for (const child of started) child.kill('SIGKILL');
    },
  };
};
