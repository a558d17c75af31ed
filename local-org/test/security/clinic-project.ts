import { parseQuery } from '../../src/apex/parser/soql.ts';
import type { DmlOptions, DmlOperation, DmlRowResult } from '../../src/data/database.ts';
import { createOrg, type LocalOrg } from '../../src/org.ts';
import { runTransaction } from '../../src/runtime/execute.ts';
import { PROFILE_IDS, USER_IDS } from '../../src/security/ids-of-the-org.ts';
import type { SObject } from '../../src/values/sobject.ts';
import { record, withProject, xml } from '../data/trial-org.ts';

const field = (name: string, more: string): string =>
  xml('CustomField', `<fullName>${name}</fullName><label>${name}</label>${more}`);

const object = (label: string, sharing: string): string =>
  xml(
    'CustomObject',
    `<label>${label}</label><pluralLabel>${label}s</pluralLabel><nameField><label>Name</label><type>Text</type></nameField>
    <deploymentStatus>Deployed</deploymentStatus><sharingModel>${sharing}</sharingModel>`,
  );

const rights = (name: string, allowed: string): string => {
  const flag = (element: string, letter: string): string =>
    `<${element}>${String(allowed.includes(letter))}</${element}>`;
  return (
    `<objectPermissions>${flag('allowCreate', 'C')}${flag('allowDelete', 'D')}${flag('allowEdit', 'E')}` +
    `${flag('allowRead', 'R')}${flag('modifyAllRecords', 'M')}<object>${name}</object>${flag('viewAllRecords', 'V')}</objectPermissions>`
  );
};

const visible = (name: string, editable: boolean): string =>
  `<fieldPermissions><editable>${String(editable)}</editable><field>${name}</field><readable>true</readable></fieldPermissions>`;

const OBJECTS = 'force-app/objects';

/** A project with private patients, their visits (details), and permission sets of a nurse and a chief. */
export const CLINIC: Readonly<Record<string, string>> = {
  [`${OBJECTS}/Patient__c/Patient__c.object-meta.xml`]: object('Patient', 'Private'),
  [`${OBJECTS}/Patient__c/fields/Ward__c.field-meta.xml`]: field('Ward__c', '<type>Text</type><length>20</length>'),
  [`${OBJECTS}/Patient__c/fields/Diagnosis__c.field-meta.xml`]: field(
    'Diagnosis__c',
    '<type>Text</type><length>80</length>',
  ),
  [`${OBJECTS}/Visit__c/Visit__c.object-meta.xml`]: object('Visit', 'ControlledByParent'),
  [`${OBJECTS}/Visit__c/fields/Patient__c.field-meta.xml`]: field(
    'Patient__c',
    '<type>MasterDetail</type><referenceTo>Patient__c</referenceTo><relationshipName>Visits</relationshipName>',
  ),
  'force-app/permissionsets/Nurse.permissionset-meta.xml': xml(
    'PermissionSet',
    `<label>Nurse</label>${rights('Patient__c', 'CRE')}${rights('Visit__c', 'CRED')}${visible('Patient__c.Ward__c', true)}
    <customPermissions><enabled>true</enabled><name>Night_Shift</name></customPermissions>`,
  ),
  'force-app/permissionsets/Chief.permissionset-meta.xml': xml(
    'PermissionSet',
    `<label>Chief</label>${rights('Patient__c', 'CREDVM')}${visible('Patient__c.Diagnosis__c', false)}`,
  ),
  'force-app/customPermissions/Night_Shift.customPermission-meta.xml': xml(
    'CustomPermission',
    '<label>Night shift</label>',
  ),
};

export interface Clinic {
  readonly org: LocalOrg;
  /** Makes a user of a profile with permission sets; answers the id. */
  readonly user: (profile: keyof typeof PROFILE_IDS, ...permissionSets: readonly string[]) => string;
  readonly query: (userId: string, soql: string, more?: { access?: 'user' | 'system'; sharing?: boolean }) => SObject[];
  readonly dml: (
    userId: string,
    operation: DmlOperation,
    records: readonly SObject[],
    options?: Partial<DmlOptions>,
  ) => DmlRowResult[];
}

let users = 0;

/** An org with the clinic's metadata. */
export const clinic = (files: Readonly<Record<string, string>> = {}): Clinic =>
  withProject({ ...CLINIC, 'more/README.md': '', ...files }, (projectDir) => {
    const org = createOrg({ projectDir, namespace: '' });
    const as = <T>(userId: string, work: () => T): T => runTransaction(org, { userId, kind: 'synchronous' }, work);
    const dml: Clinic['dml'] = (userId, operation, records, options = {}) =>
      as(userId, () =>
        org.database.dml(operation, records, { allOrNone: true, access: 'system', namespace: '', ...options }),
      );
    const query: Clinic['query'] = (userId, soql, { access = 'system', sharing = false } = {}) =>
      as(userId, () => {
        const result = org.database.query(parseQuery(soql).query, { binds: [], access, namespace: '', sharing });
        return result.kind === 'rows' ? result.rows : [];
      });
    return {
      org,
      query,
      dml,
      user: (profile, ...permissionSets) => {
        users += 1;
        const user = record('User', {
          Username: `user${users}@clinic.example`,
          LastName: `User ${users}`,
          Email: `user${users}@clinic.example`,
          Alias: `u${users}`,
          TimeZoneSidKey: 'GMT',
          LocaleSidKey: 'en_US',
          EmailEncodingKey: 'UTF-8',
          LanguageLocaleKey: 'en_US',
          ProfileId: PROFILE_IDS[profile],
        });
        dml(USER_IDS.admin, 'insert', [user]);
        const sets = permissionSets.map(
          (name) => query(USER_IDS.admin, `SELECT Id FROM PermissionSet WHERE Name = '${name}'`)[0]?.id,
        );
        const assignments = sets.map((id) =>
          record('PermissionSetAssignment', { AssigneeId: user.id, PermissionSetId: id }),
        );
        dml(USER_IDS.admin, 'insert', assignments);
        return user.id ?? '';
      },
    };
  });
