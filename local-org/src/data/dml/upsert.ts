import type { ObjectDefinition } from '../../schema/model.ts';
import { SObject } from '../../values/sobject.ts';
import type { DmlOptions, DmlRowError } from '../database.ts';
import type { Engine } from '../engine.ts';
import { fieldKey, type ValueKey } from '../store/value-key.ts';
import { convertValue } from '../validate/convert.ts';
import { rowError } from './error.ts';

interface Upsert {
  readonly kind: 'insert' | 'update';
  readonly record: SObject;
  readonly error: DmlRowError | undefined;
}

/** By Id: a record with one is updated, the others are inserted. */
const matchById = (records: readonly SObject[]): Upsert[] =>
  records.map((record) => ({ kind: record.id === null ? 'insert' : 'update', record, error: undefined }));

/**
 * Decides for each record of an upsert whether it is inserted or updated. A value that comes twice in the chunk fails
 * on all its records.
 */
export const matchUpserts = (
  engine: Engine,
  object: ObjectDefinition,
  records: readonly SObject[],
  options: DmlOptions,
): Upsert[] => {
  const name = options.externalIdField?.toLowerCase();
  if (name === undefined || name === 'id') return matchById(records);
  const field = object.fields.get(name);
  const table = engine.store.table(object);
  const slot = table.layout.slots.get(name);
  if (!field?.idLookup || slot === undefined) {
    const error = rowError(
      'INVALID_FIELD',
      `Field name provided, ${options.externalIdField ?? ''} is not an External ID or indexed field`,
    );
    return records.map((record) => ({ kind: 'insert', record, error }));
  }
  const keys = records.map((record): ValueKey => {
    const value = record.get(name);
    const converted = value === null ? { value: null } : convertValue(field, value);
    return 'value' in converted ? fieldKey(field, converted.value) : null;
  });
  const times = new Map<ValueKey, number>();
  for (const key of keys) times.set(key, (times.get(key) ?? 0) + 1);
  return records.map((record, position): Upsert => {
    const key = keys[position] ?? null;
    if (key === null) {
      const error = rowError('MISSING_ARGUMENT', `${field.name} not specified`, [field.name]);
      return { kind: 'insert', record, error };
    }
    if ((times.get(key) ?? 0) > 1) {
      const message = `Duplicate external id specified: ${String(record.get(name))}`;
      return { kind: 'insert', record, error: rowError('DUPLICATE_VALUE', message, [field.name]) };
    }
    const ids = table.idsWith(slot, key);
    const [id] = ids;
    if (id === undefined) return { kind: 'insert', record, error: undefined };
    if (ids.length > 1) {
      const message = `${field.name}: more than one record found for external id field: [${ids.join(', ')}]`;
      return { kind: 'update', record, error: rowError('DUPLICATE_EXTERNAL_ID', message, [field.name]) };
    }
    record.fields.set('id', id);
    return { kind: 'update', record, error: undefined };
  });
};
