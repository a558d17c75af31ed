import type { FieldDefinition, ObjectDefinition } from '../../schema/model.ts';

/** A stored record: field values by slot. Rows are never changed in place once stored; null = no value. */
export type Row = readonly unknown[];

/** A row of nothing, where a formula has no record. */
export const emptyRow: Row = [];

/** Where each stored field of an object is found in a row. Calculated fields have no slot. */
export interface Layout {
  readonly object: ObjectDefinition;
  readonly fields: readonly FieldDefinition[];
  /** By lower-cased full API name. */
  readonly slots: ReadonlyMap<string, number>;
  readonly idSlot: number;
  /** -1 for objects that have no recycle bin. */
  readonly deletedSlot: number;
  /** Hidden: id of the record whose deletion took this one along. */
  readonly deletedWithSlot: number;
  readonly width: number;
  /** Slots that must hold a value when a record is saved. */
  readonly required: readonly number[];
  /** Slots whose values are unique among the live records. */
  readonly unique: readonly number[];
}

const isStored = (field: FieldDefinition): boolean =>
  !field.calculated && field.type !== 'address' && field.type !== 'junctionIdList' && field.type !== 'location';

const slotsWhere = (fields: readonly FieldDefinition[], matches: (field: FieldDefinition) => boolean): number[] =>
  fields.flatMap((field, slot) => (matches(field) ? [slot] : []));

export const createLayout = (object: ObjectDefinition): Layout => {
  const fields = [...object.fields.values()].filter(isStored);
  const slots = new Map(fields.map((field, slot) => [field.name.toLowerCase(), slot]));
  return {
    object,
    fields,
    slots,
    idSlot: slots.get('id') ?? -1,
    deletedSlot: slots.get('isdeleted') ?? -1,
    deletedWithSlot: fields.length,
    width: fields.length + 1,
    required: slotsWhere(fields, (f) => !f.nillable && f.createable && !f.defaultedOnCreate),
    unique: slotsWhere(fields, (f) => f.unique),
  };
};
