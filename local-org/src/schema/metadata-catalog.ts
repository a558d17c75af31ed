import { SObject } from '../values/sobject.ts';
import type { FieldDefinition, FieldType, ObjectDefinition, Schema } from './model.ts';

const DATA_TYPES: Readonly<Partial<Record<FieldType, string>>> = {
  id: 'Lookup()',
  string: 'Text',
  textarea: 'Long Text Area',
  boolean: 'Checkbox',
  int: 'Number',
  double: 'Number',
  currency: 'Currency',
  percent: 'Percent',
  date: 'Date',
  datetime: 'Date/Time',
  time: 'Time',
  email: 'Email',
  phone: 'Phone',
  url: 'URL',
  picklist: 'Picklist',
  multipicklist: 'Picklist (Multi-Select)',
  address: 'Address',
};

/** As FieldDefinition.DataType names it: `Text(80)`, `Lookup(Account)`, `Formula (Number)`. */
const dataTypeOf = (field: FieldDefinition): string => {
  const name = DATA_TYPES[field.type] ?? field.type;
  if (field.formula !== undefined) return `Formula (${name})`;
  if (field.autoNumber) return 'Auto Number';
  if (field.type === 'reference') {
    return `${field.masterDetail ? 'Master-Detail' : 'Lookup'}(${field.referenceTo.join(',')})`;
  }
  if (field.type === 'string' || field.type === 'textarea') return `${name}(${field.length})`;
  return field.type === 'double' || field.type === 'currency'
    ? `${name}(${field.precision - field.scale}, ${field.scale})`
    : name;
};

const PARTS = /^(?:(?<namespace>[a-z]\w*?)__)?(?<name>\w+?)(?:__[a-z]+)?$/i;

/** `demodesk__Sync_Log__c` -> its namespace and `Sync_Log`; a standard name has neither ending nor namespace. */
const partsOf = (apiName: string): { namespace: string | null; developerName: string } => {
  const custom = /__[a-z]+$/i.test(apiName);
  const groups = custom ? PARTS.exec(apiName)?.groups : undefined;
  return { namespace: groups?.namespace ?? null, developerName: groups?.name ?? apiName };
};

/** DurableId of a field: what a metadata relationship to it holds. */
export const durableFieldId = (object: string, field: string): string => `${object}.${field}`;

const entity = (object: ObjectDefinition): SObject => {
  const { namespace, developerName } = partsOf(object.name);
  const values: Readonly<Record<string, unknown>> = {
    id: object.name,
    durableid: object.name,
    qualifiedapiname: object.name,
    developername: developerName,
    namespaceprefix: namespace,
    label: object.label,
    masterlabel: object.label,
    plurallabel: object.labelPlural,
    keyprefix: object.keyPrefix,
    isqueryable: object.queryable,
    iscustomsetting: object.kind === 'listSetting' || object.kind === 'hierarchySetting',
    iscustomizable: object.kind !== 'event',
    istriggerable: object.createable,
    isapextriggerable: object.createable,
    isretrieveable: object.queryable,
    internalsharingmodel: object.sharingModel,
    externalsharingmodel: object.sharingModel,
  };
  return rowOf('EntityDefinition', values);
};

/** @param values by lower-cased field name: there is a row for every field of the org */
const rowOf = (type: string, values: Readonly<Record<string, unknown>>): SObject => {
  const row = new SObject(type);
  for (const name in values) row.fields.set(name, values[name]);
  return row;
};

const fieldRow = (object: ObjectDefinition, field: FieldDefinition): SObject => {
  const { namespace, developerName } = partsOf(field.name);
  const reference = field.type === 'reference' && developerName === field.name && field.name.endsWith('Id');
  const id = durableFieldId(object.name, field.name);
  return rowOf('FieldDefinition', {
    id: id,
    durableid: id,
    qualifiedapiname: field.name,
    developername: reference ? field.name.slice(0, -2) : developerName,
    namespaceprefix: namespace,
    entitydefinitionid: object.name,
    label: field.label,
    masterlabel: field.label,
    datatype: dataTypeOf(field),
    length: field.length,
    precision: field.precision,
    scale: field.scale,
    relationshipname: field.relationshipName ?? null,
    iscalculated: field.calculated,
    isindexed: field.idLookup || field.unique || field.type === 'reference',
    isnillable: field.nillable,
    isnamefield: field.nameField,
    ishtmlformatted: field.htmlFormatted,
    iscompound: field.type === 'address' || field.type === 'location',
  });
};

/** The rows of EntityDefinition and FieldDefinition: the schema as data. Their ids are their DurableIds. */
export const metadataCatalog = (schema: Schema): SObject[] =>
  schema.objects.flatMap((object) => [
    entity(object),
    ...[...object.fields.values()].map((field) => fieldRow(object, field)),
  ]);
