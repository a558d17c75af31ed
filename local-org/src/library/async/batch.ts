import { runTransaction } from '../../runtime/execute.ts';
import { invoke } from '../../runtime/invoke.ts';
import { transaction } from '../../runtime/transaction.ts';
import { OBJECT, platformType } from '../../types/apex-type.ts';
import { ApexList } from '../../values/collections.ts';
import { typeOf } from '../../values/type-of.ts';
import { iterated } from '../collections/iteration.ts';
import { QueryLocator } from '../database/query-locator.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, exception } from '../raise.ts';
import { ContextObject } from './contexts.ts';
import { asyncContext, enqueueAsync, withAsyncLimits } from './queue.ts';
import { rememberState } from './state.ts';

const MAX_SCOPE = 2_000;
const DEFAULT_SCOPE = 200;

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

/** Each step is a transaction of its own; in a test it shares the test's and has limits of its own. */
const asStep = (work: () => void): void => {
  const { org, userId, test } = transaction();
  if (test) withAsyncLimits(work);
  else runTransaction(org, { userId, kind: 'asynchronous' }, work);
};

const runBatch = (batch: object, size: number): void => {
  const { org, test } = transaction();
  const jobId = asyncContext()?.jobId ?? '';
  const context = new ContextObject('Database.BatchableContext', { getJobId: () => jobId, getChildJobId: () => jobId });
  const stateful = org.program.isAssignable(typeOf(batch), platformType('Database.Stateful'));
  const restore = stateful ? () => undefined : rememberState(batch);
  const chunks = chunksOf(invoke(batch, 'start', [context]), size);
  if (test && chunks.length > 1) {
    throw exception(
      'UnexpectedException',
      'No more than one executeBatch can be called from within a test method.  Please make sure the iterable returned from your start method matches the batch size, resulting in one executeBatch invocation.',
    );
  }
  for (const chunk of chunks) {
    restore();
    asStep(() => void invoke(batch, 'execute', [context, chunk]));
  }
  restore();
  asStep(() => void invoke(batch, 'finish', [context]));
};

const executeBatch = (batch: object | null, size: number | null = DEFAULT_SCOPE): string => {
  const job = dereferenced(batch);
  const scope = dereferenced(size);
  if (scope < 1 || scope > MAX_SCOPE) {
    throw exception('AsyncException', `Batch size must be between 1 and ${MAX_SCOPE}: ${scope}`);
  }
  return enqueueAsync({ kind: 'batch', name: typeOf(job).text, run: () => runBatch(job, scope) });
};

/** The batch methods of System.Database. */
export const batchStatics: Record<string, (...args: never[]) => unknown> = {
  'Id executeBatch(Object batchClassObject)': executeBatch,
  'Id executeBatch(Object batchClassObject, Integer scope)': executeBatch,
};

const context = (method: string) => (self: object) => invoke(self, method, []);

/** The interfaces of batch Apex. */
export const batchClasses: readonly PlatformClass[] = [
  {
    name: 'Database.Batchable',
    kind: 'interface',
    typeParameters: ['T'],
    methods: {
      'void execute(Database.BatchableContext context, List<T> scope)': (self: object, ...args: unknown[]) =>
        invoke(self, 'execute', args),
      'void finish(Database.BatchableContext context)': (self: object, ...args: unknown[]) =>
        invoke(self, 'finish', args),
      'Object start(Database.BatchableContext context)': (self: object, ...args: unknown[]) =>
        invoke(self, 'start', args),
    },
  },
  {
    name: 'Database.BatchableContext',
    kind: 'interface',
    methods: { 'Id getJobId()': context('getJobId'), 'Id getChildJobId()': context('getChildJobId') },
  },
  { name: 'Database.Stateful', kind: 'interface' },
  { name: 'Database.AllowsCallouts', kind: 'interface' },
  { name: 'Database.RaisesPlatformEvents', kind: 'interface' },
];
