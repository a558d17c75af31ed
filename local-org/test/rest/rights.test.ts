import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PROFILE_IDS } from '../../src/security/ids-of-the-org.ts';
import { at, list, runningOrg, soql, type Caller } from './running-org.ts';

let org: Caller;
before(async () => {
  org = await runningOrg();
});
after(() => org.close());

let users = 0;

/** Makes a standard user; answers what calls the API in that name. */
const standardUser = async (...permissionSets: readonly string[]): Promise<Caller['call']> => {
  users += 1;
  const username = `clerk${users}@example.com`;
  const created = await org.call('POST', 'sobjects/User', {
    Username: username,
    LastName: 'Clerk',
    Email: username,
    Alias: `clerk${users}`,
    TimeZoneSidKey: 'GMT',
    LocaleSidKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
    LanguageLocaleKey: 'en_US',
    ProfileId: PROFILE_IDS.standardUser,
  });
  assert.equal(created.status, 201, JSON.stringify(created.body));
  for (const name of permissionSets) {
    const found = await org.call('GET', soql(`SELECT Id FROM PermissionSet WHERE Name = '${name}'`));
    const assigned = await org.call('POST', 'sobjects/PermissionSetAssignment', {
      AssigneeId: at(created.body, 'id'),
      PermissionSetId: at(found.body, 'records', 0, 'Id'),
    });
    assert.equal(assigned.status, 201, JSON.stringify(assigned.body));
  }
  const signIn = await fetch(`${org.running.url}/services/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'password',
      client_id: 'local',
      client_secret: 'local',
      username,
      password: 'local',
    }),
  });
  const { access_token: token } = (await signIn.json()) as { access_token: string };
  return (method, path, body, headers = {}) =>
    org.call(method, path, body, { ...headers, Authorization: `Bearer ${token}` });
};

describe('rights over REST', () => {
  it('an object without permission is not there', async () => {
    const call = await standardUser();
    assert.equal((await call('GET', 'sobjects/Order_Log__c/describe')).status, 404);
    const query = await call('GET', soql('SELECT Id FROM Order_Log__c'));
    assert.equal(at(query.body, 0, 'errorCode'), 'INVALID_TYPE');
    assert.equal((await call('POST', 'sobjects/Order_Log__c', { Number__c: '1' })).status, 404);
    const names = list((await call('GET', 'sobjects')).body, 'sobjects').map((object) => at(object, 'name'));
    assert.equal(names.includes('Order_Log__c'), false);
    assert.equal(names.includes('Account'), true);
  });

  it('describe says what the caller may do', async () => {
    const call = await standardUser();
    const product = (await call('GET', 'sobjects/Product2/describe')).body;
    assert.deepEqual([at(product, 'queryable'), at(product, 'createable')], [true, false]);
    const account = (await call('GET', 'sobjects/Account/describe')).body;
    assert.equal(at(account, 'createable'), true);
  });

  it('what may only be read is not created', async () => {
    const call = await standardUser();
    const { status, body } = await call('POST', 'sobjects/Product2', { Name: 'P' });
    assert.equal(status, 400);
    assert.deepEqual(at(body, 0), {
      message: 'entity type cannot be inserted: Product2',
      errorCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      fields: [],
    });
  });

  it('whole records come without the fields that the caller may not see', async () => {
    const call = await standardUser();
    const created = await call('POST', 'sobjects/Account', { Name: 'A' });
    assert.equal(created.status, 201, JSON.stringify(created.body));
    const path = `sobjects/Account/${String(at(created.body, 'id'))}`;
    assert.equal(at((await call('GET', path)).body, 'YearStarted'), undefined);
    assert.equal(at((await org.call('GET', path)).body, 'YearStarted'), null);
    const changed = await call('PATCH', path, { YearStarted: '1999' });
    assert.equal(at(changed.body, 0, 'errorCode'), 'INVALID_FIELD_FOR_INSERT_UPDATE');
  });
});
