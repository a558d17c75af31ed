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

/** What new records of an object begin with, found out once. */
interface Beginning {
  /** Empty, check boxes off. */
  readonly row: readonly unknown[];
  /** The fields that may have a default value, with their lower-cased names. */
  readonly fields: readonly { readonly field: FieldDefinition; readonly slot: number; readonly name: string }[];
}

const OWNERS = new Set(['ownerid', 'setupownerid']);

const beginnings = new WeakMap<Layout, Beginning>();

const beginningOf = (layout: Layout): Beginning => {
  const known = beginnings.get(layout);
  if (known) return known;
  const empty = new Array<unknown>(layout.width).fill(null);
  const beginning = {
    row: empty.map((value, slot) => (layout.fields[slot]?.type === 'boolean' ? false : value)),
    fields: layout.fields
      .map((field, slot) => ({ field, slot, name: field.name.toLowerCase() }))
      .filter(({ field, name }) => field.defaultedOnCreate || OWNERS.has(name)),
  };
  beginnings.set(layout, beginning);
  return beginning;
};

/** A fresh row: empty, check boxes off. */
export const emptyValues = (layout: Layout): unknown[] => [...beginningOf(layout).row];

/** Gives default values to the fields of a new record that the caller did not set. */
export const applyDefaults = (engine: Engine, work: Work, layout: Layout): void => {
  for (const { field, slot, name } of beginningOf(layout).fields) {
    if (work.assigned.has(name)) continue;
    if (OWNERS.has(name)) {
      work.values[slot] = name === 'ownerid' ? transaction().userId : transaction().org.id;
      continue;
    }
    const value = defaultOf(engine, work.object, field);
    if (value === null || value === undefined) continue;
    const converted = convertValue(field, value);
    if ('value' in converted) work.values[slot] = converted.value;
  }
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
