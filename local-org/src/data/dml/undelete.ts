import type { ObjectDefinition } from '../../schema/model.ts';
import type { Engine } from '../engine.ts';
import { rowError } from './error.ts';
import { runTriggers } from './triggers.ts';
import { isGood, type Work } from './work.ts';

/** Takes everything out of the recycle bin that went there with a record. */
const restore = (engine: Engine, root: string): void => {
  for (const object of engine.schema.objects) {
    const table = engine.store.table(object);
    const { deletedSlot, deletedWithSlot, idSlot } = table.layout;
    if (deletedSlot < 0) continue;
    for (const row of table.all()) {
      if (row[deletedWithSlot] !== root) continue;
      engine.store.put(table, String(row[idSlot]), row.with(deletedSlot, false).with(deletedWithSlot, null));
    }
  }
};

/** Takes at most 200 records out of the recycle bin, with the details that went there with them. */
export const undeleteChunk = (
  engine: Engine,
  object: ObjectDefinition,
  works: readonly Work[],
  stopOnError: boolean,
): void => {
  const table = engine.store.table(object);
  for (const work of works) {
    const row = work.id === null ? undefined : table.get(work.id);
    if (row && table.isDeleted(row)) continue;
    work.errors.push(rowError('UNDELETE_FAILED', 'Entity is not in the recycle bin'));
  }
  if (stopOnError && !works.every(isGood)) return;
  for (const work of works.filter(isGood)) {
    if (work.id === null) continue;
    restore(engine, work.id);
    work.values = [...(table.get(work.id) ?? [])];
  }
  runTriggers(engine, object, 'AFTER_UNDELETE', works);
};
