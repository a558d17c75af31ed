import { answers } from './apex-cases.ts';

answers('Records give and take values by field name or token', {
  "Account a = new Account(); a.put('name', 'A'); a.put(Account.NumberOfEmployees, 5); return a.get('Name') + ',' + a.get(Account.NumberOfEmployees);":
    'A,5',
  "new Account().get('Bogus')": 'System.SObjectException: Invalid field Bogus for Account',
  "Account a = new Account(); a.put('NumberOfEmployees', 'many'); return a;":
    'System.SObjectException: Illegal assignment from String to Integer',
  "Account a = new Account(); a.put('AnnualRevenue', 5); return a.AnnualRevenue + 0.5;": '5.5',
  "insert new Account(Name = 'A'); Account a = [SELECT Id FROM Account LIMIT 1]; return a.get('Name');":
    'System.SObjectException: SObject row was retrieved via SOQL without querying the requested field: Account.Name',
  "new Account(Name = 'A', Site = null).getPopulatedFieldsAsMap()": '{Name=A, Site=null}',
  "new Account(Name = 'A').isSet('Name') + ',' + new Account().isSet(Account.Name)": 'true,false',
  "Contact c = new Contact(); c.putSObject('Account', new Account(Name = 'A')); return c.getSObject('Account').get('Name') + c.Account.Name;":
    'AA',
  "Account a = new Account(); a.addError('bad'); a.addError('Name', 'worse'); return a.hasErrors() + ',' + a.getErrors().size() + ',' + a.getErrors()[1].getFields();":
    'true,2,(Name)',
  'new Account().getSObjectType() == Account.SObjectType': 'true',
  "(Boolean) new Contact().get('HasOptedOutOfEmail')": 'false',
});

answers('Describe answers from the schema', {
  "Account.SObjectType.getDescribe().getName() + ',' + Account.SObjectType.getDescribe().getLabelPlural() + ',' + Account.SObjectType.getDescribe().getKeyPrefix() + ',' + Account.SObjectType.getDescribe().isCustom()":
    'Account,Accounts,001,false',
  "Schema.getGlobalDescribe().get('ACCOUNT') + ',' + Schema.getGlobalDescribe().containsKey('nope__c')":
    'Account,false',
  "Account.SObjectType.getDescribe().fields.getMap().get('NAME').getDescribe().getLabel()": 'Account Name',
  "Account.Industry.getDescribe().getType() + ',' + (Account.Industry.getDescribe().getPicklistValues().size() > 3)":
    'PICKLIST,true',
  "Contact.AccountId.getDescribe().getReferenceTo() + ',' + Contact.AccountId.getDescribe().getRelationshipName()":
    '(Account),Account',
  "Schema.describeSObjects(new List<String>{'Contact'})[0].getName()": 'Contact',
  "Type.forName('Account').newInstance() instanceof Account": 'true',
  "((List<String>) Type.forName('List<String>').newInstance()).size() + ',' + Type.forName('Nope')": '0,null',
  "Account.SObjectType.newSObject('001Qx0000000001').get('Id')": '001Qx0000000001IAA',
  "Account.SObjectType.getDescribe().getRecordTypeInfosByDeveloperName().get('Master').isMaster()": 'true',
});

const field = (name: string, type: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>${name}</fullName><label>${name}</label>${type}</CustomField>`;

answers(
  'Hierarchy custom settings merge organization, profile and user',
  {
    "Prefs__c.getOrgDefaults().Limit__c + ',' + Prefs__c.getInstance().On__c + ',' + Prefs__c.getValues(UserInfo.getUserId())":
      'null,false,null',
    "insert new Prefs__c(SetupOwnerId = UserInfo.getOrganizationId(), Limit__c = 5, On__c = true); insert new Prefs__c(SetupOwnerId = UserInfo.getUserId(), Limit__c = 7); return Prefs__c.getInstance().Limit__c + ',' + Prefs__c.getOrgDefaults().Limit__c + ',' + Limits.getQueries();":
      '7,5,0',
  },
  {
    'objects/Prefs__c/Prefs__c.object-meta.xml':
      '<?xml version="1.0" encoding="UTF-8"?><CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><customSettingsType>Hierarchy</customSettingsType><label>Prefs</label><visibility>Public</visibility></CustomObject>',
    'objects/Prefs__c/fields/Limit__c.field-meta.xml': field(
      'Limit__c',
      '<type>Number</type><precision>5</precision><scale>0</scale>',
    ),
    'objects/Prefs__c/fields/On__c.field-meta.xml': field(
      'On__c',
      '<type>Checkbox</type><defaultValue>false</defaultValue>',
    ),
  },
);
