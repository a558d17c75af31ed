import { runningSharing } from '../../runtime/sharing.ts';
import { transaction } from '../../runtime/transaction.ts';
import type { FieldDefinition, ObjectDefinition } from '../../schema/model.ts';
import { ApexException } from '../../values/apex-exception.ts';
import type { DmlOptions, DmlRowError } from '../database.ts';
import type { Engine, ObjectRight } from '../engine.ts';
import { parentOf, slotValue } from '../read.ts';
import type { Row } from '../store/layout.ts';
import { INACCESSIBLE_FIELDS, rowError } from './error.ts';
import { isGood, type Work } from './work.ts';

const RIGHTS = { insert: 'create', update: 'edit', delete: 'delete', undelete: 'create' } as const;

/** What the API says when an object may not be written. */
const API_ERRORS: Readonly<Record<ObjectRight, (object: string) => DmlRowError>> = {
  create: (object) => rowError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type cannot be inserted: ${object}`),
  edit: (object) => rowError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type cannot be updated: ${object}`),
  delete: () => rowError('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id'),
  read: () => rowError('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id'),
};

const fieldError = (object: ObjectDefinition, names: readonly string[], api: boolean): DmlRowError =>
  api
    ? rowError(
        'INVALID_FIELD_FOR_INSERT_UPDATE',
        `Unable to create/update fields: ${names.join(', ')}. Please check the security settings of this field and ` +
          'verify that it is read/write for your profile or permission set.',
        names,
      )
    : rowError(
        'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
        `${INACCESSIBLE_FIELDS}${object.name}, check errors on Exception or Result!`,
        names,
      );

const refusedFields = (engine: Engine, { kind, object, record }: Work): string[] =>
  [...record.fields.keys()]
    .map((name) => object.fields.get(name))
    .filter((field) => field !== undefined)
    .filter((field) => (kind === 'insert' ? field.createable : field.updateable))
    .filter((field) => !engine.access.canAccessField(transaction().userId, object, field, 'edit'))
    .map((field) => field.name);

/**
 * User mode: refuses what the running user may not write.
 * @throws ApexException System.SecurityException when Apex writes an object without the right to
 */
const checkObjectAndFields = (
  engine: Engine,
  object: ObjectDefinition,
  works: readonly Work[],
  options: DmlOptions,
): void => {
  const api = options.api === true;
  for (const work of works.filter(isGood)) {
    const right = RIGHTS[work.kind];
    if (!engine.access.canAccessObject(transaction().userId, object, right)) {
      if (!api) throw new ApexException('System.SecurityException', `Access to entity '${object.name}' denied`);
      work.errors.push(API_ERRORS[right](object.name));
      continue;
    }
    if (work.kind === 'delete' || work.kind === 'undelete') continue;
    const refused = refusedFields(engine, work);
    if (refused.length > 0) work.errors.push(fieldError(object, refused, api));
  }
};

const CROSS_REFERENCE = 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY';

/** A record may point to what its writer sees; a detail belongs to a master that its writer may edit. */
const invisibleParent = (engine: Engine, work: Work, field: FieldDefinition): string | undefined => {
  const id = work.record.fields.get(field.name.toLowerCase());
  const parent = typeof id === 'string' ? parentOf(engine, field, id) : undefined;
  if (!parent || typeof id !== 'string') return undefined;
  const { layout } = engine.store.table(parent.object);
  const read = (name: string): unknown => slotValue(layout, parent.row, name);
  const right = field.masterDetail && work.kind === 'insert' ? 'edit' : 'read';
  return engine.access.canSeeRecord(transaction().userId, parent.object, read, right) ? undefined : id;
};

const mayWriteRow = (engine: Engine, work: Work, row: Row): boolean => {
  const { layout } = engine.store.table(work.object);
  const read = (name: string): unknown => slotValue(layout, row, name);
  return engine.access.canSeeRecord(
    transaction().userId,
    work.object,
    read,
    work.kind === 'delete' ? 'delete' : 'edit',
  );
};

/** User mode and classes with sharing: refuses records that are not shared with the running user for writing. */
const checkRecords = (engine: Engine, object: ObjectDefinition, works: readonly Work[]): void => {
  for (const work of works.filter(isGood)) {
    if (work.before && work.kind !== 'undelete' && !mayWriteRow(engine, work, work.before)) {
      work.errors.push(rowError('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id'));
      continue;
    }
    if (work.kind !== 'insert' && work.kind !== 'update') continue;
    for (const field of object.fields.values()) {
      if (field.type !== 'reference' || !work.record.fields.has(field.name.toLowerCase())) continue;
      const id = invisibleParent(engine, work, field);
      if (id === undefined) continue;
      const message = `insufficient access rights on cross-reference id: ${id.slice(0, 15)}`;
      work.errors.push(rowError(CROSS_REFERENCE, message));
    }
  }
};

/** Refuses what the running user may not do, as far as the mode of the statement asks. */
export const checkAccess = (
  engine: Engine,
  object: ObjectDefinition,
  works: readonly Work[],
  options: DmlOptions,
): void => {
  if (options.access === 'user') checkObjectAndFields(engine, object, works, options);
  if (options.access === 'user' || runningSharing.now === true) checkRecords(engine, object, works);
};
