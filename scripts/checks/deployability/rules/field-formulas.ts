/** What Salesforce refuses about formulas and defaults of custom fields. */
import { childNamed } from '../../project/xml.ts';
import { fieldsThat, textOf } from '../../rules/package-model.ts';
import type { Rule } from '../../rules/rule.ts';
import type { OwnField } from '../../schema/own-objects.ts';

const API = 'Metadata API Developer Guide, CustomField';
const HELP = 'Salesforce Help, Custom Field Types';
const has = (field: OwnField, name: string): boolean => childNamed(field.file.root, name) !== undefined;
const FORMULA_TYPES = new Set(['Checkbox', 'Currency', 'Date', 'DateTime', 'Number', 'Percent', 'Text', 'Time']);
const LONG_TEXT = new Set(['LongTextArea', 'Html']);

export const fieldFormulaRules: readonly Rule[] = [
  {
    id: 'formula-type',
    refused: 'a formula of a type that a formula cannot return',
    message: 'Formula fields of type {type} are not supported',
    source: HELP,
    remedy: 'Return Checkbox, Currency, Date, DateTime, Number, Percent, Text or Time.',
    check: (model) =>
      fieldsThat(model, (field) =>
        field.formula && !FORMULA_TYPES.has(field.type) ? `A formula cannot return ${field.type}` : undefined,
      ),
  },
  {
    id: 'formula-default',
    refused: 'a formula with a default value',
    message: "Can not specify 'defaultValue' for a formula field",
    source: API,
    remedy: 'Remove <defaultValue>.',
    check: (model) =>
      fieldsThat(
        model,
        (field) => (field.formula && has(field, 'defaultValue') ? 'A formula has no default' : undefined),
        'defaultValue',
      ),
  },
  {
    id: 'formula-unknown-field',
    refused: 'a formula over a custom field that does not exist',
    message: 'Field {name} does not exist. Check spelling.',
    source: 'hardisgroupcom/sfdx-hardis, error list (Custom field not found)',
    remedy: 'Correct the name in the formula.',
    check: (model) =>
      fieldsThat(
        model,
        ({ file, object }) => {
          const formula = (textOf(file.root, 'formula') ?? '').replace(/"[^"]*"|'[^']*'/g, '');
          const unknown = [...formula.matchAll(/(?<![\w.$])(\w+__c)\b(?!\.)/g)]
            .map(([, name = '']) => name)
            .find((name) => model.field(`${object}.${name}`) === undefined);
          return unknown === undefined ? undefined : `The formula names ${unknown}, which ${object} does not have`;
        },
        'formula',
      ),
  },
  {
    id: 'formula-long-text',
    refused: 'a formula over a long text or rich text field',
    message: 'You cannot reference a field of type Long Text Area in a formula',
    source: 'Salesforce Help, Tips for Working with Text Formula Fields',
    remedy: 'Use a Text or TextArea field, or compute in Apex.',
    check: (model) =>
      fieldsThat(
        model,
        ({ file, object }) => {
          const formula = textOf(file.root, 'formula') ?? '';
          const long = [...formula.matchAll(/\b(\w+__c)\b/g)]
            .map(([, name = '']) => model.field(`${object}.${name}`))
            .find((field) => field && LONG_TEXT.has(field.type));
          return long === undefined ? undefined : `The formula uses ${long.name}, a ${long.type}`;
        },
        'formula',
      ),
  },
  {
    id: 'text-default-quoted',
    refused: 'a default of a text field that is no formula expression',
    message: 'Field {word} does not exist. Check spelling. (in the default value)',
    source: 'Salesforce Help, Default Field Values: the default is a formula',
    remedy: 'Put the text in double quotes: "value".',
    check: (model) =>
      fieldsThat(
        model,
        ({ type, file }) =>
          ['Text', 'TextArea', 'Email', 'Phone', 'Url'].includes(type) &&
          /^[A-Za-z_][\w .-]*$/.test(textOf(file.root, 'defaultValue') ?? '')
            ? `The default ${textOf(file.root, 'defaultValue') ?? ''} is read as a field's name`
            : undefined,
        'defaultValue',
      ),
  },
];
