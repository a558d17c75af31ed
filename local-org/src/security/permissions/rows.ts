import type { Engine } from '../../data/engine.ts';
import { slotValue } from '../../data/read.ts';
import { fieldKey } from '../../data/store/value-key.ts';

/** Reads a stored field by its lower-cased API name. */
export type ReadRow = (field: string) => unknown;

/** The live records of an object with an id in a field; none when the org has no such object. */
export const rowsBy = (engine: Engine, objectName: string, fieldName: string, id: string): readonly ReadRow[] => {
  const object = engine.schema.object(objectName, '');
  const field = object?.fields.get(fieldName);
  if (!object || !field) return [];
  const table = engine.store.table(object);
  const slot = table.layout.slots.get(fieldName) ?? -1;
  return table
    .idsWith(slot, fieldKey(field, id))
    .map((known) => table.live(known))
    .filter((row) => row !== undefined)
    .map((row) => (name) => slotValue(table.layout, row, name));
};

/** The live record with an id. */
export const rowById = (engine: Engine, objectName: string, id: string): ReadRow | undefined => {
  const object = engine.schema.object(objectName, '');
  if (!object) return undefined;
  const table = engine.store.table(object);
  const row = table.live(id);
  return row && ((name) => slotValue(table.layout, row, name));
};
