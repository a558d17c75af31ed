/** What Salesforce refuses about objects: names, sharing, relationships, validation. */
import { childNamed } from '../../project/xml.ts';
import { at, child, fieldsThat, type PackageModel, textOf } from '../../rules/package-model.ts';
import type { Place, Rule } from '../../rules/rule.ts';
import type { ObjectKind, OwnObject } from '../../schema/own-objects.ts';

const API = 'Metadata API Developer Guide, CustomObject';
const LIMITS = 'Salesforce Developer Limits and Allocations Quick Reference';
const MOST_MASTERS = 2;
const MOST_LOOKUPS = 40;

const custom = (name: string): string => name.replace(/__[a-z]+$/, '');

const objectsThat = (
  model: PackageModel,
  kind: ObjectKind,
  element: string,
  what: (object: OwnObject) => string | undefined,
): readonly Place[] =>
  model.objects.flatMap((object) => {
    const wrong = object.kind === kind && object.file ? what(object) : undefined;
    return wrong === undefined || !object.file ? [] : [at(object.file, child(object.file, element), wrong)];
  });

const masters = ({ fields }: OwnObject) => fields.filter(({ type }) => type === 'MasterDetail');

export const objectRules: readonly Rule[] = [
  {
    id: 'object-name-length',
    refused: 'an object name of more than 40 characters before its suffix',
    message: 'Object Name: {name} is too long (max 40 characters)',
    source: LIMITS,
    remedy: 'Shorten the name to 40 characters without the suffix.',
    check: (model) =>
      model.objects.flatMap(({ name, file }) =>
        file && custom(name).length > 40
          ? [at(file, undefined, `${name} has ${custom(name).length} characters before its suffix`)]
          : [],
      ),
  },
  {
    id: 'object-label-length',
    refused: 'an object label or plural of more than 40 characters',
    message: 'Label: value too long (max 40 characters)',
    source: LIMITS,
    remedy: 'Shorten the label to 40 characters.',
    check: (model) =>
      ['label', 'pluralLabel'].flatMap((element) =>
        model.objects.flatMap(({ file }) => {
          const { length } = textOf(file?.root, element) ?? '';
          return file && length > 40 ? [at(file, child(file, element), `The label has ${length} characters`)] : [];
        }),
      ),
  },
  {
    id: 'object-description-length',
    refused: 'an object description of more than 1,000 characters',
    message: 'Description: data value too large (max length=1000)',
    source: LIMITS,
    remedy: 'Shorten the description to 1,000 characters.',
    check: (model) =>
      model.objects.flatMap(({ file }) =>
        file && (textOf(file.root, 'description') ?? '').length > 1000
          ? [at(file, child(file, 'description'), 'The description is longer than 1,000 characters')]
          : [],
      ),
  },
  {
    id: 'custom-object-complete',
    refused: 'a custom object without label, plural, name field, sharing model or deployment status',
    message: 'Must specify a non-empty label for the CustomObject / Must specify nameField for CustomObject',
    source: API,
    remedy: 'Add <label>, <pluralLabel>, <nameField>, <sharingModel> and <deploymentStatus>.',
    check: (model) =>
      ['label', 'pluralLabel', 'nameField', 'sharingModel', 'deploymentStatus'].flatMap((element) =>
        objectsThat(model, 'custom', element, ({ file, name }) =>
          childNamed(file?.root, element) ? undefined : `${name} has no <${element}>`,
        ),
      ),
  },
  {
    id: 'name-field-type',
    refused: 'a name field of another type than text or auto-number',
    message: 'The name field must be of type Text or AutoNumber',
    source: API,
    remedy: 'Use Text or AutoNumber.',
    check: (model) =>
      objectsThat(model, 'custom', 'nameField', ({ file }) => {
        const type = textOf(childNamed(file?.root, 'nameField'), 'type');
        return type === undefined || ['Text', 'AutoNumber'].includes(type)
          ? undefined
          : `The name field is of type ${type}`;
      }),
  },
  {
    id: 'master-detail-sharing',
    refused: 'an object with a master-detail field and a sharing model of its own',
    message:
      '{model} is not a valid sharing model for {object} when it has a master-detail relationship; it must be ControlledByParent',
    source: 'hardisgroupcom/sfdx-hardis, error list (Not valid sharing model)',
    remedy: 'Set <sharingModel>ControlledByParent</sharingModel>.',
    check: (model) =>
      objectsThat(model, 'custom', 'sharingModel', (object) =>
        masters(object).length > 0 && textOf(object.file?.root, 'sharingModel') !== 'ControlledByParent'
          ? `${object.name} has a master and its sharing is not controlled by it`
          : undefined,
      ),
  },
  {
    id: 'controlled-without-master',
    refused: 'sharing controlled by the parent on an object without a master-detail field',
    message: 'ControlledByParent is not a valid sharing model for {object}',
    source: 'hardisgroupcom/sfdx-hardis, error list (Not valid sharing model)',
    remedy: 'Add the master-detail field, or choose another sharing model.',
    check: (model) =>
      objectsThat(model, 'custom', 'sharingModel', (object) =>
        masters(object).length === 0 && textOf(object.file?.root, 'sharingModel') === 'ControlledByParent'
          ? `${object.name} has no master-detail field`
          : undefined,
      ),
  },
  {
    id: 'external-sharing-wider',
    refused: 'an external sharing model wider than the internal one',
    message: 'External sharing model must be equal to or more restrictive than the internal sharing model',
    source: API,
    remedy: 'Set <externalSharingModel> to the same model or a stricter one.',
    check: (model) => {
      const order = ['Private', 'Read', 'ReadWrite'];
      return objectsThat(model, 'custom', 'externalSharingModel', ({ file }) => {
        const [external, internal] = [
          textOf(file?.root, 'externalSharingModel') ?? '',
          textOf(file?.root, 'sharingModel') ?? '',
        ];
        return order.includes(external) && order.includes(internal) && order.indexOf(external) > order.indexOf(internal)
          ? `Outside users get ${external}, inside ones ${internal}`
          : undefined;
      });
    },
  },
  {
    id: 'masters-limit',
    refused: 'more than two master-detail fields on an object',
    message: 'This object already has the maximum number of master-detail fields (2)',
    source: LIMITS,
    remedy: 'Make the third one a lookup.',
    check: (model) =>
      model.objects.flatMap((object) =>
        masters(object)
          .slice(MOST_MASTERS)
          .map(({ file }) => at(file, child(file, 'type'), `${object.name} has more than two masters`)),
      ),
  },
  {
    id: 'relationships-limit',
    refused: 'more than 40 relationship fields on an object',
    message: 'Maximum number of relationship fields reached (40)',
    source: LIMITS,
    remedy: 'Remove relationships.',
    check: (model) =>
      model.objects.flatMap(({ fields }) =>
        fields
          .filter(({ type }) => ['Lookup', 'MasterDetail'].includes(type))
          .slice(MOST_LOOKUPS)
          .map(({ file }) => at(file, child(file, 'type'), 'This is the 41st relationship or a later one')),
      ),
  },
  {
    id: 'master-of-standard-user',
    refused: 'a master-detail relationship to a user or another object that cannot be a master',
    message: 'Cannot create a master-detail relationship to {object}',
    source: 'Salesforce Help, Considerations for Relationships',
    remedy: 'Use a lookup.',
    check: (model) =>
      fieldsThat(
        model,
        ({ type, referenceTo }) =>
          type === 'MasterDetail' && ['User', 'Lead', 'Group', 'RecordType'].includes(referenceTo ?? '')
            ? `${referenceTo ?? ''} cannot be a master`
            : undefined,
        'referenceTo',
      ),
  },
  {
    id: 'validation-rule',
    refused: 'a validation rule without a condition or message, or with a message of more than 255 characters',
    message: 'Required fields are missing: [ErrorMessage] / Error Message: data value too large (max length=255)',
    source: 'Metadata API Developer Guide, ValidationRule',
    remedy: 'Give <errorConditionFormula> and an <errorMessage> of at most 255 characters.',
    check: (model) =>
      model.of('validationRule').flatMap((file) => {
        const { length } = textOf(file.root, 'errorMessage') ?? '';
        if (length > 255) return [at(file, child(file, 'errorMessage'), `The message has ${length} characters`)];
        return length === 0 || !textOf(file.root, 'errorConditionFormula')
          ? [at(file, undefined, 'The rule lacks its condition or its message')]
          : [];
      }),
  },
  {
    id: 'validation-rule-fields',
    refused: 'a validation rule over a custom field that does not exist',
    message: 'Field {name} does not exist. Check spelling.',
    source: 'hardisgroupcom/sfdx-hardis, error list (Custom field not found)',
    remedy: 'Correct the name.',
    check: (model) =>
      model.of('validationRule').flatMap((file) => {
        const object = /([^/]+)\/validationRules\//.exec(file.path)?.[1] ?? '';
        const formula = (textOf(file.root, 'errorConditionFormula') ?? '').replace(/"[^"]*"/g, '');
        const shown = textOf(file.root, 'errorDisplayField');
        const named = [...formula.matchAll(/(?<![\w.$])(\w+__c)\b(?!\.)/g)].map(([, name = '']) => name);
        const unknown = [...named, ...(shown?.endsWith('__c') ? [shown] : [])].find(
          (name) => model.field(`${object}.${name}`) === undefined,
        );
        return unknown === undefined
          ? []
          : [at(file, child(file, 'errorConditionFormula'), `${object} has no field ${unknown}`)];
      }),
  },
];
