import { transaction, type TriggerContext } from '../../runtime/transaction.ts';
import type { DmlRowResult } from '../../data/database.ts';
import { platformType } from '../../types/apex-type.ts';
import { ApexList } from '../../values/collections.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import { SObject } from '../../values/sobject.ts';
import { DmlResult } from '../database/results.ts';
import type { PlatformClass } from '../platform-class.ts';
import { awaitPublishing, finishPublishing } from './publish-callbacks.ts';
import { dereferenced, exception } from '../raise.ts';

const SAVE_RESULT = platformType('Database.SaveResult');

const checkedEvent = (value: unknown): SObject => {
  const event = dereferenced(value) as SObject;
  const kind = transaction().org.schema.object(event.typeName, '')?.kind;
  if (kind !== 'event')
    throw exception('IllegalArgumentException', `Invalid sObject type for publish: ${event.typeName}`);
  return event;
};

/** Publishing never throws for a bad row: its result says what was wrong. */
const published = (events: readonly SObject[]): DmlRowResult[] => {
  const { org } = transaction();
  if (events.length === 0) return [];
  return org.database.dml('insert', events, { allOrNone: false, access: 'system', namespace: org.namespace });
};

const results = (events: readonly unknown[], callback: object | null): DmlResult[] => {
  const rows = published(events.map(checkedEvent));
  const queued = rows.flatMap(({ operationId }) => operationId ?? []);
  if (callback !== null && queued.length > 0) awaitPublishing(callback, queued);
  return rows.map((row) => new DmlResult('SaveResult', row));
};

const publishOne = (event: SObject | null, callback: object | null = null): unknown => results([event], callback)[0];

const publishAll = (events: ApexList | null, callback: object | null = null): ApexList =>
  new ApexList(SAVE_RESULT, results(dereferenced(events).items, callback));

const operationId = (result: unknown): string | null =>
  result instanceof DmlResult ? (result.row.operationId ?? null) : null;

/** An EventBus.TriggerContext: the event side of the trigger that is running. */
class EventTriggerContext extends PlatformObject {
  readonly event: NonNullable<TriggerContext['event']>;

  constructor(event: NonNullable<TriggerContext['event']>) {
    super(platformType('EventBus.TriggerContext'));
    this.event = event;
  }
}

const currentContext = (): EventTriggerContext => {
  const event = transaction().trigger?.event;
  if (!event)
    throw exception('UnsupportedOperationException', 'EventBus.TriggerContext is available in event triggers only');
  return new EventTriggerContext(event);
};

const setCheckpoint = (self: EventTriggerContext, replayId: string | null): void => {
  if (replayId === null || !/^\d+$/.test(replayId)) {
    throw exception('EventBus.InvalidReplayIdException', `Invalid replay id: ${replayId ?? 'null'}`);
  }
  self.event.resumeCheckpoint = replayId;
};

/** Delivers what the test has published, and tells the callbacks of it. */
export const deliver = (): void => {
  transaction().org.events.deliver();
  finishPublishing('success');
};

const fail = (): void => {
  transaction().org.events.discard();
  finishPublishing('failure');
};

/** A EventBus.TestBroker, as Test.getEventBus() answers it. */
export class TestBroker extends PlatformObject {
  constructor() {
    super(platformType('EventBus.TestBroker'));
  }
}

/** System.EventBus and its classes. */
export const eventBusClasses: readonly PlatformClass[] = [
  {
    name: 'EventBus',
    kind: 'class',
    statics: {
      'Database.SaveResult publish(SObject event)': publishOne,
      'List<Database.SaveResult> publish(List<SObject> events)': publishAll,
      'Database.SaveResult publish(SObject event, Object callback)': publishOne,
      'List<Database.SaveResult> publish(List<SObject> events, Object callback)': publishAll,
      'String getOperationId(Object result)': operationId,
    },
  },
  {
    name: 'EventBus.TriggerContext',
    kind: 'class',
    representation: EventTriggerContext,
    statics: { 'EventBus.TriggerContext currentContext()': currentContext },
    methods: {
      'String getResumeCheckpoint()': (self: EventTriggerContext) => self.event.resumeCheckpoint,
      'void setResumeCheckpoint(String resumeReplayId)': setCheckpoint,
    },
    properties: {
      'String lastError': { get: (self: EventTriggerContext) => self.event.lastError },
      'Integer retries': { get: (self: EventTriggerContext) => self.event.retries },
    },
  },
  {
    name: 'EventBus.TestBroker',
    kind: 'class',
    representation: TestBroker,
    methods: { 'void deliver()': deliver, 'void fail()': fail },
  },
];
