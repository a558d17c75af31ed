import type { SfdxProject } from '../project/sfdx-project.ts';
import { children, readMetadata, textOf } from '../project/metadata-xml.ts';
import { filesEnding, type SourceFile } from '../project/source-files.ts';
import type { Schema } from '../schema/model.ts';
import { makeId } from '../values/id.ts';
import { SObject } from '../values/sobject.ts';
import { Datetime } from '../values/temporal.ts';
import { ORGANIZATION_ID, PROFILE_IDS, USER_IDS } from './ids-of-the-org.ts';

export const ADMIN_USERNAME = 'admin@local-org.example';
export const AUTOMATED_PROCESS_USERNAME = `autoproc@${ORGANIZATION_ID.slice(0, 15).toLowerCase()}`;

type Values = Readonly<Record<string, unknown>>;

const organization: Values = {
  Id: ORGANIZATION_ID,
  Name: 'Local Org',
  OrganizationType: 'Developer Edition',
  InstanceName: 'LOCAL',
  IsSandbox: false,
  LanguageLocaleKey: 'en_US',
  DefaultLocaleSidKey: 'en_US',
  TimeZoneSidKey: 'Europe/Berlin',
  Country: 'DE',
  City: 'Berlin',
  PrimaryContact: 'Alex Admin',
  FiscalYearStartMonth: 1,
  TrialExpirationDate: null,
  NamespacePrefix: null,
};

const profiles: readonly Values[] = [
  { Id: PROFILE_IDS.systemAdministrator, Name: 'System Administrator', UserType: 'Standard' },
  { Id: PROFILE_IDS.standardUser, Name: 'Standard User', UserType: 'Standard' },
  { Id: PROFILE_IDS.minimumAccess, Name: 'Minimum Access - Salesforce', UserType: 'Standard' },
  { Id: PROFILE_IDS.automatedProcess, Name: 'Automated Process', UserType: 'AutomatedProcess' },
];

const locale: Values = {
  TimeZoneSidKey: 'Europe/Berlin',
  LocaleSidKey: 'en_US',
  LanguageLocaleKey: 'en_US',
  EmailEncodingKey: 'UTF-8',
};

const users: readonly Values[] = [
  {
    ...locale,
    Id: USER_IDS.admin,
    Username: ADMIN_USERNAME,
    FirstName: 'Alex',
    LastName: 'Admin',
    Name: 'Alex Admin',
    Alias: 'aadmin',
    CommunityNickname: 'alex.admin',
    Email: ADMIN_USERNAME,
    IsActive: true,
    UserType: 'Standard',
    ProfileId: PROFILE_IDS.systemAdministrator,
  },
  {
    ...locale,
    TimeZoneSidKey: 'GMT',
    Id: USER_IDS.automatedProcess,
    Username: AUTOMATED_PROCESS_USERNAME,
    FirstName: 'Automated',
    LastName: 'Process',
    Name: 'Automated Process',
    Alias: 'autoproc',
    CommunityNickname: 'autoproc',
    Email: AUTOMATED_PROCESS_USERNAME,
    IsActive: true,
    UserType: 'AutomatedProcess',
    ProfileId: PROFILE_IDS.automatedProcess,
  },
];

/** A PermissionSet row for each permission set of the project. */
const permissionSets = (project: SfdxProject, files: readonly SourceFile[]): Values[] =>
  filesEnding(files, '.permissionset-meta.xml').map((file, index) => {
    const node = readMetadata(file, 'PermissionSet');
    return {
      Id: makeId('0PS', index + 1),
      Name: file.fullName,
      Label: textOf(node, 'label') ?? file.fullName,
      Description: textOf(node, 'description') ?? null,
      NamespacePrefix: project.namespace === '' ? null : project.namespace,
      IsOwnedByProfile: false,
      IsCustom: true,
      HasActivationRequired: children(node, 'hasActivationRequired')[0] === 'true',
      Type: 'Regular',
    };
  });

const record = (schema: Schema, type: string, values: Values, at: number): SObject => {
  const object = schema.object(type, '');
  const row = new SObject(type);
  const stamps: Values = {
    CreatedDate: new Datetime(at),
    LastModifiedDate: new Datetime(at),
    SystemModstamp: new Datetime(at),
    CreatedById: USER_IDS.admin,
    LastModifiedById: USER_IDS.admin,
  };
  // The schema decides which of these the object has.
  for (const [field, value] of Object.entries({ ...stamps, ...values })) {
    if (object?.fields.has(field.toLowerCase())) row.set(field, value);
  }
  return row;
};

/**
 * The records an org is born with: itself, its profiles, its administrator, Automated Process, and the permission
 * sets of the project.
 * @param at milliseconds since the epoch, the time they were made
 */
export const foundingRecords = (
  schema: Schema,
  project: SfdxProject,
  files: readonly SourceFile[],
  at: number,
): readonly SObject[] => [
  record(schema, 'Organization', organization, at),
  ...profiles.map((values) => record(schema, 'Profile', values, at)),
  ...users.map((values) => record(schema, 'User', values, at)),
  ...permissionSets(project, files).map((values) => record(schema, 'PermissionSet', values, at)),
];
