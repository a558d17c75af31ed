import { transaction } from '../../runtime/transaction.ts';
import type { FieldDefinition, ObjectDefinition } from '../../schema/model.ts';

/** What the running user may do, as describe and Security.stripInaccessible answer it. */
const may = (object: ObjectDefinition, right: 'read' | 'create' | 'edit' | 'delete'): boolean => {
  const { org, userId } = transaction();
  return org.access.canAccessObject(userId, object, right);
};

const mayField = (object: ObjectDefinition, field: FieldDefinition, right: 'read' | 'edit'): boolean => {
  const { org, userId } = transaction();
  return org.access.canAccessField(userId, object, field, right);
};

export const mayReadObject = (object: ObjectDefinition): boolean =>
  (object.queryable || object.kind === 'event') && may(object, 'read');
export const mayCreateObject = (object: ObjectDefinition): boolean => object.createable && may(object, 'create');
export const mayUpdateObject = (object: ObjectDefinition): boolean => object.updateable && may(object, 'edit');
export const mayDeleteObject = (object: ObjectDefinition): boolean => object.deletable && may(object, 'delete');

export const mayReadField = (object: ObjectDefinition, field: FieldDefinition): boolean =>
  mayReadObject(object) && mayField(object, field, 'read');
export const mayCreateField = (object: ObjectDefinition, field: FieldDefinition): boolean =>
  mayCreateObject(object) && field.createable && mayField(object, field, 'edit');
export const mayUpdateField = (object: ObjectDefinition, field: FieldDefinition): boolean =>
  mayUpdateObject(object) && field.updateable && mayField(object, field, 'edit');

/**
 * Whether the running user has a custom permission.
 * @param name API name
 */
export const hasCustomPermission = (name: string): boolean => {
  const { org, userId } = transaction();
  return org.access.hasCustomPermission(userId, name);
};
