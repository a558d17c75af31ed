import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createDatabase } from '../../src/data/create.ts';
import type { Program } from '../../src/runtime/program.ts';
import { loadCustomMetadata } from '../../src/schema/custom-metadata.ts';
import { loadSchema } from '../../src/schema/load.ts';
import { makeId } from '../../src/values/id.ts';
import { withProject, xml } from '../data/trial-org.ts';

const FILES = {
  'force-app/objects/Rule__mdt/Rule__mdt.object-meta.xml': xml(
    'CustomObject',
    '<label>Rule</label><pluralLabel>Rules</pluralLabel>',
  ),
  'force-app/objects/Rule__mdt/fields/Weight__c.field-meta.xml': xml(
    'CustomField',
    '<fullName>Weight__c</fullName><label>Weight</label><type>Number</type><precision>4</precision><scale>1</scale>',
  ),
  'force-app/customMetadata/Rule.First.md-meta.xml': `<?xml version="1.0" encoding="UTF-8"?>
<CustomMetadata xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
    <label>First rule</label>
    <values><field>Weight__c</field><value xsi:type="xsd:double">2.5</value></values>
</CustomMetadata>`,
};

describe('Custom metadata', () => {
  test('records of the project can be read like any record', () => {
    withProject(FILES, (projectDir) => {
      const schema = loadSchema({ projectDir, namespace: 'acme' });
      const records = loadCustomMetadata(projectDir, 'acme', schema);
      const database = createDatabase({
        schema,
        program: () => ({ triggers: () => [] }) as unknown as Program,
        records,
      });
      const object = schema.object('Rule__mdt', 'acme');
      assert.ok(object);
      const row = database.read(object, makeId(object.keyPrefix, 1));
      assert.ok(row);
      assert.equal(row.get('DeveloperName'), 'First');
      assert.equal(row.get('QualifiedApiName'), 'acme__First');
      assert.equal(String(row.get('acme__Weight__c')), '2.5');
    });
  });
});
