import { transaction } from '../../runtime/transaction.ts';
import type { ObjectDefinition } from '../../schema/model.ts';
import type { Engine } from '../engine.ts';
import { rowError } from './error.ts';
import { isGood, type Work } from './work.ts';

const RIGHTS = { insert: 'create', update: 'edit', delete: 'delete', undelete: 'create' } as const;

/** User mode: refuses records of objects and fields that the running user may not write. */
export const checkAccess = (engine: Engine, object: ObjectDefinition, works: readonly Work[]): void => {
  const { userId } = transaction();
  for (const work of works.filter(isGood)) {
    if (!engine.access.canAccessObject(userId, object, RIGHTS[work.kind])) {
      work.errors.push(rowError('INSUFFICIENT_ACCESS_OR_READONLY', `Access to entity '${object.name}' denied`));
      continue;
    }
    if (work.kind === 'delete' || work.kind === 'undelete') continue;
    const refused = [...work.record.fields.keys()]
      .map((name) => object.fields.get(name))
      .filter((field) => field !== undefined)
      .filter((field) => (work.kind === 'insert' ? field.createable : field.updateable))
      .filter((field) => !engine.access.canAccessField(userId, object, field, 'edit'))
      .map((field) => field.name);
    if (refused.length === 0) continue;
    const message = `Operation failed due to fields being inaccessible on Sobject ${object.name}, check errors on Exception or Result!`;
    work.errors.push(rowError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message, refused));
  }
};
