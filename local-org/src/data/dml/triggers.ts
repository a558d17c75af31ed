import { LimitException } from '../../runtime/limits.ts';
import type { CompiledTrigger } from '../../runtime/program.ts';
import { withSharing } from '../../runtime/sharing.ts';
import { apexStackText } from '../../runtime/stack.ts';
import { transaction, type TriggerContext } from '../../runtime/transaction.ts';
import type { ObjectDefinition } from '../../schema/model.ts';
import { ID, sobjectType } from '../../types/apex-type.ts';
import { ApexException } from '../../values/apex-exception.ts';
import { ApexList, ApexMap } from '../../values/collections.ts';
import type { SObject } from '../../values/sobject.ts';
import type { Engine } from '../engine.ts';
import { toSObject } from '../read.ts';
import { assignFromTrigger } from './assign.ts';
import { rowError } from './error.ts';
import { hasFailed, isGood, type Work } from './work.ts';

export type TriggerOperation = TriggerContext['operation'];

const MAXIMUM_DEPTH = 16;
const DEPTH: unique symbol = Symbol('trigger depth');
const IN_BEFORE: unique symbol = Symbol('records in before triggers');

/** The before trigger that a record is in right now, which may not save it a second time. */
export const beforeTriggerOf = (id: string): string | undefined =>
  (transaction().attachments.get(IN_BEFORE) as ReadonlyMap<string, string> | undefined)?.get(id);

/** Runs work while the records are known to be in a before trigger. */
const whileInBefore = <T>(ids: readonly string[], trigger: string, work: () => T): T => {
  const { attachments } = transaction();
  const outer = attachments.get(IN_BEFORE) as ReadonlyMap<string, string> | undefined;
  attachments.set(IN_BEFORE, new Map([...(outer ?? []), ...ids.map((id) => [id, trigger] as const)]));
  try {
    return work();
  } finally {
    attachments.set(IN_BEFORE, outer);
  }
};

/** `BEFORE_INSERT` -> `BeforeInsert`, as error messages name it. */
const spoken = (operation: TriggerOperation): string =>
  operation
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join('');

const mapById = (object: ObjectDefinition, records: readonly SObject[]): ApexMap => {
  const map = new ApexMap(ID, sobjectType(object.name));
  for (const record of records) map.put(record.id, record);
  return map;
};

interface Rows {
  readonly now: readonly SObject[] | null;
  readonly old: readonly SObject[] | null;
}

const contextOf = (object: ObjectDefinition, operation: TriggerOperation, { now, old }: Rows): TriggerContext => {
  const list = (rows: readonly SObject[] | null): ApexList | null =>
    rows && new ApexList(sobjectType(object.name), [...rows]);
  return {
    operation,
    newRows: list(now),
    oldRows: list(old),
    newMap: now && operation !== 'BEFORE_INSERT' ? mapById(object, now) : null,
    oldMap: old && mapById(object, old),
    size: (now ?? old ?? []).length,
  };
};

const depthExceeded = (object: ObjectDefinition, operation: TriggerOperation, works: readonly Work[]): string =>
  `maximum trigger depth exceeded\n${object.name} trigger event ${spoken(operation)}` +
  (operation === 'BEFORE_INSERT' ? '' : ` for [${works.map((work) => (work.id ?? '').slice(0, 15)).join(', ')}]`);

const runOne = (
  trigger: CompiledTrigger,
  context: TriggerContext,
  depth: number,
): { statusCode: string; message: string } | undefined => {
  const tx = transaction();
  const outer = tx.trigger;
  tx.trigger = context;
  tx.attachments.set(DEPTH, depth);
  try {
    // A trigger sees every record, whatever the class that set it off.
    withSharing(null, () => trigger.run());
    return undefined;
  } catch (error) {
    if (!(error instanceof ApexException) || error instanceof LimitException) throw error;
    return { statusCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message: causeOf(trigger, context.operation, error) };
  } finally {
    tx.trigger = outer;
    tx.attachments.set(DEPTH, depth - 1);
  }
};

/** Salesforce's text for an exception that a trigger did not catch. */
const causeOf = (trigger: CompiledTrigger, operation: TriggerOperation, error: ApexException): string =>
  `${trigger.name}: execution of ${spoken(operation)}\n\ncaused by: ${error.typeName}: ${error.apexMessage ?? ''}\n\n` +
  apexStackText(error);

const takeErrors = (work: Work, ...records: (SObject | undefined)[]): void => {
  for (const record of records) {
    for (const { field, message } of record?.errors ?? []) {
      work.errors.push(rowError('FIELD_CUSTOM_VALIDATION_EXCEPTION', message, field === null ? [] : [field]));
    }
  }
};

export const triggersFor = (engine: Engine, object: ObjectDefinition, operation: TriggerOperation): CompiledTrigger[] =>
  engine
    .program()
    .triggers(object.name)
    .filter((trigger) => trigger.operations.has(operation));

/**
 * Runs the triggers of an object for one event over at most 200 records. Errors that they add, and exceptions they
 * let out, end up on the records.
 */
export const runTriggers = (
  engine: Engine,
  object: ObjectDefinition,
  operation: TriggerOperation,
  all: readonly Work[],
): void => {
  const triggers = triggersFor(engine, object, operation);
  const works = all.filter(isGood);
  if (triggers.length === 0 || works.length === 0) return;
  const depth = ((transaction().attachments.get(DEPTH) as number | undefined) ?? 0) + 1;
  if (depth > MAXIMUM_DEPTH) {
    const message = depthExceeded(object, operation, works);
    for (const work of works) {
      work.errors.push(rowError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `${triggers[0]?.name ?? ''}: ${message}`));
    }
    return;
  }
  const before = operation.startsWith('BEFORE');
  const hasNew = !operation.endsWith('DELETE') || operation === 'AFTER_UNDELETE';
  const hasOld = operation.endsWith('UPDATE') || (operation.endsWith('DELETE') && operation !== 'AFTER_UNDELETE');
  const { layout } = engine.store.table(object);
  const now = hasNew
    ? works.map((work) => toSObject(engine, object, work.values, !before || work.kind === 'update'))
    : null;
  const old = hasOld ? works.map((work) => toSObject(engine, object, work.before ?? work.values, true)) : null;
  for (const record of old ?? []) record.readOnly = true;
  for (const record of before ? [] : (now ?? [])) record.readOnly = true;
  const context = contextOf(object, operation, { now, old });
  for (const trigger of triggers) {
    const ids = before ? works.map((work) => work.id).filter((id) => id !== null) : [];
    const failure = whileInBefore(ids, trigger.name, () => runOne(trigger, context, depth));
    if (!failure) continue;
    for (const work of works) work.errors.push(rowError(failure.statusCode, failure.message));
    return;
  }
  works.forEach((work, position) => {
    takeErrors(work, now?.[position], old?.[position]);
    const record = now?.[position];
    if (before && record && !hasFailed(work)) assignFromTrigger(work, layout, record);
  });
};
