import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { callStatic, orgOf, type ProjectFiles } from '../apex/apex-project.ts';

const xml = (root: string, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><${root} xmlns="http://soap.sforce.com/2006/04/metadata">${content}</${root}>`;

const object = (label: string, sharing: string): string =>
  xml(
    'CustomObject',
    `<label>${label}</label><pluralLabel>${label}s</pluralLabel><deploymentStatus>Deployed</deploymentStatus>
     <sharingModel>${sharing}</sharingModel><nameField><label>Name</label><type>Text</type></nameField>`,
  );

const summary = (name: string, operation: string, more: string): ProjectFiles => ({
  [`objects/Invoice__c/fields/${name}.field-meta.xml`]: xml(
    'CustomField',
    `<fullName>${name}</fullName><label>${name}</label><type>Summary</type>
     <summaryForeignKey>Line__c.Invoice__c</summaryForeignKey><summaryOperation>${operation}</summaryOperation>${more}`,
  ),
});

const filter = (field: string, operation: string, value: string): string =>
  `<summaryFilterItems><field>Line__c.${field}</field><operation>${operation}</operation><value>${value}</value></summaryFilterItems>`;

const AMOUNT = '<summarizedField>Line__c.Amount__c</summarizedField>';

const PROJECT: ProjectFiles = {
  'objects/Invoice__c/Invoice__c.object-meta.xml': object('Invoice', 'ReadWrite'),
  'objects/Line__c/Line__c.object-meta.xml': object('Line', 'ControlledByParent'),
  'objects/Line__c/fields/Invoice__c.field-meta.xml': xml(
    'CustomField',
    `<fullName>Invoice__c</fullName><label>Invoice</label><type>MasterDetail</type><referenceTo>Invoice__c</referenceTo>
     <relationshipName>Lines</relationshipName><relationshipOrder>0</relationshipOrder>`,
  ),
  'objects/Line__c/fields/Amount__c.field-meta.xml': xml(
    'CustomField',
    '<fullName>Amount__c</fullName><label>Amount</label><type>Number</type><precision>18</precision><scale>2</scale>',
  ),
  'objects/Line__c/fields/Paid__c.field-meta.xml': xml(
    'CustomField',
    '<fullName>Paid__c</fullName><label>Paid</label><type>Checkbox</type><defaultValue>false</defaultValue>',
  ),
  ...summary('All__c', 'count', ''),
  ...summary('Sum__c', 'sum', AMOUNT),
  ...summary('Paid_Sum__c', 'sum', AMOUNT + filter('Paid__c', 'equals', 'True')),
  ...summary(
    'Large__c',
    'count',
    filter('Amount__c', 'greaterThan', '10') + filter('Name', 'startsWith', 'Desk,Chair'),
  ),
  ...summary('Smallest__c', 'min', AMOUNT),
};

const LINES = `Invoice__c i = new Invoice__c(Name = 'R-1'); insert i;
  insert new List<Line__c>{
    new Line__c(Invoice__c = i.Id, Name = 'Desk', Amount__c = 120, Paid__c = true),
    new Line__c(Invoice__c = i.Id, Name = 'chair', Amount__c = 40.5),
    new Line__c(Invoice__c = i.Id, Name = 'Lamp', Amount__c = 30, Paid__c = true),
    new Line__c(Invoice__c = i.Id, Name = 'Desk pad', Amount__c = 9) };`;

const answer = (query: string): string =>
  callStatic(
    orgOf({ ...PROJECT, T: `public class T { public static Object run() { ${LINES} ${query} } }` }),
    'T',
    'run',
  );

void describe('Roll-up summary fields', () => {
  void test('count, add up and compare the details', () => {
    assert.equal(
      answer(
        'Invoice__c x = [SELECT All__c, Sum__c, Smallest__c FROM Invoice__c]; return new List<Object>{ x.All__c, x.Sum__c, x.Smallest__c };',
      ),
      '(4, 199.50, 9.00)',
    );
  });

  void test('take only the details that pass all filters, one of several values being enough', () => {
    assert.equal(
      answer(
        'Invoice__c x = [SELECT Paid_Sum__c, Large__c FROM Invoice__c]; return new List<Object>{ x.Paid_Sum__c, x.Large__c };',
      ),
      '(150.00, 2)',
    );
  });
});
