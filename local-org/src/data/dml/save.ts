import type { ObjectDefinition } from '../../schema/model.ts';
import { transaction } from '../../runtime/transaction.ts';
import { checkDuplicates } from '../duplicates/check.ts';
import type { Engine } from '../engine.ts';
import { standardBehaviour } from '../standard/index.ts';
import { keepOwnerShare } from '../standard/shares.ts';
import type { Layout } from '../store/layout.ts';
import { checkUnique, validateRecord } from '../validate/record.ts';
import { checkValidationRules } from '../validate/rules.ts';
import { assignRecord } from './assign.ts';
import { formatAutoNumber } from './auto-number.ts';
import { applyDefaults, emptyValues, stampAudit } from './defaults.ts';
import { rowError } from './error.ts';
import { beforeTriggerOf, runTriggers } from './triggers.ts';
import { isGood, type Work } from './work.ts';

const NOT_ASSIGNED: ReadonlySet<string> = new Set(['id']);

/** Fills the row in the making from what the caller passed and, for new records, from the defaults. */
export const prepare = (engine: Engine, work: Work): void => {
  const { layout } = engine.store.table(work.object);
  work.errors = [];
  work.assigned = new Set();
  work.junctions.clear();
  work.values = work.before ? [...work.before] : emptyValues(layout);
  assignRecord(engine, work, layout, NOT_ASSIGNED);
  if (work.kind === 'insert') applyDefaults(engine, work, layout);
};

const giveNumbers = (engine: Engine, work: Work, layout: Layout): void => {
  layout.fields.forEach((field, slot) => {
    if (!field.autoNumber || work.values[slot] !== null) return;
    const number = engine.store.nextNumber(`${work.object.name}.${field.name}`, field.startingNumber ?? 1);
    work.values[slot] = formatAutoNumber(field.displayFormat ?? '{0}', number, transaction().now());
  });
};

/** A custom object's record without a name is named by its id. */
const nameById = (work: Work, layout: Layout): void => {
  if (work.object.kind === 'standard') return;
  const slot = layout.slots.get('name');
  if (slot !== undefined && work.values[slot] === null) work.values[slot] = work.id;
};

const store = (engine: Engine, work: Work): void => {
  const table = engine.store.table(work.object);
  const { layout } = table;
  if (work.kind === 'insert') {
    checkUnique(engine, work, layout);
    if (!isGood(work)) return;
    giveNumbers(engine, work, layout);
    const id = engine.store.nextId(work.object.keyPrefix);
    work.id = id;
    work.values[layout.idSlot] = id;
    nameById(work, layout);
    engine.store.put(table, id, work.values);
    return;
  }
  checkUnique(engine, work, layout);
  if (isGood(work) && work.id !== null) engine.store.put(table, work.id, work.values);
};

const runPhase = (
  engine: Engine,
  object: ObjectDefinition,
  works: readonly Work[],
  phase: 'BEFORE' | 'AFTER',
): void => {
  runTriggers(
    engine,
    object,
    `${phase}_INSERT`,
    works.filter((work) => work.kind === 'insert'),
  );
  runTriggers(
    engine,
    object,
    `${phase}_UPDATE`,
    works.filter((work) => work.kind === 'update'),
  );
};

/**
 * Saves at most 200 records of one object in Salesforce's order of execution: before triggers, system validation,
 * validation rules, duplicate rules, save, after triggers. Records with errors drop out on the way.
 * @param stopOnError the statement is all-or-none: once a record has failed nothing is saved
 * Source: Apex Developer Guide, "Triggers and Order of Execution".
 */
export const saveChunk = (
  engine: Engine,
  object: ObjectDefinition,
  works: readonly Work[],
  stopOnError: boolean,
): void => {
  const { layout } = engine.store.table(object);
  const behaviour = standardBehaviour(object);
  for (const work of works) prepare(engine, work);
  runPhase(engine, object, works, 'BEFORE');
  for (const work of works) if (isGood(work)) behaviour.beforeSave?.(engine, work, layout);
  for (const work of works) if (isGood(work)) validateRecord(engine, work, layout);
  for (const work of works) if (isGood(work)) checkValidationRules(engine, work);
  checkDuplicates(engine, object, works.filter(isGood));
  if (stopOnError && !works.every(isGood)) return;
  stampAudit(works.filter(isGood), layout);
  for (const work of works) if (isGood(work)) store(engine, work);
  if (stopOnError && !works.every(isGood)) return;
  for (const work of works) if (isGood(work)) keepOwnerShare(engine, work, layout);
  for (const work of works) if (isGood(work)) behaviour.afterSave?.(engine, work, layout);
  for (const work of works) if (isGood(work) && work.kind === 'insert') work.record.fields.set('id', work.id);
  runPhase(engine, object, works, 'AFTER');
};

/** The record an update is about; undefined with an error on the work when there is none. */
export const refuseMissing = (engine: Engine, work: Work, operation: string): boolean => {
  if (work.id === null) {
    work.errors.push(rowError('MISSING_ARGUMENT', `Id not specified in an ${operation} call`));
    return true;
  }
  const table = engine.store.table(work.object);
  const row = table.get(work.id);
  if (!row || work.id.slice(0, 3) !== work.object.keyPrefix) {
    work.errors.push(rowError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id'));
    return true;
  }
  if (table.isDeleted(row)) {
    work.errors.push(rowError('ENTITY_IS_DELETED', 'entity is deleted'));
    return true;
  }
  const trigger = beforeTriggerOf(work.id);
  if (trigger === undefined) return false;
  const message = `Object (id = ${work.id.slice(0, 15)}) is currently in trigger ${trigger}, therefore it cannot recursively ${operation} itself`;
  work.errors.push(rowError('SELF_REFERENCE_FROM_TRIGGER', message));
  return true;
};
