import type { Project } from '../project/project.ts';
import { ACTIVITY_OBJECTS, columnTypeOf, ownObjects, type ObjectKind, type OwnField } from './own-objects.ts';
import type { Column, ObjectSchema, Schema } from './schema.ts';
import { standardObjects } from './standard-objects.ts';

const SYSTEM: Readonly<Record<string, Column['type']>> = {
  Id: 'Id',
  IsDeleted: 'Boolean',
  Name: 'String',
  CreatedById: 'Id',
  CreatedDate: 'Datetime',
  LastModifiedById: 'Id',
  LastModifiedDate: 'Datetime',
  SystemModstamp: 'Datetime',
};
const PER_KIND: Readonly<Record<ObjectKind, Readonly<Record<string, Column['type']>>>> = {
  custom: {
    ...SYSTEM,
    OwnerId: 'Id',
    RecordTypeId: 'Id',
    LastActivityDate: 'Date',
    LastViewedDate: 'Datetime',
    LastReferencedDate: 'Datetime',
  },
  setting: { ...SYSTEM, SetupOwnerId: 'Id' },
  event: { ReplayId: 'String', EventUuid: 'String', CreatedById: 'Id', CreatedDate: 'Datetime' },
  'metadata-type': {
    Id: 'Id',
    DeveloperName: 'String',
    MasterLabel: 'String',
    Label: 'String',
    Language: 'String',
    NamespacePrefix: 'String',
    QualifiedApiName: 'String',
  },
  big: { CreatedById: 'Id', CreatedDate: 'Datetime' },
  standard: {},
};
const USERS = { CreatedBy: ['User'], LastModifiedBy: ['User'] } as const;
const STANDARD_CHILDREN: Readonly<Record<string, string>> = {
  ContentDocumentLinks: 'ContentDocumentLink',
  Tasks: 'Task',
  Events: 'Event',
  OpenActivities: 'OpenActivity',
  ActivityHistories: 'ActivityHistory',
  Notes: 'Note',
  Attachments: 'Attachment',
  AttachedContentDocuments: 'AttachedContentDocument',
  ProcessInstances: 'ProcessInstance',
  TopicAssignments: 'TopicAssignment',
};

interface Building {
  columns: Map<string, Column>;
  parents: Map<string, readonly string[]>;
  children: Map<string, string>;
}

const column = (name: string, type: Column['type'], referenceTo: readonly string[] = []): [string, Column] => [
  name.toLowerCase(),
  { name, type, referenceTo },
];

const base = (kind: ObjectKind, standard: ObjectSchema | undefined, controlledByParent: boolean): Building => {
  if (standard)
    return {
      columns: new Map(standard.columns),
      parents: new Map(standard.parents),
      children: new Map(standard.children),
    };
  const columns = new Map(Object.entries(PER_KIND[kind]).map(([name, type]) => column(name, type)));
  const parents = new Map<string, readonly string[]>(
    Object.entries(USERS).map(([name, to]) => [name.toLowerCase(), to]),
  );
  const children = new Map<string, string>();
  if (kind === 'custom') {
    parents.set('recordtype', ['RecordType']);
    if (controlledByParent) columns.delete('ownerid');
    else parents.set('owner', ['Name']);
    for (const [name, target] of Object.entries(STANDARD_CHILDREN)) children.set(name.toLowerCase(), target);
  }
  if (kind === 'setting') parents.set('setupowner', ['Name']);
  return { columns, parents, children };
};

const isReference = ({ type }: OwnField): boolean =>
  ['Lookup', 'MasterDetail', 'MetadataRelationship', 'Hierarchy'].includes(type);

const withNames = (name: string, key: string): string => (name.endsWith('__c') ? `${key.slice(0, -1)}r` : key);

/** The objects of the platform together with the project's own objects and fields. */
export const projectSchema = (project: Project, standard = standardObjects()): Schema => {
  const own = ownObjects(project);
  const prefix = project.namespace === '' ? undefined : `${project.namespace.toLowerCase()}__`;
  const local = (name: string): string => {
    const key = name.toLowerCase();
    return prefix !== undefined && key.startsWith(prefix) && key.slice(prefix.length).includes('__')
      ? key.slice(prefix.length)
      : key;
  };
  const built = new Map<string, ObjectSchema | undefined>();
  const fieldsOn = (key: string): readonly OwnField[] =>
    own
      .filter(
        ({ name }) =>
          name.toLowerCase() === key ||
          (name === 'Activity' && ACTIVITY_OBJECTS.some((each) => each.toLowerCase() === key)),
      )
      .flatMap(({ fields }) => fields);
  const build = (key: string): ObjectSchema | undefined => {
    const mine = own.find(({ name }) => name.toLowerCase() === key);
    const platform = standard(key);
    if (platform === undefined && (mine === undefined || mine.kind === 'standard')) return undefined;
    const kind = mine?.kind ?? 'standard';
    const fields = fieldsOn(key);
    const { columns, parents, children } = base(
      kind,
      platform,
      fields.some(({ type }) => type === 'MasterDetail'),
    );
    for (const field of fields) {
      const targets = field.referenceTo === undefined ? [] : [field.referenceTo];
      columns.set(...column(field.name, columnTypeOf(field), targets));
      if (isReference(field)) parents.set(withNames(field.name, field.name.toLowerCase()), targets);
    }
    for (const field of own.flatMap((each) => each.fields)) {
      if (field.referenceTo?.toLowerCase() !== key || field.relationshipName === undefined) continue;
      children.set(`${field.relationshipName.toLowerCase()}__r`, field.object);
    }
    return { name: mine?.name ?? platform?.name ?? key, custom: kind !== 'standard', columns, parents, children };
  };
  return {
    ownObjects: own.map(({ name }) => name),
    object: (name) => {
      const key = local(name);
      if (!built.has(key)) built.set(key, build(key));
      return built.get(key);
    },
  };
};
