import type { ObjectDefinition } from '../../schema/model.ts';
import type { Engine } from '../engine.ts';
import { fieldKey } from '../store/value-key.ts';

const KEPT = new Set(['CreatedById', 'LastModifiedById', 'MasterRecordId']);

/**
 * Hands everything that refers to a record over to the one that it is merged into.
 * @param loser id of the record that goes
 * @param master id of the record that stays
 */
export const handOver = (engine: Engine, object: ObjectDefinition, loser: string, master: string): void => {
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
