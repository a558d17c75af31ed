import { apexTest } from './apex-tests.ts';

const rule = (onCreate: string): Record<string, string> => ({
  '../../../config/local-org.json': JSON.stringify({
    features: { duplicateRules: [{ object: 'Contact', fields: ['Email'], onCreate }] },
  }),
});

apexTest(
  'The error of a duplicate rule names the records that are there already, and allowSave saves nevertheless',
  `Contact first = new Contact(LastName = 'A', Email = 'a@example.com'); insert first;
   Contact second = new Contact(LastName = 'B', Email = 'A@example.com');
   Database.SaveResult result = Database.insert(second, false);
   Assert.isFalse(result.isSuccess());
   Database.Error e = result.getErrors()[0];
   Assert.areEqual(StatusCode.DUPLICATES_DETECTED, e.getStatusCode());
   Assert.isTrue(e instanceof Database.DuplicateError);
   Datacloud.DuplicateResult found = ((Database.DuplicateError) e).getDuplicateResult();
   Assert.isTrue(found.isAllowSave()); Assert.areEqual('Contact', found.getDuplicateRuleEntityType());
   Set<Id> ids = new Set<Id>();
   for (Datacloud.MatchResult m : found.getMatchResults()) {
     Assert.areEqual(1, m.getSize()); Assert.areEqual('Contact', m.entityType);
     for (Datacloud.MatchRecord r : m.getMatchRecords()) { ids.add(r.getRecord().Id); Assert.areEqual(100.0, r.getMatchConfidence()); } }
   Assert.areEqual(new Set<Id>{first.Id}, ids);
   Database.DMLOptions options = new Database.DMLOptions();
   options.DuplicateRuleHeader.allowSave = true; options.DuplicateRuleHeader.runAsCurrentUser = true;
   Assert.isTrue(Database.insert(second, options).isSuccess());`,
  rule('alert'),
);

apexTest(
  'Emptying the recycle bin erases deleted records for good',
  `Account a = new Account(Name = 'a'); insert a; delete a;
   Assert.areEqual(1, [SELECT COUNT() FROM Account ALL ROWS]);
   Database.EmptyRecycleBinResult result = Database.emptyRecycleBin(new List<Account>{a})[0];
   Assert.isTrue(result.isSuccess()); Assert.areEqual(a.Id, result.getId());
   Assert.areEqual(0, [SELECT COUNT() FROM Account ALL ROWS]);
   Assert.isFalse(Database.emptyRecycleBin(a).isSuccess());
   Account live = new Account(Name = 'b'); insert live;
   Assert.isFalse(Database.emptyRecycleBin(live.Id).isSuccess());`,
);
