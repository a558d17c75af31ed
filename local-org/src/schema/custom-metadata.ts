import { UnsupportedFeature } from '../errors.ts';
import { Decimal } from '../values/decimal.ts';
import { makeId } from '../values/id.ts';
import { SObject } from '../values/sobject.ts';
import { ApexDate, Datetime } from '../values/temporal.ts';
import { qualifiedName } from './metadata/names.ts';
import { componentName, metadataFiles, projectFiles } from './metadata/project-files.ts';
import { childOf, childrenOf, readXml, textOf, type XmlElement } from './metadata/xml.ts';
import { durableFieldId } from './metadata-catalog.ts';
import type { FieldDefinition, Schema } from './model.ts';

const valueOf = (field: FieldDefinition, text: string): unknown => {
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
    // Filled when all records are known.
    case 'reference':
      return null;
    default:
      return text;
  }
};

/** A record and what its file says of each field, null for none. */
interface ReadRecord {
  readonly record: SObject;
  readonly values: readonly { readonly field: FieldDefinition; readonly text: string | null }[];
}

const readRecord = (schema: Schema, namespace: string, path: string, root: XmlElement): ReadRecord => {
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
  const values = childrenOf(root, 'values').map((pair) => {
    const fieldName = qualifiedName(textOf(pair, 'field') ?? '', namespace);
    const field = object.fields.get(fieldName.toLowerCase());
    if (!field) throw new UnsupportedFeature(`field ${fieldName} of ${object.name} (${path})`);
    const value = childOf(pair, 'value');
    const isNil = value === undefined || Object.keys(value.attributes).some((attribute) => attribute.endsWith('nil'));
    return { field, text: isNil ? null : value.text };
  });
  for (const { field, text } of values) record.set(field.name, text === null ? null : valueOf(field, text));
  return { record, values };
};

/** Points the metadata relationships of a record to what they name. */
const relate = (
  schema: Schema,
  namespace: string,
  { record, values }: ReadRecord,
  all: readonly ReadRecord[],
): void => {
  // A field is named relative to the object that another relationship of the record names.
  const entity = values.find(({ field }) => field.referenceTo[0] === 'EntityDefinition')?.text;
  const owner = entity ? schema.object(entity, namespace) : undefined;
  for (const { field, text } of values) {
    const [target] = field.referenceTo;
    if (text === null || target === undefined) continue;
    if (target === 'EntityDefinition') record.set(field.name, schema.object(text, namespace)?.name ?? text);
    else if (target === 'FieldDefinition') {
      const found = owner && schema.field(owner, text, namespace);
      if (owner && found) record.set(field.name, durableFieldId(owner.name, found.name));
    } else {
      const found = all.find(
        (other) =>
          other.record.typeName === target &&
          [other.record.get('DeveloperName'), other.record.get('QualifiedApiName')].includes(text),
      );
      if (!found) throw new UnsupportedFeature(`${field.name} of ${record.typeName} names ${text}, which is not there`);
      record.set(field.name, found.record.id);
    }
  }
};

/**
 * The records of the project's custom metadata types, to be loaded into the database.
 * @param schema of the same project
 * @throws UnsupportedFeature on records of unknown types or fields
 */
export const loadCustomMetadata = (projectDir: string, namespace: string, schema: Schema): SObject[] => {
  const all = metadataFiles(projectFiles(projectDir), 'customMetadata/*.md-meta.xml').map((path) =>
    readRecord(schema, namespace, path, readXml(path, 'CustomMetadata')),
  );
  all.forEach(({ record }, index) => {
    record.set('Id', makeId(schema.object(record.typeName, '')?.keyPrefix ?? '', index + 1));
  });
  for (const read of all) relate(schema, namespace, read, all);
  return all.map(({ record }) => record);
};
