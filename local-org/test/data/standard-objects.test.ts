import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Blob } from '../../src/values/blob.ts';
import { Decimal } from '../../src/values/decimal.ts';
import { ApexDate, Datetime } from '../../src/values/temporal.ts';
import { record, trialOrg } from './trial-org.ts';

describe('What Salesforce does by itself', () => {
  test('the stage of an opportunity decides whether it is closed and how likely it is', () => {
    const org = trialOrg();
    const opportunity = record('Opportunity', {
      Name: 'Deal',
      StageName: 'Closed Won',
      CloseDate: ApexDate.parse('2025-08-01'),
      Amount: Decimal.parse('100'),
    });
    org.dml('insert', [opportunity]);
    const row = org.row(
      'SELECT IsClosed, IsWon, Probability, ForecastCategoryName, FiscalQuarter, ExpectedRevenue FROM Opportunity',
    );
    assert.deepEqual(
      ['IsClosed', 'IsWon', 'Probability', 'ForecastCategoryName', 'FiscalQuarter', 'ExpectedRevenue'].map((f) =>
        String(row.get(f)),
      ),
      ['true', 'true', '100', 'Closed', '3', '100.00'],
    );
  });

  test('an event has an end when its duration is given, and a task knows the account of its contact', () => {
    const org = trialOrg();
    const account = record('Account', { Name: 'Acme' });
    org.dml('insert', [account]);
    const contact = record('Contact', { LastName: 'Member', AccountId: account.id });
    org.dml('insert', [contact]);
    const start = new Datetime(Date.UTC(2025, 0, 1, 10));
    org.dml('insert', [
      record('Event', { Subject: 'Demo', StartDateTime: start, DurationInMinutes: 30, WhoId: contact.id }),
    ]);
    org.dml('insert', [record('Task', { Subject: 'Call', WhoId: contact.id, Status: 'Completed' })]);
    const event = org.row('SELECT EndDateTime, AccountId, Who.Name, Who.Type FROM Event');
    assert.deepEqual(event.get('EndDateTime'), new Datetime(Date.UTC(2025, 0, 1, 10, 30)));
    assert.equal(event.get('AccountId'), account.id);
    const task = org.row("SELECT IsClosed, AccountId FROM Task WHERE Who.Name = 'member'");
    assert.equal(task.get('IsClosed'), true);
    assert.equal(task.get('AccountId'), account.id);
  });

  test('a note is a document that can be linked to a record once', () => {
    const org = trialOrg();
    const account = record('Account', { Name: 'Acme' });
    org.dml('insert', [account]);
    const note = record('ContentNote', { Title: 'Notes', Content: Blob.fromText('<p>Hello &amp; welcome</p>') });
    org.dml('insert', [note]);
    const link = { ContentDocumentId: note.id, LinkedEntityId: account.id };
    org.dml('insert', [record('ContentDocumentLink', link)]);
    const [again] = org.dml('insert', [record('ContentDocumentLink', link)], { allOrNone: false });
    assert.equal(again?.errors[0]?.statusCode, 'DUPLICATE_VALUE');
    const row = org.row(
      'SELECT ContentDocument.Title, ContentDocument.FileType, ShareType FROM ContentDocumentLink WHERE LinkedEntityId = :id',
      [account.id],
    );
    assert.equal((row.get('ContentDocument') as { get(f: string): unknown }).get('FileType'), 'SNOTE');
    assert.equal(row.get('ShareType'), 'V');
    assert.equal(org.rows('SELECT TextPreview FROM ContentNote')[0]?.get('TextPreview'), 'Hello & welcome');
    org.dml('delete', [record('ContentDocument', { Id: note.id })]);
    assert.equal(org.count('SELECT COUNT() FROM ContentNote'), 0);
  });

  test('a file version makes its document', () => {
    const org = trialOrg();
    const version = record('ContentVersion', { PathOnClient: 'plan.pdf', VersionData: Blob.fromText('abc') });
    org.dml('insert', [version]);
    const row = org.row('SELECT Title, FileExtension, ContentDocument.LatestPublishedVersionId FROM ContentVersion');
    assert.equal(row.get('Title'), 'plan');
    assert.equal(
      (row.get('ContentDocument') as { get(f: string): unknown }).get('LatestPublishedVersionId'),
      version.id,
    );
  });

  test('only one contact of an opportunity is primary', () => {
    const org = trialOrg();
    const opportunity = record('Opportunity', {
      Name: 'Deal',
      StageName: 'Prospecting',
      CloseDate: ApexDate.parse('2025-08-01'),
    });
    const people = ['A', 'B'].map((name) => record('Contact', { LastName: name }));
    org.dml('insert', [opportunity]);
    org.dml('insert', people);
    for (const person of people) {
      const role = { OpportunityId: opportunity.id, ContactId: person.id, IsPrimary: true };
      org.dml('insert', [record('OpportunityContactRole', role)]);
    }
    const rows = org.rows('SELECT Contact.Name FROM OpportunityContactRole WHERE IsPrimary = true');
    assert.deepEqual(
      rows.map((r) => (r.get('Contact') as { get(f: string): unknown }).get('Name')),
      ['B'],
    );
  });
});
