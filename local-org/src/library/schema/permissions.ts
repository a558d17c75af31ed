import { UnsupportedFeature } from '../../errors.ts';
import { transaction } from '../../runtime/transaction.ts';
import type { FieldDefinition, ObjectDefinition } from '../../schema/model.ts';

/**
 * What the running user may do, as describe and Security.stripInaccessible answer it. The org has no permission
 * model yet: every user has the rights of an administrator, and only what nobody can do is refused.
 */
export const mayReadObject = (object: ObjectDefinition): boolean => object.queryable || object.kind === 'event';
export const mayCreateObject = (object: ObjectDefinition): boolean => object.createable;
export const mayUpdateObject = (object: ObjectDefinition): boolean => object.updateable;
export const mayDeleteObject = (object: ObjectDefinition): boolean => object.deletable;

export const mayReadField = (object: ObjectDefinition): boolean => mayReadObject(object);
export const mayCreateField = (object: ObjectDefinition, field: FieldDefinition): boolean =>
  object.createable && field.createable;
export const mayUpdateField = (object: ObjectDefinition, field: FieldDefinition): boolean =>
  object.updateable && field.updateable;

/**
 * Whether the running user has a custom permission.
 * @param name API name
 * @throws UnsupportedFeature as long as the org keeps no permissions
 */
export const hasCustomPermission = (name: string): boolean => {
  const { org, userId } = transaction();
  if (!org.access) throw new UnsupportedFeature('FeatureManagement.checkPermission: the org keeps no permissions');
  return org.access.hasCustomPermission(userId, name);
};
