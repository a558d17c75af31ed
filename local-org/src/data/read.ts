import { UnsupportedFeature } from '../errors.ts';
import { formulaReader } from '../formula/field.ts';
import type { FieldDefinition, ObjectDefinition } from '../schema/model.ts';
import { perDefinition } from '../schema/per-definition.ts';
import { Address, ADDRESS_PARTS } from '../values/address.ts';
import { SObject } from '../values/sobject.ts';
import type { Engine, Reader } from './engine.ts';
import { objectOfId } from './engine.ts';
import { junctionReader } from './standard/shared-activities.ts';
import type { Layout, Row } from './store/layout.ts';
import { summaryReader } from './summary.ts';

const createReader = (engine: Engine, object: ObjectDefinition, field: FieldDefinition): Reader => {
  if (field.unsupported !== undefined) {
    const feature = field.unsupported;
    return () => {
      throw new UnsupportedFeature(feature);
    };
  }
  if (field.type === 'junctionIdList') return junctionReader(engine, object);
  if (field.summary) return summaryReader(engine, field, field.summary);
  if (field.formula !== undefined) return formulaReader(engine, object, field);
  const { layout } = engine.store.table(object);
  if (field.type === 'address') return addressReader(layout, field);
  const slot = layout.slots.get(field.name.toLowerCase());
  if (slot === undefined) {
    return () => {
      throw new UnsupportedFeature(`reading the compound field ${object.name}.${field.name}`);
    };
  }
  return (row) => row[slot] ?? null;
};

/** A compound address from its parts; null when all of them are empty. */
const addressReader = (layout: Layout, field: FieldDefinition): Reader => {
  const prefix = field.name.replace(/Address$/, '').toLowerCase();
  return (row) => {
    const parts = ADDRESS_PARTS.map(([part, ending]) => {
      const slot = layout.slots.get(`${prefix}${ending.toLowerCase()}`);
      return [part, slot === undefined ? null : (row[slot] ?? null)] as const;
    }).filter(([, value]) => value !== null);
    return parts.length === 0 ? null : new Address(new Map(parts));
  };
};

/** How to read a field of stored rows of an object: from its slot, or by calculating it. */
export const fieldReader = (engine: Engine, object: ObjectDefinition, field: FieldDefinition): Reader => {
  let reader = engine.readers.get(field);
  if (!reader) {
    reader = createReader(engine, object, field);
    engine.readers.set(field, reader);
  }
  return reader;
};

/** The live row that a reference points to, with the object it is of. */
export const parentOf = (
  engine: Engine,
  field: FieldDefinition,
  id: string,
): { object: ObjectDefinition; row: Row } | undefined => {
  const single = field.referenceTo.length === 1 ? engine.schema.object(field.referenceTo[0] ?? '', '') : undefined;
  const object = single ?? objectOfId(engine, id);
  const row = object && engine.store.table(object).live(id);
  return object && row ? { object, row } : undefined;
};

/**
 * Reads one stored field of a row by name.
 * @returns null when the object has no such stored field
 */
export const slotValue = (layout: Layout, row: Row, field: string): unknown => {
  const slot = layout.slots.get(field);
  return slot === undefined ? null : (row[slot] ?? null);
};

const calculatedFields = perDefinition((object: ObjectDefinition) =>
  [...object.fields.values()].filter(
    (field) => (field.calculated || field.type === 'junctionIdList') && field.unsupported === undefined,
  ),
);

/**
 * A record as Apex sees it in a trigger: every field, calculated ones included.
 * @param calculated false leaves formula and roll-up fields out, for speed
 */
export const toSObject = (engine: Engine, object: ObjectDefinition, row: Row, calculated: boolean): SObject => {
  const { layout } = engine.store.table(object);
  const record = new SObject(object.name);
  for (const [name, slot] of layout.slots) record.fields.set(name, row[slot] ?? null);
  if (calculated) {
    for (const field of calculatedFields(object)) {
      record.fields.set(field.name.toLowerCase(), fieldReader(engine, object, field)(row));
    }
  }
  return record;
};
