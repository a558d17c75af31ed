import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PROFILE_IDS } from '../../src/security/ids-of-the-org.ts';
import { SObject } from '../../src/values/sobject.ts';
import { at, runningOrg, soql, type Caller } from './running-org.ts';

let org: Caller;
before(async () => {
  org = await runningOrg();
});
after(() => org.close());

const ORDERS = '/services/apexrest/acme/orders';

describe('Apex REST', () => {
  it('calls the method with the request in RestContext and answers what it returns', async () => {
    const answer = await org.call('GET', `${ORDERS}/4711?page=2`);
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body, ['/orders/4711', '2', 'admin@local-org.example']);
    assert.equal(answer.headers.get('X-Order'), 'yes');
  });

  it('reads parameters from the properties of the body', async () => {
    const answer = await org.call('POST', ORDERS, { num: 'r-1', pieces: 3 });
    assert.deepEqual(answer.body, { number_x: 'r-1', pieces: 3 });
    const found = await org.call('GET', soql("SELECT Id FROM acme__Order_Log__c WHERE acme__Number__c = 'r-1'"));
    assert.equal(at(found.body, 'totalSize'), 1);
    const unknown = await org.call('POST', ORDERS, { num: 'r-2', colour: 'red' });
    assert.equal(unknown.status, 400);
    assert.equal(at(unknown.body, 0, 'errorCode'), 'JSON_PARSER_ERROR');
  });

  it('answers what Apex leaves in the response when it returns nothing', async () => {
    const answer = await org.call('PUT', `${ORDERS}/1`, { any: 'thing' });
    assert.equal(answer.status, 202);
    assert.deepEqual(answer.body, { any: 'thing' });
    assert.equal((await org.call('DELETE', `${ORDERS}/1`)).status, 204);
  });

  it('undoes everything and tells of the exception, where it happened included', async () => {
    const answer = await org.call('POST', ORDERS, { num: 'r-3', pieces: -1 });
    assert.equal(answer.status, 500);
    assert.equal(at(answer.body, 0, 'errorCode'), 'APEX_ERROR');
    assert.match(
      String(at(answer.body, 0, 'message')),
      /^acme\.OrderException: pieces must not be negative\n\nClass\.acme\.OrderApi\.create: line \d+, column 1$/,
    );
  });

  it('does not know other paths, methods and formats', async () => {
    for (const path of ['/services/apexrest/acme/nothing', '/services/apexrest/orders']) {
      const answer = await org.call('GET', path);
      assert.equal(answer.status, 404);
      assert.equal(at(answer.body, 0, 'message'), 'Could not find a match for URL');
    }
    const patch = await org.call('PATCH', ORDERS, {});
    assert.equal(patch.status, 405);
    assert.equal(at(patch.body, 0, 'message'), "HTTP Method 'PATCH' not allowed. Allowed are GET,POST,PUT,DELETE");
    const xml = await org.call('POST', ORDERS, '<a/>', { 'Content-Type': 'application/xml' });
    assert.equal(xml.status, 415);
  });

  it('needs a session, and access to the class', async () => {
    assert.equal((await org.call('GET', ORDERS, undefined, { Authorization: 'Bearer x' })).status, 401);
    const { database, sessions } = org.running.org;
    const user = new SObject('User')
      .set('Username', 'apex@example.com')
      .set('LastName', 'Apex')
      .set('IsActive', true)
      .set('ProfileId', PROFILE_IDS.standardUser);
    database.load([user]);
    const Authorization = `Bearer ${sessions.open(user.id ?? '', 'local').token}`;
    const refused = await org.call('GET', ORDERS, undefined, { Authorization });
    assert.equal(refused.status, 403);
    assert.match(String(at(refused.body, 0, 'message')), /access to the Apex class named: acme\.OrderApi/);
    const sets = await org.call('GET', soql("SELECT Id FROM PermissionSet WHERE Name = 'Order_Clerk'"));
    await org.call('POST', 'sobjects/PermissionSetAssignment', {
      AssigneeId: user.id,
      PermissionSetId: at(sets.body, 'records', 0, 'Id'),
    });
    assert.equal((await org.call('GET', ORDERS, undefined, { Authorization })).status, 200);
  });

  it('counts as an API request', async () => {
    const answer = await org.call('GET', ORDERS);
    assert.match(answer.headers.get('Sforce-Limit-Info') ?? '', /^api-usage=\d+\/100000$/);
  });
});
