/** What Salesforce refuses about the names and texts of custom fields. */

import { fieldsThat, textOf } from '../../rules/package-model.ts';
import type { Rule } from '../../rules/rule.ts';

const API = 'Metadata API Developer Guide, CustomField';
const LIMITS = 'Salesforce Developer Limits and Allocations Quick Reference';
const custom = (name: string): string => name.replace(/__[a-z]+$/, '');

export const fieldNameRules: readonly Rule[] = [
  {
    id: 'field-name-length',
    refused: 'a field name of more than 40 characters before its suffix',
    message: 'Field Name: {name} is too long (max 40 characters)',
    source: LIMITS,
    remedy: 'Shorten the name to 40 characters without the suffix.',
    check: (model) =>
      fieldsThat(
        model,
        ({ name }) =>
          custom(name).length > 40 ? `${name} has ${custom(name).length} characters before its suffix` : undefined,
        'fullName',
      ),
  },
  {
    id: 'field-name-form',
    refused: 'a field name with two underscores in a row, one at the end, or a digit first',
    message:
      'The Field Name field can only contain underscores and alphanumeric characters. It must be unique, begin with a letter, not include spaces, not end with an underscore, and not contain two consecutive underscores.',
    source: API,
    remedy: 'Use letters, digits and single underscores, a letter first.',
    check: (model) =>
      fieldsThat(
        model,
        ({ name }) => (/^[A-Za-z](?:_?[A-Za-z0-9])*$/.test(custom(name)) ? undefined : `${name} is no legal API name`),
        'fullName',
      ),
  },
  {
    id: 'field-label-length',
    refused: 'a field label of more than 40 characters',
    message: 'Field Label: value too long (max 40 characters)',
    source: LIMITS,
    remedy: 'Shorten the label to 40 characters.',
    check: (model) =>
      fieldsThat(
        model,
        ({ label }) => (label.length > 40 ? `The label has ${label.length} characters` : undefined),
        'label',
      ),
  },
  {
    id: 'help-text-length',
    refused: 'a help text of more than 510 characters',
    message: 'Help Text: data value too large (max length=510)',
    source: LIMITS,
    remedy: 'Shorten the help text to 510 characters.',
    check: (model) =>
      fieldsThat(
        model,
        ({ file }) => {
          const { length } = textOf(file.root, 'inlineHelpText') ?? '';
          return length > 510 ? `The help text has ${length} characters` : undefined;
        },
        'inlineHelpText',
      ),
  },
  {
    id: 'field-description-length',
    refused: 'a field description of more than 1,000 characters',
    message: 'Description: data value too large (max length=1000)',
    source: LIMITS,
    remedy: 'Shorten the description to 1,000 characters.',
    check: (model) =>
      fieldsThat(
        model,
        ({ file }) =>
          (textOf(file.root, 'description') ?? '').length > 1000
            ? 'The description is longer than 1,000 characters'
            : undefined,
        'description',
      ),
  },
];
