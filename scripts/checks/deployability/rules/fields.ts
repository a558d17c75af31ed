/** What Salesforce refuses about custom fields, whatever object they are on. */
import { childNamed, isTrue } from '../../project/xml.ts';
import { at, child, childrenNamed, descendants, fieldsThat, repeated, textOf } from '../../rules/package-model.ts';
import type { Rule } from '../../rules/rule.ts';
import type { OwnField } from '../../schema/own-objects.ts';

const API = 'Metadata API Developer Guide, CustomField';
const HELP = 'Salesforce Help, Custom Field Types';
const LIMITS = 'Salesforce Developer Limits and Allocations Quick Reference';

const number = (field: OwnField, name: string): number => Number(textOf(field.file.root, name) ?? Number.NaN);
const has = (field: OwnField, name: string): boolean => childNamed(field.file.root, name) !== undefined;
const custom = (name: string): string => name.replace(/__[a-z]+$/, '');

const EXTERNAL_ID_TYPES = new Set(['Text', 'Number', 'Email', 'AutoNumber']);
const UNIQUE_TYPES = new Set(['Text', 'Number', 'Email', 'AutoNumber']);
const FORMULA_TYPES = new Set(['Checkbox', 'Currency', 'Date', 'DateTime', 'Number', 'Percent', 'Text', 'Time']);
const REQUIRED_REFUSED = new Set(['Checkbox', 'MasterDetail', 'AutoNumber', 'Summary']);
const LONG_TEXT = new Set(['LongTextArea', 'Html']);
const LENGTH_TYPES = new Set(['Text', 'LongTextArea', 'Html', 'EncryptedText']);
const PRECISION_TYPES = new Set(['Number', 'Currency', 'Percent']);
const UNTRACKED_TYPES = new Set(['AutoNumber', 'Summary']);
const REFERENCE_TYPES = new Set(['Lookup', 'MasterDetail', 'MetadataRelationship', 'Hierarchy', 'ExternalLookup', 'IndirectLookup']);

const values = (field: OwnField) => descendants(field.file.root).filter(({ name }) => name === 'value');

export const fieldRules: readonly Rule[] = [
  {
    id: 'field-name-length',
    refused: 'a field name of more than 40 characters before its suffix',
    message: 'Field Name: {name} is too long (max 40 characters)',
    source: LIMITS,
    remedy: 'Shorten the name to 40 characters without the suffix.',
    check: (model) => fieldsThat(model, ({ name }) => (custom(name).length > 40 ? `${name} has ${custom(name).length} characters before its suffix` : undefined), 'fullName'),
  },
  {
    id: 'field-name-form',
    refused: 'a field name with two underscores in a row, one at the end, or a digit first',
    message: 'The Field Name field can only contain underscores and alphanumeric characters. It must be unique, begin with a letter, not include spaces, not end with an underscore, and not contain two consecutive underscores.',
    source: API,
    remedy: 'Use letters, digits and single underscores, a letter first.',
    check: (model) => fieldsThat(model, ({ name }) => (/^[A-Za-z](?:_?[A-Za-z0-9])*$/.test(custom(name)) ? undefined : `${name} is no legal API name`), 'fullName'),
  },
  {
    id: 'field-label-length',
    refused: 'a field label of more than 40 characters',
    message: 'Field Label: value too long (max 40 characters)',
    source: LIMITS,
    remedy: 'Shorten the label to 40 characters.',
    check: (model) => fieldsThat(model, ({ label }) => (label.length > 40 ? `The label has ${label.length} characters` : undefined), 'label'),
  },
  {
    id: 'help-text-length',
    refused: 'a help text of more than 510 characters',
    message: 'Help Text: data value too large (max length=510)',
    source: LIMITS,
    remedy: 'Shorten the help text to 510 characters.',
    check: (model) =>
      fieldsThat(model, ({ file }) => {
        const { length } = textOf(file.root, 'inlineHelpText') ?? '';
        return length > 510 ? `The help text has ${length} characters` : undefined;
      }, 'inlineHelpText'),
  },
  {
    id: 'field-description-length',
    refused: 'a field description of more than 1,000 characters',
    message: 'Description: data value too large (max length=1000)',
    source: LIMITS,
    remedy: 'Shorten the description to 1,000 characters.',
    check: (model) => fieldsThat(model, ({ file }) => ((textOf(file.root, 'description') ?? '').length > 1000 ? 'The description is longer than 1,000 characters' : undefined), 'description'),
  },
  {
    id: 'text-length-range',
    refused: 'a text field without a length, or longer than 255',
    message: 'Length must be between 1 and 255',
    source: HELP,
    remedy: 'Give a length from 1 to 255, or use LongTextArea.',
    check: (model) => fieldsThat(model, (field) => (field.type === 'Text' && !field.formula && !(number(field, 'length') >= 1 && number(field, 'length') <= 255) ? `The length of a Text is 1 to 255, not ${textOf(field.file.root, 'length') ?? 'absent'}` : undefined), 'length'),
  },
  {
    id: 'long-text-length-range',
    refused: 'a long text or rich text outside 256 to 131,072 characters',
    message: 'Length must be between 256 and 131072',
    source: HELP,
    remedy: 'Give a length from 256 to 131072.',
    check: (model) => fieldsThat(model, (field) => (LONG_TEXT.has(field.type) && !(number(field, 'length') >= 256 && number(field, 'length') <= 131072) ? `The length of ${field.type} is 256 to 131072, not ${textOf(field.file.root, 'length') ?? 'absent'}` : undefined), 'length'),
  },
  {
    id: 'long-text-visible-lines',
    refused: 'a long text, rich text or multi-select picklist without visible lines',
    message: "Must specify 'visibleLines' for a CustomField of type {type}",
    source: API,
    remedy: 'Add <visibleLines>, from 2 to 50 (10 to 50 for rich text).',
    check: (model) =>
      fieldsThat(model, (field) => {
        const least = field.type === 'Html' ? 10 : 2;
        if (!LONG_TEXT.has(field.type) && field.type !== 'MultiselectPicklist') return undefined;
        return number(field, 'visibleLines') >= least && number(field, 'visibleLines') <= 50 ? undefined : `${field.type} needs ${least} to 50 visible lines`;
      }, 'visibleLines'),
  },
  {
    id: 'length-not-for-type',
    refused: 'a length on a field type that has none',
    message: "Can not specify 'length' for a CustomField of type {type}",
    source: API,
    remedy: 'Remove <length>.',
    check: (model) => fieldsThat(model, (field) => (has(field, 'length') && !LENGTH_TYPES.has(field.type) && !field.formula ? `${field.type} takes no length` : undefined), 'length'),
  },
  {
    id: 'number-precision',
    refused: 'a number, currency or percent without precision and scale, or with more than 18 digits',
    message: "Must specify 'precision' for a CustomField of type Number / Can not have more than 18 digits",
    source: HELP,
    remedy: 'Give <precision> (at most 18) and <scale> (at most the precision, and 17).',
    check: (model) =>
      fieldsThat(model, (field) => {
        if (!PRECISION_TYPES.has(field.type) || field.formula) return undefined;
        const [precision, scale] = [number(field, 'precision'), number(field, 'scale')];
        return precision >= 1 && precision <= 18 && scale >= 0 && scale <= 17 && scale <= precision ? undefined : `${field.type} needs a precision of 1 to 18 and a scale within it`;
      }, 'precision'),
  },
  {
    id: 'precision-not-for-type',
    refused: 'a precision or scale on a field type that has none',
    message: "Can not specify 'precision' for a CustomField of type {type}",
    source: API,
    remedy: 'Remove <precision> and <scale>.',
    check: (model) => fieldsThat(model, (field) => (has(field, 'precision') && !PRECISION_TYPES.has(field.type) ? `${field.type} takes no precision` : undefined), 'precision'),
  },
  {
    id: 'checkbox-default',
    refused: 'a checkbox without a default value',
    message: "Must specify 'defaultValue' for a CustomField of type Checkbox",
    source: API,
    remedy: 'Add <defaultValue>false</defaultValue> or true.',
    check: (model) => fieldsThat(model, (field) => (field.type === 'Checkbox' && !field.formula && !['true', 'false'].includes(textOf(field.file.root, 'defaultValue') ?? '') ? 'A checkbox needs a default of true or false' : undefined)),
  },
  {
    id: 'required-not-for-type',
    refused: '`required` on a checkbox, master-detail, auto-number, roll-up or formula field',
    message: "Can not specify 'required' for a CustomField of type {type}",
    source: API,
    remedy: 'Remove <required>.',
    check: (model) => fieldsThat(model, (field) => (field.required && (REQUIRED_REFUSED.has(field.type) || field.formula) ? `${field.formula ? 'A formula' : field.type} cannot be required` : undefined), 'required'),
  },
  {
    id: 'external-id-type',
    refused: 'an external id of a type other than text, number, email or auto-number',
    message: "Can not specify 'externalId' for a CustomField of type {type}",
    source: API,
    remedy: 'Use Text (at most 255), Number, Email or AutoNumber, or remove <externalId>.',
    check: (model) => fieldsThat(model, (field) => (isTrue(field.file.root, 'externalId') && (!EXTERNAL_ID_TYPES.has(field.type) || field.formula) ? `${field.formula ? 'A formula' : field.type} cannot be an external id` : undefined), 'externalId'),
  },
  {
    id: 'unique-type',
    refused: 'uniqueness on a type other than text, number, email or auto-number',
    message: "Can not specify 'unique' for a CustomField of type {type}",
    source: API,
    remedy: 'Use Text (at most 255), Number or Email, or remove <unique>.',
    check: (model) => fieldsThat(model, (field) => (isTrue(field.file.root, 'unique') && (!UNIQUE_TYPES.has(field.type) || field.formula) ? `${field.formula ? 'A formula' : field.type} cannot be unique` : undefined), 'unique'),
  },
  {
    id: 'picklist-values',
    refused: 'a picklist without a value set',
    message: "Picklist's valueSet is required / Must specify either valueSetName or valueSetDefinition",
    source: API,
    remedy: 'Add <valueSet> with <valueSetDefinition> or <valueSetName>.',
    check: (model) =>
      fieldsThat(model, (field) => {
        if (!['Picklist', 'MultiselectPicklist'].includes(field.type)) return undefined;
        const set = childNamed(field.file.root, 'valueSet');
        return childNamed(set, 'valueSetDefinition') || childNamed(set, 'valueSetName') ? undefined : 'The picklist has no values';
      }),
  },
  {
    id: 'picklist-repeated-value',
    refused: 'the same picklist value twice',
    message: 'Duplicate value found: {value} / duplicate picklist value',
    source: 'hardisgroupcom/sfdx-hardis, error list (Duplicate label)',
    remedy: 'Keep one of them.',
    check: (model) => model.fields.flatMap((field) => repeated(values(field), 'fullName').map((value) => at(field.file, value, `The value "${textOf(value, 'fullName') ?? ''}" stands twice`))),
  },
  {
    id: 'picklist-one-default',
    refused: 'more than one default value of a picklist',
    message: 'Only one default value is allowed',
    source: API,
    remedy: 'Mark one value as default at most.',
    check: (model) => model.fields.flatMap((field) => values(field).filter((value) => isTrue(value, 'default')).slice(1).map((value) => at(field.file, value, 'A second value is marked as default'))),
  },
  {
    id: 'reference-complete',
    refused: 'a relationship field without its target or relationship name',
    message: "Must specify 'referenceTo' for a CustomField of type {type}",
    source: API,
    remedy: 'Add <referenceTo>, <relationshipName> and <relationshipLabel>.',
    check: (model) => fieldsThat(model, (field) => (['Lookup', 'MasterDetail'].includes(field.type) && (field.referenceTo === undefined || field.relationshipName === undefined) ? `${field.type} needs a target and a relationship name` : undefined)),
  },
  {
    id: 'reference-not-for-type',
    refused: 'a target or relationship name on a field that is no relationship',
    message: "Can not specify 'referenceTo' for a CustomField of type {type}",
    source: API,
    remedy: 'Remove <referenceTo> and <relationshipName>.',
    check: (model) => fieldsThat(model, (field) => (has(field, 'referenceTo') && !REFERENCE_TYPES.has(field.type) ? `${field.type} refers to nothing` : undefined), 'referenceTo'),
  },
  {
    id: 'reference-target',
    refused: 'a relationship to an object that does not exist',
    message: 'In field: referenceTo - no CustomObject named {name} found',
    source: 'hardisgroupcom/sfdx-hardis, error list (Custom object not found)',
    remedy: 'Correct <referenceTo>, or add the object.',
    check: (model) => fieldsThat(model, ({ referenceTo }) => (referenceTo !== undefined && model.schema.object(referenceTo) === undefined ? `There is no object ${referenceTo}` : undefined), 'referenceTo'),
  },
  {
    id: 'relationship-name-unique',
    refused: 'two relationships to the same parent with the same name',
    message: 'There is already a Child Relationship named {name} on {object}.',
    source: API,
    remedy: 'Give each relationship to the same parent a name of its own.',
    check: (model) => {
      const seen = new Set<string>();
      return fieldsThat(model, ({ referenceTo, relationshipName }) => {
        if (referenceTo === undefined || relationshipName === undefined) return undefined;
        const key = `${referenceTo}.${relationshipName}`.toLowerCase();
        if (seen.has(key)) return `${referenceTo} already has a child relationship ${relationshipName}`;
        seen.add(key);
        return undefined;
      }, 'relationshipName');
    },
  },
  {
    id: 'relationship-name-form',
    refused: 'a relationship name with a suffix, a space, or more than 40 characters',
    message: 'The Child Relationship Name can only contain underscores and alphanumeric characters',
    source: API,
    remedy: 'Use letters, digits and single underscores, at most 40, without __r.',
    check: (model) => fieldsThat(model, ({ relationshipName }) => (relationshipName === undefined || /^[A-Za-z](?:_?[A-Za-z0-9]){0,39}$/.test(relationshipName) ? undefined : `${relationshipName} is no legal relationship name`), 'relationshipName'),
  },
  {
    id: 'required-lookup-delete',
    refused: 'a required lookup that is emptied when its target is deleted',
    message: "Must specify 'deleteConstraint' of Restrict or Cascade when field is required",
    source: API,
    remedy: 'Set <deleteConstraint>Restrict</deleteConstraint>.',
    check: (model) => fieldsThat(model, (field) => (field.type === 'Lookup' && field.required && textOf(field.file.root, 'deleteConstraint') === 'SetNull' ? 'A required lookup cannot be set to null' : undefined), 'deleteConstraint'),
  },
  {
    id: 'delete-constraint-type',
    refused: 'a delete constraint on anything but a lookup',
    message: "Can not specify 'deleteConstraint' for a CustomField of type {type}",
    source: API,
    remedy: 'Remove <deleteConstraint>.',
    check: (model) => fieldsThat(model, (field) => (has(field, 'deleteConstraint') && field.type !== 'Lookup' ? `${field.type} takes no delete constraint` : undefined), 'deleteConstraint'),
  },
  {
    id: 'formula-type',
    refused: 'a formula of a type that a formula cannot return',
    message: 'Formula fields of type {type} are not supported',
    source: HELP,
    remedy: 'Return Checkbox, Currency, Date, DateTime, Number, Percent, Text or Time.',
    check: (model) => fieldsThat(model, (field) => (field.formula && !FORMULA_TYPES.has(field.type) ? `A formula cannot return ${field.type}` : undefined)),
  },
  {
    id: 'formula-default',
    refused: 'a formula with a default value',
    message: "Can not specify 'defaultValue' for a formula field",
    source: API,
    remedy: 'Remove <defaultValue>.',
    check: (model) => fieldsThat(model, (field) => (field.formula && has(field, 'defaultValue') ? 'A formula has no default' : undefined), 'defaultValue'),
  },
  {
    id: 'formula-unknown-field',
    refused: 'a formula over a custom field that does not exist',
    message: 'Field {name} does not exist. Check spelling.',
    source: 'hardisgroupcom/sfdx-hardis, error list (Custom field not found)',
    remedy: 'Correct the name in the formula.',
    check: (model) =>
      fieldsThat(model, ({ file, object }) => {
        const formula = (textOf(file.root, 'formula') ?? '').replace(/"[^"]*"|'[^']*'/g, '');
        const unknown = [...formula.matchAll(/(?<![\w.$])(\w+__c)\b(?!\.)/g)].map(([, name = '']) => name).find((name) => model.field(`${object}.${name}`) === undefined);
        return unknown === undefined ? undefined : `The formula names ${unknown}, which ${object} does not have`;
      }, 'formula'),
  },
  {
    id: 'formula-long-text',
    refused: 'a formula over a long text or rich text field',
    message: 'You cannot reference a field of type Long Text Area in a formula',
    source: 'Salesforce Help, Tips for Working with Text Formula Fields',
    remedy: 'Use a Text or TextArea field, or compute in Apex.',
    check: (model) =>
      fieldsThat(model, ({ file, object }) => {
        const formula = textOf(file.root, 'formula') ?? '';
        const long = [...formula.matchAll(/\b(\w+__c)\b/g)].map(([, name = '']) => model.field(`${object}.${name}`)).find((field) => field && LONG_TEXT.has(field.type));
        return long === undefined ? undefined : `The formula uses ${long.name}, a ${long.type}`;
      }, 'formula'),
  },
  {
    id: 'text-default-quoted',
    refused: 'a default of a text field that is no formula expression',
    message: 'Field {word} does not exist. Check spelling. (in the default value)',
    source: 'Salesforce Help, Default Field Values: the default is a formula',
    remedy: 'Put the text in double quotes: "value".',
    check: (model) => fieldsThat(model, ({ type, file }) => (['Text', 'TextArea', 'Email', 'Phone', 'Url'].includes(type) && /^[A-Za-z_][\w .-]*$/.test(textOf(file.root, 'defaultValue') ?? '') ? `The default ${textOf(file.root, 'defaultValue') ?? ''} is read as a field's name` : undefined), 'defaultValue'),
  },
  {
    id: 'auto-number-format',
    refused: 'an auto-number without a display format that holds {0}',
    message: "Must specify 'displayFormat' for a CustomField of type AutoNumber",
    source: API,
    remedy: 'Add <displayFormat>, e.g. A-{00000}.',
    check: (model) => [
      ...fieldsThat(model, ({ type, file }) => (type === 'AutoNumber' && !/\{0+\}/.test(textOf(file.root, 'displayFormat') ?? '') ? 'The display format holds no {0}' : undefined), 'displayFormat'),
      ...model.objects.flatMap(({ file }) => {
        const name = childNamed(file?.root, 'nameField');
        return file && textOf(name, 'type') === 'AutoNumber' && !/\{0+\}/.test(textOf(name, 'displayFormat') ?? '') ? [at(file, name, 'The display format of the name field holds no {0}')] : [];
      }),
    ],
  },
  {
    id: 'tracked-field-history',
    refused: 'history tracking of a field whose object keeps no history, or of a computed field',
    message: 'Can not track history on field: {name}. History tracking is not enabled for object',
    source: 'Salesforce Help, Field History Tracking',
    remedy: 'Add <enableHistory>true</enableHistory> to the object, or remove <trackHistory>.',
    check: (model) =>
      fieldsThat(model, (field, object) => {
        if (!isTrue(field.file.root, 'trackHistory')) return undefined;
        if (field.formula || UNTRACKED_TYPES.has(field.type)) return `${field.formula ? 'A formula' : field.type} has no history`;
        return object?.file && object.kind !== 'standard' && !isTrue(object.file.root, 'enableHistory') ? `${object.name} keeps no history` : undefined;
      }, 'trackHistory'),
  },
  {
    id: 'tracked-fields-limit',
    refused: 'history tracking of more than 20 fields of an object',
    message: 'Maximum number of fields tracked for history exceeded (20)',
    source: LIMITS,
    remedy: 'Track at most 20 fields.',
    check: (model) => model.objects.flatMap(({ fields }) => fields.filter(({ file }) => isTrue(file.root, 'trackHistory')).slice(20).map(({ file }) => at(file, child(file, 'trackHistory'), 'This is the 21st tracked field or a later one'))),
  },
  {
    id: 'summary-on-master',
    refused: 'a roll-up summary over something that is no detail of the object',
    message: 'The summary foreign key must be a master-detail relationship to this object',
    source: API,
    remedy: 'Summarize over a master-detail field that refers to this object.',
    check: (model) =>
      fieldsThat(model, ({ type, file, object }) => {
        if (type !== 'Summary') return undefined;
        const key = model.field(textOf(file.root, 'summaryForeignKey') ?? '');
        return key?.type === 'MasterDetail' && key.referenceTo === object ? undefined : 'The roll-up follows no master-detail field to this object';
      }, 'summaryForeignKey'),
  },
  {
    id: 'lookup-filter-optional',
    refused: 'a lookup filter that must hold without a message for the user',
    message: 'Required field is missing: errorMessage (lookup filter)',
    source: API,
    remedy: 'Add <errorMessage>, or make the filter optional.',
    check: (model) => model.fields.flatMap(({ file }) => childrenNamed(file.root, 'lookupFilter').filter((filter) => textOf(filter, 'isOptional') === 'false' && textOf(filter, 'errorMessage') === undefined).map((filter) => at(file, filter, 'A required filter has no error message'))),
  },
];
