import type { JobPart, JobParts, JobRun } from '../../async/job.ts';
import { submitJob } from '../../async/submit.ts';
import { invoke } from '../../runtime/invoke.ts';
import { transaction } from '../../runtime/transaction.ts';
import { OBJECT, platformType } from '../../types/apex-type.ts';
import { ApexList } from '../../values/collections.ts';
import { typeOf } from '../../values/type-of.ts';
import { iterated } from '../collections/iteration.ts';
import { QueryLocator } from '../database/query-locator.ts';
import { interfaceOf } from '../interface-of.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, exception } from '../raise.ts';
import { ContextObject } from './contexts.ts';
import { serialized } from './state.ts';

const MAX_SCOPE = 2_000;
const DEFAULT_SCOPE = 200;
/** Rows that the query locator of `start` may find. Source: Apex Developer Guide, "Using Batch Apex". */
const LOCATOR_ROWS = 50_000_000;

/** The scope that `start` answered, in lists of the batch size. */
const chunksOf = (scope: unknown, size: number): ApexList[] => {
  const found = dereferenced(scope as object | null);
  const list = found instanceof QueryLocator ? found.rows : found;
  const elementType = list instanceof ApexList ? list.elementType : OBJECT;
  const items = [...iterated(list)];
  return Array.from(
    { length: Math.ceil(items.length / size) },
    (_, i) => new ApexList(elementType, items.slice(i * size, (i + 1) * size)),
  );
};

const refuseSecondChunk = (): Error =>
  exception(
    'UnexpectedException',
    'No more than one executeBatch can be called from within a test method.  Please make sure the iterable returned from your start method matches the batch size, resulting in one executeBatch invocation.',
  );

/** A batch object between its transactions: a stateful one keeps its fields, another begins anew each time. */
interface Instance {
  readonly original: object;
  readonly stateful: boolean;
  carried: object;
}

/** What a call that throws has done to the object is lost with it. */
const use = (instance: Instance, method: string, args: readonly unknown[]): unknown => {
  const object = serialized(instance.stateful ? instance.carried : instance.original);
  const result = invoke(object, method, args);
  instance.carried = object;
  return result;
};

function* batchParts(instance: Instance, size: number, run: JobRun): JobParts {
  const { context } = run;
  const { jobId } = context;
  const handle = new ContextObject('Database.BatchableContext', { getJobId: () => jobId, getChildJobId: () => jobId });
  const part = (work: () => void): JobPart => ({
    limits: 'asynchronous',
    allowed: { futureCalls: 0, queueableJobs: 1, queryLocatorRows: LOCATOR_ROWS },
    context,
    run: work,
  });
  let chunks: ApexList[] = [];
  const failed = yield part(() => {
    chunks = chunksOf(use(instance, 'start', [handle]), size);
    if (run.isTest && chunks.length > 1) throw refuseSecondChunk();
  });
  if (failed) return failed;
  let errors = 0;
  run.report({ total: chunks.length, processed: 0, errors });
  for (const [index, chunk] of chunks.entries()) {
    const error = yield part(() => void use(instance, 'execute', [handle, chunk]));
    if (error) errors += 1;
    run.report({ total: chunks.length, processed: index + 1, errors });
    if (error && run.isTest) return error;
  }
  return (yield part(() => void use(instance, 'finish', [handle]))) ?? null;
}

/** Queues a batch. @param batch implements Database.Batchable @returns the id of its AsyncApexJob */
export const executeBatch = (batch: object | null, size: number | null = DEFAULT_SCOPE): string => {
  const job = dereferenced(batch);
  const scope = dereferenced(size);
  if (scope < 1 || scope > MAX_SCOPE) {
    throw exception('AsyncException', `Batch size must be between 1 and ${MAX_SCOPE}: ${scope}`);
  }
  const original = serialized(job);
  const stateful = transaction().org.program.isAssignable(typeOf(job), platformType('Database.Stateful'));
  return submitJob({
    kind: 'batch',
    className: typeOf(job).name,
    methodName: null,
    parts: (run) => batchParts({ original, stateful, carried: original }, scope, run),
  });
};

/** The batch methods of System.Database. */
export const batchStatics: Record<string, (...args: never[]) => unknown> = {
  'Id executeBatch(Object batchClassObject)': executeBatch,
  'Id executeBatch(Object batchClassObject, Integer scope)': executeBatch,
};

/** The interfaces of batch Apex. */
export const batchClasses: readonly PlatformClass[] = [
  interfaceOf(
    'Database.Batchable',
    [
      'void execute(Database.BatchableContext context, List<T> scope)',
      'void finish(Database.BatchableContext context)',
      'Object start(Database.BatchableContext context)',
    ],
    { typeParameters: ['T'] },
  ),
  interfaceOf('Database.BatchableContext', ['Id getJobId()', 'Id getChildJobId()']),
  { name: 'Database.Stateful', kind: 'interface' },
  { name: 'Database.AllowsCallouts', kind: 'interface' },
  { name: 'Database.RaisesPlatformEvents', kind: 'interface' },
];
