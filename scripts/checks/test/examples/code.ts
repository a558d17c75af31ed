import {
  apexClass,
  component,
  field,
  file,
  label,
  labels,
  object,
  type Overlay,
  trigger,
  xml,
} from './metadata-text.ts';

const long = (length: number): string => 'x'.repeat(length);
const config = (targets: string, configs = '', exposed = 'true'): string =>
  `<isExposed>${exposed}</isExposed><targets>${targets}</targets>${configs === '' ? '' : `<targetConfigs>${configs}</targetConfigs>`}`;
const RECORD = '<target>lightning__RecordPage</target>';
const translation = (name: string, text: string): Overlay =>
  file(
    'translations/fr.translation-meta.xml',
    xml('Translations', [
      [
        'customLabels',
        [
          ['label', text],
          ['name', name],
        ],
      ],
    ]),
  );
const method = (name: string, source: string): Overlay =>
  apexClass(name, `public with sharing class ${name} {\n    ${source}\n}\n`);
const project = (changes: Record<string, unknown>, directory: Record<string, unknown> = {}): Overlay => ({
  'sfdx-project.json': JSON.stringify(
    {
      packageDirectories: [{ path: 'force-app', package: 'Visits', versionNumber: '0.1.0.NEXT', ...directory }],
      namespace: 'sample',
      sourceApiVersion: '65.0',
      ...changes,
    },
    null,
    2,
  ),
});

/** An example for each rule about components, labels, Apex and the package itself. */
export const codeExamples: Readonly<Record<string, Overlay>> = {
  'component-name': component('VisitCard', config(RECORD)),
  'component-files': component('visitCard', undefined),
  'component-target': component('visitCard', config('<target>lightning__RecordPages</target>')),
  'component-target-config': component(
    'visitCard',
    config(RECORD, '<targetConfig targets="lightning__AppPage"></targetConfig>'),
  ),
  'component-exposed-without-target': component('visitCard', '<isExposed>true</isExposed>'),
  'component-property-type': component(
    'visitCard',
    config(
      RECORD,
      '<targetConfig targets="lightning__RecordPage"><property name="rows" type="Date" label="Rows" /></targetConfig>',
    ),
    'export default class A { @api rows; }',
  ),
  'component-property-declared': component(
    'visitCard',
    config(
      RECORD,
      '<targetConfig targets="lightning__RecordPage"><property name="rows" type="Integer" label="Rows" /></targetConfig>',
    ),
  ),
  'component-objects': component(
    'visitCard',
    config(
      '<target>lightning__AppPage</target>',
      '<targetConfig targets="lightning__AppPage"><objects><object>Account</object></objects></targetConfig>',
    ),
  ),
  'component-own-namespace': component('visitCard', config(RECORD), "import { format } from 'sample/visitBadge';\n"),
  'label-value-length': labels(label('Long', { value: long(1001) })),
  'label-name-length': labels(label('Long', { shortDescription: long(81) })),
  'label-repeated': labels(label('Visit_Saved')),
  'label-language': labels(label('Odd', { language: 'English' })),
  'translation-of-label': translation('Gone', 'x'),
  'translation-length': translation('Visit_Saved', long(1001)),
  'static-resource-complete': file(
    'staticresources/Empty.resource-meta.xml',
    xml('StaticResource', [
      ['cacheControl', 'Public'],
      ['contentType', 'text/plain'],
    ]),
  ),
  'apex-file-name': apexClass('Misnamed', 'public class Other {}'),
  'global-member': apexClass('Open', 'global class Open {}'),
  'test-class-global': apexClass('OpenTest', '// Global on purpose: an example.\n@IsTest\nglobal class OpenTest {}'),
  'test-method-shape': apexClass('OddTest', '@IsTest\nprivate class OddTest { @IsTest void runs() {} }'),
  'test-setup-sees-all-data': apexClass(
    'SeeTest',
    '@IsTest(SeeAllData=true)\nprivate class SeeTest { @TestSetup static void prepare() {} }',
  ),
  'future-method-shape': method('Later', '@future public static void save(List<Account> accounts) {}'),
  'aura-enabled-overload': method(
    'Twice',
    '@AuraEnabled public static void go() {}\n    @AuraEnabled public static void go(String text) {}',
  ),
  'aura-enabled-visibility': method('Hidden', '@AuraEnabled private static void go() {}'),
  'cacheable-writes': method(
    'Cached',
    '@AuraEnabled(cacheable=true) public static void go(Account account) { update as user account; }',
  ),
  'invocable-shape': method('Invoked', '@InvocableMethod public static void go(String text) {}'),
  'rest-resource-global': apexClass('Rest', "@RestResource(urlMapping='/visits')\npublic with sharing class Rest {}"),
  'event-trigger-operation': trigger('Early', 'trigger Early on Visit_Event__e(before insert) {}'),
  'trigger-object': trigger('Settings', 'trigger Settings on Visit_Settings__c(after insert) {}'),
  'own-namespace-in-apex': method('Prefixed', 'public Schema.SObjectType type = sample__Visit__c.SObjectType;'),
  'hard-coded-id': method('Fixed', "public Id owner = '0055g00000AbCdEAAV';"),
  'feature-dependent-field': method('Multi', 'public String code(Account account) { return account.CurrencyIsoCode; }'),
  'test-only-visibility': method('Shown', '@TestVisible public static void go() {}'),
  'profile-in-package': file('profiles/Admin.profile-meta.xml', xml('Profile', [['custom', 'false']])),
  'connected-app-in-package': file(
    'connectedApps/App.connectedApp-meta.xml',
    xml('ConnectedApp', [
      ['contactEmail', 'a@example.com'],
      ['label', 'App'],
    ]),
  ),
  'type-not-packageable': file('roles/Boss.role-meta.xml', xml('Role', [['name', 'Boss']])),
  'api-version-newest': file(
    'classes/VisitSelector.cls-meta.xml',
    xml('ApexClass', [
      ['apiVersion', '99.0'],
      ['status', 'Active'],
    ]),
  ),
  'duplicate-component': file(
    'other/tabs/Visit__c.tab-meta.xml',
    xml('CustomTab', [
      ['customObject', 'true'],
      ['motif', 'Custom53: Bell'],
    ]),
  ),
  'named-user': file(
    'dashboards/Visits/Board.dashboard-meta.xml',
    xml('Dashboard', [
      ['runningUser', 'admin@example.com'],
      ['title', 'Board'],
    ]),
  ),
  'package-version-number': project({}, { versionNumber: '0.1' }),
  'namespace-form': project({ namespace: '1sample' }),
  'remote-site-insecure': file(
    'remoteSiteSettings/Site.remoteSite-meta.xml',
    xml('RemoteSiteSetting', [
      ['disableProtocolSecurity', 'false'],
      ['isActive', 'true'],
      ['url', 'http://example.com'],
    ]),
  ),
  'report-folder': file(
    'reports/Elsewhere/Example.report-meta.xml',
    xml('Report', [
      ['format', 'Tabular'],
      ['name', 'Example'],
      ['reportType', 'Opportunity'],
    ]),
  ),
  'dashboard-reports': file(
    'dashboards/Visits/Board.dashboard-meta.xml',
    xml('Dashboard', [
      ['leftSection', [['components', [['report', 'Visits/Gone']]]]],
      ['title', 'Board'],
    ]),
  ),
  'custom-permission-label': file(
    'customPermissions/Example.customPermission-meta.xml',
    xml('CustomPermission', [['label', long(81)]]),
  ),
  'metadata-record': {
    ...object('Rule__mdt', [
      ['label', 'Rule'],
      ['pluralLabel', 'Rules'],
    ]),
    ...field('Rule__mdt', 'Value__c', { fieldManageability: 'DeveloperControlled' }),
    ...file(
      'customMetadata/Rule.First.md-meta.xml',
      xml('CustomMetadata', [
        ['label', 'First'],
        [
          'values',
          [
            ['field', 'Worth__c'],
            ['value', 'x'],
          ],
        ],
      ]),
    ),
  },
};
