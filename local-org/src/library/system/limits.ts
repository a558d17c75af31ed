import type { LimitName } from '../../runtime/limits.ts';
import { transaction } from '../../runtime/transaction.ts';
import type { PlatformClass } from '../platform-class.ts';

/** Methods of System.Limits by the limit they read: `getX()` is what was used, `getLimitX()` what is allowed. */
const LIMITS: Readonly<Record<string, LimitName>> = {
  AggregateQueries: 'aggregateQueries',
  ApexCursorRows: 'apexCursorRows',
  Callouts: 'callouts',
  CpuTime: 'cpuTime',
  DmlRows: 'dmlRows',
  DmlStatements: 'dmlStatements',
  FetchCallsOnApexCursor: 'fetchCallsOnApexCursor',
  EmailInvocations: 'emailInvocations',
  FutureCalls: 'futureCalls',
  HeapSize: 'heapSize',
  MobilePushApexCalls: 'mobilePushApexCalls',
  PublishImmediateDML: 'publishImmediateDml',
  Queries: 'queries',
  QueryLocatorRows: 'queryLocatorRows',
  QueryRows: 'queryRows',
  QueueableJobs: 'queueableJobs',
  SoslQueries: 'soslQueries',
};

/** Limits that Salesforce still lists but counts elsewhere or no longer. */
const NOT_COUNTED = [
  'ChildRelationshipsDescribes',
  'DatabaseTime',
  'FieldSetsDescribes',
  'FieldsDescribes',
  'FindSimilarCalls',
  'PicklistDescribes',
  'RecordTypesDescribes',
  'RunAs',
  'SavepointRollbacks',
  'Savepoints',
  'ScriptStatements',
];

const MOST_ASYNC_CALLS = 200;

/** System.Limits. */
export const limitsClass: PlatformClass = {
  name: 'Limits',
  kind: 'class',
  statics: {
    ...Object.fromEntries(
      Object.entries(LIMITS).flatMap(([name, limit]) => [
        [`Integer get${name}()`, () => transaction().limits.usedOf(limit)],
        [`Integer getLimit${name}()`, () => transaction().limits.allowedOf(limit)],
      ]),
    ),
    // "Reserved for future use": Salesforce counts nothing here.
    'Integer getAsyncCalls()': () => 0,
    'Integer getLimitAsyncCalls()': () => MOST_ASYNC_CALLS,
  },
  unsupported: NOT_COUNTED.flatMap((name) => [`Integer get${name}()`, `Integer getLimit${name}()`]),
};
