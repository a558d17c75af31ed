import { apexTest } from './apex-tests.ts';

const TRIGGER = {
  'triggers/OnLead.trigger': `trigger OnLead on Lead (after update) {
    for (Lead l : Trigger.new) if (l.IsConverted && !Trigger.oldMap.get(l.Id).IsConverted) Seen.contacts.add(l.ConvertedContactId); }`,
  Seen: 'public class Seen { public static List<Id> contacts = new List<Id>(); }',
};
const CONVERT = `Database.LeadConvert c = new Database.LeadConvert(); c.setLeadId(l.Id);
   c.setConvertedStatus([SELECT MasterLabel FROM LeadStatus WHERE IsConverted = TRUE LIMIT 1].MasterLabel);`;

apexTest(
  'A converted lead becomes account, contact and opportunity, and its triggers see it',
  `Lead l = new Lead(LastName = 'Lovelace', FirstName = 'Ada', Company = 'Engines', Email = 'ada@example.com', City = 'London'); insert l;
   Task t = new Task(Subject = 'Call', WhoId = l.Id); insert t;
   ${CONVERT}
   Database.LeadConvertResult r = Database.convertLead(c);
   Assert.isTrue(r.isSuccess()); Assert.areEqual(l.Id, r.getLeadId());
   Contact contact = [SELECT FirstName, LastName, Email, MailingCity, Account.Name FROM Contact WHERE Id = :r.getContactId()];
   Assert.areEqual('ada@example.com', contact.Email); Assert.areEqual('Engines', contact.Account.Name); Assert.areEqual('London', contact.MailingCity);
   Opportunity o = [SELECT Name, AccountId, IsClosed FROM Opportunity WHERE Id = :r.getOpportunityId()];
   Assert.areEqual('Engines-', o.Name); Assert.areEqual(r.getAccountId(), o.AccountId); Assert.isFalse(o.IsClosed);
   Lead after = [SELECT IsConverted, ConvertedDate, ConvertedContactId, ConvertedAccountId FROM Lead];
   Assert.isTrue(after.IsConverted); Assert.areEqual(Date.today(), after.ConvertedDate); Assert.areEqual(contact.Id, after.ConvertedContactId);
   Assert.areEqual(new List<Id>{contact.Id}, Seen.contacts);
   Assert.areEqual(contact.Id, [SELECT WhoId FROM Task].WhoId);
   try { Database.convertLead(c); Assert.fail('twice'); } catch (DmlException e) { Assert.isTrue(e.getMessage().contains('CANNOT_UPDATE_CONVERTED_LEAD'), e.getMessage()); }`,
  TRIGGER,
);

apexTest(
  'A lead can be merged into a contact that is there, without an opportunity: only what the contact lacks is filled in',
  `Account a = new Account(Name = 'There'); insert a;
   Contact k = new Contact(LastName = 'Keep', AccountId = a.Id, Phone = '1'); insert k;
   Lead l = new Lead(LastName = 'L', Company = 'X', Phone = '2', Email = 'l@example.com'); insert l;
   ${CONVERT}
   c.setAccountId(a.Id); c.setContactId(k.Id); c.setDoNotCreateOpportunity(true);
   Database.LeadConvertResult r = Database.convertLead(c);
   Assert.areEqual(k.Id, r.getContactId()); Assert.isNull(r.getOpportunityId());
   k = [SELECT LastName, Phone, Email FROM Contact];
   Assert.areEqual('Keep 1 l@example.com', k.LastName + ' ' + k.Phone + ' ' + k.Email);
   Assert.areEqual(0, [SELECT COUNT() FROM Opportunity]);`,
);

apexTest(
  'A conversion that fails leaves nothing behind and says why',
  `Lead l = new Lead(LastName = 'L', Company = 'X'); insert l;
   Database.LeadConvert c = new Database.LeadConvert(); c.leadId = l.Id; c.convertedStatus = 'Open - Not Contacted';
   Database.LeadConvertResult r = Database.convertLead(c, false);
   Assert.isFalse(r.isSuccess()); Assert.areEqual(StatusCode.INVALID_STATUS, r.getErrors()[0].getStatusCode());
   try { Database.convertLead(new List<Database.LeadConvert>{c}); Assert.fail('no'); }
   catch (DmlException e) { Assert.areEqual('ConvertLead failed. First exception on row 0; first error: INVALID_STATUS, invalid convertedStatus: Open - Not Contacted: []', e.getMessage()); }
   Assert.areEqual(0, [SELECT COUNT() FROM Account]);`,
);
