import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { UnsupportedFeature } from '../../src/errors.ts';
import { loadSchema } from '../../src/schema/load.ts';
import { schemaOf, xml } from '../data/trial-org.ts';

const FIELD = (name: string, content: string): [string, string] => [
  `force-app/main/objects/Thing__c/fields/${name}.field-meta.xml`,
  xml('CustomField', `<fullName>${name}</fullName><label>${name}</label>${content}`),
];
const THING = xml(
  'CustomObject',
  '<label>Thing</label><pluralLabel>Things</pluralLabel><sharingModel>Private</sharingModel>' +
    '<nameField><label>Number</label><type>AutoNumber</type><displayFormat>T-{0000}</displayFormat></nameField>',
);

describe('The data model of a project', () => {
  test('this repository loads, and its custom objects carry the namespace', () => {
    const projectDir = join(import.meta.dirname, '../../..');
    const schema = loadSchema({ projectDir, namespace: 'demodesk' });
    const object = schema.object('Sync_Log__c', 'demodesk');
    assert.equal(object?.name, 'demodesk__Sync_Log__c');
    assert.equal(schema.object('Sync_Log__c', ''), undefined);
    assert.deepEqual(schema.unsupported, []);
  });

  test('custom names are prefixed, found without the prefix in code of the namespace, in any case', () => {
    const schema = schemaOf(
      Object.fromEntries([
        ['force-app/main/objects/Thing__c/Thing__c.object-meta.xml', THING],
        FIELD(
          'Parent__c',
          '<type>Lookup</type><referenceTo>Account</referenceTo><relationshipName>Things</relationshipName>',
        ),
      ]),
      'acme',
    );
    const thing = schema.object('thing__c', 'acme');
    assert.equal(thing?.name, 'acme__Thing__c');
    assert.ok(thing);
    assert.equal(schema.field(thing, 'PARENT__C', 'acme')?.name, 'acme__Parent__c');
    assert.equal(schema.parentRelationship(thing, 'Parent__r', 'acme')?.referenceTo[0], 'Account');
    const account = schema.object('Account', '');
    assert.ok(account);
    assert.equal(schema.childRelationship(account, 'acme__Things__r', '')?.childObject, thing);
    assert.equal(thing.fields.get('name')?.autoNumber, true);
  });

  test('fields of Activity belong to tasks and events', () => {
    const schema = schemaOf({
      'more/objects/Activity/fields/Key__c.field-meta.xml': xml(
        'CustomField',
        '<fullName>Key__c</fullName><label>Key</label><type>Text</type><length>20</length><externalId>true</externalId>',
      ),
    });
    for (const name of ['Task', 'Event']) assert.equal(schema.object(name, '')?.fields.get('key__c')?.externalId, true);
  });

  test('an element that the local org does not know is refused with its name', () => {
    const [path, text] = FIELD('X__c', '<type>Text</type><length>3</length><sparkle>true</sparkle>');
    assert.throws(
      () => schemaOf({ [path]: text }),
      (error: unknown) => {
        assert.ok(error instanceof UnsupportedFeature);
        assert.match(error.message, /<sparkle> of <CustomField>/);
        return true;
      },
    );
  });

  test('a standard object that the local org lacks is named for whoever starts it', () => {
    const schema = schemaOf({
      'force-app/objects/Quote/Quote.object-meta.xml': xml('CustomObject', '<label>Quote</label>'),
    });
    assert.deepEqual(schema.unsupported, ['standard object Quote']);
  });
});
