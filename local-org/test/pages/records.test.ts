import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { RunningLocalOrg } from '../../src/cli/start.ts';
import { at, list } from '../rest/running-org.ts';
import { openAs, PEOPLE, startShop, type Client } from './shop.ts';

describe('the records and objects of lightning/uiRecordApi and uiObjectInfoApi', () => {
  let org: RunningLocalOrg;
  let admin: Client;
  let clerk: Client;
  let giftId: string;

  before(async () => {
    org = await startShop();
    admin = await openAs(org);
    clerk = await openAs(org, PEOPLE.clerk);
    const { body } = await clerk.api('POST', 'apex/GiftController.gifts', { parameters: {}, wired: true });
    giftId = String(at(body, 'value', 0, 'id'));
  });
  after(() => org.close());

  it('have values and what a person reads, in the formats of the user', async () => {
    const { body } = await admin.api(
      'GET',
      `records/${giftId}?fields=Gift__c.Name,Gift__c.Price__c,Gift__c.Account__r.Name`,
    );
    assert.equal(at(body, 'apiName'), 'shop__Gift__c');
    assert.deepEqual(at(body, 'fields', 'shop__Price__c'), { value: 1234.5, displayValue: '€1,234.50' });
    assert.equal(at(body, 'fields', 'shop__Account__r', 'value', 'fields', 'Name', 'value'), 'Nordwind GmbH');
  });

  it('refuse a field that the user may not see, unless it is optional', async () => {
    const refused = await clerk.api('GET', `records/${giftId}?fields=Gift__c.Secret__c`);
    assert.equal(refused.status, 400);
    const { status, body } = await clerk.api(
      'GET',
      `records/${giftId}?fields=Gift__c.Name&optionalFields=Gift__c.Secret__c`,
    );
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(at(body, 'fields') as object), ['Name']);
  });

  it('are created, changed and deleted as the user', async () => {
    const made = await clerk.api('POST', 'records', { apiName: 'shop__Gift__c', fields: { Name: 'Cup', Price__c: 2 } });
    assert.equal(made.status, 200);
    const id = String(at(made.body, 'id'));
    const changed = await clerk.api('PATCH', `records/${id}`, { fields: { Price__c: 3 } });
    assert.equal(at(changed.body, 'fields', 'shop__Price__c', 'value'), 3);
    const refused = await clerk.api('DELETE', `records/${id}`);
    assert.equal(refused.status, 400);
    assert.equal(at(refused.body, 'output', 'errors', 0, 'errorCode'), 'INSUFFICIENT_ACCESS_OR_READONLY');
    assert.equal((await admin.api('DELETE', `records/${id}`)).status, 200);
    assert.equal((await admin.api('GET', `records/${id}?fields=Gift__c.Name`)).status, 404);
  });

  it('say which field was wrong when they are refused', async () => {
    const { status, body } = await admin.api('PATCH', `records/${giftId}`, { fields: { Size__c: 'Gigantic' } });
    assert.equal(status, 400);
    assert.equal(
      at(body, 'output', 'fieldErrors', 'shop__Size__c', 0, 'errorCode'),
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    );
  });

  it('tell of an object only what the user may see', async () => {
    const { body } = await clerk.api('GET', 'object-info/Gift__c');
    assert.equal(at(body, 'fields', 'shop__Price__c', 'dataType'), 'Currency');
    assert.equal(at(body, 'fields', 'shop__Secret__c'), undefined);
    assert.equal(at(body, 'createable'), true);
    assert.equal(at(body, 'deletable'), false);
  });

  it('list the values of a picklist', async () => {
    const { body } = await admin.api('GET', 'picklist-values/Gift__c/012000000000000AAA/Size__c');
    assert.deepEqual(
      list(body, 'values').map((value) => [at(value, 'value'), at(value, 'label')]),
      [
        ['Small', 'Small'],
        ['Large', 'Very large'],
      ],
    );
    assert.equal(at(body, 'defaultValue', 'value'), 'Small');
  });

  it('are found by name for a record picker, with its filter', async () => {
    const { body } = await admin.api('POST', 'lookup/Account', { text: 'wind' });
    assert.deepEqual(
      list(body, 'records').map((record) => at(record, 'name')),
      ['Nordwind GmbH', 'Südwind AG'],
    );
    const filtered = await admin.api('POST', 'lookup/Account', {
      text: 'wind',
      filter: { criteria: [{ fieldPath: 'Name', operator: 'like', value: 'Nord%' }] },
    });
    assert.equal(list(filtered.body, 'records').length, 1);
    const unknown = await admin.api('POST', 'lookup/Account', {
      filter: { criteria: [{ fieldPath: 'Name', operator: 'sounds', value: 'x' }] },
    });
    assert.equal(unknown.status, 501);
  });
});
