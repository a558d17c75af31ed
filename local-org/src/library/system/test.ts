import { Limits } from '../../runtime/limits.ts';
import { transaction, type TestContext } from '../../runtime/transaction.ts';
import { FIXED_RESULTS } from '../../sosl/execute.ts';
import type { ApexList } from '../../values/collections.ts';
import type { Datetime } from '../../values/temporal.ts';
import type { SObjectTypeToken } from '../../values/schema-token.ts';
import type { TypeToken } from '../../values/type-token.ts';
import { runPendingJobs } from '../async/queue.ts';
import { deliver, TestBroker } from '../events/event-bus.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, exception } from '../raise.ts';
import { clearMessages } from '../pages/apex-pages.ts';
import { setCurrentPage, type PageReference } from '../pages/page-reference.ts';
import { installTests } from '../packaging/install.ts';
import { loadData } from './load-data.ts';
import { createStub } from './stubs.ts';

const OUTER_LIMITS = Symbol('limits outside startTest');
const MOCKS = Symbol('mocks');

const testContext = (): TestContext => {
  const { test } = transaction();
  if (!test) throw exception('TypeException', 'Method is not allowed outside of a test context');
  return test;
};

const startTest = (): void => {
  const test = testContext();
  if (test.started) throw exception('FinalException', 'Testing already started');
  const current = transaction();
  test.started = true;
  current.attachments.set(OUTER_LIMITS, current.limits);
  current.limits = new Limits(current.limits.kind);
};

/** Runs what the test has queued, delivers its events, and gives back the limits from before startTest. */
const stopTest = (): void => {
  const test = testContext();
  if (!test.started || test.stopped) throw exception('FinalException', 'Testing has not started');
  test.stopped = true;
  const current = transaction();
  try {
    runPendingJobs();
    deliver();
    // What event triggers have queued belongs to the test too.
    runPendingJobs();
  } finally {
    current.limits = (current.attachments.get(OUTER_LIMITS) as Limits | undefined) ?? current.limits;
  }
};

const setCreatedDate = (id: string | null, at: Datetime | null): void => {
  testContext();
  const { schema, database } = transaction().org;
  const recordId = dereferenced(id);
  const object = schema.objectByKeyPrefix(recordId.slice(0, 3));
  const row = object && database.read(object, recordId);
  if (!row) throw exception('SObjectException', `Record not found: ${recordId}`);
  database.load([row.set('CreatedDate', dereferenced(at))]);
};

/**
 * The mock that Test.setMock registered for an interface.
 * @param interfaceName e.g. `HttpCalloutMock`
 */
export const mockFor = (interfaceName: string): object | undefined =>
  (transaction().attachments.get(MOCKS) as Map<string, object> | undefined)?.get(interfaceName);

const setMock = (interfaceType: TypeToken | null, instance: object | null): void => {
  testContext();
  const { attachments } = transaction();
  const mocks = (attachments.get(MOCKS) as Map<string, object> | undefined) ?? new Map<string, object>();
  mocks.set(dereferenced(interfaceType).of.name, dereferenced(instance));
  attachments.set(MOCKS, mocks);
};

/** System.Test. */
export const testClass: PlatformClass = {
  name: 'Test',
  kind: 'class',
  statics: {
    'Object createStub(Type parentType, StubProvider stubProvider)': (
      type: TypeToken | null,
      provider: object | null,
    ) => {
      testContext();
      return createStub(type, provider);
    },
    'List<SObject> loadData(Schema.SObjectType sobjectType, String resourceName)': (
      token: SObjectTypeToken | null,
      resource: string | null,
    ) => {
      testContext();
      return loadData(token, resource);
    },
    'EventBus.TestBroker getEventBus()': () => {
      testContext();
      return new TestBroker();
    },
    'Boolean isRunningTest()': () => transaction().test !== null,
    'void setCreatedDate(Id recordId, Datetime createdDatetime)': setCreatedDate,
    'void setFixedSearchResults(List<Id> fixedSearchResults)': (ids: ApexList | null) => {
      testContext();
      transaction().attachments.set(FIXED_RESULTS, [...dereferenced(ids).items]);
    },
    'void setMock(Type interfaceType, Object instance)': setMock,
    ...installTests,
    'void clearApexPageMessages()': () => {
      testContext();
      clearMessages();
    },
    'void setCurrentPage(PageReference page)': (page: PageReference | null) => {
      testContext();
      setCurrentPage(page);
    },
    'void setCurrentPageReference(PageReference page)': (page: PageReference | null) => {
      testContext();
      setCurrentPage(page);
    },
    'void startTest()': startTest,
    'void stopTest()': stopTest,
  },
  unsupported: [
    'void calculatePermissionSetGroup(List<String> psgIds)',
    'void calculatePermissionSetGroup(String psgId)',
    'void createSoqlStub(Schema.SObjectType sobjectType, SoqlStubProvider stub)',
    'SObject createStubQueryRow(Schema.SObjectType sobjectType, Map<String,Object> fieldValues)',
    'List<SObject> createStubQueryRows(Schema.SObjectType sobjectType, List<Map<String,Object>> fieldValues)',
    'void enableChangeDataCapture()',
    'List<Id> enqueueBatchJobs(Integer numberOfJobs)',
    'List<Id> getFlexQueueOrder()',
    'Id getStandardPricebookId()',
    'Object invokeContinuationMethod(Object controller, Continuation request)',
    'QuickAction.SendEmailQuickActionDefaults newSendEmailQuickActionDefaults(Id contextId, Id replyToId)',
    'void setContinuationResponse(String requestLabel, HttpResponse mockResponse)',
    'void setReadOnlyApplicationMode(Boolean applicationMode)',
    'void testSandboxPostCopyScript(SandboxPostCopy script, Id organizationId, Id sandboxId, String sandboxName)',
    'void testSandboxPostCopyScript(SandboxPostCopy script, Id organizationId, Id sandboxId, String sandboxName, Boolean asAutomatedProcessUser)',
  ],
};
