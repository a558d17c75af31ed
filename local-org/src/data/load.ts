import { inTransaction, transaction } from '../runtime/transaction.ts';
import type { SObject } from '../values/sobject.ts';
import { Datetime } from '../values/temporal.ts';
import { emptyValues } from './dml/defaults.ts';
import type { Engine } from './engine.ts';
import { convertValue } from './validate/convert.ts';

const CATALOG: ReadonlySet<string> = new Set(['EntityDefinition', 'FieldDefinition']);

/** Puts records in as they are. See `Database.load`. */
export const loadRecords = (engine: Engine, records: readonly SObject[]): void => {
  const now = new Datetime(Math.floor(Date.now() / 1000) * 1000);
  for (const record of records) {
    const object = engine.schema.object(record.typeName, '');
    if (!object) throw new Error(`No object ${record.typeName} to load a record into`);
    const table = engine.store.table(object);
    const { layout } = table;
    const values = emptyValues(layout);
    for (const stamp of ['createddate', 'lastmodifieddate', 'systemmodstamp']) {
      const slot = layout.slots.get(stamp);
      if (slot !== undefined) values[slot] = now;
    }
    for (const stamp of ['createdbyid', 'lastmodifiedbyid', 'ownerid']) {
      const slot = layout.slots.get(stamp);
      if (slot !== undefined && inTransaction()) values[slot] = transaction().userId;
    }
    for (const [name, value] of record.fields) {
      const slot = layout.slots.get(name);
      const field = slot === undefined ? undefined : layout.fields[slot];
      if (object.fields.get(name)?.calculated) continue;
      if (slot === undefined || !field) throw new Error(`No field ${name} on ${object.name}`);
      const converted =
        // Rows of the metadata catalog are identified by their names.
        (field.type === 'id' || field.type === 'reference') && CATALOG.has(object.name)
          ? { value }
          : value === null
            ? { value: field.type === 'boolean' ? false : null }
            : convertValue(field, value);
      if ('error' in converted) throw new Error(`${object.name}.${field.name}: ${converted.error.message}`);
      values[slot] = converted.value;
    }
    const id = record.id ?? engine.store.nextId(object.keyPrefix);
    record.fields.set('id', id);
    values[layout.idSlot] = id;
    engine.store.put(table, id, values);
  }
};
