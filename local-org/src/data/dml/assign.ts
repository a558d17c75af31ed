import type { FieldDefinition } from '../../schema/model.ts';
import { ApexList } from '../../values/collections.ts';
import { normaliseId } from '../../values/id.ts';
import { SObject } from '../../values/sobject.ts';
import type { Engine } from '../engine.ts';
import type { Layout } from '../store/layout.ts';
import { fieldKey, valueKey } from '../store/value-key.ts';
import { convertValue } from '../validate/convert.ts';
import { rowError } from './error.ts';
import type { Work } from './work.ts';

const notWriteable = (names: readonly string[]): string =>
  `Unable to create/update fields: ${names.join(', ')}. Please check the security settings of this field and verify ` +
  'that it is read/write for your profile or permission set.';

const store = (work: Work, layout: Layout, field: FieldDefinition, value: unknown): void => {
  const name = field.name.toLowerCase();
  const slot = layout.slots.get(name);
  if (slot === undefined) return;
  work.assigned.add(name);
  if (value === null || value === undefined) {
    work.values[slot] = field.type === 'boolean' ? false : null;
    return;
  }
  const converted = convertValue(field, value);
  if ('error' in converted) work.errors.push(converted.error);
  else work.values[slot] = converted.value;
};

/** `new Contact(Account = new Account(Key__c = 'x'))`: the parent is named by one of its external ids. */
const assignByExternalId = (engine: Engine, work: Work, layout: Layout, name: string, parent: SObject): void => {
  const field = engine.schema.parentRelationship(work.object, name, '');
  if (!field || parent.queried || parent.id !== null || parent.fields.size === 0) return;
  const entries = [...parent.fields].filter(([, value]) => value !== null);
  const [entry] = entries;
  if (!entry || entries.length > 1) {
    const message = `more than 1 field provided in an external foreign key reference for field ${field.name}`;
    work.errors.push(rowError('INVALID_FIELD', message, [field.name]));
    return;
  }
  const target = engine.schema.object(parent.typeName, '');
  const key = target?.fields.get(entry[0]);
  if (!target || !key?.idLookup) {
    work.errors.push(
      rowError('INVALID_FIELD', `${entry[0]} is not an external id of ${parent.typeName}`, [field.name]),
    );
    return;
  }
  const table = engine.store.table(target);
  const ids = table.idsWith(table.layout.slots.get(entry[0]) ?? -1, fieldKey(key, entry[1]));
  const [id] = ids;
  if (ids.length !== 1 || id === undefined) {
    const problem = ids.length === 0 ? 'not found' : 'matched more than one record';
    const message = `Foreign key external ID: ${String(entry[1])} ${problem} for field ${key.name} in entity ${target.name}`;
    work.errors.push(rowError(ids.length === 0 ? 'INVALID_FIELD' : 'DUPLICATE_EXTERNAL_ID', message));
    return;
  }
  store(work, layout, field, id);
};

/** Records that Salesforce changes by itself, as when it converts a lead: read-only fields are set too. */
export const changedByPlatform = new WeakSet<SObject>();

/** @returns whether the field is a list of ids over a junction object */
const takeJunction = (work: Work, name: string, value: unknown): boolean => {
  if (work.object.fields.get(name)?.type !== 'junctionIdList') return false;
  const ids = value instanceof ApexList ? value.items.filter((id) => typeof id === 'string') : [];
  work.junctions.set(name, value === null ? null : ids.map((id) => normaliseId(id) ?? id));
  return true;
};

const isWriteable = (work: Work, field: FieldDefinition): boolean =>
  changedByPlatform.has(work.record) || (work.kind === 'insert' ? field.createable : field.updateable);

/** A read-only field may come along unchanged: rows from a query carry them. */
const isUnchanged = (work: Work, layout: Layout, field: FieldDefinition, value: unknown): boolean => {
  const slot = layout.slots.get(field.name.toLowerCase());
  return slot === undefined || valueKey(work.values[slot] ?? null) === valueKey(value);
};

/**
 * Puts the caller's values into the row in the making.
 * @param ignored lower-cased names that are not to be assigned, e.g. `id`
 */
export const assignRecord = (engine: Engine, work: Work, layout: Layout, ignored: ReadonlySet<string>): void => {
  const refused: string[] = [];
  for (const [name, value] of work.record.fields) {
    if (ignored.has(name) || takeJunction(work, name, value) || value instanceof ApexList) continue;
    if (value instanceof SObject) {
      assignByExternalId(engine, work, layout, name, value);
      continue;
    }
    const field = work.object.fields.get(name);
    if (!field) {
      if (value !== null)
        work.errors.push(
          rowError('INVALID_FIELD', `No such column '${name}' on sobject of type ${work.object.name}`, [name]),
        );
      continue;
    }
    if (field.calculated || field.type === 'address') continue;
    if (isWriteable(work, field)) store(work, layout, field, value);
    else if (value !== null && !isUnchanged(work, layout, field, value)) refused.push(field.name);
  }
  if (refused.length > 0) {
    work.errors.push(rowError('INVALID_FIELD_FOR_INSERT_UPDATE', notWriteable(refused), refused));
  }
};

/** Takes over what before triggers changed on their copy of the record. */
export const assignFromTrigger = (work: Work, layout: Layout, record: SObject): void => {
  for (const [name, value] of record.fields) {
    const slot = layout.slots.get(name);
    const field = slot === undefined ? undefined : layout.fields[slot];
    if (slot === undefined || !field || name === 'id' || work.values[slot] === value) continue;
    store(work, layout, field, value);
  }
};
