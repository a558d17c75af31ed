import { availableParallelism } from 'node:os';
import { once } from 'node:events';
import { join } from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { readProject } from '../project/sfdx-project.ts';
import { filesEnding, listSourceFiles } from '../project/source-files.ts';
import type { TestClass } from './find-tests.ts';
import type { CoveredLines } from './orgs-of-tests.ts';
import type { TestResult } from './run-tests.ts';

/** Fewer Apex classes than this are tested before a second org is open. */
const WORTH_IT = 100;

/** Room for the index of the next test class that nobody has taken. */
export const turnsMemory = (): SharedArrayBuffer => new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);

/**
 * Takes the next test class that nobody has taken.
 * @param memory shared by the threads
 * @returns the class and its place among all; undefined when none is left
 */
export const nextClass = (
  memory: SharedArrayBuffer,
  classes: readonly TestClass[],
): { index: number; found: TestClass } | undefined => {
  const index = Atomics.add(new Int32Array(memory), 0, 1);
  const found = classes[index];
  return found && { index, found };
};

/** What the second thread is told. */
export interface ThreadTask {
  readonly projectDir: string;
  readonly turns: SharedArrayBuffer;
}

/** The results of one class. */
export interface ClassResults {
  /** Its place among the test classes of the project. */
  readonly index: number;
  readonly name: string;
  readonly results: readonly TestResult[];
}

/** What the second thread tells: each class, then what all have covered; or why it failed. */
export type ThreadMessage =
  | ({ readonly kind: 'class' } & ClassResults)
  | { readonly kind: 'end'; readonly covered: readonly CoveredLines[] }
  | { readonly kind: 'failed'; readonly error: unknown };

/** A thread with an org of its own, which takes test classes in turns with this one. */
export interface SecondThread {
  readonly turns: SharedArrayBuffer;
  /** What it has done since it was last asked; does not wait. */
  results(): ClassResults[];
  /**
   * Waits until it has done all that it took.
   * @returns the results not yet told, and what its tests have run
   */
  end(): Promise<{ results: ClassResults[]; covered: readonly CoveredLines[] }>;
  /** Ends it, whatever it does. */
  stop(): void;
}

/** Whether a second thread makes up for opening another org. */
export const isWorthSecondThread = (projectDir: string): boolean =>
  availableParallelism() > 1 && filesEnding(listSourceFiles(readProject(projectDir)), '.cls').length >= WORTH_IT;

/** Starts a second thread for all test classes of a project. */
export const startSecondThread = (projectDir: string): SecondThread => {
  const turns = turnsMemory();
  const { port1: port, port2 } = new MessageChannel();
  const worker = new Worker(join(import.meta.dirname, '../cli/apex-test-thread.ts'), {
    workerData: { task: { projectDir, turns } satisfies ThreadTask, port: port2 },
    transferList: [port2],
    // Apex leaves much behind that lives briefly: in more room it is collected less often.
    resourceLimits: { maxYoungGenerationSizeMb: 96 },
  });
  const exited = once(worker, 'exit');
  // Apex runs without pause: who waits for `end` hears of a failure, nobody before.
  exited.catch(() => undefined);
  const told: ThreadMessage[] = [];
  const results = (): ClassResults[] => {
    const found: ClassResults[] = [];
    for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) {
      const message = next.message as ThreadMessage;
      if (message.kind === 'class') found.push(message);
      else told.push(message);
    }
    return found;
  };
  return {
    turns,
    results,
    end: async () => {
      await exited;
      const last = results();
      const [message] = told;
      if (message?.kind === 'failed') throw message.error;
      if (message?.kind !== 'end') throw new Error('The second thread of the tests ended before its work was done');
      return { results: last, covered: message.covered };
    },
    stop: () => {
      port.close();
      void worker.terminate();
    },
  };
};
