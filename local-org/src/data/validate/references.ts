import type { FieldDefinition } from '../../schema/model.ts';
import type { DmlRowError } from '../database.ts';
import { rowError } from '../dml/error.ts';
import type { Engine } from '../engine.ts';

/**
 * Checks that a reference points to an existing record of an allowed object.
 * @param id 18 characters
 */
export const checkReference = (engine: Engine, field: FieldDefinition, id: string): DmlRowError | undefined => {
  const prefix = id.slice(0, 3);
  const targets = field.referenceTo.map((name) => engine.schema.object(name, '')).filter((o) => o !== undefined);
  const target = targets.find((object) => object.keyPrefix === prefix);
  if (!target) {
    return rowError('FIELD_INTEGRITY_EXCEPTION', `${field.label}: id value of incorrect type: ${id}`, [field.name]);
  }
  const table = engine.store.table(target);
  const row = table.get(id);
  if (!row) {
    return field.custom
      ? rowError(
          'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
          `insufficient access rights on cross-reference id: ${id.slice(0, 15)}`,
        )
      : rowError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  }
  return table.isDeleted(row) ? rowError('ENTITY_IS_DELETED', 'entity is deleted') : undefined;
};
