import { recordOptions } from '../../data/dml/record-options.ts';
import { records } from '../../runtime/records.ts';
import { transaction } from '../../runtime/transaction.ts';
import { OBJECT, platformType, STRING } from '../../types/apex-type.ts';
import type { ApexException } from '../../values/apex-exception.ts';
import { ApexList, ApexMap } from '../../values/collections.ts';
import { sameValue } from '../../values/equality.ts';
import { hashOf } from '../../values/hash.ts';
import { sobjectTypeToken } from '../../values/schema-token.ts';
import { SObject } from '../../values/sobject.ts';
import { messageOf, textOf } from '../../values/text.ts';
import type { DmlOptionsObject } from '../database/dml-options.ts';
import { DatabaseError } from '../database/results.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception, required } from '../raise.ts';
import { cloneRecord, cloneSource } from './clone.ts';
import { childKey, fieldOf, objectOf, parentKey, readField, writeField, type FieldName } from './fields.ts';

/**
 * `record.Field.addError(message)`: the DML statement fails this record.
 * @param field full API name, or null for the record as a whole
 */
export const addFieldError = (record: SObject, field: string | null, message: string): void => {
  record.errors.push({ field, message });
};

const addError = (self: SObject, message: string | ApexException | null): void => {
  const given = required(message);
  addFieldError(self, null, typeof given === 'string' ? given : messageOf(given));
};

const addErrorAt = (self: SObject, field: FieldName, message: string | null): void =>
  addFieldError(self, fieldOf(self, field).name, required(message));

const clone = (self: SObject, id = false, deep = false, timestamps = false, autonumber = false): SObject =>
  cloneRecord(self, {
    preserveId: id,
    deep,
    preserveReadonlyTimestamps: timestamps,
    preserveAutonumber: autonumber,
  });

/** Populated = with a value, or set to null by the code that holds the record. */
const populated = (self: SObject): ApexMap => {
  const map = new ApexMap(STRING, OBJECT);
  const object = objectOf(self);
  for (const [key, value] of self.fields) {
    if (value === null && self.queried) continue;
    const name = object?.fields.get(key)?.name ?? relationshipName(self, key);
    map.put(name, value);
  }
  return map;
};

/** A relationship in Salesforce's capitals. */
const relationshipName = (record: SObject, key: string): string => {
  const { schema } = transaction().org;
  const object = objectOf(record);
  if (!object) return key;
  return (
    schema.parentRelationship(object, key, '')?.relationshipName ??
    schema.childRelationship(object, key, '')?.name ??
    key
  );
};

const errorsOf = (self: SObject): ApexList =>
  new ApexList(
    platformType('Database.Error'),
    self.errors.map(
      ({ field, message }) =>
        new DatabaseError({
          statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
          message,
          fields: field === null ? [] : [field],
        }),
    ),
  );

const getSObject = (self: SObject, relationship: FieldName): unknown => self.get(parentKey(self, relationship));

const getSObjects = (self: SObject, relationship: FieldName): unknown => {
  const children = self.get(childKey(self, relationship));
  return children instanceof ApexList && children.items.length > 0 ? children : null;
};

const putSObject = (self: SObject, relationship: FieldName, parent: SObject | null): unknown => {
  const key = parentKey(self, relationship);
  const previous = self.get(key);
  records.setField(self, key, parent);
  return previous;
};

const isSet = (self: SObject, field: FieldName): boolean => self.has(fieldOf(self, field).name);

const clear = (self: SObject): void => {
  if (self.readOnly) throw exception('FinalException', 'Record is read-only');
  self.fields.clear();
};

const givenOptions = new WeakMap<SObject, DmlOptionsObject>();

/** The options count for this record in whichever statement it takes part. */
const setOptions = (self: SObject, options: DmlOptionsObject | null): void => {
  const { allowDuplicates, duplicatesAsUser, allowTruncation } = required(options);
  givenOptions.set(self, required(options));
  recordOptions.set(self, { allowDuplicates, duplicatesAsUser, allowTruncation });
};

/** System.SObject: the methods of every record. */
export const sobjectClass: PlatformClass = {
  name: 'SObject',
  kind: 'class',
  representation: SObject,
  methods: {
    'void addError(String errorMsg)': addError,
    'void addError(String errorMsg, Boolean escape)': addError,
    'void addError(Exception exceptionError)': addError,
    'void addError(Exception exceptionError, Boolean escape)': addError,
    'void addError(String fieldName, String errorMsg)': addErrorAt,
    'void addError(String fieldName, String errorMsg, Boolean escape)': addErrorAt,
    'void addError(Schema.SObjectField fieldToken, String errorMsg)': addErrorAt,
    'void addError(Schema.SObjectField fieldToken, String errorMsg, Boolean escape)': addErrorAt,
    'void clear()': clear,
    'SObject clone()': clone,
    'SObject clone(Boolean preserveId)': clone,
    'SObject clone(Boolean preserveId, Boolean isDeepClone)': clone,
    'SObject clone(Boolean preserveId, Boolean isDeepClone, Boolean preserveReadonlyTimestamps)': clone,
    'SObject clone(Boolean preserveId, Boolean isDeepClone, Boolean preserveReadonlyTimestamps, Boolean preserveAutonumber)':
      clone,
    'Boolean equals(Object other)': sameValue,
    'Object get(String fieldName)': readField,
    'Object get(Schema.SObjectField field)': readField,
    'Database.DMLOptions getOptions()': (self: SObject) => givenOptions.get(self) ?? null,
    'Id getCloneSourceId()': (self: SObject) => cloneSource(self) ?? null,
    'List<Database.Error> getErrors()': errorsOf,
    'Map<String,Object> getPopulatedFieldsAsMap()': populated,
    'SObject getSObject(String fieldName)': getSObject,
    'SObject getSObject(Schema.SObjectField fieldName)': getSObject,
    'Schema.SObjectType getSObjectType()': (self: SObject) => sobjectTypeToken(self.typeName),
    'List<SObject> getSObjects(String fieldName)': getSObjects,
    'List<SObject> getSObjects(Schema.SObjectField fieldName)': getSObjects,
    'Boolean hasErrors()': (self: SObject) => self.errors.length > 0,
    'Integer hashCode()': hashOf,
    'Boolean isClone()': (self: SObject) => cloneSource(self) !== undefined,
    'Boolean isSet(String fieldName)': isSet,
    'Boolean isSet(Schema.SObjectField field)': isSet,
    'Object put(String fieldName, Object value)': writeField,
    'Object put(Schema.SObjectField field, Object value)': writeField,
    'SObject putSObject(String fieldName, SObject value)': putSObject,
    'SObject putSObject(Schema.SObjectField fieldName, SObject value)': putSObject,
    'void setOptions(Database.DMLOptions options)': setOptions,
    'String toString()': textOf,
  },
  unsupported: ['String getQuickActionName()', 'void recalculateFormulas()'],
};
