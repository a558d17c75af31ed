import { apexTest } from './apex-tests.ts';

const EVENT = {
  'objects/Visit__e/Visit__e.object-meta.xml':
    '<?xml version="1.0" encoding="UTF-8"?><CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><deploymentStatus>Deployed</deploymentStatus><eventType>HighVolume</eventType><label>Visit</label><pluralLabel>Visits</pluralLabel><publishBehavior>PublishImmediately</publishBehavior></CustomObject>',
  'objects/Visit__e/fields/Place__c.field-meta.xml':
    '<?xml version="1.0" encoding="UTF-8"?><CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>Place__c</fullName><label>Place</label><length>80</length><type>Text</type></CustomField>',
  'triggers/OnVisit.trigger':
    'trigger OnVisit on Visit__e (after insert) { for (Visit__e v : Trigger.new) insert new Account(Name = v.Place__c, Description = v.EventUuid); }',
  Callback: `public class Callback implements EventBus.EventPublishSuccessCallback, EventBus.EventPublishFailureCallback {
    public static List<String> succeeded = new List<String>(); public static List<String> failed = new List<String>();
    public void onSuccess(EventBus.SuccessResult r) { succeeded.addAll(r.getEventUuids()); }
    public void onFailure(EventBus.FailureResult r) { failed.addAll(r.getEventUuids()); } }`,
};
const PUBLISH = `Visit__e v = (Visit__e) Visit__e.SObjectType.newSObject(null, true); v.Place__c = 'Rome';
   Database.SaveResult r = EventBus.publish(v, new Callback());
   Assert.areEqual(v.EventUuid, EventBus.getOperationId(r)); Assert.areEqual(0, Callback.succeeded.size());`;

apexTest(
  'A publish callback hears of success when the events are delivered, with their UUIDs',
  `${PUBLISH}
   Test.getEventBus().deliver();
   Assert.areEqual(new List<String>{v.EventUuid}, Callback.succeeded); Assert.areEqual(0, Callback.failed.size());
   Assert.areEqual(v.EventUuid, [SELECT Description FROM Account WHERE Name = 'Rome'].Description);`,
  EVENT,
);

apexTest(
  'A publish callback hears of failure when the test lets publishing fail, and no trigger runs',
  `${PUBLISH}
   Test.getEventBus().fail();
   Test.startTest(); Test.stopTest();
   Assert.areEqual(new List<String>{v.EventUuid}, Callback.failed); Assert.areEqual(0, Callback.succeeded.size());
   Assert.areEqual(0, [SELECT COUNT() FROM Account]);`,
  EVENT,
);

apexTest(
  'A cursor gives parts of the rows that its query found',
  `List<Account> all = new List<Account>(); for (Integer i = 0; i < 5; i++) all.add(new Account(Name = 'a' + i)); insert all;
   Database.Cursor cursor = Database.getCursor('SELECT Name FROM Account ORDER BY Name');
   Assert.areEqual(5, cursor.getNumRecords());
   List<Account> part = cursor.fetch(3, 2);
   Assert.areEqual('a3', part[0].Name); Assert.areEqual('a4', part[1].Name);
   try { cursor.fetch(4, 2); Assert.fail('no'); } catch (InvalidParameterValueException e) { Assert.isNotNull(e.getMessage()); }`,
);
