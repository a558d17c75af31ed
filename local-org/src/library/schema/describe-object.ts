import { randomUUID } from 'node:crypto';
import { transaction } from '../../runtime/transaction.ts';
import { userLanguage } from '../../security/user-language.ts';
import type { ChildRelationship, ObjectDefinition } from '../../schema/model.ts';
import { perDefinition } from '../../schema/per-definition.ts';
import { ID, platformType, STRING } from '../../types/apex-type.ts';
import { ApexList, ApexMap } from '../../values/collections.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import { sobjectFieldToken, SObjectTypeToken, sobjectTypeToken } from '../../values/schema-token.ts';
import { SObject } from '../../values/sobject.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception, required } from '../raise.ts';
import { fieldSetClasses, FieldSets } from './field-sets.ts';
import { describing, refusing } from './getters.ts';
import { NamedMap } from './named-map.ts';
import { mayCreateObject, mayDeleteObject, mayReadObject, mayUpdateObject } from './permissions.ts';
import { recordTypeClass, recordTypesOf, type RecordTypeInfo } from './record-types.ts';

/** A Schema.DescribeSObjectResult. */
export class DescribeObject extends PlatformObject {
  readonly object: ObjectDefinition;

  constructor(object: ObjectDefinition) {
    super(platformType('Schema.DescribeSObjectResult'));
    this.object = object;
  }
}

/** The `fields` of a describe. */
class FieldTokens extends PlatformObject {
  readonly object: ObjectDefinition;

  constructor(object: ObjectDefinition) {
    super(platformType('Schema.SObjectTypeFields'));
    this.object = object;
  }
}

class ChildRelationshipInfo extends PlatformObject {
  readonly relationship: ChildRelationship;

  constructor(relationship: ChildRelationship) {
    super(platformType('Schema.ChildRelationship'));
    this.relationship = relationship;
  }
}

const definitionOf = (token: SObjectTypeToken): ObjectDefinition => {
  const object = transaction().org.schema.object(token.objectName, '');
  if (!object) throw exception('TypeException', `Unable to find SObjectType: ${token.objectName}`);
  return object;
};

/** Describes an object by its token. */
export const describeObject = (token: SObjectTypeToken): DescribeObject => new DescribeObject(definitionOf(token));

const tokensOf = (object: ObjectDefinition, namespace: string): NamedMap => {
  const map = new NamedMap(platformType('Schema.SObjectField'), namespace);
  for (const field of object.fields.values())
    if (field.type !== 'junctionIdList') map.put(field.name, sobjectFieldToken(object.name, field.name));
  return map;
};

/** Code asks for the same map over and over: `getDescribe().fields.getMap().get(name)`. */
const fieldMaps = new WeakMap<ObjectDefinition, NamedMap>();

const fieldMap = ({ object }: FieldTokens): NamedMap => {
  const { namespace } = transaction().org;
  const known = fieldMaps.get(object);
  if (known?.namespace === namespace) return known.copy();
  const map = tokensOf(object, namespace);
  fieldMaps.set(object, map);
  return map.copy();
};

const newRecord = (token: SObjectTypeToken, id: string | null = null): SObject => {
  const record = new SObject(definitionOf(token).name);
  return id === null ? record : record.set('Id', id);
};

/** Fills in default values, those of formulas for the running user; a record type's own picklist defaults are not known. */
const newWithDefaults = (token: SObjectTypeToken, recordTypeId: string | null, defaults: boolean | null): SObject => {
  const record = newRecord(token);
  if (recordTypeId !== null) record.set('RecordTypeId', recordTypeId);
  if (defaults !== true) return record;
  const object = definitionOf(token);
  if (object.kind === 'event') record.set('EventUuid', randomUUID());
  for (const field of object.fields.values()) {
    if (!field.defaultedOnCreate || !field.createable) continue;
    const value = transaction().org.database.defaultValue(object, field);
    if (value !== null) record.set(field.name, value);
    else if (field.type === 'boolean') record.set(field.name, false);
  }
  return record;
};

const recordTypeMap = (key: (info: RecordTypeInfo) => string, byId = false) => {
  return ({ object }: DescribeObject): ApexMap => {
    const map = new ApexMap(byId ? ID : STRING, platformType('Schema.RecordTypeInfo'));
    for (const info of recordTypesOf(object)) map.put(key(info), info);
    return map;
  };
};

/** The same object at every describe: code keeps them as keys of maps. */
const childRelationshipInfo = perDefinition(
  (relationship: ChildRelationship) => new ChildRelationshipInfo(relationship),
);

const childRelationships = ({ object }: DescribeObject): ApexList =>
  new ApexList(
    platformType('Schema.ChildRelationship'),
    transaction().org.schema.childRelationships(object).map(childRelationshipInfo),
  );

const localName = (name: string): string => /^[A-Za-z]\w*?__(\w+__\w+)$/.exec(name)?.[1] ?? name;

const describeClass: PlatformClass = {
  name: 'Schema.DescribeSObjectResult',
  kind: 'class',
  representation: DescribeObject,
  ...describing({
    'List<Schema.ChildRelationship> getChildRelationships()': childRelationships,
    'Schema.SObjectTypeFieldSets getFieldSets()': ({ object }: DescribeObject) => new FieldSets(object),
    'Schema.SObjectTypeFields getFields()': ({ object }: DescribeObject) => new FieldTokens(object),
    'String getKeyPrefix()': ({ object }: DescribeObject) => object.keyPrefix,
    'String getLabel()': ({ object }: DescribeObject) =>
      transaction().org.translations.object(object.name, userLanguage(), false) ?? object.label,
    'String getLabelPlural()': ({ object }: DescribeObject) =>
      transaction().org.translations.object(object.name, userLanguage(), true) ?? object.labelPlural,
    'String getLocalName()': ({ object }: DescribeObject) => localName(object.name),
    'String getName()': ({ object }: DescribeObject) => object.name,
    'List<Schema.RecordTypeInfo> getRecordTypeInfos()': ({ object }: DescribeObject) =>
      new ApexList(platformType('Schema.RecordTypeInfo'), recordTypesOf(object)),
    'Map<String,Schema.RecordTypeInfo> getRecordTypeInfosByDeveloperName()': recordTypeMap(
      (info) => info.developerName,
    ),
    'Map<Id,Schema.RecordTypeInfo> getRecordTypeInfosById()': recordTypeMap((info) => info.id, true),
    'Map<String,Schema.RecordTypeInfo> getRecordTypeInfosByName()': recordTypeMap((info) => info.label),
    'Schema.SObjectType getSObjectType()': ({ object }: DescribeObject) => sobjectTypeToken(object.name),
    'Boolean isAccessible()': ({ object }: DescribeObject) => mayReadObject(object),
    'Boolean isCreateable()': ({ object }: DescribeObject) => mayCreateObject(object),
    'Boolean isCustom()': ({ object }: DescribeObject) => object.kind !== 'standard',
    'Boolean isCustomSetting()': ({ object }: DescribeObject) =>
      object.kind === 'hierarchySetting' || object.kind === 'listSetting',
    'Boolean isDeletable()': ({ object }: DescribeObject) => mayDeleteObject(object),
    'Boolean isDeprecatedAndHidden()': () => false,
    'Boolean isMergeable()': ({ object }: DescribeObject) =>
      ['Account', 'Contact', 'Lead', 'Case'].includes(object.name),
    'Boolean isQueryable()': ({ object }: DescribeObject) => object.queryable,
    'Boolean isUndeletable()': ({ object }: DescribeObject) => object.deletable && object.kind !== 'event',
    'Boolean isUpdateable()': ({ object }: DescribeObject) => mayUpdateObject(object),
  }),
  unsupported: refusing([
    'String getAssociateEntityType()',
    'String getAssociateParentEntity()',
    'Boolean getDataTranslationEnabled()',
    'String getDefaultImplementation()',
    'Boolean getHasSubtypes()',
    'String getImplementedBy()',
    'String getImplementsInterfaces()',
    'Boolean getIsInterface()',
    'Boolean getIsSubtype()',
    'Schema.SObjectDescribeOptions getSObjectDescribeOption()',
    'Boolean isFeedEnabled()',
    'Boolean isMruEnabled()',
    'Boolean isSearchable()',
  ]),
};

const objectTypeClass: PlatformClass = {
  name: 'Schema.SObjectType',
  kind: 'class',
  representation: SObjectTypeToken,
  methods: {
    'Schema.DescribeSObjectResult getDescribe()': describeObject,
    'Schema.DescribeSObjectResult getDescribe(Schema.SObjectDescribeOptions options)': describeObject,
    'SObject newSObject()': newRecord,
    'SObject newSObject(Id id)': newRecord,
    'SObject newSObject(Id recordTypeId, Boolean loadDefaults)': newWithDefaults,
    'String toString()': (self: SObjectTypeToken) => self.objectName,
  },
};

/** Schema.SObjectType, its describe and what hangs on it. */
export const objectClasses: readonly PlatformClass[] = [
  describeClass,
  objectTypeClass,
  recordTypeClass,
  ...fieldSetClasses,
  {
    name: 'Schema.SObjectTypeFields',
    kind: 'class',
    representation: FieldTokens,
    methods: { 'Map<String,Schema.SObjectField> getMap()': fieldMap },
  },
  {
    name: 'Schema.ChildRelationship',
    kind: 'class',
    representation: ChildRelationshipInfo,
    ...describing({
      'Schema.SObjectType getChildSObject()': ({ relationship }: ChildRelationshipInfo) =>
        sobjectTypeToken(relationship.childObject.name),
      'Schema.SObjectField getField()': ({ relationship }: ChildRelationshipInfo) =>
        sobjectFieldToken(relationship.childObject.name, relationship.field.name),
      'String getRelationshipName()': ({ relationship }: ChildRelationshipInfo) => relationship.name,
      'Boolean isCascadeDelete()': ({ relationship }: ChildRelationshipInfo) =>
        relationship.field.deleteConstraint === 'Cascade',
      'Boolean isDeprecatedAndHidden()': () => false,
      'Boolean isRestrictedDelete()': ({ relationship }: ChildRelationshipInfo) =>
        relationship.field.deleteConstraint === 'Restrict',
    }),
    unsupported: refusing([
      'List<String> getJunctionIdListNames()',
      'List<Schema.SObjectType> getJunctionReferenceTo()',
    ]),
  },
];

const describeAll = (names: ApexList | null): ApexList => {
  const { schema, namespace } = transaction().org;
  const described = required(names).items.map((name) => {
    const object = schema.object(required(name as string | null), namespace);
    if (!object) throw exception('InvalidParameterValueException', `Invalid sobject type: ${String(name)}`);
    return new DescribeObject(object);
  });
  return new ApexList(platformType('Schema.DescribeSObjectResult'), described);
};

/** System.Schema. */
export const schemaClass: PlatformClass = {
  name: 'Schema',
  kind: 'class',
  statics: {
    'List<Schema.DescribeSObjectResult> describeSObjects(List<String> sObjectTypes)': describeAll,
    'List<Schema.DescribeSObjectResult> describeSObjects(List<String> sObjectTypes, Schema.SObjectDescribeOptions options)':
      describeAll,
    'Map<String,Schema.SObjectType> getGlobalDescribe()': () => {
      const { schema, namespace } = transaction().org;
      const map = new NamedMap(platformType('Schema.SObjectType'), namespace);
      for (const object of schema.objects) map.put(object.name, sobjectTypeToken(object.name));
      return map;
    },
  },
  unsupported: [
    'List<Schema.DescribeDataCategoryGroupStructureResult> describeDataCategoryGroupStructures(List<Schema.DataCategoryGroupSobjectTypePair> pairs, Boolean topCategoriesOnly)',
    'List<Schema.DescribeDataCategoryGroupResult> describeDataCategoryGroups(List<String> sObjectTypes)',
    'List<Schema.DescribeTabSetResult> describeTabs()',
    'Map<String,Schema.SObjectType> getAppDescribe(String appName)',
    'Map<String,Schema.SObjectType> getModuleDescribe()',
    'Map<String,Schema.SObjectType> getModuleDescribe(String moduleName)',
  ],
};
