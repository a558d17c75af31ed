import { customObject, field, file, object, type Overlay, typed, xml } from './metadata-text.ts';

const long = (length: number): string => 'x'.repeat(length);
const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const merge = (overlays: readonly Overlay[]): Overlay => Object.assign({}, ...overlays) as Overlay;
const lookup = (name: string, changes: Record<string, string> = {}): Overlay =>
  typed('Visit__c', name, 'Lookup', {
    referenceTo: 'Contact',
    relationshipName: `R${name.replace(/_/g, '')}`,
    ...changes,
  });
const formula = (name: string, type: string, changes: Record<string, string>): Overlay =>
  typed('Visit__c', name, type, { precision: '', ...changes });
const picklist = (...values: readonly (readonly [name: string, isDefault: string])[]): Overlay =>
  typed('Visit__c', 'Kind__c', 'Picklist', {
    valueSet: [
      [
        'valueSetDefinition',
        [
          ['sorted', 'false'],
          ...values.map(
            ([name, isDefault]) =>
              [
                'value',
                [
                  ['fullName', name],
                  ['default', isDefault],
                  ['label', name],
                ],
              ] as const,
          ),
        ],
      ],
    ],
  });
const event = (changes: Record<string, string>): Overlay =>
  object(
    'Other_Event__e',
    Object.entries({
      deploymentStatus: 'Deployed',
      description: 'x',
      eventType: 'HighVolume',
      label: 'Other',
      pluralLabel: 'Others',
      publishBehavior: 'PublishImmediately',
      ...changes,
    }).filter(([, value]) => value !== ''),
  );
const master = (on: string, name: string, to: string, order: string): Overlay =>
  typed(on, name, 'MasterDetail', {
    referenceTo: to,
    relationshipName: `${on.replace(/__c|_/g, '')}${order}`,
    relationshipOrder: order,
  });
const metadataType = (fieldChanges: Record<string, string>): Overlay => ({
  ...object('Rule__mdt', [
    ['description', 'x'],
    ['label', 'Rule'],
    ['pluralLabel', 'Rules'],
    ['visibility', 'Public'],
  ]),
  ...field('Rule__mdt', 'Value__c', { fieldManageability: 'DeveloperControlled', ...fieldChanges }),
});
const validation = (elements: readonly (readonly [string, string])[]): Overlay =>
  file(
    'objects/Visit__c/validationRules/Example.validationRule-meta.xml',
    xml('ValidationRule', [['fullName', 'Example'], ['active', 'true'], ...elements]),
  );

/** An example for each rule about fields and objects. */
export const objectExamples: Readonly<Record<string, Overlay>> = {
  'field-name-length': field('Visit__c', `${long(41)}__c`),
  'field-name-form': field('Visit__c', 'Two__Words__c'),
  'field-label-length': field('Visit__c', 'A__c', { label: long(41) }),
  'help-text-length': field('Visit__c', 'A__c', { inlineHelpText: long(511) }),
  'field-description-length': field('Visit__c', 'A__c', { description: long(1001) }),
  'text-length-range': field('Visit__c', 'A__c', { length: '256' }),
  'long-text-length-range': field('Visit__c', 'A__c', { type: 'LongTextArea', length: '200000', visibleLines: '3' }),
  'long-text-visible-lines': field('Visit__c', 'A__c', { type: 'LongTextArea', length: '32768' }),
  'length-not-for-type': field('Visit__c', 'A__c', { type: 'Date' }),
  'number-precision': typed('Visit__c', 'A__c', 'Number', { precision: '19', scale: '0' }),
  'precision-not-for-type': field('Visit__c', 'A__c', { precision: '4', scale: '0' }),
  'checkbox-default': typed('Visit__c', 'A__c', 'Checkbox'),
  'required-not-for-type': typed('Visit__c', 'A__c', 'Checkbox', { defaultValue: 'false', required: 'true' }),
  'external-id-type': field('Visit__c', 'A__c', {
    type: 'LongTextArea',
    length: '32768',
    visibleLines: '3',
    externalId: 'true',
  }),
  'unique-type': typed('Visit__c', 'A__c', 'Date', { unique: 'true' }),
  'picklist-values': typed('Visit__c', 'A__c', 'Picklist'),
  'picklist-repeated-value': picklist(['One', 'false'], ['One', 'false']),
  'picklist-one-default': picklist(['One', 'true'], ['Two', 'true']),
  'reference-complete': typed('Visit__c', 'A__c', 'Lookup', { referenceTo: 'Contact' }),
  'reference-not-for-type': field('Visit__c', 'A__c', { referenceTo: 'Contact' }),
  'reference-target': lookup('A__c', { referenceTo: 'House__c' }),
  'relationship-name-unique': {
    ...lookup('A__c', { relationshipName: 'Same' }),
    ...lookup('B__c', { relationshipName: 'Same' }),
  },
  'relationship-name-form': lookup('A__c', { relationshipName: 'Visits__r' }),
  'required-lookup-delete': lookup('A__c', { required: 'true', deleteConstraint: 'SetNull' }),
  'delete-constraint-type': field('Visit__c', 'A__c', { deleteConstraint: 'Restrict' }),
  'formula-type': formula('A__c', 'Picklist', { formula: '1' }),
  'formula-default': formula('A__c', 'Text', { formula: '"x"', defaultValue: '"y"' }),
  'formula-unknown-field': formula('A__c', 'Number', { formula: 'Scor__c * 2', precision: '18', scale: '2' }),
  'formula-long-text': formula('A__c', 'Text', { formula: 'LEFT(Notes__c, 10)' }),
  'text-default-quoted': field('Visit__c', 'A__c', { defaultValue: 'Planned' }),
  'auto-number-format': typed('Visit__c', 'A__c', 'AutoNumber', { displayFormat: 'A-' }),
  'tracked-field-history': { ...customObject('House__c'), ...field('House__c', 'A__c', { trackHistory: 'true' }) },
  'tracked-fields-limit': merge(range(21).map((index) => field('Visit__c', `T${index}__c`, { trackHistory: 'true' }))),
  'summary-on-master': typed('Visit__c', 'A__c', 'Summary', {
    summaryForeignKey: 'Guest__c.Email__c',
    summaryOperation: 'count',
  }),
  'lookup-filter-optional': typed('Visit__c', 'A__c', 'Lookup', {
    referenceTo: 'Contact',
    relationshipName: 'Filtered',
    lookupFilter: [
      ['active', 'true'],
      [
        'filterItems',
        [
          ['field', 'Contact.Email'],
          ['operation', 'notEqual'],
          ['value', ''],
        ],
      ],
      ['isOptional', 'false'],
    ],
  }),
  'object-name-length': customObject(`${long(41)}__c`),
  'object-label-length': customObject('House__c', { label: long(41) }),
  'object-description-length': customObject('House__c', { description: long(1001) }),
  'custom-object-complete': customObject('House__c', { pluralLabel: '' }),
  'name-field-type': customObject('House__c', {
    nameField: [
      ['label', 'Name'],
      ['type', 'Number'],
    ],
  }),
  'master-detail-sharing': { ...customObject('House__c'), ...master('House__c', 'Visit__c', 'Visit__c', '0') },
  'controlled-without-master': customObject('House__c', { sharingModel: 'ControlledByParent' }),
  'external-sharing-wider': customObject('House__c', { sharingModel: 'Private', externalSharingModel: 'ReadWrite' }),
  'masters-limit': merge([
    customObject('House__c', { sharingModel: 'ControlledByParent' }),
    ...['0', '1', '2'].map((order) => master('House__c', `M${order}__c`, 'Visit__c', order)),
  ]),
  'relationships-limit': merge(range(41).map((index) => lookup(`L${index}__c`))),
  'master-of-standard-user': {
    ...customObject('House__c', { sharingModel: 'ControlledByParent' }),
    ...master('House__c', 'M__c', 'User', '0'),
  },
  'event-field-type': typed('Visit_Event__e', 'A__c', 'Picklist'),
  'event-field-index': field('Visit_Event__e', 'A__c', { unique: 'true' }),
  'event-definition': event({ publishBehavior: '' }),
  'event-settings': event({ sharingModel: 'Private' }),
  'event-definitions-limit': merge(
    range(5).map((index) =>
      object(`E${index}__e`, [
        ['description', 'x'],
        ['eventType', 'HighVolume'],
        ['label', 'E'],
        ['pluralLabel', 'E'],
        ['publishBehavior', 'PublishImmediately'],
      ]),
    ),
  ),
  'setting-field-type': typed('Visit_Settings__c', 'A__c', 'Picklist'),
  'setting-settings': object('Other_Settings__c', [
    ['customSettingsType', 'Hierarchy'],
    ['description', 'x'],
    ['label', 'Other'],
    ['sharingModel', 'Private'],
    ['visibility', 'Public'],
  ]),
  'setting-visibility': object('Other_Settings__c', [
    ['customSettingsType', 'Hierarchy'],
    ['description', 'x'],
    ['label', 'Other'],
  ]),
  'metadata-type-field-type': metadataType({ type: 'Currency', length: '', precision: '18', scale: '2' }),
  'metadata-type-manageability': metadataType({ fieldManageability: '' }),
  'activity-fields-folder': field('Task', 'A__c'),
  'activity-field-type': master('Activity', 'A__c', 'Visit__c', '0'),
  'standard-object-settings': object('Account', [['enableHistory', 'true']]),
  'validation-rule': validation([
    ['errorConditionFormula', 'TRUE'],
    ['errorMessage', long(256)],
  ]),
  'validation-rule-fields': validation([
    ['errorConditionFormula', 'Scor__c > 1'],
    ['errorMessage', 'x'],
  ]),
};
