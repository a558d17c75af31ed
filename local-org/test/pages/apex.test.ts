import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { RunningLocalOrg } from '../../src/cli/start.ts';
import { at } from '../rest/running-org.ts';
import { openAs, PEOPLE, startShop, type Client } from './shop.ts';

describe('a component that calls Apex', () => {
  let org: RunningLocalOrg;
  let admin: Client;
  let clerk: Client;
  let guest: Client;

  before(async () => {
    org = await startShop();
    admin = await openAs(org);
    clerk = await openAs(org, PEOPLE.clerk);
    guest = await openAs(org, PEOPLE.guest);
  });
  after(() => org.close());

  const apex = (client: Client, method: string, parameters: object = {}, wired = false) =>
    client.api('POST', `apex/GiftController.${method}`, { parameters, wired });

  it('gets only @AuraEnabled properties, and nothing where there is null', async () => {
    const { status, body } = await apex(clerk, 'gifts', {}, true);
    assert.equal(status, 200);
    assert.equal(at(body, 'cacheable'), true);
    assert.deepEqual(Object.keys(at(body, 'value', 0) as object), ['id', 'name', 'price']);
    assert.equal(at(body, 'value', 0, 'price'), 1234.5);
  });

  it('gets records with full names, parents inside and no attributes', async () => {
    const { body } = await apex(admin, 'gifts');
    const record = await apex(admin, 'gift', { giftId: at(body, 'value', 0, 'id') });
    assert.deepEqual(Object.keys(at(record.body, 'value') as object).sort(), [
      'Id',
      'Name',
      'shop__Account__r',
      'shop__Price__c',
    ]);
    assert.equal(at(record.body, 'value', 'shop__Account__r', 'Name'), 'Nordwind GmbH');
  });

  it('gives objects, lists, maps and dates; what is not @AuraEnabled is left out', async () => {
    const { body } = await apex(clerk, 'describeOrder', {
      order: { name: 'Tea', amounts: [1, 2], ignored: 'x' },
      more: { a: 7 },
      day: '2026-03-04',
    });
    assert.equal(at(body, 'value'), 'Tea (1, 2) null 7 2026-03-04 00:00:00');
  });

  it('hears the words of an AuraHandledException', async () => {
    const { status, body } = await apex(clerk, 'sell', { name: ' ' });
    assert.equal(status, 500);
    assert.equal(at(body, 'message'), 'A gift needs a name');
    assert.equal(at(body, 'exceptionType'), 'System.AuraHandledException');
  });

  it('hears of other exceptions with their type and where they were thrown', async () => {
    const { status, body } = await apex(clerk, 'divide');
    assert.equal(status, 500);
    assert.equal(at(body, 'message'), 'Divide by 0');
    assert.equal(at(body, 'exceptionType'), 'System.MathException');
    assert.match(String(at(body, 'stackTrace')), /^Class\.shop\.GiftController\.divide: line \d+/);
  });

  it('hears of refused records by field', async () => {
    const { status, body } = await apex(admin, 'insertWrong');
    assert.equal(status, 500);
    assert.equal(at(body, 'fieldErrors', 'shop__Size__c', 0, 'statusCode'), 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST');
  });

  it('may not write in a method that is cacheable', async () => {
    const { status, body } = await apex(admin, 'writeWhileReading');
    assert.equal(status, 500);
    assert.equal(at(body, 'message'), 'Too many DML statements: 1');
  });

  it('may wire only methods that are cacheable', async () => {
    const { status, body } = await apex(admin, 'sell', { name: 'Cup' }, true);
    assert.equal(status, 400);
    assert.match(String(at(body, 'message')), /cacheable=true/);
  });

  it('reaches no method that is not @AuraEnabled', async () => {
    const { status, body } = await apex(admin, 'notForComponents');
    assert.equal(status, 404);
    assert.match(String(at(body, 'message')), /is not a public static @AuraEnabled method/);
  });

  it('needs access to the class', async () => {
    const { status, body } = await apex(guest, 'gifts');
    assert.equal(status, 403);
    assert.equal(at(body, 'message'), "You do not have access to the Apex class named 'GiftController'.");
  });

  it('runs with the rights of its user', async () => {
    const { status, body } = await apex(clerk, 'insertWrong');
    assert.equal(status, 500);
    assert.match(String(at(body, 'message')), /fields being inaccessible on Sobject shop__Gift__c/);
  });

  it('is turned away when another site asks', async () => {
    const response = await clerk.get('/lightning/api/object-info/Account', { 'Sec-Fetch-Site': 'cross-site' });
    assert.equal(response.status, 403);
  });

  it('is sent to sign in when its session is over', async () => {
    const response = await fetch(`${org.url}/lightning/api/object-info/Account`, {
      headers: { 'X-Local-Org-Page': '1' },
    });
    assert.equal(response.status, 401);
  });
});
