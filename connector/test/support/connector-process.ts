import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const MAIN = join(import.meta.dirname, '../../src/main.ts');

/** A connector as operators run it. */
export interface ConnectorProcess {
  url: string;
  process: ChildProcess;
  /** Sends a signal and waits for the end. @returns the exit code, or null after a signal that killed it */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts and counts connector processes, and kills what is left of them. */
export interface ConnectorProcesses {
  /** @throws when it ends before it listens, with what it logged */
  start(settings: NodeJS.ProcessEnv, directory: string): Promise<ConnectorProcess>;
  /** For the end of a test, however it went. */
  killAll(): void;
}

export const createConnectorProcesses = (): ConnectorProcesses => {
  const running = new Set<ChildProcess>();
  return {
    start: async (settings, directory) => {
      const child = spawn(process.execPath, [MAIN], {
        cwd: directory,
        env: { PATH: process.env.PATH, ...settings },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      running.add(child);
      const exited = once(child, 'exit') as Promise<[number | null]>;
      void exited.then(() => running.delete(child));
      const lines: string[] = [];
      for await (const line of createInterface(child.stdout)) {
        lines.push(line);
        const { msg, url } = JSON.parse(line) as { msg: string; url?: string };
        if (msg !== 'connector listening' || url === undefined) continue;
        child.stdout.resume();
        return {
          url,
          process: child,
          end: async (signal) => {
            child.kill(signal);
            return (await exited)[0];
          },
        };
      }
      throw new Error(`The connector ended before it listened:\n${lines.slice(-5).join('\n')}`);
    },
    killAll: () => {
      for (const child of running) child.kill('SIGKILL');
    },
  };
};
