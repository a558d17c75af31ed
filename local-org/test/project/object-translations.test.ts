import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readObjectTranslations } from '../../src/project/object-translations.ts';
import type { SourceFile } from '../../src/project/source-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'translations-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: string): SourceFile => {
  const relativePath = `force-app/objectTranslations/Order__c-de/${name}`;
  const path = join(folder, relativePath);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return { path, relativePath, name };
};

const NAMESPACE = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const translations = readObjectTranslations(
  [
    file(
      'Order__c-de.objectTranslation-meta.xml',
      `<CustomObjectTranslation ${NAMESPACE}>
        <caseValues><caseType>Genitive</caseType><plural>false</plural><value>Auftrags</value></caseValues>
        <caseValues><caseType>Nominative</caseType><plural>false</plural><value>Auftrag</value></caseValues>
        <caseValues><caseType>Nominative</caseType><plural>true</plural><value>Aufträge</value></caseValues>
      </CustomObjectTranslation>`,
    ),
    file(
      'Status__c.fieldTranslation-meta.xml',
      `<CustomFieldTranslation ${NAMESPACE}><label>Stand</label><name>Status__c</name>
        <picklistValues><masterLabel>Open</masterLabel><translation>Offen</translation></picklistValues>
      </CustomFieldTranslation>`,
    ),
  ],
  'shop',
);

void test('an object has its label in the nominative, one and many', () => {
  assert.equal(translations.object('shop__Order__c', 'de', false), 'Auftrag');
  assert.equal(translations.object('Order__c', 'de', true), 'Aufträge');
});

void test('a field and its picklist values have their labels in the language', () => {
  assert.equal(translations.field('shop__Order__c', 'shop__Status__c', 'de'), 'Stand');
  assert.equal(translations.picklistValue('shop__Order__c', 'shop__Status__c', 'Open', 'de'), 'Offen');
});

void test('what is not translated has no translation', () => {
  assert.equal(translations.field('shop__Order__c', 'shop__Total__c', 'de'), undefined);
  assert.equal(translations.field('shop__Order__c', 'shop__Status__c', 'fr'), undefined);
  assert.equal(translations.picklistValue('shop__Order__c', 'shop__Status__c', 'Closed', 'de'), undefined);
});
