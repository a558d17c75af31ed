import { convert } from '../../runtime/convert.ts';
import { records } from '../../runtime/records.ts';
import { transaction } from '../../runtime/transaction.ts';
import type { FieldDefinition, ObjectDefinition } from '../../schema/model.ts';
import { BOOLEAN, ID, OBJECT, STRING } from '../../types/apex-type.ts';
import { ApexList } from '../../values/collections.ts';
import { SObjectFieldToken } from '../../values/schema-token.ts';
import type { SObject } from '../../values/sobject.ts';
import { typeOf } from '../../values/type-of.ts';
import { dereferenced, exception } from '../raise.ts';
import { fieldApexType } from './field-type.ts';

/** A field by its token or its name as text. */
export type FieldName = string | SObjectFieldToken | null;

const nameOf = (field: FieldName): string => {
  const given = dereferenced(field);
  return given instanceof SObjectFieldToken ? given.fieldName : given;
};

/** The definition of a record's object; AggregateResult rows have none. */
export const objectOf = (record: SObject): ObjectDefinition | undefined =>
  transaction().org.schema.object(record.typeName, transaction().org.namespace);

const invalidField = (record: SObject, name: string): Error =>
  exception('SObjectException', `Invalid field ${name} for ${record.typeName}`);

/** @throws System.SObjectException `Invalid field X for Account` */
export const fieldOf = (record: SObject, field: FieldName): FieldDefinition => {
  const { schema, namespace } = transaction().org;
  const name = nameOf(field);
  const object = objectOf(record);
  const found = object && schema.field(object, name, namespace);
  if (!found) throw invalidField(record, name);
  return found;
};

/** SObject.get: what compiled `record.Field` reads, checkboxes without a value included. */
export const readField = (record: SObject, field: FieldName): unknown => {
  if (record.typeName === 'AggregateResult') {
    const alias = nameOf(field);
    if (!record.has(alias)) throw invalidField(record, alias);
    return record.get(alias);
  }
  const definition = fieldOf(record, field);
  const key = definition.name.toLowerCase();
  return definition.type === 'boolean' ? records.flag(record, key) : records.field(record, key);
};

const checkedValue = (definition: FieldDefinition, value: unknown): unknown => {
  const type = fieldApexType(definition);
  if (value === null || type === OBJECT) return value;
  // A list of ids is a list of strings too.
  if (definition.type === 'junctionIdList' && value instanceof ApexList) return value;
  const converted = convert(value, type);
  const actual = typeOf(converted);
  if (actual === type || (type === ID && actual === STRING)) return converted;
  throw exception('SObjectException', `Illegal assignment from ${actual.text} to ${type.text}`);
};

/**
 * SObject.put.
 * @returns the value before
 * @throws System.SObjectException for a field that cannot be written or a value of another type
 */
export const writeField = (record: SObject, field: FieldName, value: unknown): unknown => {
  const definition = fieldOf(record, field);
  const key = definition.name.toLowerCase();
  const writable = definition.createable || definition.updateable || key === 'id';
  if (!writable) throw exception('SObjectException', `Field is not writeable: ${record.typeName}.${definition.name}`);
  const previous = record.fields.get(key) ?? (fieldApexType(definition) === BOOLEAN ? false : null);
  records.setField(record, key, checkedValue(definition, value));
  return previous;
};

/** Lower-cased name of a parent relationship, by its name or its reference field. */
export const parentKey = (record: SObject, relationship: FieldName): string => {
  const { schema, namespace } = transaction().org;
  const name = nameOf(relationship);
  const object = objectOf(record);
  const field = object && (schema.parentRelationship(object, name, namespace) ?? schema.field(object, name, namespace));
  if (!field?.relationshipName)
    throw exception('SObjectException', `Invalid relationship ${name} for ${record.typeName}`);
  return field.relationshipName.toLowerCase();
};

/** Lower-cased name of a child relationship, in full. */
export const childKey = (record: SObject, relationship: FieldName): string => {
  const { schema, namespace } = transaction().org;
  const name = nameOf(relationship);
  const object = objectOf(record);
  const found = object && schema.childRelationship(object, name, namespace);
  if (!found) throw exception('SObjectException', `Invalid aggregate field ${name} for ${record.typeName}`);
  return found.name.toLowerCase();
};
