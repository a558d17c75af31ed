import { transaction } from '../../runtime/transaction.ts';
import { userLanguage } from '../../security/user-language.ts';
import type { FieldDefinition, FieldType, ObjectDefinition, PicklistValue } from '../../schema/model.ts';
import { BOOLEAN, platformType } from '../../types/apex-type.ts';
import { ApexList } from '../../values/collections.ts';
import { findEnumConstant } from '../../values/enum.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import { sobjectFieldToken, SObjectFieldToken, sobjectTypeToken } from '../../values/schema-token.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception } from '../raise.ts';
import { fieldApexType } from '../sobject/field-type.ts';
import { describing, refusing } from './getters.ts';
import { mayCreateField, mayReadField, mayUpdateField } from './permissions.ts';

/** A Schema.DescribeFieldResult. */
export class DescribeField extends PlatformObject {
  readonly object: ObjectDefinition;
  readonly field: FieldDefinition;

  constructor(object: ObjectDefinition, field: FieldDefinition) {
    super(platformType('Schema.DescribeFieldResult'));
    this.object = object;
    this.field = field;
  }
}

class PicklistEntry extends PlatformObject {
  readonly value: PicklistValue;

  constructor(value: PicklistValue) {
    super(platformType('Schema.PicklistEntry'));
    this.value = value;
  }
}

/** A picklist value with its label in the language of the running user. */
const translated = (object: ObjectDefinition, field: FieldDefinition, value: PicklistValue): PicklistValue => {
  const { translations } = transaction().org;
  const label = translations.picklistValue(object.name, field.name, value.label, userLanguage());
  return label === undefined ? value : { ...value, label };
};

/** Describes a field by its token. @throws System.SObjectException when the org has no such field */
export const describeField = (token: SObjectFieldToken): DescribeField => {
  const { schema } = transaction().org;
  const object = schema.object(token.objectName, '');
  const field = object && schema.field(object, token.fieldName, '');
  if (!object || !field) {
    throw exception('SObjectException', `Invalid field ${token.fieldName} for ${token.objectName}`);
  }
  return new DescribeField(object, field);
};

const DISPLAY_TYPES: Readonly<Partial<Record<FieldType, string>>> = { int: 'INTEGER' };

const displayType = (type: FieldType): unknown =>
  findEnumConstant('Schema.DisplayType', DISPLAY_TYPES[type] ?? type.toUpperCase()) ?? null;

const SOAP_TYPES: Readonly<Partial<Record<FieldType, string>>> = {
  id: 'ID',
  reference: 'ID',
  boolean: 'BOOLEAN',
  int: 'INTEGER',
  double: 'DOUBLE',
  currency: 'DOUBLE',
  percent: 'DOUBLE',
  date: 'DATE',
  datetime: 'DATETIME',
  time: 'TIME',
  base64: 'BASE64BINARY',
  address: 'ADDRESS',
  location: 'LOCATION',
  anyType: 'ANYTYPE',
};

/** The name without the namespace of its package. */
const localName = (name: string): string => /^[A-Za-z]\w*?__(\w+__\w+)$/.exec(name)?.[1] ?? name;

const defaultValue = ({ field }: DescribeField): unknown => {
  if (fieldApexType(field) === BOOLEAN) return field.defaultValue?.toLowerCase() === 'true';
  return field.picklistValues.find((value) => value.defaultValue)?.value ?? null;
};

const is =
  (test: (field: FieldDefinition) => boolean) =>
  ({ field }: DescribeField): boolean =>
    test(field);
const get =
  <T>(read: (field: FieldDefinition) => T) =>
  ({ field }: DescribeField): T =>
    read(field);

/** Bytes: three per character in UTF-8 as Salesforce counts. */
const byteLength = (field: FieldDefinition): number =>
  field.type === 'id' || field.type === 'reference' ? 18 : field.length * 3;

const fieldClass: PlatformClass = {
  name: 'Schema.DescribeFieldResult',
  kind: 'class',
  representation: DescribeField,
  ...describing({
    'Boolean isAccessible()': ({ object, field }: DescribeField) => mayReadField(object, field),
    'Boolean isAutoNumber()': is((field) => field.autoNumber),
    'Boolean isCalculated()': is((field) => field.calculated),
    'Boolean isCascadeDelete()': is((field) => field.deleteConstraint === 'Cascade'),
    'Boolean isCaseSensitive()': is((field) => field.caseSensitive),
    'Boolean isCreateable()': ({ object, field }: DescribeField) => mayCreateField(object, field),
    'Boolean isCustom()': is((field) => field.custom),
    'Boolean isDefaultedOnCreate()': is((field) => field.defaultedOnCreate),
    'Boolean isDeprecatedAndHidden()': () => false,
    'Boolean isEncrypted()': is((field) => field.type === 'encryptedstring'),
    'Boolean isExternalId()': is((field) => field.externalId),
    'Boolean isFilterable()': is((field) => field.filterable),
    'Boolean isGroupable()': is((field) => field.groupable),
    'Boolean isHtmlFormatted()': is((field) => field.htmlFormatted),
    'Boolean isIdLookup()': is((field) => field.idLookup),
    'Boolean isNameField()': is((field) => field.nameField),
    'Boolean isNamePointing()': is((field) => field.referenceTo.length > 1),
    'Boolean isNillable()': is((field) => field.nillable),
    'Boolean isPermissionable()': is(
      (field) => field.nillable && (field.createable || field.updateable || field.calculated),
    ),
    'Boolean isRestrictedDelete()': is((field) => field.deleteConstraint === 'Restrict'),
    'Boolean isRestrictedPicklist()': is((field) => field.restrictedPicklist),
    'Boolean isSortable()': is((field) => field.sortable),
    'Boolean isUnique()': is((field) => field.unique),
    'Boolean isUpdateable()': ({ object, field }: DescribeField) => mayUpdateField(object, field),
    'Integer getByteLength()': get(byteLength),
    'String getCalculatedFormula()': get((field) => field.formula ?? null),
    'Object getDefaultValue()': defaultValue,
    'String getDefaultValueFormula()': get((field) => field.defaultValue ?? null),
    'Integer getDigits()': get((field) => (field.type === 'int' ? field.precision : 0)),
    'String getInlineHelpText()': get((field) => field.helpText ?? null),
    'String getLabel()': ({ object, field }: DescribeField) =>
      transaction().org.translations.field(object.name, field.name, userLanguage()) ?? field.label,
    'Integer getLength()': get((field) => field.length),
    'String getLocalName()': get((field) => localName(field.name)),
    'String getName()': get((field) => field.name),
    'List<Schema.PicklistEntry> getPicklistValues()': ({ object, field }: DescribeField) =>
      new ApexList(
        platformType('Schema.PicklistEntry'),
        field.picklistValues
          .filter((value) => value.active)
          .map((value) => new PicklistEntry(translated(object, field, value))),
      ),
    'Integer getPrecision()': get((field) => field.precision),
    'List<Schema.SObjectType> getReferenceTo()': ({ field }: DescribeField) =>
      new ApexList(platformType('Schema.SObjectType'), field.referenceTo.map(sobjectTypeToken)),
    'String getRelationshipName()': get((field) => field.relationshipName ?? null),
    'Integer getRelationshipOrder()': get((field) => (field.masterDetail ? 0 : null)),
    'Integer getScale()': get((field) => field.scale),
    'Schema.SoapType getSoapType()': ({ field }: DescribeField) =>
      findEnumConstant('Schema.SoapType', SOAP_TYPES[field.type] ?? 'STRING') ?? null,
    'Schema.SObjectField getSobjectField()': ({ object, field }: DescribeField) =>
      sobjectFieldToken(object.name, field.name),
    'Schema.SObjectType getSObjectType()': ({ object }: DescribeField) => sobjectTypeToken(object.name),
    'Schema.DisplayType getType()': get((field) => displayType(field.type)),
  }),
  unsupported: refusing([
    'Boolean isAggregatable()',
    'Boolean isAiPredictionField()',
    'Boolean isDependentPicklist()',
    'Boolean isDisplayLocationInDecimal()',
    'Boolean isFormulaTreatNullNumberAsZero()',
    'Boolean isHighScaleNumber()',
    'Boolean isQueryByDistance()',
    'Boolean isSearchPrefilterable()',
    'Boolean isWriteRequiresMasterRead()',
    'String getCompoundFieldName()',
    'Schema.SObjectField getController()',
    'Schema.FilteredLookupInfo getFilteredLookupInfo()',
    'String getMask()',
    'String getMaskType()',
    'String getReferenceTargetField()',
  ]),
};

/** Schema.SObjectField, its describe and picklist entries. */
export const fieldClasses: readonly PlatformClass[] = [
  fieldClass,
  {
    name: 'Schema.SObjectField',
    kind: 'class',
    representation: SObjectFieldToken,
    methods: {
      'Schema.DescribeFieldResult getDescribe()': describeField,
      'Schema.DescribeFieldResult getDescribe(Schema.SObjectDescribeOptions options)': describeField,
      'String toString()': (self: SObjectFieldToken) => self.fieldName,
    },
  },
  {
    name: 'Schema.PicklistEntry',
    kind: 'class',
    representation: PicklistEntry,
    ...describing({
      'String getLabel()': (self: PicklistEntry) => self.value.label,
      'String getValue()': (self: PicklistEntry) => self.value.value,
      'Boolean isActive()': (self: PicklistEntry) => self.value.active,
      'Boolean isDefaultValue()': (self: PicklistEntry) => self.value.defaultValue,
    }),
  },
];
