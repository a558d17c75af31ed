import type { StaticResource } from '../project/static-resources.ts';
import { Blob } from '../values/blob.ts';
import { readXml, textOf } from '../schema/metadata/xml.ts';
import { filesEnding, readText, type SourceFile } from '../project/source-files.ts';
import type { Database } from '../data/database.ts';
import type { Schema } from '../schema/model.ts';
import { Decimal } from '../values/decimal.ts';
import { SObject } from '../values/sobject.ts';
import { Datetime } from '../values/temporal.ts';
import { loadPermissions } from './load-permissions.ts';
import { ORGANIZATION_ID, PROFILE_IDS, USER_IDS } from './ids-of-the-org.ts';

export const ADMIN_USERNAME = 'admin@local-org.example';
export const AUTOMATED_PROCESS_USERNAME = `autoproc@${ORGANIZATION_ID.slice(0, 15).toLowerCase()}`;

/** Of Apex without metadata of its own. */
const DEFAULT_API_VERSION = 65;

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
  { Id: PROFILE_IDS.marketingUser, Name: 'Marketing User', UserType: 'Standard' },
  { Id: PROFILE_IDS.readOnly, Name: 'Read Only', UserType: 'Standard' },
  { Id: PROFILE_IDS.solutionManager, Name: 'Solution Manager', UserType: 'Standard' },
  { Id: PROFILE_IDS.contractManager, Name: 'Contract Manager', UserType: 'Standard' },
];

const userLicenses: readonly Values[] = [
  { Name: 'Salesforce', MasterLabel: 'Salesforce', LicenseDefinitionKey: 'SFDC', Status: 'Active', TotalLicenses: 100 },
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

export interface FoundingOptions {
  /** Empty but for the records that follow from the schema. */
  readonly database: Database;
  /** Of the project, '' for none. */
  readonly namespace: string;
  readonly files: readonly SourceFile[];
  readonly resources: readonly StaticResource[];
  /** Milliseconds since the epoch, the time the records were made. */
  readonly at: number;
}

/** A StaticResource row for each static resource of the project. */
const staticResources = ({ namespace, resources }: FoundingOptions): Values[] =>
  resources.map(({ name, contentType, body }) => ({
    Name: name,
    NamespacePrefix: namespace === '' ? null : namespace,
    ContentType: contentType,
    Body: new Blob(body),
    BodyLength: body.length,
    CacheControl: 'Public',
  }));

/** An ApexClass or ApexTrigger row for each class or trigger of the project. */
const apexCode = (
  { namespace, files }: FoundingOptions,
  type: 'ApexClass' | 'ApexTrigger',
  ending: '.cls' | '.trigger',
): Values[] => {
  const versions = new Map(
    filesEnding(files, `${ending}-meta.xml`).map((file) => [
      file.fullName,
      Number(textOf(readXml(file.path, type), 'apiVersion') ?? DEFAULT_API_VERSION),
    ]),
  );
  return filesEnding(files, ending).map((file) => {
    const body = readText(file);
    return {
      Name: file.fullName,
      NamespacePrefix: namespace === '' ? null : namespace,
      ApiVersion: Decimal.fromNumber(versions.get(file.fullName) ?? DEFAULT_API_VERSION),
      Status: 'Active',
      IsValid: true,
      Body: body,
      LengthWithoutComments: body.length,
    };
  });
};

/** A RecordType row for each record type of the schema. */
const recordTypes = (schema: Schema): Values[] =>
  schema.objects.flatMap((object) =>
    object.recordTypes.map((type) => ({
      Name: type.label,
      DeveloperName: type.developerName,
      SobjectType: object.name,
      IsActive: type.active,
      NamespacePrefix: type.namespace === '' ? null : type.namespace,
      // The field exists in orgs with person accounts only.
      ...(type.person ? { IsPersonType: true } : {}),
    })),
  );

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
  // The schema decides which of these the object has. Ids are numbered by the database.
  for (const [field, value] of Object.entries({ ...stamps, ...values })) {
    if (field !== 'Id' && object?.fields.has(field.toLowerCase())) row.set(field, value);
  }
  return row;
};

/**
 * Loads the records an org is born with: itself, its profiles, its administrator, Automated Process, its record
 * types, the permission sets and static resources of the project.
 */
export const loadFoundingRecords = (options: FoundingOptions): void => {
  const { database, at } = options;
  const { schema } = database;
  const load = (type: string, all: readonly Values[]): readonly string[] => {
    const rows = all.map((values) => record(schema, type, values, at));
    database.load(rows);
    rows.forEach((row, index) => {
      const expected = all[index]?.Id;
      // Other modules know these ids as constants.
      if (expected !== undefined && row.id !== expected) throw new Error(`${type} got the id ${row.id ?? 'none'}`);
    });
    return rows.map((row) => row.id ?? '');
  };
  load('Organization', [organization]);
  const [salesforce = ''] = load('UserLicense', userLicenses);
  load(
    'Profile',
    profiles.map((profile) => (profile.UserType === 'Standard' ? { ...profile, UserLicenseId: salesforce } : profile)),
  );
  load('User', users);
  load('RecordType', recordTypes(schema));
  const classes = apexCode(options, 'ApexClass', '.cls');
  const classIds = load('ApexClass', classes);
  loadPermissions(load, {
    classIds: new Map(classes.map(({ Name }, index) => [String(Name).toLowerCase(), classIds[index] ?? ''])),
    schema,
    files: options.files,
    namespace: options.namespace,
    profiles: profiles.map(({ Id, Name }) => ({ id: String(Id), name: String(Name) })),
  });
  load('StaticResource', staticResources(options));
  load('ApexTrigger', apexCode(options, 'ApexTrigger', '.trigger'));
};
