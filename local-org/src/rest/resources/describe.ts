import type { ObjectRight } from '../../data/engine.ts';
import type { FieldDefinition, FieldType, ObjectDefinition } from '../../schema/model.ts';
import { apiPath, type ApiContext, type Handler, type Resource } from '../api.ts';
import { notFound } from '../errors.ts';
import { objectNamed } from '../save.ts';
import { recordTypeInfos } from './record-type-infos.ts';

const SOAP_TYPES: Readonly<Partial<Record<FieldType, string>>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  long: 'xsd:long',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  time: 'xsd:time',
  base64: 'xsd:base64Binary',
  address: 'urn:address',
  location: 'urn:location',
  anyType: 'xsd:anyType',
};

/** What the caller may do with an object. */
interface Rights {
  readonly object: (right: ObjectRight) => boolean;
  readonly field: (field: FieldDefinition, right: 'read' | 'edit') => boolean;
}

const rightsOn = ({ org, session }: ApiContext, object: ObjectDefinition): Rights => ({
  object: (right) => org.access.canAccessObject(session.userId, object, right),
  field: (field, right) => org.access.canAccessField(session.userId, object, field, right),
});

const describeField = (field: FieldDefinition, rights: Rights) => ({
  name: field.name,
  label: field.label,
  type: field.type,
  soapType: SOAP_TYPES[field.type] ?? 'xsd:string',
  inlineHelpText: field.helpText ?? null,
  custom: field.custom,
  length: field.length,
  // Salesforce gives three bytes a character for text.
  byteLength: field.length * (['id', 'reference'].includes(field.type) ? 1 : 3),
  precision: field.precision,
  scale: field.scale,
  digits: field.type === 'int' ? field.precision : 0,
  nillable: field.nillable,
  defaultedOnCreate: field.defaultedOnCreate,
  createable: field.createable && rights.object('create') && rights.field(field, 'edit'),
  updateable: field.updateable && rights.object('edit') && rights.field(field, 'edit'),
  unique: field.unique,
  caseSensitive: field.caseSensitive,
  externalId: field.externalId,
  idLookup: field.idLookup,
  nameField: field.nameField,
  autoNumber: field.autoNumber,
  calculated: field.calculated,
  calculatedFormula: field.formula ?? null,
  defaultValueFormula: field.defaultValue ?? null,
  htmlFormatted: field.htmlFormatted,
  filterable: field.filterable,
  sortable: field.sortable,
  groupable: field.groupable,
  referenceTo: field.referenceTo,
  relationshipName: field.relationshipName ?? null,
  polymorphicForeignKey: field.referenceTo.length > 1,
  cascadeDelete: field.masterDetail || field.deleteConstraint === 'Cascade',
  restrictedDelete: field.deleteConstraint === 'Restrict',
  restrictedPicklist: field.restrictedPicklist,
  picklistValues: field.picklistValues.map((value) => ({ ...value, validFor: null })),
  deprecatedAndHidden: false,
});

const describeObject = (object: ObjectDefinition, version: string, rights: Rights) => ({
  name: object.name,
  label: object.label,
  labelPlural: object.labelPlural,
  keyPrefix: object.keyPrefix,
  custom: object.kind !== 'standard',
  customSetting: object.kind === 'listSetting' || object.kind === 'hierarchySetting',
  createable: object.createable && rights.object('create'),
  updateable: object.updateable && rights.object('edit'),
  deletable: object.deletable && rights.object('delete'),
  undeletable: object.deletable && rights.object('delete'),
  queryable: object.queryable,
  retrieveable: object.queryable,
  searchable: false,
  triggerable: object.kind === 'standard' || object.kind === 'custom' || object.kind === 'event',
  deprecatedAndHidden: false,
  urls: {
    sobject: apiPath(version, 'sobjects', object.name),
    describe: apiPath(version, 'sobjects', object.name, 'describe'),
    rowTemplate: apiPath(version, 'sobjects', object.name, '{ID}'),
  },
});

/** Lists of ids are told by the relationship behind them. */
const isListed = (field: FieldDefinition): boolean => field.type !== 'junctionIdList';

const junction = (object: ObjectDefinition, relationship: string) => {
  const lists = [...object.fields.values()].filter((field) => !isListed(field));
  const own = lists.filter(({ name }) => relationship === name.replace(/Ids$/, 'Relations'));
  return {
    junctionIdListNames: own.map(({ name }) => name),
    junctionReferenceTo: own.flatMap(({ referenceTo }) => referenceTo),
  };
};

const childRelationships = (context: ApiContext, object: ObjectDefinition) =>
  context.org.schema.childRelationships(object).map(({ name, childObject, field }) => ({
    childSObject: childObject.name,
    field: field.name,
    relationshipName: name,
    cascadeDelete: field.masterDetail || field.deleteConstraint === 'Cascade',
    restrictedDelete: field.deleteConstraint === 'Restrict',
    deprecatedAndHidden: false,
    ...junction(object, name),
  }));

/** `sobjects`: every object of the org. */
export const describeGlobal: Resource = {
  path: 'sobjects',
  methods: {
    GET: ({ version }, _parameters, context) => ({
      status: 200,
      body: {
        encoding: 'UTF-8',
        maxBatchSize: 200,
        sobjects: context.org.schema.objects.flatMap((object) => {
          const rights = rightsOn(context, object);
          return rights.object('read') ? [describeObject(object, version, rights)] : [];
        }),
      },
    }),
  },
};

/**
 * `GET sobjects/{object}`: what the object is, without its fields. The local org does not note what a user has looked
 * at: there are no recent items.
 */
export const basicInformation: Handler = ({ version }, { object = '' }, context) => {
  const definition = objectNamed(context, object);
  const body = { objectDescribe: describeObject(definition, version, rightsOn(context, definition)), recentItems: [] };
  return { status: 200, body };
};

/** `sobjects/{object}/describe`: its fields, child relationships and record types. */
export const describe: Resource = {
  path: 'sobjects/:object/describe',
  methods: {
    GET: ({ version }, { object = '' }, context) => {
      const definition = objectNamed(context, object);
      const rights = rightsOn(context, definition);
      if (!rights.object('read')) throw notFound();
      const fields = [...definition.fields.values()].filter((field) => isListed(field) && rights.field(field, 'read'));
      return {
        status: 200,
        body: {
          ...describeObject(definition, version, rights),
          fields: fields.map((field) => describeField(field, rights)),
          childRelationships: childRelationships(context, definition),
          recordTypeInfos: recordTypeInfos(context, definition),
        },
      };
    },
  },
};
