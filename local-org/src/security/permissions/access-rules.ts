import type { AccessRules, Engine, ObjectRight } from '../../data/engine.ts';
import type { FieldDefinition, ObjectDefinition } from '../../schema/model.ts';
import { mayUseRecord } from './record-sharing.ts';
import { ACTIVITIES, FOLLOWS, HIDDEN_FIELDS, SETUP_OBJECTS, STANDARD_USER_OBJECTS } from './standard-profiles.ts';
import { createUserRights, type UserRights } from './user-rights.ts';

const byObjectPermission = (rights: UserRights, name: string, right: ObjectRight): boolean =>
  rights.modifyAllData ||
  (right === 'read' && rights.viewAllData) ||
  rights.objects.get(name.toLowerCase())?.[right] === true;

const mayUseStandardObject = (rights: UserRights, { name }: ObjectDefinition, right: ObjectRight): boolean => {
  if (STANDARD_USER_OBJECTS.has(name)) return byObjectPermission(rights, name, right);
  const followed = FOLLOWS[name];
  if (followed !== undefined) return byObjectPermission(rights, followed, right === 'read' ? 'read' : 'edit');
  if (right === 'read') return true;
  const activity = ACTIVITIES[name];
  if (activity !== undefined) return rights[activity];
  return SETUP_OBJECTS.has(name) ? rights.manageUsers : rights.standardFields;
};

const mayUseObject = (rights: UserRights, object: ObjectDefinition, right: ObjectRight): boolean => {
  if (rights.administrator) return true;
  // Who may edit records may share them.
  if (object.shares !== undefined) return byObjectPermission(rights, object.shares, right === 'read' ? 'read' : 'edit');
  switch (object.kind) {
    case 'standard':
      return mayUseStandardObject(rights, object, right);
    case 'metadataType':
      return right === 'read';
    case 'hierarchySetting':
    case 'listSetting':
      return right === 'read' || rights.customizeApplication;
    default:
      return byObjectPermission(rights, object.name, right);
  }
};

/** Objects whose fields all go with the object. */
const hasFieldPermissions = (object: ObjectDefinition): boolean =>
  object.kind === 'custom' || object.kind === 'event' || object.kind === 'standard';

/** Fields of people that make up their name. */
const PARTS_OF_NAMES: ReadonlySet<string> = new Set(['FirstName', 'LastName', 'MiddleName', 'Salutation', 'Suffix']);

/**
 * Whether a field has permissions of its own. Required fields, the master of a detail, names and system fields go
 * with their object. Source: Object Reference, "FieldPermissions".
 */
export const isPermissionable = (object: ObjectDefinition, field: FieldDefinition): boolean => {
  if (!hasFieldPermissions(object) || field.masterDetail || field.nameField || field.type === 'id') return false;
  if (PARTS_OF_NAMES.has(field.name) && object.fields.has('lastname')) return false;
  const isRequired = !field.nillable && field.type !== 'boolean';
  if (field.custom) return !isRequired && object.kind !== 'event';
  const isGiven = field.defaultedOnCreate && field.type !== 'boolean';
  return !isRequired && !isGiven && (field.createable || field.updateable);
};

const ADDRESS_PART =
  /(?:Street|City|State|PostalCode|Country|StateCode|CountryCode|Latitude|Longitude|GeocodeAccuracy)$/;

/** The field whose permission counts: a part of an address goes with the address. */
const permissionName = (object: ObjectDefinition, { name }: FieldDefinition): string => {
  const address = ADDRESS_PART.test(name) ? name.replace(ADDRESS_PART, 'Address') : name;
  return `${object.name}.${object.fields.has(address.toLowerCase()) ? address : name}`.toLowerCase();
};

const mayUseField = (
  rights: UserRights,
  object: ObjectDefinition,
  field: FieldDefinition,
  right: 'read' | 'edit',
): boolean => {
  if (rights.administrator || object.shares !== undefined || !isPermissionable(object, field)) return true;
  if (right === 'read' && rights.objects.get(object.name.toLowerCase())?.viewAllFields) return true;
  const own = rights.fields.get(permissionName(object, field));
  if (own?.[right]) return true;
  if (field.custom || HIDDEN_FIELDS.has(`${object.name}.${field.name}`)) return false;
  return rights.standardFields || !STANDARD_USER_OBJECTS.has(object.name);
};

/** The rights of users as their profiles and permission sets give them. */
export const accessRules = (engine: Engine): AccessRules => {
  const rightsOf = createUserRights(engine);
  return {
    canAccessObject: (userId, object, right) => mayUseObject(rightsOf(userId), object, right),
    canAccessField: (userId, object, field, right) => mayUseField(rightsOf(userId), object, field, right),
    canSeeRecord: (userId, object, read, right = 'read') =>
      mayUseRecord({ engine, userId, rights: rightsOf(userId), rightsOf }, object, read, right),
    hasCustomPermission: (userId, name) => {
      const rights = rightsOf(userId);
      return rights.customPermissions.has(name.toLowerCase());
    },
    canUseClass: (userId, name) => {
      const rights = rightsOf(userId);
      return rights.authorApex || rights.classes.has(name.toLowerCase());
    },
  };
};
