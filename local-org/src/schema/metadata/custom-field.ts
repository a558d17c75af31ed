import { UnsupportedFeature } from '../../errors.ts';
import { createField, type FieldSketch } from '../field.ts';
import type { FieldDefinition, SummaryDefinition } from '../model.ts';
import { qualifiedName, relationshipOf } from './names.ts';
import { valueSetOf, type ValueSet } from './value-set.ts';
import { childrenOf, expectOnly, flagOf, numberOf, textOf, type XmlElement } from './xml.ts';

/** Elements of a CustomField that are read here. */
const READ = [
  ...['fullName', 'label', 'type', 'length', 'precision', 'scale', 'required', 'unique', 'caseSensitive', 'externalId'],
  ...[
    'defaultValue',
    'inlineHelpText',
    'formula',
    'formulaTreatBlanksAs',
    'valueSet',
    'referenceTo',
    'relationshipName',
  ],
  ...['deleteConstraint', 'displayFormat', 'startingNumber', 'lookupFilter', 'reparentableMasterDetail'],
  ...[
    'summarizedField',
    'summaryFilterItems',
    'summaryForeignKey',
    'summaryOperation',
    'metadataRelationshipControllingField',
  ],
];
/** Elements that change nothing about stored data or queries. */
const WITHOUT_EFFECT = [
  ...['description', 'relationshipLabel', 'relationshipOrder', 'visibleLines', 'trackHistory', 'trackFeedHistory'],
  ...['trackTrending', 'writeRequiresMasterRead', 'securityClassification', 'businessStatus', 'businessOwnerUser'],
  ...['businessOwnerGroup', 'complianceGroup', 'fieldManageability', 'displayLocationInDecimal', 'stripMarkup'],
  ...['isFilteringDisabled', 'isNameField', 'isSortingDisabled', 'populateExistingRows', 'maskChar', 'maskType'],
];
const KNOWN = new Set([...READ, ...WITHOUT_EFFECT]);

export interface FieldSource {
  readonly element: XmlElement;
  /** Full API name of the field. */
  readonly name: string;
  readonly path: string;
  readonly namespace: string;
  readonly globals: ReadonlyMap<string, ValueSet>;
}

type Part = Partial<FieldSketch> & Pick<FieldSketch, 'type'>;

const numeric =
  (type: FieldSketch['type']) =>
  (e: XmlElement): Part => {
    const scale = numberOf(e, 'scale');
    return { type, precision: numberOf(e, 'precision', 18), scale };
  };

const reference = (e: XmlElement, { name, namespace, path }: FieldSource): Part => {
  const target = textOf(e, 'referenceTo');
  if (!target) throw new UnsupportedFeature(`reference field without referenceTo (${path})`);
  const child = textOf(e, 'relationshipName');
  return {
    type: 'reference',
    length: 18,
    referenceTo: [qualifiedName(target, namespace)],
    relationshipName: relationshipOf(name),
    ...(child ? { childRelationshipName: qualifiedName(`${child}__r`, namespace) } : {}),
    ...(childrenOf(e, 'lookupFilter').some((f) => flagOf(f, 'active') && !flagOf(f, 'isOptional'))
      ? { unsupported: `lookup filter of ${name}` }
      : {}),
  };
};

/** To an object or a field of the schema: the field holds its DurableId, which is no record id. */
const metadataRelationship = (e: XmlElement, source: FieldSource): Part => {
  const part = reference(e, source);
  const toCatalog = ['EntityDefinition', 'FieldDefinition'].includes(part.referenceTo?.[0] ?? '');
  return toCatalog ? { ...part, type: 'string', length: 255 } : part;
};

const lookup = (e: XmlElement, source: FieldSource): Part => {
  const constraint = textOf(e, 'deleteConstraint') ?? 'SetNull';
  return { ...reference(e, source), deleteConstraint: constraint as FieldDefinition['deleteConstraint'] };
};

const masterDetail = (e: XmlElement, source: FieldSource): Part => ({
  ...reference(e, source),
  masterDetail: true,
  deleteConstraint: 'Cascade',
  nillable: false,
  updateable: flagOf(e, 'reparentableMasterDetail'),
});

const picklist =
  (type: 'picklist' | 'multipicklist') =>
  (e: XmlElement, { globals, path }: FieldSource): Part => {
    const set = valueSetOf(e, globals, path);
    return {
      type,
      length: type === 'picklist' ? 255 : 4099,
      picklistValues: set?.values ?? [],
      restrictedPicklist: set?.restricted ?? false,
    };
  };

const longText =
  (html: boolean) =>
  (e: XmlElement): Part => ({
    type: 'textarea',
    length: numberOf(e, 'length', 32_768),
    filterable: false,
    sortable: false,
    htmlFormatted: html,
  });

const summary = (e: XmlElement, { namespace }: FieldSource): Part => {
  const split = (path: string): [string, string] => {
    const [object = '', field = ''] = path.split('.');
    return [qualifiedName(object, namespace), qualifiedName(field, namespace)];
  };
  const [childObject, foreignKey] = split(textOf(e, 'summaryForeignKey') ?? '');
  const summarized = textOf(e, 'summarizedField');
  const operation = (textOf(e, 'summaryOperation') ?? 'count') as SummaryDefinition['operation'];
  const filters = childrenOf(e, 'summaryFilterItems');
  return {
    type: 'double',
    precision: 18,
    scale: operation === 'count' ? 0 : 2,
    calculated: true,
    createable: false,
    updateable: false,
    summary: {
      operation,
      childObject,
      foreignKey,
      filters: filters.map((filter) => ({
        field: split(textOf(filter, 'field') ?? '')[1],
        operation: textOf(filter, 'operation') ?? 'equals',
        value: textOf(filter, 'value') ?? '',
      })),
      ...(summarized ? { field: split(summarized)[1] } : {}),
    },
  };
};

/** How each metadata type of a field becomes part of a definition. */
const TYPES: Readonly<Record<string, (e: XmlElement, source: FieldSource) => Part>> = {
  Text: (e) => ({ type: 'string', length: numberOf(e, 'length', 255) }),
  TextArea: () => ({ type: 'textarea', length: 255 }),
  LongTextArea: longText(false),
  Html: longText(true),
  EncryptedText: (e) => ({ type: 'encryptedstring', length: numberOf(e, 'length', 175) }),
  Email: () => ({ type: 'email', length: 80 }),
  Phone: () => ({ type: 'phone', length: 40 }),
  Url: () => ({ type: 'url', length: 255 }),
  Checkbox: (e) => ({ type: 'boolean', nillable: false, defaultValue: textOf(e, 'defaultValue') ?? 'false' }),
  Number: numeric('double'),
  Currency: numeric('currency'),
  Percent: numeric('percent'),
  Date: () => ({ type: 'date' }),
  DateTime: () => ({ type: 'datetime' }),
  Time: () => ({ type: 'time' }),
  Picklist: picklist('picklist'),
  MultiselectPicklist: picklist('multipicklist'),
  Lookup: lookup,
  Hierarchy: lookup,
  MasterDetail: masterDetail,
  MetadataRelationship: metadataRelationship,
  AutoNumber: (e) => ({
    type: 'string',
    length: 30,
    autoNumber: true,
    nillable: false,
    createable: false,
    updateable: false,
    displayFormat: textOf(e, 'displayFormat') ?? '{0}',
    startingNumber: numberOf(e, 'startingNumber', 1),
  }),
  Summary: summary,
  Location: (e, { name }) => ({
    type: 'location',
    unsupported: `geolocation field ${name}`,
    scale: numberOf(e, 'scale'),
  }),
};

const formulaPart = (e: XmlElement): Partial<FieldSketch> => {
  const formula = textOf(e, 'formula');
  if (formula === undefined) return {};
  const text = textOf(e, 'type') === 'Text' ? { length: 1300 } : {};
  const blanksAreZero = textOf(e, 'formulaTreatBlanksAs') !== 'BlankAsBlank';
  return { ...text, formula, blanksAreZero, calculated: true, createable: false, updateable: false };
};

/**
 * Reads a custom field.
 * @throws UnsupportedFeature on a type or element the local org does not know
 */
export const customField = (source: FieldSource): FieldDefinition => {
  const { element, name, path } = source;
  expectOnly(element, KNOWN, path);
  const type = textOf(element, 'type') ?? '';
  const part = TYPES[type];
  if (!part) throw new UnsupportedFeature(`custom field type ${type || '(none)'} (${path})`);
  const help = textOf(element, 'inlineHelpText');
  const defaultValue = textOf(element, 'defaultValue');
  const external = flagOf(element, 'externalId');
  return createField({
    name,
    label: textOf(element, 'label') ?? name,
    custom: true,
    ...(help ? { helpText: help } : {}),
    ...(defaultValue !== undefined ? { defaultValue } : {}),
    nillable: !flagOf(element, 'required'),
    unique: flagOf(element, 'unique'),
    caseSensitive: flagOf(element, 'caseSensitive'),
    externalId: external,
    idLookup: external,
    ...part(element, source),
    ...formulaPart(element),
  });
};
