import { createSchema } from './create-schema.ts';
import { switchedDuplicateRules } from './duplicates/standard.ts';
import { customField } from './metadata/custom-field.ts';
import { customObject, hasActivities, recordType, validationRule } from './metadata/custom-object.ts';
import { fieldSet } from './metadata/field-set.ts';
import { loadDuplicateRules } from './metadata/duplicate-rules.ts';
import { qualifiedName } from './metadata/names.ts';
import {
  componentName,
  metadataFiles,
  objectOfFile,
  projectFiles,
  type ProjectFiles,
} from './metadata/project-files.ts';
import { applyStandardValueSets } from './metadata/standard-value-sets.ts';
import { loadGlobalValueSets, valueSetOf, type ValueSet } from './metadata/value-set.ts';
import { childrenOf, readXml, textOf, type XmlElement } from './metadata/xml.ts';
import type {
  FieldDefinition,
  FieldSetDefinition,
  ObjectDefinition,
  RecordTypeDefinition,
  Schema,
  ValidationRuleDefinition,
} from './model.ts';
import { mirrorContactFields } from './standard/person-accounts.ts';
import { shareObjects } from './standard/shares.ts';
import { standardObjectsOf, type OrgFeatures } from './standard/index.ts';

interface Component {
  readonly name: string;
  readonly element: XmlElement;
  readonly path: string;
}

/** Everything the project says about one object, from all package directories. */
interface ObjectSource {
  readonly folder: string;
  element: XmlElement | undefined;
  path: string;
  readonly fields: Component[];
  readonly validationRules: Component[];
  readonly recordTypes: Component[];
  readonly fieldSets: Component[];
  readonly sharingReasons: Component[];
}

const readComponents = (files: ProjectFiles): ReadonlyMap<string, ObjectSource> => {
  const sources = new Map<string, ObjectSource>();
  const sourceOf = (path: string): ObjectSource => {
    const folder = objectOfFile(path);
    const key = folder.toLowerCase();
    const source = sources.get(key) ?? {
      folder,
      element: undefined,
      path,
      fields: [],
      validationRules: [],
      recordTypes: [],
      fieldSets: [],
      sharingReasons: [],
    };
    sources.set(key, source);
    return source;
  };
  const inline = (element: XmlElement, kind: string, path: string): Component[] =>
    childrenOf(element, kind).map((child) => ({ name: textOf(child, 'fullName') ?? '', element: child, path }));
  for (const path of metadataFiles(files, 'objects/*/*.object-meta.xml')) {
    const source = sourceOf(path);
    source.element = readXml(path, 'CustomObject');
    source.path = path;
    source.fields.push(...inline(source.element, 'fields', path));
    source.validationRules.push(...inline(source.element, 'validationRules', path));
    source.recordTypes.push(...inline(source.element, 'recordTypes', path));
    source.fieldSets.push(...inline(source.element, 'fieldSets', path));
    source.sharingReasons.push(...inline(source.element, 'sharingReasons', path));
  }
  const own = (
    folder: string,
    suffix: string,
    root: string,
    kind: 'fields' | 'validationRules' | 'recordTypes' | 'fieldSets' | 'sharingReasons',
  ): void => {
    for (const path of metadataFiles(files, `objects/*/${folder}/*.${suffix}-meta.xml`)) {
      const element = readXml(path, root);
      sourceOf(path)[kind].push({ name: textOf(element, 'fullName') ?? componentName(path), element, path });
    }
  };
  own('fields', 'field', 'CustomField', 'fields');
  own('validationRules', 'validationRule', 'ValidationRule', 'validationRules');
  own('recordTypes', 'recordType', 'RecordType', 'recordTypes');
  own('fieldSets', 'fieldSet', 'FieldSet', 'fieldSets');
  own('sharingReasons', 'sharingReason', 'SharingReason', 'sharingReasons');
  return sources;
};

interface Parts {
  readonly fields: readonly FieldDefinition[];
  readonly recordTypes: readonly RecordTypeDefinition[];
  readonly validationRules: readonly ValidationRuleDefinition[];
  readonly fieldSets: readonly FieldSetDefinition[];
}

/** Apex sharing reasons by lower-cased full API name of their object. */
const sharingReasons = (
  sources: ReadonlyMap<string, ObjectSource>,
  namespace: string,
): ReadonlyMap<string, readonly string[]> =>
  new Map(
    [...sources.values()].map((source) => [
      qualifiedName(source.folder, namespace).toLowerCase(),
      source.sharingReasons.map(({ name }) => qualifiedName(name, namespace)),
    ]),
  );

const isCustomName = (name: string): boolean => /__c$/i.test(name);

const partsOf = (source: ObjectSource, namespace: string, globals: ReadonlyMap<string, ValueSet>): Parts => ({
  fields: source.fields
    .filter((field) => isCustomName(field.name))
    .map(({ name, element, path }) =>
      customField({ element, name: qualifiedName(name, namespace), path, namespace, globals }),
    ),
  recordTypes: source.recordTypes.map(({ name, element }) => recordType(element, name, namespace)),
  validationRules: source.validationRules.map(({ name, element, path }) =>
    validationRule(element, name, namespace, path),
  ),
  fieldSets: source.fieldSets.map(({ name, element }) => fieldSet(element, name, namespace)),
});

/** Standard fields may be redefined by a project: their picklist values change, the rest stays Salesforce's. */
const changedStandardFields = (
  object: ObjectDefinition,
  source: ObjectSource,
  globals: ReadonlyMap<string, ValueSet>,
  unsupported: string[],
): FieldDefinition[] =>
  source.fields
    .filter((field) => !isCustomName(field.name))
    .flatMap(({ name, element, path }) => {
      const field = object.fields.get(name.toLowerCase()) ?? object.fields.get(`${name.toLowerCase()}id`);
      if (!field) {
        unsupported.push(`standard field ${object.name}.${name}`);
        return [];
      }
      const set = valueSetOf(element, globals, path);
      return set && set.values.length > 0 ? [{ ...field, picklistValues: set.values }] : [];
    });

const extend = (
  object: ObjectDefinition,
  parts: Parts,
  changed: readonly FieldDefinition[] = [],
): ObjectDefinition => ({
  ...object,
  fields: new Map([...object.fields, ...[...changed, ...parts.fields].map((f) => [f.name.toLowerCase(), f] as const)]),
  recordTypes: [...object.recordTypes, ...parts.recordTypes],
  validationRules: [...object.validationRules, ...parts.validationRules],
  fieldSets: [...(object.fieldSets ?? []), ...parts.fieldSets],
});

const PREFIX_DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Key prefixes like an org's: `a00`, `a01`, ... for objects, `m..` for metadata types, `e..` for events. */
const keyPrefix = (name: string, position: number): string => {
  const first = /__mdt$/i.test(name) ? 'm' : /__e$/i.test(name) ? 'e' : 'a';
  return first + PREFIX_DIGITS.charAt(Math.floor(position / 36)) + PREFIX_DIGITS.charAt(position % 36);
};

/** Standard references that reach every custom object (`always`) or those with activities switched on. */
const OPEN_REFERENCES: readonly (readonly [object: string, field: string, reach: 'always' | 'activities'])[] = [
  ['Task', 'WhatId', 'activities'],
  ['Event', 'WhatId', 'activities'],
  ['TaskRelation', 'RelationId', 'activities'],
  ['EventRelation', 'RelationId', 'activities'],
  ['ContentDocumentLink', 'LinkedEntityId', 'always'],
  ['ContentVersion', 'FirstPublishLocationId', 'always'],
  ['Attachment', 'ParentId', 'always'],
  ['Note', 'ParentId', 'always'],
  ['TopicAssignment', 'EntityId', 'always'],
];

const openReferences = (
  objects: Map<string, ObjectDefinition>,
  custom: readonly { name: string; activities: boolean }[],
): void => {
  for (const [objectName, fieldName, reach] of OPEN_REFERENCES) {
    const object = objects.get(objectName.toLowerCase());
    const field = object?.fields.get(fieldName.toLowerCase());
    if (!object || !field) continue;
    const added = custom.filter((c) => reach === 'always' || c.activities).map((c) => c.name);
    const fields = new Map(object.fields).set(fieldName.toLowerCase(), {
      ...field,
      referenceTo: [...field.referenceTo, ...added],
    });
    objects.set(objectName.toLowerCase(), { ...object, fields });
  }
};

export interface SchemaOptions {
  /** Folder with `sfdx-project.json`. */
  readonly projectDir: string;
  /** The project's namespace: its custom names get it as a prefix. '' for none. */
  readonly namespace: string;
  readonly features?: OrgFeatures;
}

/**
 * The data model of an org in which the project is installed: the standard objects and what the project's metadata
 * adds to them, from all its package directories.
 * @throws UnsupportedFeature on metadata elements that the local org does not know
 */
export const loadSchema = ({ projectDir, namespace, features = {} }: SchemaOptions): Schema => {
  const files = projectFiles(projectDir);
  const unsupported: string[] = [];
  const objects = new Map(standardObjectsOf(features).map((object) => [object.name.toLowerCase(), object]));
  applyStandardValueSets(objects, files, unsupported);
  const globals = loadGlobalValueSets(files);
  const custom: { name: string; activities: boolean }[] = [];
  const positions = new Map<string, number>();
  const sources = readComponents(files);
  for (const [key, source] of [...sources].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (key === 'activity') continue;
    const parts = partsOf(source, namespace, globals);
    const standard = objects.get(key);
    if (standard) {
      objects.set(key, extend(standard, parts, changedStandardFields(standard, source, globals, unsupported)));
      continue;
    }
    if (!/__(c|mdt|e)$/i.test(source.folder)) {
      unsupported.push(`standard object ${source.folder}`);
      continue;
    }
    const name = qualifiedName(source.folder, namespace);
    const first = keyPrefix(name, 0).charAt(0);
    const position = positions.get(first) ?? 0;
    positions.set(first, position + 1);
    const { element, path } = source;
    objects.set(
      name.toLowerCase(),
      customObject({ name, element, path, keyPrefix: keyPrefix(name, position), ...parts }),
    );
    if (!/__(mdt|e)$/i.test(name)) custom.push({ name, activities: hasActivities(element) });
  }
  const activity = sources.get('activity');
  if (activity) {
    for (const key of ['task', 'event']) {
      const object = objects.get(key);
      // Each object gets definitions of its own: a definition belongs to one object.
      if (object) objects.set(key, extend(object, partsOf(activity, namespace, globals)));
    }
  }
  if (features.personAccounts) mirrorContactFields(objects);
  openReferences(objects, custom);
  for (const share of shareObjects([...objects.values()], sharingReasons(sources, namespace))) {
    objects.set(share.name.toLowerCase(), share);
  }
  const duplicateRules = [
    ...switchedDuplicateRules(features.duplicateRules ?? false),
    ...loadDuplicateRules(files, namespace),
  ];
  return createSchema([...objects.values()], unsupported, duplicateRules);
};
