/** What Salesforce refuses about the type of a custom field and what goes with it. */
import { childNamed, isTrue } from '../../project/xml.ts';
import { at, child, descendants, fieldsThat, repeated, textOf } from '../../rules/package-model.ts';
import type { Rule } from '../../rules/rule.ts';
import type { OwnField } from '../../schema/own-objects.ts';

const API = 'Metadata API Developer Guide, CustomField';
const HELP = 'Salesforce Help, Custom Field Types';
const LIMITS = 'Salesforce Developer Limits and Allocations Quick Reference';

const number = (field: OwnField, name: string): number => Number(textOf(field.file.root, name) ?? Number.NaN);
const has = (field: OwnField, name: string): boolean => childNamed(field.file.root, name) !== undefined;

const EXTERNAL_ID_TYPES = new Set(['Text', 'Number', 'Email', 'AutoNumber']);
const UNIQUE_TYPES = new Set(['Text', 'Number', 'Email', 'AutoNumber']);
const REQUIRED_REFUSED = new Set(['Checkbox', 'MasterDetail', 'AutoNumber', 'Summary']);
const LONG_TEXT = new Set(['LongTextArea', 'Html']);
const LENGTH_TYPES = new Set(['Text', 'LongTextArea', 'Html', 'EncryptedText']);
const PRECISION_TYPES = new Set(['Number', 'Currency', 'Percent']);
const UNTRACKED_TYPES = new Set(['AutoNumber', 'Summary']);

const values = (field: OwnField) => descendants(field.file.root).filter(({ name }) => name === 'value');

export const fieldTypeRules: readonly Rule[] = [
  {
    id: 'text-length-range',
    refused: 'a text field without a length, or longer than 255',
    message: 'Length must be between 1 and 255',
    source: HELP,
    remedy: 'Give a length from 1 to 255, or use LongTextArea.',
    check: (model) =>
      fieldsThat(
        model,
        (field) =>
          field.type === 'Text' && !field.formula && !(number(field, 'length') >= 1 && number(field, 'length') <= 255)
            ? `The length of a Text is 1 to 255, not ${textOf(field.file.root, 'length') ?? 'absent'}`
            : undefined,
        'length',
      ),
  },
  {
    id: 'long-text-length-range',
    refused: 'a long text or rich text outside 256 to 131,072 characters',
    message: 'Length must be between 256 and 131072',
    source: HELP,
    remedy: 'Give a length from 256 to 131072.',
    check: (model) =>
      fieldsThat(
        model,
        (field) =>
          LONG_TEXT.has(field.type) && !(number(field, 'length') >= 256 && number(field, 'length') <= 131072)
            ? `The length of ${field.type} is 256 to 131072, not ${textOf(field.file.root, 'length') ?? 'absent'}`
            : undefined,
        'length',
      ),
  },
  {
    id: 'long-text-visible-lines',
    refused: 'a long text, rich text or multi-select picklist without visible lines',
    message: "Must specify 'visibleLines' for a CustomField of type {type}",
    source: API,
    remedy: 'Add <visibleLines>, from 2 to 50 (10 to 50 for rich text).',
    check: (model) =>
      fieldsThat(
        model,
        (field) => {
          const least = field.type === 'Html' ? 10 : 2;
          if (!LONG_TEXT.has(field.type) && field.type !== 'MultiselectPicklist') return undefined;
          return number(field, 'visibleLines') >= least && number(field, 'visibleLines') <= 50
            ? undefined
            : `${field.type} needs ${least} to 50 visible lines`;
        },
        'visibleLines',
      ),
  },
  {
    id: 'length-not-for-type',
    refused: 'a length on a field type that has none',
    message: "Can not specify 'length' for a CustomField of type {type}",
    source: API,
    remedy: 'Remove <length>.',
    check: (model) =>
      fieldsThat(
        model,
        (field) =>
          has(field, 'length') && !LENGTH_TYPES.has(field.type) && !field.formula
            ? `${field.type} takes no length`
            : undefined,
        'length',
      ),
  },
  {
    id: 'number-precision',
    refused: 'a number, currency or percent without precision and scale, or with more than 18 digits',
    message: "Must specify 'precision' for a CustomField of type Number / Can not have more than 18 digits",
    source: HELP,
    remedy: 'Give <precision> (at most 18) and <scale> (at most the precision, and 17).',
    check: (model) =>
      fieldsThat(
        model,
        (field) => {
          if (!PRECISION_TYPES.has(field.type) || field.formula) return undefined;
          const [precision, scale] = [number(field, 'precision'), number(field, 'scale')];
          return precision >= 1 && precision <= 18 && scale >= 0 && scale <= 17 && scale <= precision
            ? undefined
            : `${field.type} needs a precision of 1 to 18 and a scale within it`;
        },
        'precision',
      ),
  },
  {
    id: 'precision-not-for-type',
    refused: 'a precision or scale on a field type that has none',
    message: "Can not specify 'precision' for a CustomField of type {type}",
    source: API,
    remedy: 'Remove <precision> and <scale>.',
    check: (model) =>
      fieldsThat(
        model,
        (field) =>
          has(field, 'precision') && !PRECISION_TYPES.has(field.type) ? `${field.type} takes no precision` : undefined,
        'precision',
      ),
  },
  {
    id: 'checkbox-default',
    refused: 'a checkbox without a default value',
    message: "Must specify 'defaultValue' for a CustomField of type Checkbox",
    source: API,
    remedy: 'Add <defaultValue>false</defaultValue> or true.',
    check: (model) =>
      fieldsThat(model, (field) =>
        field.type === 'Checkbox' &&
        !field.formula &&
        !['true', 'false'].includes(textOf(field.file.root, 'defaultValue') ?? '')
          ? 'A checkbox needs a default of true or false'
          : undefined,
      ),
  },
  {
    id: 'required-not-for-type',
    refused: '`required` on a checkbox, master-detail, auto-number, roll-up or formula field',
    message: "Can not specify 'required' for a CustomField of type {type}",
    source: API,
    remedy: 'Remove <required>.',
    check: (model) =>
      fieldsThat(
        model,
        (field) =>
          field.required && (REQUIRED_REFUSED.has(field.type) || field.formula)
            ? `${field.formula ? 'A formula' : field.type} cannot be required`
            : undefined,
        'required',
      ),
  },
  {
    id: 'external-id-type',
    refused: 'an external id of a type other than text, number, email or auto-number',
    message: "Can not specify 'externalId' for a CustomField of type {type}",
    source: API,
    remedy: 'Use Text (at most 255), Number, Email or AutoNumber, or remove <externalId>.',
    check: (model) =>
      fieldsThat(
        model,
        (field) =>
          isTrue(field.file.root, 'externalId') && (!EXTERNAL_ID_TYPES.has(field.type) || field.formula)
            ? `${field.formula ? 'A formula' : field.type} cannot be an external id`
            : undefined,
        'externalId',
      ),
  },
  {
    id: 'unique-type',
    refused: 'uniqueness on a type other than text, number, email or auto-number',
    message: "Can not specify 'unique' for a CustomField of type {type}",
    source: API,
    remedy: 'Use Text (at most 255), Number or Email, or remove <unique>.',
    check: (model) =>
      fieldsThat(
        model,
        (field) =>
          isTrue(field.file.root, 'unique') && (!UNIQUE_TYPES.has(field.type) || field.formula)
            ? `${field.formula ? 'A formula' : field.type} cannot be unique`
            : undefined,
        'unique',
      ),
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
        return childNamed(set, 'valueSetDefinition') || childNamed(set, 'valueSetName')
          ? undefined
          : 'The picklist has no values';
      }),
  },
  {
    id: 'picklist-repeated-value',
    refused: 'the same picklist value twice',
    message: 'Duplicate value found: {value} / duplicate picklist value',
    source: 'hardisgroupcom/sfdx-hardis, error list (Duplicate label)',
    remedy: 'Keep one of them.',
    check: (model) =>
      model.fields.flatMap((field) =>
        repeated(values(field), 'fullName').map((value) =>
          at(field.file, value, `The value "${textOf(value, 'fullName') ?? ''}" stands twice`),
        ),
      ),
  },
  {
    id: 'picklist-one-default',
    refused: 'more than one default value of a picklist',
    message: 'Only one default value is allowed',
    source: API,
    remedy: 'Mark one value as default at most.',
    check: (model) =>
      model.fields.flatMap((field) =>
        values(field)
          .filter((value) => isTrue(value, 'default'))
          .slice(1)
          .map((value) => at(field.file, value, 'A second value is marked as default')),
      ),
  },
  {
    id: 'auto-number-format',
    refused: 'an auto-number without a display format that holds {0}',
    message: "Must specify 'displayFormat' for a CustomField of type AutoNumber",
    source: API,
    remedy: 'Add <displayFormat>, e.g. A-{00000}.',
    check: (model) => [
      ...fieldsThat(
        model,
        ({ type, file }) =>
          type === 'AutoNumber' && !/\{0+\}/.test(textOf(file.root, 'displayFormat') ?? '')
            ? 'The display format holds no {0}'
            : undefined,
        'displayFormat',
      ),
      ...model.objects.flatMap(({ file }) => {
        const name = childNamed(file?.root, 'nameField');
        return file && textOf(name, 'type') === 'AutoNumber' && !/\{0+\}/.test(textOf(name, 'displayFormat') ?? '')
          ? [at(file, name, 'The display format of the name field holds no {0}')]
          : [];
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
      fieldsThat(
        model,
        (field, object) => {
          if (!isTrue(field.file.root, 'trackHistory')) return undefined;
          if (field.formula || UNTRACKED_TYPES.has(field.type))
            return `${field.formula ? 'A formula' : field.type} has no history`;
          return object?.file && object.kind !== 'standard' && !isTrue(object.file.root, 'enableHistory')
            ? `${object.name} keeps no history`
            : undefined;
        },
        'trackHistory',
      ),
  },
  {
    id: 'tracked-fields-limit',
    refused: 'history tracking of more than 20 fields of an object',
    message: 'Maximum number of fields tracked for history exceeded (20)',
    source: LIMITS,
    remedy: 'Track at most 20 fields.',
    check: (model) =>
      model.objects.flatMap(({ fields }) =>
        fields
          .filter(({ file }) => isTrue(file.root, 'trackHistory'))
          .slice(20)
          .map(({ file }) => at(file, child(file, 'trackHistory'), 'This is the 21st tracked field or a later one')),
      ),
  },
];
