import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { workerData, type MessagePort } from 'node:worker_threads';
import type { ThreadTask } from '../test-runner/second-thread.ts';

enableCompileCache(join(import.meta.dirname, '../../../node_modules/.cache/local-org/modules'));

const { runThread } = await import('../test-runner/thread.ts');

const { task, port } = workerData as { task: ThreadTask; port: MessagePort };
runThread(task, port);
// What tests have left behind on the event loop is nobody's.
process.exit();
