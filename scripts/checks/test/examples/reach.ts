import {
  field,
  fieldPermission,
  file,
  layout,
  listView,
  objectPermission,
  type Overlay,
  page,
  permissionSet,
  xml,
} from './metadata-text.ts';

const long = (length: number): string => 'x'.repeat(length);
const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const REQUIRED: readonly (readonly [string, string])[] = [
  ['Name', 'Required'],
  ['Host__c', 'Required'],
];
const compactLayout = (...fields: readonly string[]): Overlay =>
  file(
    'objects/Visit__c/compactLayouts/Example.compactLayout-meta.xml',
    xml('CompactLayout', [
      ['fullName', 'Example'],
      ...fields.map((name) => ['fields', name] as const),
      ['label', 'Example'],
    ]),
  );
const tab = (elements: readonly (readonly [string, string])[]): Overlay =>
  file('tabs/Example.tab-meta.xml', xml('CustomTab', elements));

/** An example for each rule about permission sets, layouts, lists, tabs, apps and pages. */
export const reachExamples: Readonly<Record<string, Overlay>> = {
  'permission-on-required-field': permissionSet([fieldPermission('Visit__c.Host__c')]),
  'permission-on-system-field': permissionSet([fieldPermission('Visit__c.OwnerId')]),
  'permission-edit-on-computed-field': permissionSet([
    fieldPermission('Visit__c.Score_Percent__c', { editable: 'true' }),
  ]),
  'permission-edit-without-read': permissionSet([
    fieldPermission('Visit__c.Title__c', { editable: 'true', readable: 'false' }),
  ]),
  'permission-activity-name': permissionSet([fieldPermission('Activity.Visit_Code__c')]),
  'permission-field-of-event-or-setting': permissionSet([fieldPermission('Visit_Event__e.Payload__c')]),
  'permission-object-depends': permissionSet([objectPermission('Visit__c', 'allowRead', 'allowDelete')]),
  'permission-detail-without-master': permissionSet([objectPermission('Guest__c', 'allowRead')]),
  'permission-event-access': permissionSet([objectPermission('Visit_Event__e', 'allowRead', 'allowEdit')]),
  'permission-on-setting': permissionSet([objectPermission('Visit_Settings__c', 'allowRead')]),
  'permission-repeated': permissionSet([fieldPermission('Visit__c.Title__c'), fieldPermission('Visit__c.Title__c')]),
  'permission-set-label-length': file(
    'permissionsets/Example.permissionset-meta.xml',
    xml('PermissionSet', [
      ['description', 'x'],
      ['label', long(81)],
    ]),
  ),
  'permission-tab-visibility': permissionSet([
    [
      'tabSettings',
      [
        ['tab', 'Visit__c'],
        ['visibility', 'DefaultOn'],
      ],
    ],
  ]),
  'permission-all-data': permissionSet([
    [
      'userPermissions',
      [
        ['enabled', 'true'],
        ['name', 'ModifyAllData'],
      ],
    ],
  ]),
  'layout-required-field': layout([['Name', 'Required']]),
  'layout-required-behavior': layout([
    ['Name', 'Required'],
    ['Host__c', 'Edit'],
  ]),
  'layout-computed-behavior': layout([...REQUIRED, ['Score_Percent__c', 'Edit']]),
  'layout-repeated-field': layout([...REQUIRED, ['Title__c', 'Edit'], ['Title__c', 'Edit']]),
  'related-list-columns': layout(REQUIRED, [
    [
      'relatedLists',
      [...range(11).map((index) => ['fields', `COLUMN${index}`] as const), ['relatedList', 'RelatedNoteList']],
    ],
  ]),
  'compact-layout-fields': compactLayout('Notes__c'),
  'list-view-scope-mine': listView(
    'Mine',
    [
      ['columns', 'NAME'],
      ['filterScope', 'Mine'],
      ['label', 'Mine'],
    ],
    'Guest__c',
  ),
  'list-view-long-text-filter': listView('Noted', [
    ['filterScope', 'Everything'],
    [
      'filters',
      [
        ['field', 'Notes__c'],
        ['operation', 'equals'],
        ['value', 'x'],
      ],
    ],
    ['label', 'Noted'],
  ]),
  'list-view-columns': listView('Wide', [
    ...range(16).map((index) => ['columns', `COLUMN${index}`] as const),
    ['filterScope', 'Everything'],
    ['label', 'Wide'],
  ]),
  'list-view-label-length': listView('Long', [
    ['filterScope', 'Everything'],
    ['label', long(41)],
  ]),
  'tab-content': tab([['motif', 'Custom53: Bell']]),
  'tab-component-exposed': tab([
    ['label', 'Example'],
    ['lwcComponent', 'visitBadge'],
    ['motif', 'Custom53: Bell'],
  ]),
  'page-component-exposed': page('visitBadge'),
  'page-component-property': page('visitList', { property: 'colour' }),
  'record-page-object': page('visitList', { object: '' }),
  'app-complete': file(
    'applications/Example.app-meta.xml',
    xml('CustomApplication', [
      ['label', 'Example'],
      ['uiType', 'Lightning'],
    ]),
  ),
};

/** An example for each rule about metadata files, their reach and their references. */
export const metadataExamples: Readonly<Record<string, Overlay>> = {
  'wrong-folder': file(
    'fields/Stray.tab-meta.xml',
    xml('CustomTab', [
      ['customObject', 'true'],
      ['motif', 'Custom53: Bell'],
    ]),
  ),
  'wrong-root-element': file('tabs/Example.tab-meta.xml', xml('CustomApplication', [['label', 'Example']])),
  'unknown-file-kind': file('tabs/Example.tap-meta.xml', xml('CustomTab', [['motif', 'Custom53: Bell']])),
  'name-differs-from-file': field('Visit__c', 'A__c', { fullName: 'B__c' }),
  'object-in-folder': file('objects/Other__c/House__c.object-meta.xml', xml('CustomObject', [['label', 'House']])),
  'children-in-object-file': file(
    'objects/House__c/House__c.object-meta.xml',
    xml('CustomObject', [
      [
        'fields',
        [
          ['fullName', 'A__c'],
          ['label', 'A'],
          ['type', 'Date'],
        ],
      ],
      ['label', 'House'],
    ]),
  ),
  'source-without-metadata': file('classes/Alone.cls', 'public class Alone {}'),
  'api-version-differs': file(
    'classes/VisitSelector.cls-meta.xml',
    xml('ApexClass', [
      ['apiVersion', '60.0'],
      ['status', 'Active'],
    ]),
  ),
  'field-not-in-layout': field('Visit__c', 'A__c'),
  'field-not-in-admin-set': field('Visit__c', 'A__c'),
  'object-not-in-admin-set': file(
    'objects/House__c/House__c.object-meta.xml',
    xml('CustomObject', [['label', 'House']]),
  ),
  'missing-help-text': field('Visit__c', 'A__c', { inlineHelpText: '' }),
  'missing-description': file(
    'permissionsets/Example.permissionset-meta.xml',
    xml('PermissionSet', [['label', 'Example']]),
  ),
  'class-not-in-permission-set': file(
    'classes/OtherController.cls',
    'public with sharing class OtherController { @AuraEnabled public static void go() {} }',
  ),
  'tab-not-in-permission-set': file(
    'tabs/Guest__c.tab-meta.xml',
    xml('CustomTab', [
      ['customObject', 'true'],
      ['motif', 'Custom53: Bell'],
    ]),
  ),
  'app-not-in-permission-set': file(
    'applications/Example.app-meta.xml',
    xml('CustomApplication', [['label', 'Example']]),
  ),
  'custom-permission-not-granted': file(
    'customPermissions/Example.customPermission-meta.xml',
    xml('CustomPermission', [['label', 'Example']]),
  ),
  'object-without-layout': file('objects/House__c/House__c.object-meta.xml', xml('CustomObject', [['label', 'House']])),
  'list-view-shared': file(
    'objects/House__c/House__c.object-meta.xml',
    xml('CustomObject', [
      ['enableSearch', 'true'],
      ['label', 'House'],
    ]),
  ),
  'layout-unknown-field': layout([...REQUIRED, ['Colour__c', 'Edit']]),
  'layout-unknown-related-list': layout(REQUIRED, [
    [
      'relatedLists',
      [
        ['fields', 'NAME'],
        ['relatedList', 'Guest__c.Host__c'],
      ],
    ],
  ]),
  'list-view-unknown-field': listView('Recent', [
    ['columns', 'Colour__c'],
    ['filterScope', 'Everything'],
    ['label', 'Recent'],
  ]),
  'compact-layout-unknown-field': compactLayout('Colour__c'),
  'field-set-unknown-field': file(
    'objects/Visit__c/fieldSets/Example.fieldSet-meta.xml',
    xml('FieldSet', [
      ['fullName', 'Example'],
      ['description', 'x'],
      [
        'displayedFields',
        [
          ['field', 'Colour__c'],
          ['isFieldManaged', 'false'],
          ['isRequired', 'false'],
        ],
      ],
      ['label', 'Example'],
    ]),
  ),
  'search-layout-unknown-field': file(
    'objects/House__c/House__c.object-meta.xml',
    xml('CustomObject', [
      ['label', 'House'],
      ['searchLayouts', [['customTabListAdditionalFields', 'Colour__c']]],
    ]),
  ),
  'unknown-compact-layout': file(
    'objects/House__c/House__c.object-meta.xml',
    xml('CustomObject', [
      ['compactLayoutAssignment', 'Gone'],
      ['label', 'House'],
    ]),
  ),
  'permission-unknown-field': permissionSet([fieldPermission('Visit__c.Colour__c')]),
  'permission-unknown-object': permissionSet([objectPermission('House__c', 'allowRead')]),
  'permission-unknown-class': permissionSet([
    [
      'classAccesses',
      [
        ['apexClass', 'Gone'],
        ['enabled', 'true'],
      ],
    ],
  ]),
  'permission-unknown-tab': permissionSet([
    [
      'tabSettings',
      [
        ['tab', 'Gone'],
        ['visibility', 'Visible'],
      ],
    ],
  ]),
  'permission-unknown-app': permissionSet([
    [
      'applicationVisibilities',
      [
        ['application', 'Gone'],
        ['visible', 'true'],
      ],
    ],
  ]),
  'permission-unknown-setting': permissionSet([
    [
      'customSettingAccesses',
      [
        ['enabled', 'true'],
        ['name', 'Gone__c'],
      ],
    ],
  ]),
  'permission-unknown-custom-permission': permissionSet([
    [
      'customPermissions',
      [
        ['enabled', 'true'],
        ['name', 'Gone'],
      ],
    ],
  ]),
  'app-unknown-tab': file(
    'applications/Example.app-meta.xml',
    xml('CustomApplication', [
      ['label', 'Example'],
      ['tabs', 'Gone'],
    ]),
  ),
  'app-unknown-page': file(
    'applications/Example.app-meta.xml',
    xml('CustomApplication', [
      ['label', 'Example'],
      ['utilityBar', 'Gone'],
    ]),
  ),
  'tab-unknown-content': tab([
    ['flexiPage', 'Gone'],
    ['motif', 'Custom53: Bell'],
  ]),
  'page-unknown-component': page('gone'),
  'page-unknown-object': page('visitList', { object: 'House__c' }),
  'page-unknown-field': file(
    'flexipages/Example.flexipage-meta.xml',
    xml('FlexiPage', [
      [
        'flexiPageRegions',
        [
          ['itemInstances', [['fieldInstance', [['fieldItem', 'Record.Colour__c']]]]],
          ['name', 'main'],
          ['type', 'Region'],
        ],
      ],
      ['masterLabel', 'Example'],
      ['sobjectType', 'Visit__c'],
      ['type', 'RecordPage'],
    ]),
  ),
  'quick-action-unknown-target': file(
    'quickActions/House__c.Open.quickAction-meta.xml',
    xml('QuickAction', [
      ['label', 'Open'],
      ['type', 'LightningWebComponent'],
    ]),
  ),
  'report-unknown-field': file(
    'reports/Visits/Example.report-meta.xml',
    xml('Report', [
      ['columns', [['field', 'Visit__c$Colour__c']]],
      ['format', 'Tabular'],
      ['name', 'Example'],
      ['reportType', 'CustomEntity$Visit__c'],
    ]),
  ),
};
