import { filesEnding, type SourceFile } from '../../project/source-files.ts';
import { qualifiedName } from '../../schema/metadata/names.ts';
import { childrenOf, flagOf, readXml, textOf, type XmlElement } from '../../schema/metadata/xml.ts';
import type { Schema } from '../../schema/model.ts';
import { PROFILE_IDS } from '../ids-of-the-org.ts';
import { STANDARD_PROFILES, type ObjectRights } from './standard-profiles.ts';

/** Field values of a record to be loaded. */
export type Values = Readonly<Record<string, unknown>>;

/** A permission set with the records below it, which lack its id. */
export interface PermissionSetRows {
  readonly set: Values;
  readonly objects: readonly Values[];
  readonly fields: readonly Values[];
  /** API names of the custom permissions it gives. */
  readonly customPermissions: readonly string[];
  /** Names of the Apex classes it gives access to. */
  readonly classes: readonly string[];
}

/** User permissions that the local org knows; `Permissions` and the name is the field. */
const USER_PERMISSIONS = [
  ...['ApiEnabled', 'AuthorApex', 'CustomizeApplication', 'EditEvent', 'EditTask', 'ManageUsers', 'ModifyAllData'],
  ...['ViewAllData', 'ViewSetup'],
];

const userPermissions = (names: readonly string[]): Values =>
  Object.fromEntries(USER_PERMISSIONS.map((name) => [`Permissions${name}`, names.includes(name)]));

const objectValues = (name: string, rights: ObjectRights): Values => ({
  SobjectType: name,
  PermissionsCreate: rights.create,
  PermissionsRead: rights.read,
  PermissionsEdit: rights.edit,
  PermissionsDelete: rights.delete,
  PermissionsViewAllRecords: rights.viewAllRecords,
  PermissionsModifyAllRecords: rights.modifyAllRecords,
  PermissionsViewAllFields: rights.viewAllFields,
});

const objectsOf = (element: XmlElement, namespace: string): Values[] =>
  childrenOf(element, 'objectPermissions').map((child) =>
    objectValues(qualifiedName(textOf(child, 'object') ?? '', namespace), {
      create: flagOf(child, 'allowCreate'),
      read: flagOf(child, 'allowRead'),
      edit: flagOf(child, 'allowEdit'),
      delete: flagOf(child, 'allowDelete'),
      viewAllRecords: flagOf(child, 'viewAllRecords'),
      modifyAllRecords: flagOf(child, 'modifyAllRecords'),
      viewAllFields: flagOf(child, 'viewAllFields'),
    }),
  );

/** Fields of Activity are permitted on tasks and events. */
const carriersOf = (object: string): readonly string[] => (object === 'Activity' ? ['Task', 'Event'] : [object]);

const fieldsOf = (element: XmlElement, namespace: string): Values[] =>
  childrenOf(element, 'fieldPermissions').flatMap((child) => {
    const [object = '', field = ''] = (textOf(child, 'field') ?? '').split('.');
    return carriersOf(qualifiedName(object, namespace)).map((carrier) => ({
      SobjectType: carrier,
      Field: `${carrier}.${qualifiedName(field, namespace)}`,
      PermissionsRead: flagOf(child, 'readable') || flagOf(child, 'editable'),
      PermissionsEdit: flagOf(child, 'editable'),
    }));
  });

const enabled = (element: XmlElement, kind: string, name = 'name'): string[] =>
  childrenOf(element, kind)
    .filter((child) => flagOf(child, 'enabled'))
    .map((child) => textOf(child, name) ?? '');

const prefix = (namespace: string): string | null => (namespace === '' ? null : namespace);

/** The permission sets of a project. */
export const projectPermissionSets = (files: readonly SourceFile[], namespace: string): PermissionSetRows[] =>
  filesEnding(files, '.permissionset-meta.xml').map((file) => {
    const element = readXml(file.path, 'PermissionSet');
    return {
      set: {
        Name: file.fullName,
        Label: textOf(element, 'label') ?? file.fullName,
        Description: textOf(element, 'description') ?? null,
        NamespacePrefix: prefix(namespace),
        IsOwnedByProfile: false,
        IsCustom: true,
        HasActivationRequired: flagOf(element, 'hasActivationRequired'),
        Type: 'Regular',
        ...userPermissions(enabled(element, 'userPermissions')),
      },
      objects: objectsOf(element, namespace),
      fields: fieldsOf(element, namespace),
      customPermissions: enabled(element, 'customPermissions'),
      classes: enabled(element, 'classAccesses', 'apexClass'),
    };
  });

/** Names of Salesforce's profiles in metadata. */
const NAMES_IN_METADATA: Readonly<Record<string, string>> = {
  Admin: PROFILE_IDS.systemAdministrator,
  Standard: PROFILE_IDS.standardUser,
  'Minimum Access - Salesforce': PROFILE_IDS.minimumAccess,
  MarketingProfile: PROFILE_IDS.marketingUser,
  ReadOnly: PROFILE_IDS.readOnly,
  SolutionManager: PROFILE_IDS.solutionManager,
  ContractManager: PROFILE_IDS.contractManager,
};

/** What a project says about Salesforce's profiles, by the id of the profile, and the profiles it brings. */
export interface ProjectProfiles {
  readonly standard: ReadonlyMap<string, XmlElement>;
  readonly own: readonly { readonly name: string; readonly element: XmlElement }[];
}

export const projectProfiles = (files: readonly SourceFile[]): ProjectProfiles => {
  const standard = new Map<string, XmlElement>();
  const own: { name: string; element: XmlElement }[] = [];
  for (const file of filesEnding(files, '.profile-meta.xml')) {
    const element = readXml(file.path, 'Profile');
    const id = NAMES_IN_METADATA[file.fullName];
    if (id === undefined) own.push({ name: file.fullName, element });
    else standard.set(id, element);
  }
  return { standard, own };
};

/**
 * The permission set behind a profile.
 * @param element what the project says about the profile
 */
export const profilePermissionSet = (
  schema: Schema,
  profile: { readonly id: string; readonly name: string },
  element: XmlElement | undefined,
  namespace: string,
): PermissionSetRows => {
  const said = element ? objectsOf(element, namespace) : [];
  const given = STANDARD_PROFILES[profile.id];
  const usual = [...(given?.objects ?? [])].map(([name, rights]) => objectValues(name, rights));
  const names = new Set(said.map((values) => values.SobjectType));
  const permissions = [
    ...(profile.id === PROFILE_IDS.systemAdministrator ? USER_PERMISSIONS : (given?.permissions ?? [])),
    ...(element ? enabled(element, 'userPermissions') : []),
  ];
  return {
    set: {
      Name: `X${profile.id}`,
      Label: profile.id,
      ProfileId: profile.id,
      IsOwnedByProfile: true,
      IsCustom: false,
      Type: 'Profile',
      ...userPermissions(permissions),
    },
    objects: [...usual.filter((values) => !names.has(values.SobjectType)), ...said].filter(
      (values) => schema.object(String(values.SobjectType), '') !== undefined,
    ),
    fields: element ? fieldsOf(element, namespace) : [],
    customPermissions: element ? enabled(element, 'customPermissions') : [],
    classes: element ? enabled(element, 'classAccesses', 'apexClass') : [],
  };
};

/** A permission set group of the project. */
export interface PermissionSetGroup {
  readonly values: Values;
  /** API names of its permission sets. */
  readonly permissionSets: readonly string[];
}

export const permissionSetGroups = (files: readonly SourceFile[], namespace: string): PermissionSetGroup[] =>
  filesEnding(files, '.permissionsetgroup-meta.xml').map((file) => {
    const element = readXml(file.path, 'PermissionSetGroup');
    return {
      values: {
        DeveloperName: file.fullName,
        MasterLabel: textOf(element, 'label') ?? file.fullName,
        Description: textOf(element, 'description') ?? null,
        Language: 'en_US',
        NamespacePrefix: prefix(namespace),
        Status: 'Updated',
      },
      permissionSets: childrenOf(element, 'permissionSets').map(({ text }) => text.trim()),
    };
  });

/** A CustomPermission row for each custom permission of the project. */
export const customPermissions = (files: readonly SourceFile[], namespace: string): Values[] =>
  filesEnding(files, '.customPermission-meta.xml').map((file) => {
    const element = readXml(file.path, 'CustomPermission');
    return {
      DeveloperName: file.fullName,
      MasterLabel: textOf(element, 'label') ?? file.fullName,
      Description: textOf(element, 'description') ?? null,
      Language: 'en_US',
      NamespacePrefix: prefix(namespace),
      IsLicensed: flagOf(element, 'isLicensed'),
    };
  });
