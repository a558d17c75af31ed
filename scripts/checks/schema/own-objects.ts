import { metadataOfKind, type MetadataFile, type Project } from '../project/project.ts';
import { childNamed, isTrue, textOf, type XmlElement } from '../project/xml.ts';
import type { ColumnType } from './schema.ts';

/** A custom field as its metadata says. */
export interface OwnField {
  readonly file: MetadataFile & { root: XmlElement };
  /** The folder's name: `Meeting_Intelligence__c`, `Activity`. */
  readonly object: string;
  readonly name: string;
  /** The metadata's `type`, e.g. `LongTextArea`; `Formula` is not one: see `formula`. */
  readonly type: string;
  readonly formula: boolean;
  readonly required: boolean;
  readonly label: string;
  readonly referenceTo: string | undefined;
  readonly relationshipName: string | undefined;
}

/** What an object folder of the project is. */
export type ObjectKind = 'custom' | 'event' | 'setting' | 'metadata-type' | 'big' | 'standard';

/** An object folder of the project: its own object, or a standard one it adds to. */
export interface OwnObject {
  readonly name: string;
  readonly kind: ObjectKind;
  /** The folder's path. */
  readonly folder: string;
  /** The object's own file; a standard object that only gets fields may have none. */
  readonly file: (MetadataFile & { root: XmlElement }) | undefined;
  readonly fields: readonly OwnField[];
}

const fieldOf = (file: MetadataFile & { root: XmlElement }): OwnField => {
  const { root } = file;
  const type = textOf(root, 'type') ?? '';
  return {
    file,
    object: /([^/]+)\/fields\/[^/]+$/.exec(file.path)?.[1] ?? '',
    name: textOf(root, 'fullName') ?? file.name,
    type,
    formula: childNamed(root, 'formula') !== undefined,
    required: isTrue(root, 'required'),
    label: textOf(root, 'label') ?? '',
    referenceTo: textOf(root, 'referenceTo'),
    relationshipName: textOf(root, 'relationshipName'),
  };
};

const kindOf = (name: string, root: XmlElement | undefined): ObjectKind => {
  if (name.endsWith('__e')) return 'event';
  if (name.endsWith('__mdt')) return 'metadata-type';
  if (name.endsWith('__b')) return 'big';
  if (!name.endsWith('__c')) return 'standard';
  return childNamed(root, 'customSettingsType') ? 'setting' : 'custom';
};

const objectsOf = new WeakMap<Project, readonly OwnObject[]>();

/** The project's object folders with their fields. The same object in two folders (two domains) is one. */
export const ownObjects = (project: Project): readonly OwnObject[] => {
  const known = objectsOf.get(project);
  if (known) return known;
  const fields = metadataOfKind(project, 'field').map(fieldOf);
  const files = metadataOfKind(project, 'object');
  const names = [...new Set([...files.map(({ name }) => name), ...fields.map(({ object }) => object)])];
  const objects = names.map((name): OwnObject => {
    const file = files.find((each) => each.name === name);
    const own = fields.filter(({ object }) => object === name);
    const path = file?.path ?? own[0]?.file.path.replace(/fields\/[^/]+$/, '') ?? '';
    return { name, kind: kindOf(name, file?.root), folder: path.replace(/\/[^/]*$/, ''), file, fields: own };
  });
  objectsOf.set(project, objects);
  return objects;
};

const COLUMN_TYPES: Readonly<Record<string, ColumnType>> = {
  Lookup: 'Id',
  MasterDetail: 'Id',
  MetadataRelationship: 'String',
  Checkbox: 'Boolean',
  Number: 'Decimal',
  Currency: 'Decimal',
  Percent: 'Decimal',
  Summary: 'Decimal',
  Date: 'Date',
  DateTime: 'Datetime',
  Time: 'Time',
  LongTextArea: 'LongText',
  Html: 'LongText',
  EncryptedText: 'LongText',
  Location: 'Location',
};

/** How Apex and SOQL see a custom field. Text, picklists, addresses of any kind are strings. */
export const columnTypeOf = ({ type }: OwnField): ColumnType => COLUMN_TYPES[type] ?? 'String';

/** Custom fields of Task and Event are written under Activity. */
export const ACTIVITY_OBJECTS: readonly string[] = ['Task', 'Event'];
