import { apexTest } from './apex-tests.ts';

apexTest(
  'A page reference keeps its parameters, and code sees the page that the test sets',
  `PageReference page = new PageReference('/apex/Visit?id=1#top'); page.getParameters().put('name', 'a b'); page.setRedirect(true);
   Assert.areEqual('/apex/Visit?id=1&name=a%20b#top', page.getUrl()); Assert.isTrue(page.getRedirect());
   Assert.isNull(ApexPages.currentPage());
   Test.setCurrentPage(page);
   Assert.areEqual('1', ApexPages.currentPage().getParameters().get('id'));
   Account a = new Account(Name = 'a'); insert a;
   Assert.areEqual('/' + String.valueOf(a.Id).left(15), new PageReference(a).getUrl());
   Assert.areEqual(a.Id, new ApexPages.StandardController(a).getId());`,
);

apexTest(
  'Messages of a page are collected',
  `ApexPages.addMessage(new ApexPages.Message(ApexPages.Severity.WARNING, 'Careful'));
   ApexPages.addMessages(new IllegalArgumentException('Wrong'));
   Assert.isTrue(ApexPages.hasMessages(ApexPages.Severity.ERROR)); Assert.areEqual(2, ApexPages.getMessages().size());
   Assert.areEqual('Careful', ApexPages.getMessages()[0].getSummary());
   Test.clearApexPageMessages(); Assert.isFalse(ApexPages.hasMessages());`,
);
