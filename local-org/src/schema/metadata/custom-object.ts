import { createField } from '../field.ts';
import type {
  FieldDefinition,
  FieldSetDefinition,
  ObjectDefinition,
  ObjectKind,
  RecordTypeDefinition,
  ValidationRuleDefinition,
} from '../model.ts';
import { idField, standardObjects, systemFields } from '../standard/table.ts';
import { qualifiedName } from './names.ts';
import { childOf, expectOnly, flagOf, numberOf, textOf, type XmlElement } from './xml.ts';

/** Elements of a CustomObject that are read. */
const READ = [
  ...[
    'fullName',
    'label',
    'pluralLabel',
    'nameField',
    'sharingModel',
    'customSettingsType',
    'publishBehavior',
    'eventType',
  ],
  ...['enableActivities', 'fields', 'fieldSets', 'validationRules', 'recordTypes'],
];
/** Elements that change nothing about stored data or queries. */
const WITHOUT_EFFECT = [
  ...['actionOverrides', 'allowInChatterGroups', 'businessProcesses', 'compactLayoutAssignment', 'compactLayouts'],
  ...['customHelp', 'customHelpPage', 'deploymentStatus', 'description', 'enableBulkApi', 'enableChangeDataCapture'],
  ...['enableDataLossPrevention', 'enableDivisions', 'enableEnhancedLookup', 'enableFeeds', 'enableHistory'],
  ...[
    'enableLicensing',
    'enableReports',
    'enableSearch',
    'enableSharing',
    'enableStreamingApi',
    'externalSharingModel',
  ],
  ...['gender', 'household', 'iconColor', 'listViews', 'namedFilters', 'protected', 'recordTypeTrackFeedHistory'],
  ...['recordTypeTrackHistory', 'searchLayouts', 'sharingReasons', 'sharingRecalculations', 'startsWith', 'visibility'],
  ...['webLinks', 'customSettingsVisibility', 'profileSearchLayouts', 'indexes'],
];
const KNOWN = new Set([...READ, ...WITHOUT_EFFECT]);

const kindOf = (name: string, element: XmlElement | undefined): ObjectKind => {
  if (/__e$/i.test(name)) return 'event';
  if (/__mdt$/i.test(name)) return 'metadataType';
  const setting = element && textOf(element, 'customSettingsType');
  return setting ? (setting === 'Hierarchy' ? 'hierarchySetting' : 'listSetting') : 'custom';
};

const nameField = (element: XmlElement | undefined, length: number): FieldDefinition => {
  const definition = element && childOf(element, 'nameField');
  const auto = definition !== undefined && textOf(definition, 'type') === 'AutoNumber';
  return createField({
    name: 'Name',
    label: (definition && textOf(definition, 'label')) ?? 'Name',
    type: 'string',
    length,
    nameField: true,
    idLookup: true,
    // A name left empty becomes the record's id, so it is never required.
    defaultedOnCreate: true,
    ...(definition && auto
      ? {
          autoNumber: true,
          createable: false,
          updateable: false,
          displayFormat: textOf(definition, 'displayFormat') ?? '{0}',
          startingNumber: numberOf(definition, 'startingNumber', 1),
        }
      : {}),
  });
};

/** Fields that Salesforce gives to each kind of custom object. */
const table = (lines: string): FieldDefinition[] => {
  const [object] = standardObjects(`object Table 000 "Table" "Tables" bare\n${lines}`);
  return [...(object?.fields.values() ?? [])].slice(1);
};

const METADATA_TYPE_FIELDS = `
DeveloperName string(40) required unique "Custom Metadata Record Name"
MasterLabel string(40) required nameField "Label"
Language !picklist(en_US*) "Master Language"
NamespacePrefix string(15) readonly
Label string(40) readonly
QualifiedApiName string(70) readonly
SystemModstamp datetime readonly`;

const EVENT_FIELDS = `
ReplayId string(1000) readonly "Replay ID"
EventUuid string(36) readonly "Event UUID"
CreatedDate datetime required readonly
CreatedById reference(User) required readonly`;

const ownFields = (kind: ObjectKind, element: XmlElement | undefined, detail: boolean): FieldDefinition[] => {
  switch (kind) {
    case 'event':
      return table(EVENT_FIELDS);
    case 'metadataType':
      return [idField(), ...table(METADATA_TYPE_FIELDS)];
    case 'listSetting':
    case 'hierarchySetting': {
      // One row per user, profile and org.
      const oneEach = kind === 'hierarchySetting' ? 'unique' : '';
      return [
        idField(),
        { ...nameField(undefined, 38), unique: kind === 'listSetting' },
        ...table(`SetupOwnerId reference(Organization|Profile|User) defaulted ${oneEach} "Location"`),
        ...systemFields(['deletable', 'audit']),
      ];
    }
    default:
      return [
        idField(),
        ...systemFields([...(detail ? [] : ['queueOwner']), 'deletable']),
        nameField(element, 80),
        ...systemFields(['audit', 'recordTypes', 'viewed']),
      ];
  }
};

const SHARING: Readonly<Record<string, ObjectDefinition['sharingModel']>> = {
  Private: 'Private',
  Read: 'Read',
  ReadSelect: 'Read',
  ControlledByParent: 'ControlledByParent',
};

export interface CustomObjectSource {
  /** Full API name. */
  readonly name: string;
  /** Root of the object's own file; absent when the project only adds fields. */
  readonly element: XmlElement | undefined;
  readonly path: string;
  readonly keyPrefix: string;
  readonly fields: readonly FieldDefinition[];
  readonly recordTypes: readonly RecordTypeDefinition[];
  readonly validationRules: readonly ValidationRuleDefinition[];
  readonly fieldSets: readonly FieldSetDefinition[];
}

/** Reads a custom object, custom setting, custom metadata type or platform event. */
export const customObject = (source: CustomObjectSource): ObjectDefinition => {
  const { name, element, fields } = source;
  if (element) expectOnly(element, KNOWN, source.path);
  const kind = kindOf(name, element);
  const detail = fields.some((field) => field.masterDetail);
  const activity = element && flagOf(element, 'enableActivities') ? systemFields(['activity']) : [];
  const system = ownFields(kind, element, detail);
  const label = (element && textOf(element, 'label')) ?? name;
  const data = kind !== 'metadataType';
  return {
    name,
    label,
    labelPlural: (element && textOf(element, 'pluralLabel')) ?? label,
    kind,
    keyPrefix: source.keyPrefix,
    fields: new Map([...system, ...activity, ...fields].map((field) => [field.name.toLowerCase(), field])),
    recordTypes: source.recordTypes,
    validationRules: source.validationRules,
    fieldSets: source.fieldSets,
    sharingModel: detail
      ? 'ControlledByParent'
      : (SHARING[(element && textOf(element, 'sharingModel')) ?? ''] ?? 'ReadWrite'),
    createable: data,
    updateable: data && kind !== 'event',
    deletable: data && kind !== 'event',
    queryable: kind !== 'event',
    ...(kind === 'event'
      ? {
          publishBehavior:
            element && textOf(element, 'publishBehavior') === 'PublishAfterCommit'
              ? 'PublishAfterCommit'
              : 'PublishImmediately',
        }
      : {}),
  };
};

/** True when the project's object may be chosen in "Related To" of tasks and events. */
export const hasActivities = (element: XmlElement | undefined): boolean =>
  element !== undefined && flagOf(element, 'enableActivities');

export const validationRule = (
  element: XmlElement,
  name: string,
  namespace: string,
  path: string,
): ValidationRuleDefinition => {
  expectOnly(
    element,
    new Set([
      'fullName',
      'active',
      'description',
      'errorConditionFormula',
      'errorDisplayField',
      'errorMessage',
      'shouldEvaluateOnClient',
    ]),
    path,
  );
  const field = textOf(element, 'errorDisplayField');
  return {
    name,
    active: flagOf(element, 'active'),
    formula: textOf(element, 'errorConditionFormula') ?? '',
    message: textOf(element, 'errorMessage') ?? '',
    namespace,
    ...(field ? { errorField: qualifiedName(field, namespace) } : {}),
  };
};

export const recordType = (element: XmlElement, name: string, namespace: string): RecordTypeDefinition => ({
  developerName: name,
  namespace,
  label: textOf(element, 'label') ?? name,
  active: flagOf(element, 'active'),
  default: false,
});
