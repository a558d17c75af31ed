import type { LocalOrg } from '../../org.ts';
import type { FieldDefinition, FieldType, ObjectDefinition } from '../../schema/model.ts';
import { USER_IDS } from '../../security/ids-of-the-org.ts';
import { asUser, queryRows } from '../org-query.ts';
import type { Viewer } from '../page-session.ts';
import { nameFieldOf } from '../view/field-value.ts';
import { LightningError } from './lightning-error.ts';

/** The record type of records without another. */
const MASTER = '012000000000000AAA';

/** Types as the UI API spells them. */
const DATA_TYPES: Readonly<Partial<Record<FieldType, string>>> = {
  id: 'Reference',
  reference: 'Reference',
  string: 'String',
  textarea: 'TextArea',
  boolean: 'Boolean',
  int: 'Int',
  long: 'Long',
  double: 'Double',
  currency: 'Currency',
  percent: 'Percent',
  date: 'Date',
  datetime: 'DateTime',
  time: 'Time',
  email: 'Email',
  phone: 'Phone',
  url: 'Url',
  picklist: 'Picklist',
  multipicklist: 'MultiPicklist',
  combobox: 'ComboBox',
  address: 'Address',
  location: 'Location',
  base64: 'Base64',
  encryptedstring: 'EncryptedString',
  anyType: 'AnyType',
};

const missing = (what: string): LightningError =>
  new LightningError(404, {
    statusCode: 404,
    errorCode: 'INVALID_TYPE',
    message: `${what} does not exist, or you may not see it`,
  });

const readableObject = (org: LocalOrg, viewer: Viewer, name: string): ObjectDefinition => {
  const object = org.schema.object(name, org.namespace);
  if (!object || !org.access.canAccessObject(viewer.userId, object, 'read')) throw missing(`The object ${name}`);
  return object;
};

const referenceInfo = (org: LocalOrg, name: string): object => {
  const nameField = nameFieldOf(org, name);
  return { apiName: name, nameFields: nameField === undefined ? [] : [nameField] };
};

const fieldInfo = (org: LocalOrg, viewer: Viewer, object: ObjectDefinition, field: FieldDefinition): object => {
  const mayEdit = org.access.canAccessField(viewer.userId, object, field, 'edit');
  return {
    apiName: field.name,
    calculated: field.calculated,
    compound: field.type === 'address' || field.type === 'location',
    compoundComponentName: null,
    compoundFieldName: null,
    controllerName: null,
    controllingFields: [],
    createable: field.createable && mayEdit,
    custom: field.custom,
    dataType: DATA_TYPES[field.type] ?? 'String',
    extraTypeInfo: field.type === 'textarea' ? (field.htmlFormatted ? 'RichTextArea' : 'PlainTextArea') : null,
    externalId: field.externalId,
    filterable: field.filterable,
    htmlFormatted: field.htmlFormatted,
    inlineHelpText: field.helpText ?? null,
    label: field.label,
    length: field.length,
    nameField: field.nameField,
    polymorphicForeignKey: field.referenceTo.length > 1,
    precision: field.precision,
    reference: field.type === 'reference',
    referenceToInfos: field.referenceTo.map((name) => referenceInfo(org, name)),
    relationshipName: field.relationshipName ?? null,
    required: !field.nillable && !field.defaultedOnCreate && field.type !== 'boolean',
    scale: field.scale,
    sortable: field.sortable,
    unique: field.unique,
    updateable: field.updateable && mayEdit,
  };
};

const recordTypes = (org: LocalOrg, object: ObjectDefinition): Record<string, object> => {
  const ids = asUser(org, USER_IDS.admin, () =>
    queryRows(
      org,
      'SELECT Id, DeveloperName FROM RecordType WHERE SobjectType = :name',
      { name: object.name },
      'system',
    ),
  );
  const own = object.recordTypes.flatMap((type): [string, object][] => {
    const id = ids.find((row) => row.get('DeveloperName') === type.developerName)?.id;
    if (id === undefined || id === null) return [];
    return [
      [
        id,
        {
          available: type.active,
          defaultRecordTypeMapping: type.default,
          master: false,
          name: type.label,
          recordTypeId: id,
        },
      ],
    ];
  });
  const hasDefault = object.recordTypes.some((type) => type.default);
  const master = {
    available: true,
    defaultRecordTypeMapping: !hasDefault,
    master: true,
    name: 'Master',
    recordTypeId: MASTER,
  };
  return Object.fromEntries([[MASTER, master], ...own]);
};

/** An object as `getObjectInfo` gives it: only the fields the user may see. */
export const objectInfo = (org: LocalOrg, viewer: Viewer, name: string): object => {
  const object = readableObject(org, viewer, name);
  const fields = [...object.fields.values()].filter(
    (field) => field.type !== 'junctionIdList' && org.access.canAccessField(viewer.userId, object, field, 'read'),
  );
  const types = recordTypes(org, object);
  const defaultType = Object.values(types).find(
    (type) => (type as { defaultRecordTypeMapping: boolean }).defaultRecordTypeMapping,
  );
  return {
    apiName: object.name,
    childRelationships: org.schema.childRelationships(object).map(({ name: relationshipName, childObject, field }) => ({
      childObjectApiName: childObject.name,
      fieldName: field.name,
      junctionIdListNames: [],
      junctionReferenceTo: [],
      relationshipName,
    })),
    createable: object.createable && org.access.canAccessObject(viewer.userId, object, 'create'),
    custom: object.kind !== 'standard',
    defaultRecordTypeId: (defaultType as { recordTypeId: string } | undefined)?.recordTypeId ?? MASTER,
    deletable: object.deletable && org.access.canAccessObject(viewer.userId, object, 'delete'),
    dependentFields: {},
    feedEnabled: false,
    fields: Object.fromEntries(fields.map((field) => [field.name, fieldInfo(org, viewer, object, field)])),
    keyPrefix: object.keyPrefix,
    label: object.label,
    labelPlural: object.labelPlural,
    layoutable: object.kind === 'standard' || object.kind === 'custom',
    mruEnabled: false,
    nameFields: fields.filter((field) => field.nameField).map((field) => field.name),
    queryable: object.queryable,
    recordTypeInfos: types,
    searchable: false,
    themeInfo: null,
    updateable: object.updateable && org.access.canAccessObject(viewer.userId, object, 'edit'),
  };
};

const values = (field: FieldDefinition): object => {
  const active = field.picklistValues.filter((value) => value.active);
  const entry = ({ value, label }: { value: string; label: string }) => ({
    attributes: null,
    label,
    validFor: [],
    value,
  });
  const preset = active.find((value) => value.defaultValue);
  return { controllerValues: {}, defaultValue: preset ? entry(preset) : null, values: active.map(entry) };
};

const isPicklist = (field: FieldDefinition): boolean => field.type === 'picklist' || field.type === 'multipicklist';

/** The values of one picklist, or of all of an object. Record types do not narrow them here. */
export const picklistValues = (org: LocalOrg, viewer: Viewer, name: string, fieldName?: string): object => {
  const object = readableObject(org, viewer, name);
  if (fieldName !== undefined) {
    const field = org.schema.field(object, fieldName, org.namespace);
    if (!field || !isPicklist(field) || !org.access.canAccessField(viewer.userId, object, field, 'read')) {
      throw missing(`The picklist ${name}.${fieldName}`);
    }
    return values(field);
  }
  const fields = [...object.fields.values()].filter(
    (field) => isPicklist(field) && org.access.canAccessField(viewer.userId, object, field, 'read'),
  );
  return { picklistFieldValues: Object.fromEntries(fields.map((field) => [field.name, values(field)])) };
};
