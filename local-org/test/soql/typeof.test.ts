import { apexTest } from '../library/apex-tests.ts';

apexTest(
  'TYPEOF selects other fields for each object that a reference may lead to',
  `Account acme = new Account(Name = 'Acme', Phone = '123');
   Opportunity deal = new Opportunity(Name = 'Deal', StageName = 'Prospecting', CloseDate = Date.today());
   Campaign fair = new Campaign(Name = 'Fair');
   insert new List<SObject>{ acme, deal, fair };
   insert new List<Task>{
     new Task(Subject = 'a', WhatId = acme.Id), new Task(Subject = 'b', WhatId = deal.Id),
     new Task(Subject = 'c', WhatId = fair.Id), new Task(Subject = 'd') };
   List<Task> tasks = [
     SELECT Subject, TYPEOF What WHEN Account THEN Phone, Owner.LastName WHEN Opportunity THEN Amount, StageName ELSE Name END
     FROM Task ORDER BY Subject
   ];
   Account a = (Account) tasks[0].What;
   Assert.areEqual('123', a.Phone);
   Assert.areEqual('Admin', a.Owner.LastName);
   Assert.isTrue(tasks[1].What instanceof Opportunity);
   Assert.areEqual('Prospecting', ((Opportunity) tasks[1].What).StageName);
   Assert.areEqual('Fair', tasks[2].What.Name);
   Assert.isNull(tasks[3].What);
   List<Task> text = Database.query('SELECT TYPEOF What WHEN Account THEN Phone END FROM Task ORDER BY Subject');
   Assert.areEqual('123', ((Account) text[0].What).Phone);
   try { Database.query('SELECT TYPEOF Account WHEN Account THEN Phone END FROM Contact'); Assert.fail(); }
   catch (QueryException e) { Assert.isTrue(e.getMessage().contains('polymorphic')); }`,
);
