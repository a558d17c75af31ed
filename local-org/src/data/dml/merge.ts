import { ApexException } from '../../values/apex-exception.ts';
import type { SObject } from '../../values/sobject.ts';
import type { DmlOptions, DmlRowResult } from '../database.ts';
import type { Engine } from '../engine.ts';
import { fieldKey } from '../store/value-key.ts';
import { changeRow } from './create-row.ts';
import { runDml } from './statement.ts';

const MERGEABLE = new Set(['Account', 'Contact', 'Lead', 'Case']);
const KEPT = new Set(['CreatedById', 'LastModifiedById', 'MasterRecordId']);

/** Hands everything that refers to a losing record over to the master. */
const reparent = (engine: Engine, typeName: string, loser: string, master: string): void => {
  const object = engine.schema.object(typeName, '');
  if (!object) return;
  for (const { childObject, field } of engine.schema.childRelationships(object)) {
    if (KEPT.has(field.name) || field.calculated) continue;
    const table = engine.store.table(childObject);
    const slot = table.layout.slots.get(field.name.toLowerCase());
    if (slot === undefined) continue;
    for (const id of [...table.idsWith(slot, fieldKey(field, loser))]) {
      const row = table.live(id);
      if (row) engine.store.put(table, id, row.with(slot, master));
    }
  }
};

/**
 * Merges up to two records into a master: what refers to them refers to it, they go to the recycle bin with their
 * delete triggers, the master is updated with its update triggers. Counts as one statement.
 * @param records the master first
 */
export const mergeRecords = (engine: Engine, records: readonly SObject[], options: DmlOptions): DmlRowResult[] => {
  const [master, ...losers] = records;
  if (!master || !MERGEABLE.has(master.typeName) || losers.some((loser) => loser.typeName !== master.typeName)) {
    throw new ApexException('System.TypeException', `merge is not supported for ${master?.typeName ?? 'nothing'}`);
  }
  if (losers.length === 0 || losers.length > 2) {
    throw new ApexException('System.ListException', 'Merge needs one or two records beside the master');
  }
  const savepoint = engine.store.savepoint();
  try {
    for (const loser of losers) {
      if (loser.id !== null && master.id !== null) reparent(engine, master.typeName, loser.id, master.id);
    }
    const deleted = runDml(engine, 'delete', losers, options);
    for (const loser of losers) {
      if (loser.id !== null) changeRow(engine, master.typeName, loser.id, { masterrecordid: master.id });
    }
    return [...runDml(engine, 'update', [master], options), ...deleted];
  } catch (error) {
    engine.store.rollback(savepoint);
    throw error;
  }
};
