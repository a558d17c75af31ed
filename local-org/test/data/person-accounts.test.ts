import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UnsupportedFeature } from '../../src/errors.ts';
import type { LocalOrg } from '../../src/org.ts';
import { callStatic, orgOf, runScript, type ProjectFiles } from '../apex/apex-project.ts';

const NICKNAME = `<?xml version="1.0" encoding="UTF-8"?>
<CustomField xmlns="http://soap.sforce.com/2006/04/metadata">
  <fullName>Nickname__c</fullName><label>Nickname</label><type>Text</type><length>40</length>
</CustomField>`;

const org = (body: string, more: ProjectFiles = {}): LocalOrg =>
  orgOf({ T: `public class T { public static Object run() { ${body} } }`, ...more }, '', {
    features: { personAccounts: true },
  });

const answer = (body: string, more: ProjectFiles = {}): string => callStatic(org(body, more), 'T', 'run');

const PERSON = "Account a = new Account(FirstName = 'Anna', LastName = 'Bergmann', PersonEmail = 'anna@web.de');";

void describe('Person accounts', () => {
  void test('an org without them has no field of theirs', () => {
    assert.throws(() => orgOf({ T: 'class T { Object run() { return [SELECT PersonEmail FROM Account]; } }' }), {
      name: 'CompileFailure',
    });
  });

  void test('an account with a last name is a person, named by it, with a contact of the same values', () => {
    assert.equal(
      answer(`${PERSON} insert a;
        Account b = [SELECT Name, IsPersonAccount, PersonContactId, RecordType.DeveloperName FROM Account];
        Contact c = [SELECT FirstName, LastName, Name, Email, AccountId, IsPersonAccount FROM Contact WHERE Id = :b.PersonContactId];
        return new List<Object>{ b.Name, b.IsPersonAccount, b.RecordType.DeveloperName, c.Name, c.LastName, c.Email,
          c.AccountId == b.Id, c.IsPersonAccount };`),
      '(Anna Bergmann, true, PersonAccount, Anna Bergmann, Bergmann, anna@web.de, true, true)',
    );
  });

  void test('the contact follows its account, custom fields included', () => {
    assert.equal(
      answer(
        `${PERSON} a.Nickname__pc = 'Anni'; insert a;
        update new Account(Id = a.Id, LastName = 'Weiß', PersonTitle = 'Ärztin', Phone = '030 1234');
        Contact c = [SELECT Name, Title, Phone, Nickname__c, Account.Name FROM Contact];
        return new List<Object>{ c.Name, c.Title, c.Phone, c.Nickname__c, c.Account.Name };`,
        { 'objects/Contact/fields/Nickname__c.field-meta.xml': NICKNAME },
      ),
      '(Anna Weiß, Ärztin, 030 1234, Anni, Anna Weiß)',
    );
  });

  void test('a company takes no fields of people, and a person no name of its own', () => {
    assert.equal(
      answer(`Account company = new Account(Name = 'Acme', PersonEmail = 'x@acme.com');
        ${PERSON} a.Name = 'Somebody else';
        List<String> errors = new List<String>();
        for (Database.SaveResult r : Database.insert(new List<Account>{ company, a }, false)) {
          errors.add(r.getErrors()[0].getStatusCode() + ' ' + r.getErrors()[0].getMessage());
        }
        return errors;`),
      '(INVALID_FIELD_FOR_INSERT_UPDATE Account: bad field names on insert/update call: PersonEmail, ' +
        'INVALID_FIELD_FOR_INSERT_UPDATE Account: bad field names on insert/update call: Name)',
    );
  });

  void test('a person needs a last name', () => {
    assert.equal(
      answer(`Id person = [SELECT Id FROM RecordType WHERE SobjectType = 'Account' AND IsPersonType = TRUE].Id;
        try { insert new Account(RecordTypeId = person, FirstName = 'Anna'); return 'inserted'; }
        catch (DmlException e) { return e.getDmlMessage(0); }`),
      'Required fields are missing: [LastName]',
    );
  });

  void test('deleting the account deletes the contact; the contact alone is refused loudly', () => {
    assert.equal(answer(`${PERSON} insert a; delete a; return [SELECT COUNT() FROM Contact];`), '0');
    const made = org(`${PERSON} insert a; return null;`);
    callStatic(made, 'T', 'run');
    assert.throws(() => runScript(made, 'delete [SELECT Id FROM Contact];'), UnsupportedFeature);
    assert.throws(
      () => runScript(made, "Contact c = [SELECT Id FROM Contact]; c.Title = 'x'; update c;"),
      UnsupportedFeature,
    );
  });

  void test('contact triggers do not run for the contact of a person account', () => {
    assert.equal(
      answer(`${PERSON} insert a; return [SELECT Description FROM Contact].Description;`, {
        'triggers/OnContact.trigger':
          "trigger OnContact on Contact (before insert) { for (Contact c : Trigger.new) c.Description = 'seen'; }",
      }),
      'null',
    );
  });
});
