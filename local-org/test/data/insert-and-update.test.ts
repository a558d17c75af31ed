import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Decimal } from '../../src/values/decimal.ts';
import { ApexDate, Datetime } from '../../src/values/temporal.ts';
import { thrown } from './trial-failure.ts';
import { record, trialOrg, USER_ID } from './trial-org.ts';

describe('Inserting and updating records', () => {
  test('a new record gets an id, an owner, the audit fields and the name of a person', () => {
    const org = trialOrg();
    const contact = record('Contact', { FirstName: 'Grace', LastName: 'Hopper', Email: 'grace@example.com' });
    org.dml('insert', [contact]);
    assert.match(contact.id ?? '', /^003.{15}$/);
    const row = org.row('SELECT Name, OwnerId, CreatedDate, CreatedById, IsDeleted FROM Contact');
    assert.equal(row.get('Name'), 'Grace Hopper');
    assert.equal(row.get('OwnerId'), USER_ID);
    assert.equal(row.get('CreatedById'), USER_ID);
    assert.deepEqual(row.get('CreatedDate'), new Datetime(org.clock.now));
    assert.equal(row.get('IsDeleted'), false);
  });

  test('a missing required field fails the whole statement with the words of Salesforce', () => {
    const org = trialOrg();
    const error = thrown(() => org.dml('insert', [record('Contact', { FirstName: 'Nobody' })]));
    assert.equal(error.typeName, 'System.DmlException');
    assert.equal(
      error.apexMessage,
      'Insert failed. First exception on row 0; first error: REQUIRED_FIELD_MISSING, Required fields are missing: [LastName]: [LastName]',
    );
    assert.deepEqual(org.rows('SELECT Id FROM Contact'), []);
  });

  test('values that are too long, malformed or out of range are refused by name', () => {
    const org = trialOrg();
    const cases: [Record<string, unknown>, string, string][] = [
      [
        { LastName: 'x', FirstName: 'y'.repeat(41) },
        'STRING_TOO_LONG',
        `First Name: data value too large: ${'y'.repeat(41)} (max length=40)`,
      ],
      [
        { LastName: 'x', Email: 'not an address' },
        'INVALID_EMAIL_ADDRESS',
        'Email: invalid email address: not an address',
      ],
      [
        { LastName: 'x', AccountId: '003000000000001AAA' },
        'FIELD_INTEGRITY_EXCEPTION',
        'Account ID: id value of incorrect type: 003000000000001AAA',
      ],
      [{ LastName: 'x', AccountId: '001000000000001AAA' }, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id'],
    ];
    for (const [fields, statusCode, message] of cases) {
      const [result] = org.dml('insert', [record('Contact', fields)], { allOrNone: false });
      const found = result?.errors.map((error) => [error.statusCode, error.message]);
      assert.deepEqual(found, [[statusCode, message]]);
    }
  });

  test('a failed record of a partial insert leaves the others saved', () => {
    const org = trialOrg();
    const results = org.dml('insert', [record('Contact', { LastName: 'Good' }), record('Contact', {})], {
      allOrNone: false,
    });
    assert.deepEqual(
      results.map((r) => r.success),
      [true, false],
    );
    assert.equal(org.count('SELECT COUNT() FROM Contact'), 1);
  });

  test('an update keeps what it does not mention and refuses a record that does not exist', () => {
    const org = trialOrg();
    const account = record('Account', { Name: 'Acme', Phone: '1' });
    org.dml('insert', [account]);
    org.dml('update', [record('Account', { Id: account.id, Phone: '2' })]);
    const row = org.row('SELECT Name, Phone FROM Account');
    assert.equal(row.get('Name'), 'Acme');
    assert.equal(row.get('Phone'), '2');
    const error = thrown(() => org.dml('update', [record('Account', { Id: '001000000000001AAA' })]));
    assert.equal(
      error.apexMessage,
      'Update failed. First exception on row 0 with id 001000000000001AAA; first error: INVALID_CROSS_REFERENCE_KEY, invalid cross reference id: []',
    );
  });

  test('text is trimmed, empty text is no value, numbers have at least the scale of their field', () => {
    const org = trialOrg();
    const account = record('Account', { Name: '  Acme ', Description: '', AnnualRevenue: Decimal.parse('12.6') });
    const deal = { Name: 'D', StageName: 'Prospecting', CloseDate: ApexDate.parse('2025-06-01') };
    org.dml('insert', [account]);
    const row = org.row('SELECT Name, Description, AnnualRevenue FROM Account');
    assert.equal(row.get('Name'), 'Acme');
    assert.equal(row.get('Description'), null);
    assert.equal(String(row.get('AnnualRevenue')), '12.6');
    org.dml('insert', [record('Opportunity', { ...deal, Amount: 7 })]);
    assert.equal(String(org.row('SELECT Amount FROM Opportunity').get('Amount')), '7.00');
  });

  test('a savepoint brings back what was written since', () => {
    const org = trialOrg();
    const account = record('Account', { Name: 'Before' });
    org.dml('insert', [account]);
    const savepoint = org.database.savepoint();
    org.dml('update', [record('Account', { Id: account.id, Name: 'After' })]);
    org.dml('insert', [record('Account', { Name: 'New' })]);
    org.dml('delete', [record('Account', { Id: account.id })]);
    org.database.rollback(savepoint);
    assert.deepEqual(
      org.rows('SELECT Name FROM Account').map((r) => r.get('Name')),
      ['Before'],
    );
  });
});
