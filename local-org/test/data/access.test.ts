import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AccessRules } from '../../src/data/engine.ts';
import { thrown } from './trial-failure.ts';
import { record, standardSchema, trialOrg } from './trial-org.ts';

const rules: AccessRules = {
  canAccessObject: (_user, object, right) => object.name !== 'Lead' || right === 'read',
  canAccessField: (_user, _object, field) => field.name !== 'AnnualRevenue',
  canSeeRecord: (_user, object, read) => object.name !== 'Account' || read('name') !== 'Secret',
  hasCustomPermission: () => false,
  canUseClass: () => true,
};

describe('User mode', () => {
  test('a field without the right to read it does not exist for the query', () => {
    const org = trialOrg(standardSchema(), rules);
    const error = thrown(() => org.rows('SELECT AnnualRevenue FROM Account', [], { access: 'user' }));
    assert.match(error.apexMessage ?? '', /^No such column 'AnnualRevenue' on entity 'Account'/);
    thrown(() => org.rows('SELECT Id FROM Account WHERE AnnualRevenue > 1 WITH USER_MODE'));
    assert.deepEqual(org.rows('SELECT AnnualRevenue FROM Account'), []);
  });

  test('records are not written without the right to write them', () => {
    const org = trialOrg(standardSchema(), rules);
    const lead = record('Lead', { LastName: 'L', Company: 'C' });
    const error = thrown(() => org.dml('insert', [lead], { access: 'user', allOrNone: false }));
    assert.equal(error.typeName, 'System.SecurityException');
    const [refused] = org.dml('insert', [lead], { access: 'user', allOrNone: false, api: true });
    assert.equal(refused?.errors[0]?.message, 'entity type cannot be inserted: Lead');
    org.dml('insert', [lead]);
    assert.equal(org.count('SELECT COUNT() FROM Lead'), 1);
  });

  test('with sharing, records of others stay out of sight', () => {
    const org = trialOrg(standardSchema(), rules);
    org.dml('insert', [record('Account', { Name: 'Secret' }), record('Account', { Name: 'Open' })]);
    assert.equal(org.rows('SELECT Id FROM Account', [], { sharing: true }).length, 1);
    assert.equal(org.rows('SELECT Id FROM Account').length, 2);
  });
});
