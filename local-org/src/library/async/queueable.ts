import { invoke } from '../../runtime/invoke.ts';
import { transaction } from '../../runtime/transaction.ts';
import { ApexException } from '../../values/apex-exception.ts';
import { findEnumConstant } from '../../values/enum.ts';
import { typeOf } from '../../values/type-of.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, exception } from '../raise.ts';
import { ContextObject } from './contexts.ts';
import { asyncContext, enqueueAsync } from './queue.ts';

const FINALIZER = Symbol('finalizer');

const runFinalizer = (jobId: string, error: ApexException | null): void => {
  const { attachments } = transaction();
  const finalizer = attachments.get(FINALIZER) as object | undefined;
  if (!finalizer) return;
  attachments.delete(FINALIZER);
  const result = findEnumConstant('ParentJobResult', error ? 'UNHANDLED_EXCEPTION' : 'SUCCESS');
  invoke(finalizer, 'execute', [
    new ContextObject('FinalizerContext', {
      getAsyncApexJobId: () => jobId,
      getException: () => error,
      getRequestId: () => jobId,
      getResult: () => result ?? null,
    }),
  ]);
};

const runQueueable = (queueable: object): void => {
  const jobId = asyncContext()?.jobId ?? '';
  try {
    invoke(queueable, 'execute', [new ContextObject('QueueableContext', { getJobId: () => jobId })]);
  } catch (error) {
    if (error instanceof ApexException) runFinalizer(jobId, error);
    throw error;
  }
  runFinalizer(jobId, null);
};

/** System.enqueueJob. @param delay minutes, 0 to 10; time does not pass in the local org, so it only is checked */
const enqueueJob = (job: object | null, delay: number | null = 0): string => {
  const queueable = dereferenced(job);
  if (delay === null || delay < 0 || delay > 10) {
    throw exception('AsyncException', 'The delay must be between 0 and 10 minutes');
  }
  return enqueueAsync({ kind: 'queueable', name: typeOf(queueable).text, run: () => runQueueable(queueable) });
};

const attachFinalizer = (finalizer: object | null): void => {
  if (asyncContext()?.kind !== 'queueable') {
    throw exception('AsyncException', 'Finalizer can be attached in a queueable job only');
  }
  const { attachments } = transaction();
  if (attachments.has(FINALIZER))
    throw exception('AsyncException', 'More than one Finalizer cannot be attached to same Async Apex Job');
  attachments.set(FINALIZER, dereferenced(finalizer));
};

/** The methods of System.System for queueables. */
export const queueableStatics: Record<string, (...args: never[]) => unknown> = {
  'Id enqueueJob(Queueable queueableObj)': enqueueJob,
  'Id enqueueJob(Queueable queueable, Integer delay)': enqueueJob,
  'void attachFinalizer(Finalizer finalizer)': attachFinalizer,
};

const answer = (method: string) => (self: object) => invoke(self, method, []);

/** The interfaces of queueables. */
export const queueableClasses: readonly PlatformClass[] = [
  {
    name: 'Queueable',
    kind: 'interface',
    methods: {
      'void execute(QueueableContext context)': (self: object, context: unknown) => invoke(self, 'execute', [context]),
    },
  },
  { name: 'QueueableContext', kind: 'interface', methods: { 'Id getJobId()': answer('getJobId') } },
  {
    name: 'Finalizer',
    kind: 'interface',
    methods: {
      'void execute(FinalizerContext context)': (self: object, context: unknown) => invoke(self, 'execute', [context]),
    },
  },
  {
    name: 'FinalizerContext',
    kind: 'interface',
    methods: {
      'Id getAsyncApexJobId()': answer('getAsyncApexJobId'),
      'Exception getException()': answer('getException'),
      'String getRequestId()': answer('getRequestId'),
      'ParentJobResult getResult()': answer('getResult'),
    },
  },
];
