import { apexTest } from '../library/apex-tests.ts';

const JOB = `<?xml version="1.0" encoding="UTF-8"?><CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">
<label>Job</label><pluralLabel>Jobs</pluralLabel><nameField><label>Name</label><type>Text</type></nameField>
<sharingModel>Private</sharingModel><deploymentStatus>Deployed</deploymentStatus>
<sharingReasons><fullName>Recruiter__c</fullName><label>Recruiter</label></sharingReasons></CustomObject>`;

const FILES = {
  'objects/Job__c/Job__c.object-meta.xml': JOB,
  Jobs: `public with sharing class Jobs {
    public static Integer seen() { return [SELECT COUNT() FROM Job__c]; }
    public static User colleague(String name) {
      User u = new User(LastName = name, Username = name + '@jobs.example', Email = name + '@jobs.example', Alias = name,
        TimeZoneSidKey = 'GMT', LocaleSidKey = 'en_US', EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US',
        ProfileId = [SELECT Id FROM Profile WHERE Name = 'Standard User'].Id);
      insert u;
      return u;
    }
  }`,
};

apexTest(
  'A record of a private object is seen by whom it is shared with, until its owner changes',
  `User ann = Jobs.colleague('ann');
   Job__c job = new Job__c(Name = 'One');
   insert job;
   Job__Share own = [SELECT UserOrGroupId, AccessLevel, RowCause FROM Job__Share WHERE ParentId = :job.Id];
   Assert.areEqual('Owner', own.RowCause);
   Assert.areEqual('All', own.AccessLevel);
   Assert.areEqual(UserInfo.getUserId(), own.UserOrGroupId);
   System.runAs(ann) { Assert.areEqual(0, Jobs.seen()); }
   insert new Job__Share(ParentId = job.Id, UserOrGroupId = ann.Id, AccessLevel = 'Read', RowCause = Schema.Job__Share.RowCause.Manual);
   System.runAs(ann) { Assert.areEqual(1, Jobs.seen()); }
   Assert.areEqual(2, [SELECT Id, (SELECT Id FROM Shares) FROM Job__c].Shares.size());
   User bob = Jobs.colleague('bob');
   job.OwnerId = bob.Id;
   update job;
   System.runAs(ann) { Assert.areEqual(0, Jobs.seen()); }
   Assert.areEqual(bob.Id, [SELECT UserOrGroupId FROM Job__Share].UserOrGroupId);
   delete job;
   Assert.areEqual(0, [SELECT COUNT() FROM Job__Share]);`,
  FILES,
);

apexTest(
  'An Apex sharing reason outlives a change of the owner, and a group is shared with as its members are',
  `User ann = Jobs.colleague('ann');
   User bob = Jobs.colleague('bob');
   Group team = new Group(Name = 'Team', Type = 'Regular');
   Job__c job;
   System.runAs(new User(Id = UserInfo.getUserId())) {
     insert team;
     insert new GroupMember(GroupId = team.Id, UserOrGroupId = ann.Id);
   }
   job = new Job__c(Name = 'One');
   insert job;
   Assert.areEqual('Recruiter__c', Job__Share.RowCause.Recruiter__c);
   insert new Job__Share(ParentId = job.Id, UserOrGroupId = team.Id, AccessLevel = 'Edit', RowCause = Job__Share.RowCause.Recruiter__c);
   job.OwnerId = bob.Id;
   update job;
   System.runAs(ann) { Assert.areEqual(1, Jobs.seen()); }`,
  FILES,
);

apexTest(
  'A share that gives nothing, or everything, is refused',
  `Job__c job = new Job__c(Name = 'One');
   insert job;
   for (String level : new List<String>{ 'None', 'All' }) {
     Database.SaveResult result = Database.insert(
       new Job__Share(ParentId = job.Id, UserOrGroupId = UserInfo.getUserId(), AccessLevel = level), false);
     Assert.isFalse(result.isSuccess());
     Assert.areEqual(StatusCode.FIELD_FILTER_VALIDATION_EXCEPTION, result.getErrors()[0].getStatusCode());
     Assert.isTrue(result.getErrors()[0].getMessage().contains('AccessLevel'));
   }`,
  FILES,
);
