import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { USER_IDS } from '../../src/security/ids-of-the-org.ts';
import { thrown } from '../data/trial-failure.ts';
import { record, xml } from '../data/trial-org.ts';
import { clinic } from './clinic-project.ts';

const ADMIN = USER_IDS.admin;

describe('Rights of users', () => {
  test('an administrator may do everything, also with the objects of the project', () => {
    const { dml, query } = clinic();
    dml(ADMIN, 'insert', [record('Patient__c', { Name: 'P', Diagnosis__c: 'x' })], { access: 'user' });
    assert.equal(query(ADMIN, 'SELECT Diagnosis__c FROM Patient__c', { access: 'user' }).length, 1);
  });

  test('a standard user works with standard objects, and with those of the project only by a permission set', () => {
    const { dml, query, user } = clinic();
    const plain = user('standardUser');
    dml(plain, 'insert', [record('Account', { Name: 'A', Phone: '1' })], { access: 'user' });
    assert.equal(query(plain, 'SELECT Phone FROM Account WITH USER_MODE').length, 1);
    const refused = thrown(() => query(plain, 'SELECT Id FROM Patient__c WITH USER_MODE'));
    assert.equal(refused.typeName, 'System.QueryException');
    assert.match(refused.apexMessage ?? '', /^sObject type 'Patient__c' is not supported\./);
    assert.deepEqual(query(user('standardUser', 'Nurse'), 'SELECT Id FROM Patient__c WITH USER_MODE'), []);
  });

  test('a user with minimum access sees no accounts', () => {
    const { query, user } = clinic();
    const error = thrown(() => query(user('minimumAccess'), 'SELECT Id FROM Account WITH USER_MODE'));
    assert.match(error.apexMessage ?? '', /^sObject type 'Account' is not supported\./);
  });

  test('fields that the user may not read do not exist for a query in user mode', () => {
    const { query, user } = clinic();
    const nurse = user('standardUser', 'Nurse');
    query(nurse, 'SELECT Ward__c FROM Patient__c WITH USER_MODE');
    const error = thrown(() => query(nurse, 'SELECT Id FROM Patient__c ORDER BY Diagnosis__c', { access: 'user' }));
    assert.match(error.apexMessage ?? '', /^No such column 'Diagnosis__c' on entity 'Patient__c'/);
    assert.deepEqual([...error.inaccessibleFields], [['Patient__c', ['Diagnosis__c']]]);
    query(nurse, 'SELECT Diagnosis__c FROM Patient__c');
  });

  test('WITH SECURITY_ENFORCED looks at what is selected, not at the conditions', () => {
    const { query, user } = clinic();
    const nurse = user('standardUser', 'Nurse');
    query(nurse, "SELECT Ward__c FROM Patient__c WHERE Diagnosis__c = 'x' WITH SECURITY_ENFORCED");
    const error = thrown(() => query(nurse, 'SELECT Diagnosis__c FROM Patient__c WITH SECURITY_ENFORCED'));
    assert.equal(error.apexMessage, 'Insufficient permissions: secure query included inaccessible field');
  });

  test('fields that the user may not write are refused by name', () => {
    const { dml, user } = clinic();
    const chief = user('standardUser', 'Chief');
    const patient = record('Patient__c', { Name: 'P', Diagnosis__c: 'x' });
    const error = thrown(() => dml(chief, 'insert', [patient], { access: 'user' }));
    assert.equal(
      error.apexMessage,
      'Operation failed due to fields being inaccessible on Sobject Patient__c, check errors on Exception or Result!',
    );
    assert.deepEqual(error.dmlFailures[0]?.fields, ['Diagnosis__c']);
    dml(chief, 'insert', [patient]);
  });

  test('an object that the user may not write is refused', () => {
    const { dml, user } = clinic();
    const nurse = user('standardUser', 'Nurse');
    const patient = record('Patient__c', { Name: 'P' });
    dml(nurse, 'insert', [patient], { access: 'user' });
    const error = thrown(() => dml(nurse, 'delete', [patient], { access: 'user' }));
    assert.equal(error.typeName, 'System.SecurityException');
    assert.equal(error.apexMessage, "Access to entity 'Patient__c' denied");
  });

  test('rights follow the records that give them, also those made by Apex', () => {
    const { dml, query, user } = clinic();
    const plain = user('standardUser');
    const set = record('PermissionSet', { Name: 'Reader', Label: 'Reader' });
    dml(ADMIN, 'insert', [set]);
    dml(ADMIN, 'insert', [
      record('ObjectPermissions', { ParentId: set.id, SobjectType: 'Patient__c', PermissionsRead: true }),
      record('FieldPermissions', {
        ParentId: set.id,
        SobjectType: 'Patient__c',
        Field: 'Patient__c.Ward__c',
        PermissionsRead: true,
      }),
    ]);
    thrown(() => query(plain, 'SELECT Id FROM Patient__c WITH USER_MODE'));
    const assignment = record('PermissionSetAssignment', { AssigneeId: plain, PermissionSetId: set.id });
    dml(ADMIN, 'insert', [assignment]);
    assert.deepEqual(query(plain, 'SELECT Ward__c FROM Patient__c WITH USER_MODE'), []);
    dml(ADMIN, 'delete', [assignment]);
    thrown(() => query(plain, 'SELECT Id FROM Patient__c WITH USER_MODE'));
  });

  test('custom permissions come with a permission set', () => {
    const { org, user } = clinic();
    assert.equal(org.access.hasCustomPermission(user('standardUser', 'Nurse'), 'Night_Shift'), true);
    assert.equal(org.access.hasCustomPermission(user('standardUser', 'Chief'), 'Night_Shift'), false);
  });

  test('a profile of the project gives what it says', () => {
    const { query } = clinic({
      'force-app/profiles/Porter.profile-meta.xml': xml(
        'Profile',
        `<custom>true</custom><objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete>
        <allowEdit>false</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords>
        <object>Patient__c</object><viewAllRecords>false</viewAllRecords></objectPermissions>`,
      ),
    });
    const [profile] = query(ADMIN, "SELECT Id FROM Profile WHERE Name = 'Porter'");
    assert.ok(profile);
    const [rights] = query(
      ADMIN,
      `SELECT PermissionsRead, PermissionsEdit FROM ObjectPermissions WHERE Parent.ProfileId = '${profile.id ?? ''}'`,
    );
    assert.equal(rights?.get('PermissionsRead'), true);
    assert.equal(rights.get('PermissionsEdit'), false);
  });
});

describe('Sharing', () => {
  const patient = (name: string) => record('Patient__c', { Name: name });

  test('private records are seen by their owners, by administrators and by who may view all', () => {
    const { dml, query, user } = clinic();
    const [anna, ben] = [user('standardUser', 'Nurse'), user('standardUser', 'Nurse')];
    dml(anna, 'insert', [patient('of Anna')]);
    const seenBy = (id: string) => query(id, 'SELECT Name FROM Patient__c', { sharing: true }).length;
    assert.deepEqual([anna, ben, ADMIN, user('standardUser', 'Chief')].map(seenBy), [1, 0, 1, 1]);
    assert.equal(query(ben, 'SELECT Name FROM Patient__c').length, 1);
    assert.equal(query(ben, 'SELECT Name FROM Patient__c WITH USER_MODE').length, 0);
  });

  test('a manager in the role hierarchy sees the records of those below', () => {
    const { dml, query, user } = clinic();
    const [boss, worker] = [user('standardUser', 'Nurse'), user('standardUser', 'Nurse')];
    const top = record('UserRole', { Name: 'Top' });
    dml(ADMIN, 'insert', [top]);
    const below = record('UserRole', { Name: 'Below', ParentRoleId: top.id });
    dml(ADMIN, 'insert', [below]);
    dml(ADMIN, 'update', [
      record('User', { Id: boss, UserRoleId: top.id }),
      record('User', { Id: worker, UserRoleId: below.id }),
    ]);
    dml(worker, 'insert', [patient('of the worker')]);
    dml(boss, 'insert', [patient('of the boss')]);
    assert.equal(query(boss, 'SELECT Id FROM Patient__c', { sharing: true }).length, 2);
    assert.equal(query(worker, 'SELECT Id FROM Patient__c', { sharing: true }).length, 1);
  });

  test('a detail is seen by who sees its master, and made by who may edit it', () => {
    const { dml, query, user } = clinic();
    const [anna, ben] = [user('standardUser', 'Nurse'), user('standardUser', 'Nurse')];
    const master = patient('of Anna');
    dml(anna, 'insert', [master]);
    const visit = () => record('Visit__c', { Patient__c: master.id });
    dml(anna, 'insert', [visit()], { access: 'user' });
    const error = thrown(() => dml(ben, 'insert', [visit()], { access: 'user' }));
    assert.equal(error.dmlFailures[0]?.statusCode, 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY');
    assert.equal(query(anna, 'SELECT Id FROM Visit__c', { sharing: true }).length, 1);
    assert.equal(query(ben, 'SELECT Id FROM Visit__c', { sharing: true }).length, 0);
  });

  test("another one's record may not be changed in user mode", () => {
    const { dml, user } = clinic();
    const [anna, ben] = [user('standardUser', 'Nurse'), user('standardUser', 'Nurse')];
    const master = patient('of Anna');
    dml(anna, 'insert', [master]);
    const change = record('Patient__c', { Id: master.id, Ward__c: '7' });
    const error = thrown(() => dml(ben, 'update', [change], { access: 'user' }));
    assert.equal(error.dmlFailures[0]?.statusCode, 'INSUFFICIENT_ACCESS_OR_READONLY');
    assert.equal(error.dmlFailures[0].message, 'insufficient access rights on object id');
    dml(ben, 'update', [change]);
  });

  test('a queue shares its records with its members', () => {
    const { dml, query, user } = clinic();
    const [anna, ben] = [user('standardUser', 'Nurse'), user('standardUser', 'Nurse')];
    const queue = record('Group', { Name: 'Ward 7', Type: 'Queue' });
    dml(ADMIN, 'insert', [queue]);
    dml(ADMIN, 'insert', [record('GroupMember', { GroupId: queue.id, UserOrGroupId: anna })]);
    dml(ADMIN, 'insert', [record('Patient__c', { Name: 'queued', OwnerId: queue.id })]);
    assert.equal(query(anna, 'SELECT Id FROM Patient__c', { sharing: true }).length, 1);
    assert.equal(query(ben, 'SELECT Id FROM Patient__c', { sharing: true }).length, 0);
  });
});
