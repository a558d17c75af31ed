import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

export interface ServiceDefinition {
  readonly name: string;
  /** Path of the entry file from the project root, then its arguments. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Answers 2xx when the service is ready. */
  readonly readyUrl: string;
}

/** One running process of the stack. */
export interface Service {
  readonly name: string;
  readonly process: ChildProcess;
  /** Resolves with the exit code, or null after a signal. */
  readonly exited: Promise<number | null>;
  /** SIGTERM, then SIGKILL after ten seconds. */
  stop(): Promise<void>;
}

/** Seconds on an idle machine; a busy one may take its time. */
const READY_WITHIN_MS = 180_000;

/** A service that ended before it was ready. */
export class ServiceFailed extends Error {}

/**
 * Starts a service and resolves when it answers.
 * @param onLine receives every line the service prints
 * @throws ServiceFailed when it exits first or is not ready within three minutes
 */
export const startService = async (
  definition: ServiceDefinition,
  onLine: (name: string, line: string) => void,
): Promise<Service> => {
  const child = spawn(process.execPath, [...definition.command], {
    cwd: projectRoot,
    env: { ...process.env, ...definition.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C reaches the starter alone, which then stops the services in order.
    detached: true,
  });
  const lastLines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lastLines.push(line);
      if (lastLines.length > 20) lastLines.shift();
      onLine(definition.name, line);
    });
  }
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await exited;
    clearTimeout(killer);
  };
  try {
    await ready(definition, exited, lastLines);
  } catch (error) {
    await stop();
    throw error;
  }
  return { name: definition.name, process: child, exited, stop };
};

const ready = async (
  { name, readyUrl }: ServiceDefinition,
  exited: Promise<number | null>,
  lastLines: readonly string[],
): Promise<void> => {
  const deadline = Date.now() + READY_WITHIN_MS;
  let ended: number | null | undefined;
  void exited.then((code) => (ended = code));
  while (Date.now() < deadline) {
    if (ended !== undefined)
      throw new ServiceFailed(`${name} ended before it was ready (exit ${ended}):\n${lastLines.join('\n')}`);
    const answer = await fetch(readyUrl).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await delay(50);
  }
  throw new ServiceFailed(`${name} was not ready within three minutes:\n${lastLines.join('\n')}`);
};
