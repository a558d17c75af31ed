import { transaction } from '../../runtime/transaction.ts';
import { Datetime } from '../../values/temporal.ts';
import type { Engine } from '../engine.ts';
import { emptyValues } from './defaults.ts';

/**
 * Stores a record that Salesforce makes by itself beside the one that is being saved: no triggers, no validation.
 * @param values by lower-cased API name
 * @returns its id
 */
export const createRow = (engine: Engine, objectName: string, values: Readonly<Record<string, unknown>>): string => {
  const object = engine.schema.object(objectName, '');
  if (!object) throw new Error(`No object ${objectName}`);
  const table = engine.store.table(object);
  const { layout } = table;
  const now = new Datetime(Math.floor(transaction().now() / 1000) * 1000);
  const { userId } = transaction();
  const id = typeof values.id === 'string' ? values.id : engine.store.nextId(object.keyPrefix);
  const all: Readonly<Record<string, unknown>> = {
    createddate: now,
    createdbyid: userId,
    lastmodifieddate: now,
    lastmodifiedbyid: userId,
    systemmodstamp: now,
    ownerid: userId,
    ...values,
    id,
  };
  const row = emptyValues(layout);
  for (const [name, value] of Object.entries(all)) {
    const slot = layout.slots.get(name);
    if (slot !== undefined) row[slot] = value;
  }
  engine.store.put(table, id, row);
  return id;
};

/** Changes fields of a stored record without triggers or validation. */
export const changeRow = (
  engine: Engine,
  objectName: string,
  id: string,
  values: Readonly<Record<string, unknown>>,
): void => {
  const object = engine.schema.object(objectName, '');
  const table = object && engine.store.table(object);
  const row = table?.get(id);
  if (!table || !row) return;
  const changed = [...row];
  for (const [name, value] of Object.entries(values)) {
    const slot = table.layout.slots.get(name);
    if (slot !== undefined) changed[slot] = value;
  }
  engine.store.put(table, id, changed);
};
