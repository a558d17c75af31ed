import type { QueryContext } from '../data/database.ts';
import type { Engine } from '../data/engine.ts';
import { transaction } from '../runtime/transaction.ts';
import type { FieldDefinition, ObjectDefinition } from '../schema/model.ts';
import type { ApexException } from '../values/apex-exception.ts';
import { noSuchColumn, noSuchObject, queryException } from './errors.ts';

/**
 * Whose rights count: nobody's, those of the running user everywhere in the query, or (`WITH SECURITY_ENFORCED`)
 * in what it selects.
 */
export type QueryMode = 'system' | 'user' | 'enforced';

/** What names in a query mean: the object they start from and who asks. */
export interface Scope {
  readonly engine: Engine;
  readonly object: ObjectDefinition;
  /** Lower-cased alias of the object in the query, or its own name. */
  readonly alias: string;
  readonly context: QueryContext;
  readonly mode: QueryMode;
  /** Only records that are shared with the running user. */
  readonly sharing: boolean;
}

const withInaccessible = (error: ApexException, object: string, field: string): ApexException => {
  error.inaccessibleFields = new Map([[object, [field]]]);
  return error;
};

/**
 * An object the running user may not read does not exist for the query.
 * @param written its name as the query has it
 */
export const checkObject = ({ engine, mode }: Scope, object: ObjectDefinition, written = object.name): void => {
  if (!object.queryable) throw noSuchObject(written);
  if (mode === 'system' || engine.access.canAccessObject(transaction().userId, object, 'read')) return;
  throw noSuchObject(written);
};

/** A field the running user may not read does not exist for the query. */
export const checkField = ({ engine, mode }: Scope, object: ObjectDefinition, field: FieldDefinition): void => {
  if (mode === 'system' || engine.access.canAccessField(transaction().userId, object, field, 'read')) return;
  const error =
    mode === 'enforced'
      ? queryException('Insufficient permissions: secure query included inaccessible field')
      : noSuchColumn(field.name, object.name);
  throw withInaccessible(error, object.name, field.name);
};

/** The scope of conditions and orders, which WITH SECURITY_ENFORCED does not look at. */
export const conditionScope = (scope: Scope): Scope =>
  scope.mode === 'enforced' ? { ...scope, mode: 'system' } : scope;
