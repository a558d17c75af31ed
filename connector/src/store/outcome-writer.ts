import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../logging.ts';

const RETRY_MS = 1000;

/** Writes down how attempts ended, many in one transaction. */
export interface OutcomeWriter<T> {
  add(outcomes: readonly T[]): void;
  /** Resolves when everything added so far is written down. */
  drain(): Promise<void>;
  /** The same, but a store that is away is no longer waited for: what is left is attempted again by another process. */
  close(): Promise<void>;
}

/** How outcomes are written down. */
export interface OutcomeWriterOptions<T> {
  readonly settle: (outcomes: readonly T[]) => Promise<void>;
  /** Called with what was written down. */
  readonly onSettled: (outcomes: readonly T[]) => void;
  /** Logged when the store is away, which is waited for. */
  readonly failure: string;
  readonly log: Logger;
}

/** What comes together is written together; a store that is away is asked again every second. */
export const createOutcomeWriter = <T>({
  settle,
  onSettled,
  failure,
  log,
}: OutcomeWriterOptions<T>): OutcomeWriter<T> => {
  const waiting: T[] = [];
  let writing: Promise<void> | undefined;
  let closing = false;

  const writeAll = async (): Promise<void> => {
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const batch = waiting.splice(0);
      try {
        await settle(batch);
        onSettled(batch);
      } catch (error) {
        log.error({ err: error }, failure);
        if (closing) return;
        waiting.unshift(...batch);
        await sleep(RETRY_MS);
      }
    }
    writing = undefined;
  };

  return {
    add: (outcomes) => {
      waiting.push(...outcomes);
      writing ??= writeAll();
    },
    drain: async () => {
      await writing;
    },
    close: async () => {
      closing = true;
      await writing;
    },
  };
};
