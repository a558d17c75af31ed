import type { MessagePort } from 'node:worker_threads';
import { findTests } from './find-tests.ts';
import { orgsOfTests } from './orgs-of-tests.ts';
import { nextClass, type ThreadMessage, type ThreadTask } from './second-thread.ts';

/** What the second thread does: it takes test classes until none is left. */
export const runThread = ({ projectDir, turns }: ThreadTask, port: MessagePort): void => {
  const tell = (message: ThreadMessage): void => {
    port.postMessage(message);
  };
  try {
    const orgs = orgsOfTests(projectDir);
    const classes = findTests(orgs.usual.program);
    for (let next = nextClass(turns, classes); next; next = nextClass(turns, classes)) {
      tell({ kind: 'class', index: next.index, name: next.found.name, results: orgs.run(next.found) });
    }
    tell({ kind: 'end', covered: orgs.covered() });
  } catch (error) {
    tell({ kind: 'failed', error });
  } finally {
    port.close();
  }
};
