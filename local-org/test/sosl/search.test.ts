import assert from 'node:assert/strict';
import { test } from 'node:test';
import { orgOf, runScript } from '../apex/apex-project.ts';
import { apexTest } from '../library/apex-tests.ts';

const DATA = `
   Account acme = new Account(Name = 'Acme Energy', Phone = '030 123');
   Account other = new Account(Name = 'Globex', Description = 'sells acme paint');
   insert new List<Account>{ acme, other };
   Contact ann = new Contact(LastName = 'Acmeson', Email = 'ann@acme.example', AccountId = acme.Id);
   insert ann;`;

apexTest(
  'A search in a test finds what the test says, as far as its conditions let it pass',
  `${DATA}
   Assert.areEqual(0, [FIND 'Acme' IN ALL FIELDS RETURNING Account(Id)][0].size());
   Test.setFixedSearchResults(new List<Id>{ other.Id, acme.Id, ann.Id });
   String term = 'Acme*';
   String only = 'Acme Energy';
   List<List<SObject>> found = [FIND :term IN NAME FIELDS RETURNING Account(Id, Name WHERE Name = :only LIMIT 5), Contact(Account.Name), Lead];
   Assert.areEqual(3, found.size());
   Assert.areEqual('Acme Energy', ((List<Account>) found[0])[0].Name);
   Assert.areEqual(1, found[0].size());
   Contact c = (Contact) found[1][0];
   Assert.areEqual('Acme Energy', c.Account.Name);
   Assert.areEqual(0, found[2].size());
   List<Account> inOrder = (List<Account>) Search.query('FIND {Acme} IN ALL FIELDS RETURNING Account(Name)')[0];
   Assert.areEqual('Globex', inOrder[0].Name);
   List<Account> sorted = (List<Account>) Search.query('FIND \\'Acme\\' RETURNING Account(Name ORDER BY Name) LIMIT 1', AccessLevel.USER_MODE)[0];
   Assert.areEqual('Acme Energy', sorted[0].Name);
   Assert.areEqual(1, sorted.size());
   Search.SearchResults results = Search.find('FIND :term RETURNING Account(Name)');
   Assert.areEqual('Globex', results.get('Account')[0].getSObject().get('Name'));
   Assert.areEqual(2, results.get(Account.SObjectType).size());
   Assert.areEqual(5, Limits.getSoslQueries());
   Assert.areEqual(0, Limits.getQueries());`,
);

apexTest(
  'A search refuses what it does not know, and a search text of one character',
  `try { Search.query('FIND {A} RETURNING Account'); Assert.fail(); }
   catch (QueryException e) { Assert.isTrue(e.getMessage().startsWith('search term must be longer than one character')); }
   try { Search.query('FIND {Acme} RETURNING Nothing__c'); Assert.fail(); }
   catch (QueryException e) { Assert.isTrue(e.getMessage().contains('Nothing__c')); }
   try { Search.query('LOOK FOR Acme'); Assert.fail(); }
   catch (QueryException e) { Assert.isNotNull(e.getMessage()); }`,
);

void test('Outside of tests a search looks for words in the stored texts', () => {
  const org = orgOf({});
  runScript(org, DATA);
  const finds = (search: string, expected: string): void => {
    const script = `List<String> names = new List<String>();
      for (List<SObject> rows : Search.query('${search}')) for (SObject row : rows) names.add((String) row.get('Name'));
      Assert.areEqual('${expected}', String.join(names, ','));`;
    assert.doesNotThrow(() => runScript(org, script), search);
  };
  finds('FIND {acme} IN ALL FIELDS RETURNING Account(Name ORDER BY Name), Contact(Name)', 'Acme Energy,Globex,Acmeson');
  finds('FIND {acme} IN NAME FIELDS RETURNING Account(Name), Contact(Name)', 'Acme Energy');
  finds('FIND {acme*} IN NAME FIELDS RETURNING Account(Name), Contact(Name)', 'Acme Energy,Acmeson');
  finds('FIND {acme AND NOT energy} RETURNING Account(Name)', 'Globex');
  finds('FIND {"acme energy" OR globex} RETURNING Account(Name ORDER BY Name DESC)', 'Globex,Acme Energy');
});
