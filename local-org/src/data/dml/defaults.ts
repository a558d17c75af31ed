import { transaction } from '../../runtime/transaction.ts';
import { defaultValueOf } from '../../formula/field.ts';
import type { FieldDefinition, ObjectDefinition } from '../../schema/model.ts';
import { Datetime } from '../../values/temporal.ts';
import type { Engine } from '../engine.ts';
import type { Layout } from '../store/layout.ts';
import { convertValue } from '../validate/convert.ts';
import type { Work } from './work.ts';

/** What a new record holds in a field that nobody fills, before it is converted to the field's type. */
export const defaultOf = (engine: Engine, object: ObjectDefinition, field: FieldDefinition): unknown => {
  const chosen = field.picklistValues.find((value) => value.defaultValue)?.value;
  if (chosen !== undefined && field.type !== 'multipicklist') return chosen;
  return field.defaultValue === undefined ? null : defaultValueOf(engine, object, field, field.defaultValue);
};

/** A fresh row: empty, check boxes off. */
export const emptyValues = (layout: Layout): unknown[] => {
  const values = new Array<unknown>(layout.width).fill(null);
  layout.fields.forEach((field, slot) => {
    if (field.type === 'boolean') values[slot] = false;
  });
  return values;
};

/** Gives default values to the fields of a new record that the caller did not set. */
export const applyDefaults = (engine: Engine, work: Work, layout: Layout): void => {
  layout.fields.forEach((field, slot) => {
    const name = field.name.toLowerCase();
    if (work.assigned.has(name)) return;
    if (name === 'ownerid' || name === 'setupownerid') {
      work.values[slot] = name === 'ownerid' ? transaction().userId : transaction().org.id;
      return;
    }
    if (!field.defaultedOnCreate) return;
    const value = defaultOf(engine, work.object, field);
    if (value === null || value === undefined) return;
    const converted = convertValue(field, value);
    if ('value' in converted) work.values[slot] = converted.value;
  });
};

/** Who saved the record and when. The clock has whole seconds, as in Salesforce. */
export const stampAudit = (works: readonly Work[], layout: Layout): void => {
  const { userId } = transaction();
  const now = new Datetime(Math.floor(transaction().now() / 1000) * 1000);
  const stamp = (work: Work, name: string, value: unknown): void => {
    const slot = layout.slots.get(name);
    if (slot !== undefined) work.values[slot] = value;
  };
  for (const work of works) {
    if (work.kind === 'insert') {
      stamp(work, 'createddate', now);
      stamp(work, 'createdbyid', userId);
    }
    stamp(work, 'lastmodifieddate', now);
    stamp(work, 'lastmodifiedbyid', userId);
    stamp(work, 'systemmodstamp', now);
  }
};
