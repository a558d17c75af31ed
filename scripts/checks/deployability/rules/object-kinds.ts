/** What Salesforce refuses about platform events, custom settings, custom metadata types, activities and standard objects. */
import { childNamed, isTrue } from '../../project/xml.ts';
import { at, child, fieldsThat, type PackageModel } from '../../rules/package-model.ts';
import type { Place, Rule } from '../../rules/rule.ts';
import type { ObjectKind, OwnObject } from '../../schema/own-objects.ts';

const API = 'Metadata API Developer Guide, CustomObject';
const EVENTS = 'Platform Events Developer Guide, Platform Event Fields';

const EVENT_TYPES = new Set(['Checkbox', 'Date', 'DateTime', 'Number', 'Text', 'LongTextArea']);
const SETTING_TYPES = new Set([
  'Checkbox',
  'Currency',
  'Date',
  'DateTime',
  'Email',
  'Number',
  'Percent',
  'Phone',
  'Text',
  'TextArea',
  'Url',
]);
const METADATA_TYPES = new Set([
  'Checkbox',
  'Date',
  'DateTime',
  'Email',
  'Number',
  'Percent',
  'Phone',
  'Picklist',
  'Text',
  'TextArea',
  'LongTextArea',
  'Url',
  'MetadataRelationship',
]);
const NOT_ON_EVENTS = [
  'sharingModel',
  'nameField',
  'enableHistory',
  'enableActivities',
  'enableReports',
  'enableFeeds',
  'compactLayoutAssignment',
];
const NOT_ON_SETTINGS = [
  'sharingModel',
  'externalSharingModel',
  'nameField',
  'enableHistory',
  'enableActivities',
  'enableReports',
  'pluralLabel',
  'deploymentStatus',
];

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

const wrongTypes = (model: PackageModel, kind: ObjectKind, types: ReadonlySet<string>, is: string): readonly Place[] =>
  fieldsThat(model, ({ type, formula }, object) => {
    if (object?.kind !== kind) return undefined;
    if (formula) return `${is} cannot hold a formula`;
    return types.has(type) ? undefined : `${is} cannot hold a field of type ${type}`;
  });

const refusedElements = (
  model: PackageModel,
  kind: ObjectKind,
  names: readonly string[],
  is: string,
): readonly Place[] =>
  names.flatMap((name) =>
    objectsThat(model, kind, name, ({ file }) =>
      childNamed(file?.root, name) ? `${is} takes no <${name}>` : undefined,
    ),
  );

export const objectKindRules: readonly Rule[] = [
  {
    id: 'event-field-type',
    refused: 'a platform event field of a type that events do not have',
    message: 'Can not specify type {type} for a field of a platform event',
    source: EVENTS,
    remedy: 'Use Checkbox, Date, DateTime, Number, Text or LongTextArea; carry ids as Text(18).',
    check: (model) => wrongTypes(model, 'event', EVENT_TYPES, 'A platform event'),
  },
  {
    id: 'event-field-index',
    refused: 'a unique field or external id on a platform event',
    message: "Can not specify 'unique' or 'externalId' for a field of a platform event",
    source: EVENTS,
    remedy: 'Remove <unique> and <externalId>.',
    check: (model) =>
      fieldsThat(
        model,
        ({ file }, object) =>
          object?.kind === 'event' && (isTrue(file.root, 'unique') || isTrue(file.root, 'externalId'))
            ? 'An event field is neither unique nor an external id'
            : undefined,
        'externalId',
      ),
  },
  {
    id: 'event-definition',
    refused: 'a platform event without event type, or with a publish behavior that does not exist',
    message: 'Required fields are missing: [EventType]',
    source: 'Platform Events Developer Guide, Define a Platform Event',
    remedy: 'Add <eventType>HighVolume</eventType> and <publishBehavior>.',
    check: (model) =>
      ['eventType', 'publishBehavior'].flatMap((element) =>
        objectsThat(model, 'event', element, ({ file }) =>
          childNamed(file?.root, element) ? undefined : `The event has no <${element}>`,
        ),
      ),
  },
  {
    id: 'event-settings',
    refused: 'a platform event with settings of custom objects (sharing, name field, history, activities, reports)',
    message: "Can not specify '{element}' for a platform event",
    source: EVENTS,
    remedy: 'Remove the element.',
    check: (model) => refusedElements(model, 'event', NOT_ON_EVENTS, 'A platform event'),
  },
  {
    id: 'event-definitions-limit',
    refused: 'more than five platform events in a package for every edition',
    message:
      'You have reached the maximum number of platform event definitions for your org (Developer and Professional: 5)',
    source: 'Platform Events Developer Guide, Platform Event Allocations',
    remedy: 'Merge events: this package promises two.',
    check: (model) =>
      model.objects
        .filter(({ kind }) => kind === 'event')
        .slice(5)
        .flatMap(({ file }) => (file ? [at(file, undefined, 'This is the sixth platform event or a later one')] : [])),
  },
  {
    id: 'setting-field-type',
    refused: 'a custom setting field of a type that settings do not have (picklists, lookups, long texts, formulas)',
    message: 'Can not specify type {type} for a custom setting',
    source: 'Salesforce Help, Custom Settings Fields',
    remedy: 'Use Checkbox, Currency, Date, DateTime, Email, Number, Percent, Phone, Text, TextArea or Url.',
    check: (model) => wrongTypes(model, 'setting', SETTING_TYPES, 'A custom setting'),
  },
  {
    id: 'setting-settings',
    refused: 'a custom setting with settings of custom objects (sharing, name field, plural, deployment status)',
    message: "Can not specify '{element}' for a custom setting",
    source: API,
    remedy: 'Remove the element.',
    check: (model) => refusedElements(model, 'setting', NOT_ON_SETTINGS, 'A custom setting'),
  },
  {
    id: 'setting-visibility',
    refused: 'a custom setting without a type or visibility',
    message: 'Must specify customSettingsType / visibility',
    source: API,
    remedy: 'Add <visibility>Public</visibility> or Protected.',
    check: (model) =>
      objectsThat(model, 'setting', 'visibility', ({ file }) =>
        childNamed(file?.root, 'visibility') ? undefined : 'The setting has no <visibility>',
      ),
  },
  {
    id: 'metadata-type-field-type',
    refused: 'a custom metadata type field of a type that these do not have',
    message: 'Can not specify type {type} for a custom metadata type',
    source: 'Custom Metadata Types Implementation Guide, Custom Metadata Type Fields',
    remedy: 'Use one of the types of custom metadata; reference with MetadataRelationship.',
    check: (model) => wrongTypes(model, 'metadata-type', METADATA_TYPES, 'A custom metadata type'),
  },
  {
    id: 'metadata-type-manageability',
    refused: 'a field of a custom metadata type without manageability in a managed package',
    message: 'Required fields are missing: [FieldManageability]',
    source: 'Custom Metadata Types Implementation Guide, Protection and Manageability',
    remedy: 'Add <fieldManageability>: DeveloperControlled, SubscriberControlled or Locked.',
    check: (model) =>
      fieldsThat(model, ({ file }, object) =>
        object?.kind === 'metadata-type' && !childNamed(file.root, 'fieldManageability')
          ? 'The field has no <fieldManageability>'
          : undefined,
      ),
  },
  {
    id: 'activity-fields-folder',
    refused: 'custom fields of Task or Event under their own object',
    message:
      'Entity Enumeration Or ID: bad value for restricted picklist field: Task (custom fields belong to Activity)',
    source: 'Metadata API Developer Guide, Activity custom fields',
    remedy: 'Move the file to objects/Activity/fields.',
    check: (model) =>
      fieldsThat(
        model,
        ({ object, name }) =>
          ['Task', 'Event'].includes(object) && name.includes('__') ? `${name} stands under ${object}` : undefined,
        'fullName',
      ),
  },
  {
    id: 'activity-field-type',
    refused: 'an activity field of a type activities do not have (master-detail, roll-up, encrypted)',
    message: 'Can not specify type {type} for Activity',
    source: 'Salesforce Help, Custom Fields on Activities',
    remedy: 'Use a text, number, date, checkbox or picklist field; a lookup where the org allows it.',
    check: (model) =>
      fieldsThat(model, ({ object, type }) =>
        object === 'Activity' && ['MasterDetail', 'Summary', 'Location', 'EncryptedText'].includes(type)
          ? `Activity cannot hold ${type}`
          : undefined,
      ),
  },
  {
    id: 'standard-object-settings',
    refused: 'settings of a standard object in a package (sharing, actions, search layouts)',
    message: 'Standard objects can not be packaged; only their custom fields and child components',
    source: 'First- and Second-Generation Managed Packaging Guides, Components Available in Managed Packages',
    remedy: 'Keep only the custom fields under the standard object; delete its object file.',
    check: (model) =>
      model.objects.flatMap(({ kind, file }) =>
        kind === 'standard' && file && file.root.children.length > 0
          ? [at(file, file.root.children[0], 'The file would change a standard object of the customer')]
          : [],
      ),
  },
];
