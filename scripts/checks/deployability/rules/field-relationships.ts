/** What Salesforce refuses about lookups, master-detail fields and roll-ups. */
import { childNamed } from '../../project/xml.ts';
import { at, childrenNamed, fieldsThat, textOf } from '../../rules/package-model.ts';
import type { Rule } from '../../rules/rule.ts';
import type { OwnField } from '../../schema/own-objects.ts';

const API = 'Metadata API Developer Guide, CustomField';
const has = (field: OwnField, name: string): boolean => childNamed(field.file.root, name) !== undefined;
const REFERENCE_TYPES = new Set([
  'Lookup',
  'MasterDetail',
  'MetadataRelationship',
  'Hierarchy',
  'ExternalLookup',
  'IndirectLookup',
]);

export const fieldRelationshipRules: readonly Rule[] = [
  {
    id: 'reference-complete',
    refused: 'a relationship field without its target or relationship name',
    message: "Must specify 'referenceTo' for a CustomField of type {type}",
    source: API,
    remedy: 'Add <referenceTo>, <relationshipName> and <relationshipLabel>.',
    check: (model) =>
      fieldsThat(model, (field) =>
        ['Lookup', 'MasterDetail'].includes(field.type) &&
        (field.referenceTo === undefined || field.relationshipName === undefined)
          ? `${field.type} needs a target and a relationship name`
          : undefined,
      ),
  },
  {
    id: 'reference-not-for-type',
    refused: 'a target or relationship name on a field that is no relationship',
    message: "Can not specify 'referenceTo' for a CustomField of type {type}",
    source: API,
    remedy: 'Remove <referenceTo> and <relationshipName>.',
    check: (model) =>
      fieldsThat(
        model,
        (field) =>
          has(field, 'referenceTo') && !REFERENCE_TYPES.has(field.type) ? `${field.type} refers to nothing` : undefined,
        'referenceTo',
      ),
  },
  {
    id: 'reference-target',
    refused: 'a relationship to an object that does not exist',
    message: 'In field: referenceTo - no CustomObject named {name} found',
    source: 'hardisgroupcom/sfdx-hardis, error list (Custom object not found)',
    remedy: 'Correct <referenceTo>, or add the object.',
    check: (model) =>
      fieldsThat(
        model,
        ({ referenceTo }) =>
          referenceTo !== undefined && model.schema.object(referenceTo) === undefined
            ? `There is no object ${referenceTo}`
            : undefined,
        'referenceTo',
      ),
  },
  {
    id: 'relationship-name-unique',
    refused: 'two relationships to the same parent with the same name',
    message: 'There is already a Child Relationship named {name} on {object}.',
    source: API,
    remedy: 'Give each relationship to the same parent a name of its own.',
    check: (model) => {
      const seen = new Set<string>();
      return fieldsThat(
        model,
        ({ referenceTo, relationshipName }) => {
          if (referenceTo === undefined || relationshipName === undefined) return undefined;
          const key = `${referenceTo}.${relationshipName}`.toLowerCase();
          if (seen.has(key)) return `${referenceTo} already has a child relationship ${relationshipName}`;
          seen.add(key);
          return undefined;
        },
        'relationshipName',
      );
    },
  },
  {
    id: 'relationship-name-form',
    refused: 'a relationship name with a suffix, a space, or more than 40 characters',
    message: 'The Child Relationship Name can only contain underscores and alphanumeric characters',
    source: API,
    remedy: 'Use letters, digits and single underscores, at most 40, without __r.',
    check: (model) =>
      fieldsThat(
        model,
        ({ relationshipName }) =>
          relationshipName === undefined || /^[A-Za-z](?:_?[A-Za-z0-9]){0,39}$/.test(relationshipName)
            ? undefined
            : `${relationshipName} is no legal relationship name`,
        'relationshipName',
      ),
  },
  {
    id: 'required-lookup-delete',
    refused: 'a required lookup that is emptied when its target is deleted',
    message: "Must specify 'deleteConstraint' of Restrict or Cascade when field is required",
    source: API,
    remedy: 'Set <deleteConstraint>Restrict</deleteConstraint>.',
    check: (model) =>
      fieldsThat(
        model,
        (field) =>
          field.type === 'Lookup' && field.required && textOf(field.file.root, 'deleteConstraint') === 'SetNull'
            ? 'A required lookup cannot be set to null'
            : undefined,
        'deleteConstraint',
      ),
  },
  {
    id: 'delete-constraint-type',
    refused: 'a delete constraint on anything but a lookup',
    message: "Can not specify 'deleteConstraint' for a CustomField of type {type}",
    source: API,
    remedy: 'Remove <deleteConstraint>.',
    check: (model) =>
      fieldsThat(
        model,
        (field) =>
          has(field, 'deleteConstraint') && field.type !== 'Lookup'
            ? `${field.type} takes no delete constraint`
            : undefined,
        'deleteConstraint',
      ),
  },
  {
    id: 'summary-on-master',
    refused: 'a roll-up summary over something that is no detail of the object',
    message: 'The summary foreign key must be a master-detail relationship to this object',
    source: API,
    remedy: 'Summarize over a master-detail field that refers to this object.',
    check: (model) =>
      fieldsThat(
        model,
        ({ type, file, object }) => {
          if (type !== 'Summary') return undefined;
          const key = model.field(textOf(file.root, 'summaryForeignKey') ?? '');
          return key?.type === 'MasterDetail' && key.referenceTo === object
            ? undefined
            : 'The roll-up follows no master-detail field to this object';
        },
        'summaryForeignKey',
      ),
  },
  {
    id: 'lookup-filter-optional',
    refused: 'a lookup filter that must hold without a message for the user',
    message: 'Required field is missing: errorMessage (lookup filter)',
    source: API,
    remedy: 'Add <errorMessage>, or make the filter optional.',
    check: (model) =>
      model.fields.flatMap(({ file }) =>
        childrenNamed(file.root, 'lookupFilter')
          .filter((filter) => textOf(filter, 'isOptional') === 'false' && textOf(filter, 'errorMessage') === undefined)
          .map((filter) => at(file, filter, 'A required filter has no error message')),
      ),
  },
];
