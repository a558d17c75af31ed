import { count, transaction } from '../../runtime/transaction.ts';
import { ApexException } from '../../values/apex-exception.ts';
import { SObject } from '../../values/sobject.ts';
import type { DmlOptions, DmlRowResult } from '../database.ts';
import type { Engine } from '../engine.ts';
import { validateRecord } from '../validate/record.ts';
import { dmlException } from './error.ts';
import { prepare } from './save.ts';
import { hasFailed, isGood, type Work } from './work.ts';

/** Whether the records are platform events, which are published instead of stored. */
export const isEvent = (engine: Engine, records: readonly SObject[]): boolean =>
  engine.schema.object(records[0]?.typeName ?? '', '')?.kind === 'event';

const createWork = (engine: Engine, record: SObject, index: number): Work => {
  const object = engine.schema.object(record.typeName, '');
  if (object?.kind !== 'event') {
    throw new ApexException('System.TypeException', 'Platform events cannot be published together with other records');
  }
  return { index, record, object, kind: 'insert', before: undefined, id: null, values: [], assigned: new Set(), errors: [] };
};

/** The event as it goes to the bus: with its defaults, its text trimmed. */
const rowOf = (engine: Engine, work: Work): SObject => {
  const row = new SObject(work.object.name);
  for (const [name, slot] of engine.store.table(work.object).layout.slots) row.fields.set(name, work.values[slot] ?? null);
  return row;
};

/**
 * Checks platform events like records and hands the good ones to the event bus, in order. Publishing immediately has
 * a limit of its own; publishing after commit counts as DML.
 */
export const publishEvents = (engine: Engine, records: readonly SObject[], options: DmlOptions): DmlRowResult[] => {
  const works = records.map((record, index) => createWork(engine, record, index));
  if (works.some(({ object }) => object.publishBehavior === 'PublishAfterCommit')) {
    count('dmlStatements');
    count('dmlRows', works.length);
  } else count('publishImmediateDml');
  for (const work of works) {
    prepare(engine, work);
    validateRecord(engine, work, engine.store.table(work.object).layout);
    if (isGood(work)) work.id = engine.store.nextId(work.object.keyPrefix);
  }
  const failed = works.filter(hasFailed);
  if (options.allOrNone && failed.length > 0) {
    const failures = failed.flatMap(({ index, errors }) => errors.map((error) => ({ index, id: null, ...error })));
    throw dmlException('insert', failures);
  }
  const good = works.filter(isGood);
  if (good.length > 0) transaction().org.events.publish(good.map((work) => rowOf(engine, work)));
  return works.map((work) => ({ success: isGood(work), id: work.id, created: isGood(work), errors: work.errors }));
};
