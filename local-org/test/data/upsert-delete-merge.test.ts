import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { thrown } from './trial-failure.ts';
import { record, schemaOf, trialOrg, trigger, xml } from './trial-org.ts';

const keyField = xml(
  'CustomField',
  '<fullName>Key__c</fullName><label>Key</label><type>Text</type><length>20</length><externalId>true</externalId><unique>true</unique>',
);
const withKey = () => trialOrg(schemaOf({ 'force-app/objects/Account/fields/Key__c.field-meta.xml': keyField }));

describe('Upsert', () => {
  test('a record whose external id is known is updated, another is inserted', () => {
    const org = withKey();
    org.dml('insert', [record('Account', { Name: 'One', Key__c: 'A' })]);
    const results = org.dml(
      'upsert',
      [record('Account', { Name: 'One again', Key__c: 'a' }), record('Account', { Name: 'Two', Key__c: 'B' })],
      { externalIdField: 'Key__c' },
    );
    assert.deepEqual(
      results.map((r) => r.created),
      [false, true],
    );
    assert.deepEqual(
      org.rows('SELECT Name FROM Account ORDER BY Name').map((r) => r.get('Name')),
      ['One again', 'Two'],
    );
  });

  test('a key that comes twice in one chunk fails on every row that has it', () => {
    const org = withKey();
    const rows = ['A', 'B', 'A'].map((key) => record('Account', { Name: key, Key__c: key }));
    const results = org.dml('upsert', rows, { externalIdField: 'Key__c', allOrNone: false });
    assert.deepEqual(
      results.map((r) => r.success),
      [false, true, false],
    );
    assert.equal(results[0]?.errors[0]?.message, 'Duplicate external id specified: A');
  });

  test('a duplicate of a unique field is refused with the id of the other record', () => {
    const org = withKey();
    const first = record('Account', { Name: 'One', Key__c: 'A' });
    org.dml('insert', [first]);
    const error = thrown(() => org.dml('insert', [record('Account', { Name: 'Two', Key__c: 'a' })]));
    assert.equal(
      error.apexMessage,
      'Insert failed. First exception on row 0; first error: DUPLICATE_VALUE, duplicate value found: Key__c duplicates ' +
        `value on record with id: ${first.id?.slice(0, 15) ?? ''}: []`,
    );
  });

  test('a parent can be named by its external id', () => {
    const org = withKey();
    const account = record('Account', { Name: 'One', Key__c: 'A' });
    org.dml('insert', [account]);
    org.dml('insert', [record('Contact', { LastName: 'Child', Account: record('Account', { Key__c: 'A' }) })]);
    assert.equal(org.rows('SELECT AccountId FROM Contact')[0]?.get('AccountId'), account.id);
  });
});

describe('Deleting, undeleting, merging', () => {
  test('a deleted record and its details come back together', () => {
    const org = trialOrg();
    const account = record('Account', { Name: 'Acme' });
    org.dml('insert', [account]);
    org.dml('insert', [record('Contact', { LastName: 'Member', AccountId: account.id })]);
    org.dml('delete', [record('Account', { Id: account.id })]);
    assert.equal(org.count('SELECT COUNT() FROM Account'), 0);
    assert.equal(org.rows('SELECT IsDeleted FROM Account ALL ROWS')[0]?.get('IsDeleted'), true);
    org.dml('undelete', [record('Account', { Id: account.id })]);
    assert.equal(org.rows('SELECT (SELECT Id FROM Contacts) FROM Account').length, 1);
    assert.equal(org.count('SELECT COUNT() FROM Contact'), 1);
  });

  test('an account with cases cannot be deleted', () => {
    const org = trialOrg();
    const account = record('Account', { Name: 'Acme' });
    org.dml('insert', [account]);
    org.dml('insert', [record('Case', { Subject: 'Help', AccountId: account.id })]);
    const error = thrown(() => org.dml('delete', [record('Account', { Id: account.id })]));
    assert.match(
      error.apexMessage ?? '',
      /DELETE_FAILED, Your attempt to delete Acme could not be completed because it is associated with the following cases\.: 00000001/,
    );
  });

  test('a merge moves what belonged to the losing record to the master', () => {
    const org = trialOrg();
    const [master, loser] = [record('Account', { Name: 'Master' }), record('Account', { Name: 'Loser' })];
    org.dml('insert', [master, loser]);
    org.dml('insert', [record('Contact', { LastName: 'Member', AccountId: loser.id })]);
    org.dml('merge', [record('Account', { Id: master.id }), record('Account', { Id: loser.id })]);
    assert.equal(org.rows('SELECT AccountId FROM Contact')[0]?.get('AccountId'), master.id);
    const gone = org.row('SELECT MasterRecordId FROM Account WHERE IsDeleted = true ALL ROWS');
    assert.equal(gone.get('MasterRecordId'), master.id);
  });

  test('a merge deletes first, then hands over what belongs to the record, and its after trigger knows the master', () => {
    const org = trialOrg();
    const seen: unknown[] = [];
    org.triggers.push(
      trigger('Account', ['BEFORE_DELETE', 'AFTER_DELETE', 'AFTER_UPDATE'], ({ now, old, context }) => {
        const row = context.operation === 'AFTER_UPDATE' ? now[0] : old[0];
        const members = org.current(() => org.rows('SELECT Id FROM Contact WHERE AccountId = :id', [row?.id])).length;
        seen.push([context.operation, row?.get('Name'), row?.get('MasterRecordId') ?? null, members]);
      }),
    );
    const [master, loser] = [record('Account', { Name: 'Master' }), record('Account', { Name: 'Loser' })];
    org.dml('insert', [master, loser]);
    org.dml('insert', [record('Contact', { LastName: 'Member', AccountId: loser.id })]);
    org.dml('merge', [record('Account', { Id: master.id }), record('Account', { Id: loser.id })]);
    assert.deepEqual(seen, [
      ['BEFORE_DELETE', 'Loser', null, 1],
      ['AFTER_DELETE', 'Loser', master.id, 0],
      ['AFTER_UPDATE', 'Master', null, 1],
    ]);
  });

  test('a record with children that would forbid its deletion can be merged', () => {
    const org = trialOrg();
    const [master, loser] = [record('Account', { Name: 'Master' }), record('Account', { Name: 'Loser' })];
    org.dml('insert', [master, loser]);
    org.dml('insert', [record('Case', { Subject: 'Help', AccountId: loser.id })]);
    org.dml('merge', [record('Account', { Id: master.id }), record('Account', { Id: loser.id })]);
    assert.equal(org.rows('SELECT AccountId FROM Case')[0]?.get('AccountId'), master.id);
  });
});
