import type { Engine } from '../../data/engine.ts';
import type { Table } from '../../data/store/table.ts';
import { PROFILE_IDS } from '../ids-of-the-org.ts';
import { rowById, rowsBy, type ReadRow } from './rows.ts';
import type { ObjectRights } from './standard-profiles.ts';

/** Everything a user may do, put together from the profile and the permission sets. */
export interface UserRights {
  /** System Administrator: every right on every object and field. */
  readonly administrator: boolean;
  /** Standard fields are visible without a permission of their own, as profiles other than the minimal ones have it. */
  readonly standardFields: boolean;
  readonly viewAllData: boolean;
  readonly modifyAllData: boolean;
  readonly manageUsers: boolean;
  readonly customizeApplication: boolean;
  readonly editTask: boolean;
  readonly editEvent: boolean;
  /** By lower-cased API name. */
  readonly objects: ReadonlyMap<string, ObjectRights>;
  /** By lower-cased `Object.Field`. */
  readonly fields: ReadonlyMap<string, { readonly read: boolean; readonly edit: boolean }>;
  /** Lower-cased API names, with and without namespace. */
  readonly customPermissions: ReadonlySet<string>;
  /** May call every class from outside. */
  readonly authorApex: boolean;
  /** Classes that may be called from outside: lower-cased, with their namespace and a dot where they have one. */
  readonly classes: ReadonlySet<string>;
  readonly roleId: string | null;
}

/** Objects whose records decide about rights. */
const SOURCES = [
  ...['User', 'Profile', 'PermissionSet', 'PermissionSetAssignment', 'PermissionSetGroupComponent'],
  ...['ObjectPermissions', 'FieldPermissions', 'SetupEntityAccess', 'CustomPermission', 'ApexClass'],
];

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Ids of the permission sets of a user: that of the profile, assigned ones, those of assigned groups. */
const permissionSetIds = (engine: Engine, userId: string, profileId: string): string[] => {
  const own = rowsBy(engine, 'PermissionSet', 'profileid', profileId).map((row) => text(row('id')));
  const assigned = rowsBy(engine, 'PermissionSetAssignment', 'assigneeid', userId).filter(
    (row) => row('isrevoked') !== true,
  );
  const direct = assigned.map((row) => text(row('permissionsetid')));
  const grouped = assigned
    .map((row) => text(row('permissionsetgroupid')))
    .filter((id) => id !== null)
    .flatMap((group) => rowsBy(engine, 'PermissionSetGroupComponent', 'permissionsetgroupid', group))
    .map((row) => text(row('permissionsetid')));
  return [...new Set([...own, ...direct, ...grouped])].filter((id) => id !== null);
};

const merged = (known: ObjectRights | undefined, row: ReadRow): ObjectRights => {
  const has = (right: string): boolean => row(`permissions${right}`) === true;
  const modifyAll = has('modifyallrecords') || known?.modifyAllRecords === true;
  const viewAll = modifyAll || has('viewallrecords') || known?.viewAllRecords === true;
  const edit = modifyAll || has('edit') || known?.edit === true;
  return {
    create: has('create') || known?.create === true,
    edit,
    delete: modifyAll || has('delete') || known?.delete === true,
    read: viewAll || edit || has('read') || known?.read === true,
    viewAllRecords: viewAll,
    modifyAllRecords: modifyAll,
    viewAllFields: has('viewallfields') || known?.viewAllFields === true,
  };
};

const objectRights = (engine: Engine, sets: readonly string[]): ReadonlyMap<string, ObjectRights> => {
  const objects = new Map<string, ObjectRights>();
  for (const row of sets.flatMap((id) => rowsBy(engine, 'ObjectPermissions', 'parentid', id))) {
    const name = text(row('sobjecttype'))?.toLowerCase() ?? '';
    objects.set(name, merged(objects.get(name), row));
  }
  return objects;
};

const fieldRights = (engine: Engine, sets: readonly string[]): UserRights['fields'] => {
  const fields = new Map<string, { read: boolean; edit: boolean }>();
  for (const row of sets.flatMap((id) => rowsBy(engine, 'FieldPermissions', 'parentid', id))) {
    const name = text(row('field'))?.toLowerCase() ?? '';
    const known = fields.get(name);
    const edit = row('permissionsedit') === true || known?.edit === true;
    fields.set(name, { edit, read: edit || row('permissionsread') === true || known?.read === true });
  }
  return fields;
};

const customPermissions = (engine: Engine, sets: readonly string[]): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const row of sets.flatMap((id) => rowsBy(engine, 'SetupEntityAccess', 'parentid', id))) {
    const id = text(row('setupentityid'));
    const permission = id === null ? undefined : rowById(engine, 'CustomPermission', id);
    const name = permission && text(permission('developername'))?.toLowerCase();
    if (!permission || !name) continue;
    names.add(name);
    const namespace = text(permission('namespaceprefix'))?.toLowerCase();
    if (namespace) names.add(`${namespace}__${name}`);
  }
  return names;
};

const classes = (engine: Engine, sets: readonly string[]): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const row of sets.flatMap((id) => rowsBy(engine, 'SetupEntityAccess', 'parentid', id))) {
    const id = text(row('setupentityid'));
    const found = id === null ? undefined : rowById(engine, 'ApexClass', id);
    const name = found && text(found('name'));
    if (!found || name === undefined || name === null) continue;
    const namespace = text(found('namespaceprefix'));
    names.add((namespace === null ? name : `${namespace}.${name}`).toLowerCase());
  }
  return names;
};

const MINIMAL = /^minimum access/i;

const collectRights = (engine: Engine, userId: string): UserRights => {
  const user = rowById(engine, 'User', userId);
  const profileId = text(user?.('profileid')) ?? '';
  const profile = rowById(engine, 'Profile', profileId);
  const sets = permissionSetIds(engine, userId, profileId);
  const rows = sets.map((id) => rowById(engine, 'PermissionSet', id)).filter((row) => row !== undefined);
  const has = (permission: string): boolean => rows.some((row) => row(`permissions${permission}`) === true);
  const administrator = profileId === PROFILE_IDS.systemAdministrator;
  return {
    administrator,
    standardFields: profile !== undefined && !MINIMAL.test(text(profile('name')) ?? ''),
    viewAllData: administrator || has('viewalldata') || has('modifyalldata'),
    modifyAllData: administrator || has('modifyalldata'),
    manageUsers: administrator || has('manageusers'),
    customizeApplication: administrator || has('customizeapplication'),
    editTask: administrator || has('edittask'),
    editEvent: administrator || has('editevent'),
    objects: objectRights(engine, sets),
    fields: fieldRights(engine, sets),
    customPermissions: customPermissions(engine, sets),
    authorApex: administrator || has('authorapex'),
    classes: classes(engine, sets),
    roleId: text(user?.('userroleid')),
  };
};

/**
 * Answers the rights of users.
 * @returns by user id; put together again when a record that they follow from has changed
 */
export const createUserRights = (engine: Engine): ((userId: string) => UserRights) => {
  let tables: readonly Table[] | undefined;
  let version = -1;
  const known = new Map<string, UserRights>();
  return (userId) => {
    tables ??= SOURCES.map((name) => engine.schema.object(name, ''))
      .filter((object) => object !== undefined)
      .map((object) => engine.store.table(object));
    const now = tables.reduce((sum, table) => sum + table.version, 0);
    if (now !== version) known.clear();
    version = now;
    const rights = known.get(userId) ?? collectRights(engine, userId);
    known.set(userId, rights);
    return rights;
  };
};
