import type { SourceFile } from '../project/source-files.ts';
import type { Schema } from '../schema/model.ts';
import {
  customPermissions,
  permissionSetGroups,
  profilePermissionSet,
  projectPermissionSets,
  projectProfiles,
  type PermissionSetRows,
  type Values,
} from './permissions/permission-rows.ts';

/** Loads records of one object. @returns their ids, in order */
export type LoadRows = (type: string, rows: readonly Values[]) => readonly string[];

export interface PermissionOptions {
  readonly schema: Schema;
  readonly files: readonly SourceFile[];
  /** Of the project, '' for none. */
  readonly namespace: string;
  /** Salesforce's own profiles, already loaded. */
  readonly profiles: readonly { readonly id: string; readonly name: string }[];
  /** Ids of the project's Apex classes, already loaded, by lower-cased name. */
  readonly classIds: ReadonlyMap<string, string>;
}

/**
 * Loads what decides about the rights of users: the project's profiles, permission sets and custom permissions, the
 * permission set behind each profile, and the object, field, class and custom permissions below them.
 */
export const loadPermissions = (load: LoadRows, options: PermissionOptions): void => {
  const { schema, files, namespace } = options;
  const { standard, own } = projectProfiles(files);
  const ids = load(
    'Profile',
    own.map(({ name }) => ({ Name: name, UserType: 'Standard' })),
  );
  const sets: PermissionSetRows[] = [
    ...projectPermissionSets(files, namespace),
    ...options.profiles.map((profile) => profilePermissionSet(schema, profile, standard.get(profile.id), namespace)),
    ...own.map(({ name, element }, index) =>
      profilePermissionSet(schema, { id: ids[index] ?? '', name }, element, namespace),
    ),
  ];
  const setIds = load(
    'PermissionSet',
    sets.map(({ set }) => set),
  );
  const below = (rows: (set: PermissionSetRows) => readonly Values[]): Values[] =>
    sets.flatMap((set, index) => rows(set).map((values) => ({ ...values, ParentId: setIds[index] })));
  load(
    'ObjectPermissions',
    below(({ objects }) => objects),
  );
  load(
    'FieldPermissions',
    below(({ fields }) => fields),
  );
  const groups = permissionSetGroups(files, namespace);
  const groupIds = load(
    'PermissionSetGroup',
    groups.map(({ values }) => values),
  );
  const setIdOf = (name: string): string | undefined =>
    setIds[sets.findIndex(({ set }) => set.Name === name.split('__').at(-1))];
  load(
    'PermissionSetGroupComponent',
    groups.flatMap((group, index) =>
      group.permissionSets
        .map(setIdOf)
        .filter((id) => id !== undefined)
        .map((id) => ({ PermissionSetGroupId: groupIds[index], PermissionSetId: id })),
    ),
  );
  const permissions = customPermissions(files, namespace);
  const permissionIds = load('CustomPermission', permissions);
  const idOf = (name: string): string | undefined =>
    permissionIds[permissions.findIndex((values) => values.DeveloperName === name.split('__').at(-1))];
  load(
    'SetupEntityAccess',
    below((set) =>
      set.customPermissions
        .map(idOf)
        .filter((id) => id !== undefined)
        .map((id) => ({ SetupEntityId: id, SetupEntityType: 'CustomPermission' })),
    ),
  );
  load(
    'SetupEntityAccess',
    below((set) =>
      set.classes
        // A package's own classes are named with or without its namespace.
        .map((name) => options.classIds.get(name.split('__').at(-1)?.toLowerCase() ?? ''))
        .filter((id) => id !== undefined)
        .map((id) => ({ SetupEntityId: id, SetupEntityType: 'ApexClass' })),
    ),
  );
};
