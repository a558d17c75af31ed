import type { ApexException } from '../../values/apex-exception.ts';
import { findEnumConstant } from '../../values/enum.ts';
import { callWith } from './call-with.ts';
import { ContextObject } from './contexts.ts';

/** How the queueable has ended that a finalizer is attached to. */
export interface ParentJob {
  readonly jobId: string;
  readonly requestId: string;
  /** What it threw, or null. */
  readonly error: ApexException | null;
}

/** Calls a finalizer. Its transaction is its own: the parent's writes are committed or rolled back already. */
export const runFinalizer = (finalizer: object, { jobId, requestId, error }: ParentJob): void => {
  const result = findEnumConstant('ParentJobResult', error ? 'UNHANDLED_EXCEPTION' : 'SUCCESS');
  callWith(
    finalizer,
    'execute',
    new ContextObject('FinalizerContext', {
      getAsyncApexJobId: () => jobId,
      getException: () => error,
      getRequestId: () => requestId,
      getResult: () => result ?? null,
    }),
  );
};
