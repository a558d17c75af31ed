import { asyncContext, type AsyncContext } from '../../async/context.ts';
import type { JobParts, JobRun } from '../../async/job.ts';
import { submitJob } from '../../async/submit.ts';
import { count, transaction } from '../../runtime/transaction.ts';
import { ApexException } from '../../values/apex-exception.ts';
import { typeOf } from '../../values/type-of.ts';
import { interfaceOf } from '../interface-of.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, exception } from '../raise.ts';
import { requestId } from '../system/request.ts';
import { AsyncOptions } from './async-options.ts';
import { callWith } from './call-with.ts';
import { chainLimit } from './chain-limit.ts';
import { ContextObject } from './contexts.ts';
import { runFinalizer } from './finalizer.ts';
import { serialized } from './state.ts';

const MINUTE = 60_000;
const LONGEST_DELAY = 10;
/** How often in a row a finalizer may queue a failed job again. Source: Apex Developer Guide, "Transaction Finalizers". */
const FINALIZER_RETRIES = 5;
const FINALIZER: unique symbol = Symbol('finalizer');

/** What a run of a queueable leaves behind for its finalizer. */
interface Attached {
  finalizer: object | null;
  requestId: string;
}

function* queueableParts(queueable: object, { context }: JobRun): JobParts {
  const attached: Attached = { finalizer: null, requestId: '' };
  const error = yield {
    limits: 'asynchronous',
    allowed: { futureCalls: 50, queueableJobs: 1 },
    context,
    run: () => {
      const { attachments } = transaction();
      attachments.set(FINALIZER, attached);
      attached.requestId = requestId();
      try {
        callWith(queueable, 'execute', new ContextObject('QueueableContext', { getJobId: () => context.jobId }));
      } finally {
        attachments.delete(FINALIZER);
      }
    },
  };
  const { finalizer } = attached;
  if (!finalizer) return error;
  const failed = yield {
    limits: 'asynchronous',
    allowed: { futureCalls: 50, queueableJobs: 1 },
    context: { ...context, kind: 'finalizer', retries: error ? context.retries + 1 : 0 },
    run: () =>
      runFinalizer(finalizer, {
        jobId: context.jobId,
        requestId: attached.requestId,
        error:
          error === null || error instanceof ApexException ? error : exception('UnexpectedException', error.message),
      }),
  };
  return error ?? failed;
}

interface Wishes {
  readonly delay: number | null;
  readonly options: AsyncOptions | null;
}

/** Place of a new job in the chain of the one that queues it. */
const chainOf = ({ options }: Wishes): Omit<AsyncContext, 'kind' | 'jobId'> => {
  const outer = asyncContext();
  const isChained = outer?.kind === 'queueable' || outer?.kind === 'finalizer';
  const depth = isChained ? outer.depth + 1 : 1;
  const maximumDepth = options?.maximumDepth ?? (isChained ? outer.maximumDepth : null);
  const allowed = maximumDepth ?? chainLimit();
  if ((transaction().test && depth > 1) || (allowed !== null && depth > allowed)) {
    throw exception('AsyncException', 'Maximum stack depth has been reached.');
  }
  const retries = outer?.kind === 'finalizer' ? outer.retries : 0;
  if (retries > FINALIZER_RETRIES) {
    throw exception('AsyncException', `A failed job can be queued again by its finalizer ${FINALIZER_RETRIES} times`);
  }
  return {
    depth,
    maximumDepth,
    minimumDelay: options?.minimumDelay ?? (isChained ? outer.minimumDelay : null),
    retries,
  };
};

const checkedDelay = (minutes: number): number => {
  if (minutes >= 0 && minutes <= LONGEST_DELAY) return minutes * MINUTE;
  throw exception('AsyncException', `The delay must be between 0 and ${LONGEST_DELAY} minutes`);
};

const enqueue = (job: object | null, wishes: Wishes): string => {
  const queueable = serialized(dereferenced(job));
  const chain = chainOf(wishes);
  const delay = checkedDelay(wishes.delay ?? chain.minimumDelay ?? 0);
  count('queueableJobs');
  return submitJob({
    kind: 'queueable',
    className: typeOf(queueable).name,
    methodName: null,
    parts: (run) => queueableParts(queueable, run),
    delay,
    signature: wishes.options?.duplicateSignature?.text ?? null,
    chain,
  });
};

const attachFinalizer = (finalizer: object | null): void => {
  const attached = transaction().attachments.get(FINALIZER) as Attached | undefined;
  if (!attached) throw exception('AsyncException', 'Finalizer can be attached in a queueable job only');
  if (attached.finalizer) {
    throw exception('AsyncException', 'More than one Finalizer cannot be attached to same Async Apex Job');
  }
  attached.finalizer = dereferenced(finalizer);
};

/** The methods of System.System for queueables. */
export const queueableStatics: Record<string, (...args: never[]) => unknown> = {
  'Id enqueueJob(Queueable queueableObj)': (job: object | null) => enqueue(job, { delay: null, options: null }),
  'Id enqueueJob(Queueable queueable, Integer delay)': (job: object | null, delay: number | null) =>
    enqueue(job, { delay: dereferenced(delay), options: null }),
  'Id enqueueJob(Queueable queueable, AsyncOptions options)': (job: object | null, options: AsyncOptions | null) =>
    enqueue(job, { delay: null, options: dereferenced(options) }),
  'void attachFinalizer(Finalizer finalizer)': attachFinalizer,
};

/** The interfaces of queueables. */
export const queueableClasses: readonly PlatformClass[] = [
  interfaceOf('Queueable', ['void execute(QueueableContext context)']),
  interfaceOf('QueueableContext', ['Id getJobId()']),
  interfaceOf('Finalizer', ['void execute(FinalizerContext context)']),
  interfaceOf('FinalizerContext', [
    'Id getAsyncApexJobId()',
    'Exception getException()',
    'String getRequestId()',
    'ParentJobResult getResult()',
  ]),
];
