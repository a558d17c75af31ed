import { UnsupportedFeature } from '../errors.ts';
import { Decimal } from '../values/decimal.ts';
import { SObject } from '../values/sobject.ts';
import { ApexDate, Datetime } from '../values/temporal.ts';
import { qualifiedName } from './metadata/names.ts';
import { componentName, metadataFiles } from './metadata/project-files.ts';
import { childOf, childrenOf, readXml, textOf, type XmlElement } from './metadata/xml.ts';
import { durableFieldId } from './metadata-catalog.ts';
import type { FieldDefinition, Schema } from './model.ts';

const valueOf = (field: FieldDefinition, text: string, path: string): unknown => {
  switch (field.type) {
    case 'boolean':
      return text === 'true';
    case 'double':
    case 'percent':
    case 'currency':
      return Decimal.parse(text).withScale(field.scale);
    case 'date':
      return ApexDate.parse(text);
    case 'datetime':
      return new Datetime(Date.parse(text));
    case 'reference':
      throw new UnsupportedFeature(`metadata relationship field ${field.name} (${path})`);
    default:
      return text;
  }
};

const textValue = (record: SObject, field: FieldDefinition): string => {
  const value = record.get(field.name);
  return typeof value === 'string' ? value : '';
};

const readRecord = (schema: Schema, namespace: string, path: string, root: XmlElement): SObject => {
  const [type = '', name = ''] = componentName(path).split('.');
  const object = schema.object(`${type}__mdt`, namespace);
  if (!object) throw new UnsupportedFeature(`custom metadata type ${type}__mdt (${path})`);
  const own = /^\w+?__/.test(type) ? '' : namespace;
  const label = textOf(root, 'label') ?? name;
  const record = new SObject(object.name)
    .set('DeveloperName', name)
    .set('MasterLabel', label)
    .set('Label', label)
    .set('Language', 'en_US')
    .set('NamespacePrefix', own === '' ? null : own)
    .set('QualifiedApiName', own === '' ? name : `${own}__${name}`);
  const toField: FieldDefinition[] = [];
  for (const pair of childrenOf(root, 'values')) {
    const fieldName = qualifiedName(textOf(pair, 'field') ?? '', namespace);
    const field = object.fields.get(fieldName.toLowerCase());
    if (!field) throw new UnsupportedFeature(`field ${fieldName} of ${object.name} (${path})`);
    const value = childOf(pair, 'value');
    const isNil = value === undefined || Object.keys(value.attributes).some((attribute) => attribute.endsWith('nil'));
    record.set(field.name, isNil ? null : valueOf(field, value.text, path));
    if (!isNil && field.referenceTo[0] === 'FieldDefinition') toField.push(field);
  }
  // A field is named relative to the object that another relationship of the record names.
  const entity = [...object.fields.values()].find((field) => field.referenceTo[0] === 'EntityDefinition');
  const owner = entity ? schema.object(textValue(record, entity), namespace) : undefined;
  for (const field of toField) {
    const target = owner && schema.field(owner, textValue(record, field), namespace);
    if (owner && target) record.set(field.name, durableFieldId(owner.name, target.name));
  }
  return record;
};

/**
 * The records of the project's custom metadata types, to be loaded into the database.
 * @param schema of the same project
 * @throws UnsupportedFeature on records of unknown types or fields
 */
export const loadCustomMetadata = (projectDir: string, namespace: string, schema: Schema): SObject[] =>
  metadataFiles(projectDir, 'customMetadata/*.md-meta.xml').map((path) =>
    readRecord(schema, namespace, path, readXml(path, 'CustomMetadata')),
  );
