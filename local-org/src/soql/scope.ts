import type { QueryContext } from '../data/database.ts';
import type { Engine } from '../data/engine.ts';
import { transaction } from '../runtime/transaction.ts';
import type { FieldDefinition, ObjectDefinition } from '../schema/model.ts';
import { noSuchColumn, noSuchObject } from './errors.ts';

/** What names in a query mean: the object they start from and who asks. */
export interface Scope {
  readonly engine: Engine;
  readonly object: ObjectDefinition;
  /** Lower-cased alias of the object in the query, or its own name. */
  readonly alias: string;
  readonly context: QueryContext;
  /** `WITH USER_MODE`, or the caller's access mode. */
  readonly userMode: boolean;
}

/** User mode: an object the user may not read does not exist for the query. */
export const checkObject = ({ engine, userMode }: Scope, object: ObjectDefinition): void => {
  if (!object.queryable) throw noSuchObject(object.name);
  if (userMode && !engine.access.canAccessObject(transaction().userId, object, 'read')) throw noSuchObject(object.name);
};

/** User mode: a field the user may not read does not exist for the query. */
export const checkField = ({ engine, userMode }: Scope, object: ObjectDefinition, field: FieldDefinition): void => {
  if (userMode && !engine.access.canAccessField(transaction().userId, object, field, 'read')) {
    throw noSuchColumn(field.name, object.name);
  }
};
