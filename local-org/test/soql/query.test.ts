import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ApexList } from '../../src/values/collections.ts';
import { STRING } from '../../src/types/apex-type.ts';
import { Decimal } from '../../src/values/decimal.ts';
import { ApexDate, Datetime } from '../../src/values/temporal.ts';
import type { SObject } from '../../src/values/sobject.ts';
import { thrown } from '../data/trial-failure.ts';
import { record, schemaOf, trialOrg, xml, type TrialOrg } from '../data/trial-org.ts';

const company = (): TrialOrg => {
  const org = trialOrg();
  const accounts = [
    record('Account', { Name: 'Acme', Industry: 'Energy', AnnualRevenue: Decimal.parse('100') }),
    record('Account', { Name: 'beta', Industry: 'Banking', AnnualRevenue: Decimal.parse('300') }),
    record('Account', { Name: 'Gamma', Industry: 'Energy' }),
  ];
  org.dml('insert', accounts);
  org.dml('insert', [
    record('Contact', { LastName: 'One', Email: 'One@Example.com', AccountId: accounts[0]?.id }),
    record('Contact', { LastName: 'Two', Email: 'two@example.com', AccountId: accounts[0]?.id }),
    record('Contact', { LastName: 'Three', AccountId: accounts[1]?.id }),
    record('Contact', { LastName: 'Four' }),
  ]);
  return org;
};
const names = (rows: readonly SObject[], field = 'Name'): unknown[] => rows.map((row) => row.get(field));

describe('Queries', () => {
  test('text is compared without regard to case, and LIKE knows its wildcards', () => {
    const org = company();
    assert.deepEqual(names(org.rows("SELECT Name FROM Account WHERE Name = 'ACME'")), ['Acme']);
    assert.deepEqual(names(org.rows("SELECT Name FROM Account WHERE Name LIKE '%M_A'")), ['Gamma']);
    assert.deepEqual(names(org.rows("SELECT LastName FROM Contact WHERE Email = 'ONE@example.COM'"), 'LastName'), [
      'One',
    ]);
  });

  test('not equal and NOT IN keep records without a value; comparisons drop them', () => {
    const org = company();
    assert.deepEqual(
      names(org.rows("SELECT LastName FROM Contact WHERE Email != 'two@example.com' ORDER BY LastName"), 'LastName'),
      ['Four', 'One', 'Three'],
    );
    assert.deepEqual(
      names(org.rows("SELECT LastName FROM Contact WHERE Account.Name NOT IN ('Acme') ORDER BY LastName"), 'LastName'),
      ['Four', 'Three'],
    );
    assert.equal(org.count('SELECT COUNT() FROM Account WHERE AnnualRevenue < 1000'), 2);
    assert.equal(org.count('SELECT COUNT() FROM Contact WHERE Account.Name = null'), 1);
  });

  test('records are ordered without regard to case, empty values first unless asked otherwise', () => {
    const org = company();
    assert.deepEqual(names(org.rows('SELECT Name FROM Account ORDER BY Name')), ['Acme', 'beta', 'Gamma']);
    assert.deepEqual(names(org.rows('SELECT Name FROM Account ORDER BY AnnualRevenue DESC')), [
      'Gamma',
      'beta',
      'Acme',
    ]);
    assert.deepEqual(
      names(org.rows('SELECT Name FROM Account ORDER BY AnnualRevenue DESC NULLS LAST LIMIT 2 OFFSET 1')),
      ['Acme', 'Gamma'],
    );
  });

  test('parents and children are reached by their relationship names', () => {
    const org = company();
    const rows = org.rows(
      "SELECT Name, (SELECT LastName, Account.Owner.Name FROM Contacts WHERE LastName != 'Two') FROM Account WHERE Name = 'Acme'",
    );
    const children = rows[0]?.get('Contacts');
    assert.ok(children instanceof ApexList);
    const [child] = children.items as SObject[];
    assert.ok(child);
    assert.equal(child.get('LastName'), 'One');
    const owner = (child.get('Account') as SObject).get('Owner') as SObject;
    assert.equal(owner.get('Name'), 'Ada Admin');
  });

  test('a semi-join and an anti-join choose by related records', () => {
    const org = company();
    assert.deepEqual(
      names(org.rows('SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Contact) ORDER BY Name')),
      ['Acme', 'beta'],
    );
    assert.deepEqual(names(org.rows('SELECT Name FROM Account WHERE Id NOT IN (SELECT AccountId FROM Contact)')), [
      'Gamma',
    ]);
  });

  test('a list can be bound', () => {
    const org = company();
    const list = new ApexList(STRING, ['acme', 'BETA']);
    assert.equal(org.rows('SELECT Id FROM Account WHERE Name IN :names', [list]).length, 2);
  });

  test('groups are counted, added up and filtered', () => {
    const org = company();
    const groups = org.groups(
      'SELECT Industry, COUNT(Id) n, SUM(AnnualRevenue), MAX(Name) FROM Account GROUP BY Industry HAVING COUNT(Id) > 1',
    );
    assert.deepEqual(
      groups.map((g) => ({ ...g, expr0: String(g.expr0) })),
      [{ Industry: 'Energy', n: 2, expr0: '100', expr1: 'Gamma' }],
    );
    assert.deepEqual(
      org.groups('SELECT AVG(AnnualRevenue) a, MIN(CreatedDate) m FROM Account').map((g) => String(g.a)),
      ['200'],
    );
  });

  test('date literals follow the time zone of the user', () => {
    const org = trialOrg();
    // 23:30 in London is already the next day in Berlin, where the user is.
    org.clock.now = Date.UTC(2025, 5, 18, 22, 30);
    const close = (date: string): SObject =>
      record('Opportunity', { Name: date, StageName: 'Prospecting', CloseDate: ApexDate.parse(date) });
    org.dml('insert', ['2025-06-18', '2025-06-19', '2025-06-20', '2025-07-01'].map(close));
    const found = (condition: string): unknown[] =>
      names(org.rows(`SELECT Name FROM Opportunity WHERE CloseDate ${condition} ORDER BY CloseDate`));
    assert.deepEqual(found('= TODAY'), ['2025-06-19']);
    assert.deepEqual(found('> TODAY'), ['2025-06-20', '2025-07-01']);
    assert.deepEqual(found('= LAST_N_DAYS:1'), ['2025-06-18', '2025-06-19']);
    assert.deepEqual(found('= NEXT_MONTH'), ['2025-07-01']);
    assert.equal(org.count('SELECT COUNT() FROM Opportunity WHERE CreatedDate = TODAY'), 4);
  });

  test('unknown names are refused in the words of Salesforce', () => {
    const org = trialOrg();
    assert.match(
      thrown(() => org.rows('SELECT Foo FROM Account')).apexMessage ?? '',
      /^No such column 'Foo' on entity 'Account'\. If you are attempting to use a custom field/,
    );
    assert.match(
      thrown(() => org.rows('SELECT Id FROM Foo')).apexMessage ?? '',
      /^sObject type 'Foo' is not supported\./,
    );
    assert.match(
      thrown(() => org.rows('SELECT Foo.Name FROM Account')).apexMessage ?? '',
      /^Didn't understand relationship 'Foo' in field path\./,
    );
    assert.equal(
      thrown(() => org.rows("SELECT Id FROM Account WHERE Description = 'x'")).apexMessage,
      "field 'Description' can not be filtered in a query call",
    );
    assert.equal(
      thrown(() => org.rows("SELECT Id FROM Account WHERE Id = 'abc'")).apexMessage,
      'invalid ID field: abc',
    );
  });

  test('the 101st query of a transaction is one too many', () => {
    const org = trialOrg();
    for (let i = 0; i < 100; i += 1) org.count('SELECT COUNT() FROM Account');
    assert.equal(thrown(() => org.count('SELECT COUNT() FROM Account')).apexMessage, 'Too many SOQL queries: 101');
  });

  test('a field of Activity is read from the object that is asked', () => {
    const org = trialOrg(
      schemaOf({
        'force-app/objects/Activity/fields/Key__c.field-meta.xml': xml(
          'CustomField',
          '<fullName>Key__c</fullName><label>Key</label><type>Text</type><length>20</length><externalId>true</externalId>',
        ),
      }),
    );
    org.dml('insert', [record('Task', { Subject: 'Call', Key__c: 'T' })]);
    const start = new Datetime(Date.UTC(2025, 0, 1));
    org.dml('insert', [record('Event', { StartDateTime: start, DurationInMinutes: 5, Key__c: 'E' })]);
    assert.equal(org.row("SELECT Key__c FROM Task WHERE Key__c = 't'").get('Key__c'), 'T');
    assert.equal(org.row("SELECT Key__c FROM Event WHERE Key__c = 'e'").get('Key__c'), 'E');
  });

  test('links of documents must be asked for by document or record', () => {
    const error = thrown(() => trialOrg().rows('SELECT Id FROM ContentDocumentLink'));
    assert.match(error.apexMessage ?? '', /^Implementation restriction: ContentDocumentLink requires a filter/);
  });
});
