/** Short ways to write metadata files for examples. */

/** Files by path from the project root; undefined takes a file of the sound project away. */
export type Overlay = Readonly<Record<string, string | undefined>>;

/** Elements in order: a text, or elements inside. The same name twice is two elements. */
export type Elements = readonly (readonly [name: string, content: string | Elements])[];

const FOLDER = 'force-app/main/visits';
const NAMESPACE = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

const write = (elements: Elements): string =>
  elements
    .map(([name, content]) => `<${name}>${typeof content === 'string' ? content : `\n${write(content)}`}</${name}>\n`)
    .join('');

/** A metadata file. */
export const xml = (root: string, elements: Elements): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} ${NAMESPACE}>\n${write(elements)}</${root}>\n`;

export const file = (path: string, text: string | undefined): Overlay => ({ [`${FOLDER}/${path}`]: text });

/** A field of an object: text of 80 characters with help, unless the elements say otherwise; an empty text leaves one out. */
export const field = (
  object: string,
  name: string,
  changes: Readonly<Record<string, string | Elements>> = {},
): Overlay => {
  const base: Readonly<Record<string, string | Elements>> = {
    fullName: name,
    inlineHelpText: 'What it holds.',
    label: 'A Label',
    length: '80',
    type: 'Text',
  };
  const elements = Object.entries({ ...base, ...changes }).filter(([, content]) => content !== '');
  return file(`objects/${object}/fields/${name}.field-meta.xml`, xml('CustomField', elements));
};

/** A field of a type without a length. */
export const typed = (
  object: string,
  name: string,
  type: string,
  changes: Readonly<Record<string, string | Elements>> = {},
): Overlay => field(object, name, { length: '', type, ...changes });

export const object = (name: string, elements: Elements): Overlay =>
  file(`objects/${name}/${name}.object-meta.xml`, xml('CustomObject', elements));

/** A complete custom object with some elements replaced or, by an empty text, left out. */
export const customObject = (name: string, changes: Readonly<Record<string, string | Elements>> = {}): Overlay => {
  const base: Readonly<Record<string, string | Elements>> = {
    deploymentStatus: 'Deployed',
    description: 'An example.',
    label: 'An Example',
    nameField: [
      ['label', 'Name'],
      ['type', 'Text'],
    ],
    pluralLabel: 'Examples',
    sharingModel: 'Private',
  };
  return object(
    name,
    Object.entries({ ...base, ...changes }).filter(([, content]) => content !== ''),
  );
};

export const permissionSet = (elements: Elements): Overlay =>
  file(
    'permissionsets/Example.permissionset-meta.xml',
    xml('PermissionSet', [['description', 'An example.'], ['label', 'Example'], ...elements]),
  );

export const fieldPermission = (name: string, { editable = 'false', readable = 'true' } = {}): Elements[number] => [
  'fieldPermissions',
  [
    ['editable', editable],
    ['field', name],
    ['readable', readable],
  ],
];

export const objectPermission = (name: string, ...granted: readonly string[]): Elements[number] => [
  'objectPermissions',
  [
    ...['allowCreate', 'allowDelete', 'allowEdit', 'allowRead', 'modifyAllRecords', 'viewAllRecords'].map(
      (each) => [each, String(granted.includes(each))] as const,
    ),
    ['object', name],
  ],
];

export const layout = (items: readonly (readonly [field: string, behavior: string])[], more: Elements = []): Overlay =>
  file(
    'layouts/Visit__c-Example Layout.layout-meta.xml',
    xml('Layout', [
      [
        'layoutSections',
        [
          [
            'layoutColumns',
            items.map(
              ([name, behavior]) =>
                [
                  'layoutItems',
                  [
                    ['behavior', behavior],
                    ['field', name],
                  ],
                ] as const,
            ),
          ],
          ['style', 'OneColumn'],
        ],
      ],
      ...more,
    ]),
  );

export const listView = (name: string, elements: Elements, on = 'Visit__c'): Overlay =>
  file(`objects/${on}/listViews/${name}.listView-meta.xml`, xml('ListView', [['fullName', name], ...elements]));

/** An Apex class. */
export const apexClass = (name: string, source: string): Overlay => ({
  ...file(`classes/${name}.cls`, source),
  ...file(
    `classes/${name}.cls-meta.xml`,
    xml('ApexClass', [
      ['apiVersion', '65.0'],
      ['status', 'Active'],
    ]),
  ),
});

export const trigger = (name: string, source: string): Overlay => ({
  ...file(`triggers/${name}.trigger`, source),
  ...file(
    `triggers/${name}.trigger-meta.xml`,
    xml('ApexTrigger', [
      ['apiVersion', '65.0'],
      ['status', 'Active'],
    ]),
  ),
});

/** A Lightning Web Component with its configuration, which may be left out. */
export const component = (
  name: string,
  configuration: string | undefined,
  script = "import { LightningElement } from 'lwc';\nexport default class Example extends LightningElement {}\n",
): Overlay => ({
  ...file(`lwc/${name}/${name}.js`, script),
  ...(configuration === undefined
    ? {}
    : file(
        `lwc/${name}/${name}.js-meta.xml`,
        `<LightningComponentBundle ${NAMESPACE}><apiVersion>65.0</apiVersion>${configuration}</LightningComponentBundle>`,
      )),
});

export const label = (name: string, changes: Readonly<Record<string, string>> = {}): Elements[number] => [
  'labels',
  Object.entries({
    fullName: name,
    language: 'en_US',
    protected: 'true',
    shortDescription: 'Example',
    value: 'An example.',
    ...changes,
  }),
];

export const labels = (...entries: readonly Elements[number][]): Overlay =>
  file(
    'labels/CustomLabels.labels-meta.xml',
    xml('CustomLabels', [label('Visit_Saved'), label('Visits_Empty'), ...entries]),
  );

/** A Lightning page with one component. */
export const page = (
  componentName: string,
  { type = 'RecordPage', object: on = 'Account', property = '' } = {},
): Overlay =>
  file(
    'flexipages/Example.flexipage-meta.xml',
    xml('FlexiPage', [
      [
        'flexiPageRegions',
        [
          [
            'itemInstances',
            [
              [
                'componentInstance',
                [
                  ...(property === ''
                    ? []
                    : [
                        [
                          'componentInstanceProperties',
                          [
                            ['name', property],
                            ['value', 'x'],
                          ],
                        ] as const,
                      ]),
                  ['componentName', componentName],
                  ['identifier', 'example'],
                ],
              ],
            ],
          ],
          ['name', 'main'],
          ['type', 'Region'],
        ],
      ],
      ['masterLabel', 'Example'],
      ...(on === '' ? [] : [['sobjectType', on] as const]),
      ['template', [['name', 'flexipage:recordHomeSingleColTemplateDesktop']]],
      ['type', type],
    ]),
  );
