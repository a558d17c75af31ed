import type { ChildRelationship, ObjectDefinition } from '../../schema/model.ts';
import type { Engine } from '../engine.ts';
import { refuseContactOfPersonAccount } from '../standard/person-accounts.ts';
import type { Row } from '../store/layout.ts';
import { fieldKey } from '../store/value-key.ts';
import { rowError } from './error.ts';
import { handOver } from './hand-over.ts';
import { runTriggers } from './triggers.ts';
import { isGood, type Work } from './work.ts';

/** Polymorphic references of activities: the activity goes when nothing else holds it. */
const deletesWithParent = (engine: Engine, { childObject, field }: ChildRelationship, row: Row): boolean => {
  if (field.deleteConstraint === 'Cascade') return true;
  if (field.name !== 'WhatId' && field.name !== 'WhoId') return false;
  const { layout } = engine.store.table(childObject);
  const other = layout.slots.get(field.name === 'WhatId' ? 'whoid' : 'whatid') ?? -1;
  return field.name === 'WhatId' || (row[other] ?? null) === null;
};

const childIds = (engine: Engine, relationship: ChildRelationship, id: string): readonly string[] => {
  const table = engine.store.table(relationship.childObject);
  const slot = table.layout.slots.get(relationship.field.name.toLowerCase());
  return slot === undefined ? [] : table.idsWith(slot, fieldKey(relationship.field, id));
};

const AUDIT = new Set(['CreatedById', 'LastModifiedById', 'OwnerId', 'RecordTypeId']);

const relationshipsOf = (engine: Engine, object: ObjectDefinition): ChildRelationship[] =>
  engine.schema.childRelationships(object).filter(({ field }) => !AUDIT.has(field.name) && !field.calculated);

/** The name of a record, its id when it has none. */
const nameOf = (engine: Engine, object: ObjectDefinition, id: string): string => {
  const table = engine.store.table(object);
  const field = [...object.fields.values()].find((candidate) => candidate.nameField);
  const name = table.get(id)?.[table.layout.slots.get(field?.name.toLowerCase() ?? '') ?? -1];
  return typeof name === 'string' ? name : id;
};

/** The first record that forbids the deletion, in Salesforce's words. */
const restriction = (engine: Engine, object: ObjectDefinition, id: string): string | undefined => {
  for (const relationship of relationshipsOf(engine, object)) {
    if (relationship.field.deleteConstraint !== 'Restrict') continue;
    const ids = childIds(engine, relationship, id);
    if (ids.length === 0) continue;
    const names = ids.map((child) => nameOf(engine, relationship.childObject, child));
    return (
      `Your attempt to delete ${nameOf(engine, object, id)} could not be completed because it is associated with the ` +
      `following ${relationship.childObject.labelPlural.toLowerCase()}.: ${names.join(', ')}\n`
    );
  }
  return undefined;
};

/** A note and its document are one record under two names. */
const TWINS: Readonly<Record<string, string>> = { ContentNote: 'ContentDocument', ContentDocument: 'ContentNote' };

const removeRow = (engine: Engine, object: ObjectDefinition, id: string, root: string): void => {
  const table = engine.store.table(object);
  const row = table.live(id);
  if (!row) return;
  const { deletedSlot, deletedWithSlot } = table.layout;
  const gone = deletedSlot < 0 ? undefined : row.with(deletedSlot, true).with(deletedWithSlot, root);
  engine.store.put(table, id, gone);
  for (const relationship of relationshipsOf(engine, object)) followChildren(engine, relationship, id, root);
  const twin = engine.schema.object(TWINS[object.name] ?? '', '');
  if (twin) removeRow(engine, twin, id, root);
};

/** Details go with their master, without triggers; other references are emptied. */
const followChildren = (engine: Engine, relationship: ChildRelationship, parent: string, root: string): void => {
  const { childObject, field } = relationship;
  const table = engine.store.table(childObject);
  const slot = table.layout.slots.get(field.name.toLowerCase()) ?? -1;
  for (const id of childIds(engine, relationship, parent)) {
    const row = table.live(id);
    if (!row) continue;
    if (deletesWithParent(engine, relationship, row)) removeRow(engine, childObject, id, root);
    else if (field.deleteConstraint === 'SetNull') engine.store.put(table, id, row.with(slot, null));
  }
};

/** What a merge does to a losing record before it goes. @returns the record as its after triggers see it */
const mergeInto = (engine: Engine, object: ObjectDefinition, work: Work, master: string): Work => {
  const table = engine.store.table(object);
  const row = work.id === null ? undefined : table.live(work.id);
  const slot = table.layout.slots.get('masterrecordid');
  if (work.id === null || !row || slot === undefined) return work;
  handOver(engine, object, work.id, master);
  const before = row.with(slot, master);
  engine.store.put(table, work.id, before);
  return { ...work, before };
};

/**
 * Moves at most 200 records to the recycle bin, with their details. Only the records that were asked for run their
 * triggers. Source: Apex Developer Guide, "Operations That Don't Invoke Triggers".
 */
export const deleteChunk = (
  engine: Engine,
  object: ObjectDefinition,
  works: readonly Work[],
  stopOnError: boolean,
): void => {
  const { layout } = engine.store.table(object);
  for (const work of works) {
    if (object.name === 'Contact') refuseContactOfPersonAccount(work, layout);
    work.values = [...(work.before ?? [])];
  }
  runTriggers(engine, object, 'BEFORE_DELETE', works);
  const going = works.map((work) =>
    isGood(work) && work.options.mergedInto !== undefined
      ? mergeInto(engine, object, work, work.options.mergedInto)
      : work,
  );
  for (const work of going.filter(isGood)) {
    const message = work.id === null ? undefined : restriction(engine, object, work.id);
    if (message !== undefined) work.errors.push(rowError('DELETE_FAILED', message));
  }
  if (stopOnError && !works.every(isGood)) return;
  for (const work of going.filter(isGood)) {
    if (work.id !== null) removeRow(engine, object, work.id, work.id);
  }
  runTriggers(engine, object, 'AFTER_DELETE', going);
};
