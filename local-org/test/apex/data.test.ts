import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callStatic, evaluate, orgOf, problemsOf } from './apex-project.ts';

test('Records are inserted, queried with binds, updated and deleted', () => {
  assert.equal(
    evaluate(`
      Account a = new Account(Name = 'Acme');
      insert a;
      insert new List<Contact>{ new Contact(LastName = 'A', AccountId = a.Id), new Contact(LastName = 'B') };
      List<Contact> mine = [SELECT LastName, Account.Name FROM Contact WHERE AccountId = :a.Id];
      mine[0].LastName = 'C';
      update mine;
      delete [SELECT Id FROM Contact WHERE AccountId = null];
      return mine[0].Account.Name + [SELECT COUNT() FROM Contact] + [SELECT LastName FROM Contact].LastName;`),
    'Acme1C',
  );
});

test('A missing parent record reads as null', () => {
  assert.equal(
    evaluate(
      "insert new Contact(LastName = 'A'); Contact c = [SELECT Account.Name FROM Contact]; return c.Account.Name == null;",
    ),
    'true',
  );
});

test('Child rows are a list', () => {
  assert.equal(
    evaluate(`
      Account a = new Account(Name = 'Acme'); insert a;
      insert new Contact(LastName = 'A', AccountId = a.Id);
      String names = '';
      for (Account row : [SELECT Name, (SELECT LastName FROM Contacts) FROM Account]) {
        for (Contact c : row.Contacts) { names += row.Name + c.LastName; }
      }
      return names;`),
    'AcmeA',
  );
});

test('A query loop hands out lists of at most 200 rows', () => {
  assert.equal(
    evaluate(`
      List<Account> rows = new List<Account>();
      for (Integer i = 0; i < 250; i++) { rows.add(new Account(Name = 'A' + i)); }
      insert rows;
      String sizes = '';
      for (List<Account> chunk : [SELECT Id FROM Account]) { sizes += chunk.size() + ' '; }
      return sizes;`),
    '200 50 ',
  );
});

test('Aggregate queries answer AggregateResult rows', () => {
  assert.equal(
    evaluate(`
      insert new List<Account>{ new Account(Name = 'A', Industry = 'Energy'), new Account(Name = 'B', Industry = 'Energy') };
      AggregateResult row = [SELECT Industry i, COUNT(Id) n FROM Account GROUP BY Industry];
      return (String) row.get('i') + row.get('n');`),
    'Energy2',
  );
});

test('A trigger sees its rows and may refuse them', () => {
  const org = orgOf({
    'triggers/OnAccount.trigger': `trigger OnAccount on Account (before insert, after insert) {
      Integer seen = Trigger.new.size();
      if (Trigger.isBefore) {
        for (Account a : Trigger.new) {
          a.Description = Trigger.operationType.name() + seen;
          if (a.Name == 'bad') { a.Name.addError('no'); }
        }
      }
    }`,
    Run: `public class Run { public static String good() { insert new Account(Name = 'x'); return [SELECT Description FROM Account].Description; }
      public static String bad() { try { insert new Account(Name = 'bad'); return 'kept'; } catch (DmlException e) { return e.getMessage(); } } }`,
  });
  assert.equal(callStatic(org, 'Run', 'good'), 'BEFORE_INSERT1');
  assert.match(callStatic(org, 'Run', 'bad'), /FIELD_CUSTOM_VALIDATION_EXCEPTION, no: \[Name\]/);
});

test('A dynamic query reads its binds from the variables in sight', () => {
  assert.equal(
    evaluate(
      "insert new Account(Name = 'Acme'); String wanted = 'Acme'; List<Account> rows = Database.query('SELECT Id, Name FROM Account WHERE Name = :wanted'); return rows[0].Name + rows.size();",
    ),
    'Acme1',
  );
});

test('A query with an unknown column does not compile', () => {
  assert.deepEqual(problemsOf({ A: 'public class A { void f() { Object o = [SELECT Nope__c FROM Account]; } }' }), [
    "1:40 No such column 'Nope__c' on entity 'Account'",
  ]);
});

test('A safe navigation ends the whole chain', () => {
  assert.equal(evaluate('List<Account> rows; return rows?.get(0).Name.length() == null;'), 'true');
});

test('Tokens and describe results of objects and fields are reached by name', () => {
  assert.equal(
    evaluate(`
      return Account.Name + ' ' + Account.SObjectType + ' ' + Account.getSObjectType() + ' ' + Contact.SObjectType.fields.LastName
        + ' ' + Schema.SObjectType.Account.getName() + ' ' + SObjectType.Account.fields.Name.getName() + ' ' + Schema.Account.Industry;`),
    'Name Account Account LastName Account Name Industry',
  );
});

test('A list or set bound with = means any of it, with != none of it', () => {
  assert.equal(
    evaluate(`List<Account> all = new List<Account>{ new Account(Name = 'a'), new Account(Name = 'b'), new Account(Name = 'c') };
      insert all;
      Set<Id> ids = new Set<Id>{ all[0].Id, all[2].Id };
      List<String> names = new List<String>{ 'a' };
      return [SELECT COUNT() FROM Account WHERE Id = :ids] + ' ' + [SELECT COUNT() FROM Account WHERE Name != :names];`),
    '2 2',
  );
});

test('Lists are equal when their elements are, by the equals of the elements', () => {
  const members =
    'public class Key { Integer n; public Key(Integer n) { this.n = n; } public Boolean equals(Object o) { return ((Key) o).n == n; } }';
  assert.equal(evaluate('return new List<Key>{ new Key(1) } == new List<Key>{ new Key(1) };', members), 'true');
});
