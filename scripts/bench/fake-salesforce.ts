import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What the fake Salesforce has seen. */
export interface FakeStats {
  readonly url: string;
  /** Sync Log rows: one for each delivery that had an effect, however often it was published. */
  readonly effects: number;
  readonly publications: number;
  /** API requests, failed ones included, logins left out. */
  readonly requests: number;
  /** The same by method and resource. */
  readonly requestsByKind: Readonly<Record<string, number>>;
}

/** What the fake Salesforce is told. */
export interface FakeOrder {
  /** Fails every n-th request with 503; 0 fails none. */
  readonly failEvery?: number;
  readonly latencyMs?: number;
  /** Forgets what it has seen. */
  readonly forget?: boolean;
}

export interface FakeSalesforceProcess {
  readonly url: string;
  /** @returns what it has seen by then */
  tell(order: FakeOrder): Promise<FakeStats>;
  stop(): Promise<void>;
}

/** Starts the tests' fake Salesforce in a process of its own; it ends with this one. */
export const startFakeSalesforceProcess = async (): Promise<FakeSalesforceProcess> => {
  const child = fork(join(import.meta.dirname, 'fake-salesforce-main.ts'));
  const answer = async (): Promise<FakeStats> => {
    const [stats] = (await once(child, 'message')) as [FakeStats];
    return stats;
  };
  const { url } = await answer();
  return {
    url,
    tell: (order) => {
      const answered = answer();
      child.send(order);
      return answered;
    },
    stop: async () => {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
};
