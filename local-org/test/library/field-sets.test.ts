import { answers } from './apex-cases.ts';

const FIELD_SET = `<?xml version="1.0" encoding="UTF-8"?><FieldSet xmlns="http://soap.sforce.com/2006/04/metadata">
  <fullName>Summary</fullName><description>What matters</description><label>The summary</label>
  <displayedFields><field>LastName</field><isFieldManaged>false</isFieldManaged><isRequired>true</isRequired></displayedFields>
  <displayedFields><field>Account.Industry</field><isFieldManaged>false</isFieldManaged><isRequired>false</isRequired></displayedFields>
</FieldSet>`;

answers(
  'A field set lists its fields, over parents too',
  {
    'Schema.SObjectType.Contact.FieldSets.Summary.getLabel()': 'The summary',
    "Contact.SObjectType.getDescribe().fieldSets.getMap().get('summary').getName()": 'Summary',
    'SObjectType.Contact.FieldSets.Summary.getFields().size()': '2',
    'SObjectType.Contact.FieldSets.Summary.fields[1].getFieldPath()': 'Account.Industry',
    'SObjectType.Contact.FieldSets.Summary.getFields()[1].getType()': 'PICKLIST',
    'SObjectType.Contact.FieldSets.Summary.getFields()[0].getRequired()': 'true',
    'SObjectType.Contact.FieldSets.Summary.getFields()[0].getDbRequired()': 'true',
    'SObjectType.Contact.FieldSets.Summary.getFields()[1].getLabel()': 'Industry',
    'SObjectType.Contact.FieldSets.Summary.getSObjectType()': 'Contact',
    'SObjectType.Account.FieldSets.getMap().size()': '0',
  },
  { 'objects/Contact/fieldSets/Summary.fieldSet-meta.xml': FIELD_SET },
);
