import { transaction } from '../../runtime/transaction.ts';
import type { FieldDefinition, FieldSetDefinition, ObjectDefinition } from '../../schema/model.ts';
import { platformType } from '../../types/apex-type.ts';
import { ApexList } from '../../values/collections.ts';
import { findEnumConstant } from '../../values/enum.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import { sobjectFieldToken, sobjectTypeToken } from '../../values/schema-token.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception } from '../raise.ts';
import { describing } from './getters.ts';
import { NamedMap } from './named-map.ts';

/** The `fieldSets` of a describe. */
export class FieldSets extends PlatformObject {
  readonly object: ObjectDefinition;

  constructor(object: ObjectDefinition) {
    super(platformType('Schema.SObjectTypeFieldSets'));
    this.object = object;
  }
}

class FieldSet extends PlatformObject {
  readonly object: ObjectDefinition;
  readonly definition: FieldSetDefinition;

  constructor(object: ObjectDefinition, definition: FieldSetDefinition) {
    super(platformType('Schema.FieldSet'));
    this.object = object;
    this.definition = definition;
  }
}

class FieldSetMember extends PlatformObject {
  readonly object: ObjectDefinition;
  readonly path: string;
  readonly required: boolean;

  constructor(object: ObjectDefinition, path: string, required: boolean) {
    super(platformType('Schema.FieldSetMember'));
    this.object = object;
    this.path = path;
    this.required = required;
  }
}

/** The field at the end of a path, with the object that has it. */
const fieldAt = ({ object, path }: FieldSetMember): { object: ObjectDefinition; field: FieldDefinition } => {
  const { schema, namespace } = transaction().org;
  const names = path.split('.');
  let current: ObjectDefinition | undefined = object;
  for (const name of names.slice(0, -1)) {
    const reference: FieldDefinition | undefined = current && schema.parentRelationship(current, name, namespace);
    current = reference && schema.object(reference.referenceTo[0] ?? '', '');
  }
  const field = current && schema.field(current, names.at(-1) ?? '', namespace);
  if (!current || !field) throw exception('SObjectException', `Invalid field ${path} in a field set of ${object.name}`);
  return { object: current, field };
};

const displayType = (field: FieldDefinition): unknown =>
  findEnumConstant('Schema.DisplayType', field.type === 'int' ? 'INTEGER' : field.type.toUpperCase()) ?? null;

const members = ({ object, definition }: FieldSet): ApexList =>
  new ApexList(
    platformType('Schema.FieldSetMember'),
    definition.fields.map(({ path, required }) => new FieldSetMember(object, path, required)),
  );

const fullName = ({ name, namespace }: FieldSetDefinition): string =>
  namespace === '' ? name : `${namespace}__${name}`;

const mapOfSets = ({ object }: FieldSets): NamedMap => {
  const map = new NamedMap(platformType('Schema.FieldSet'), transaction().org.namespace);
  for (const definition of object.fieldSets ?? []) map.put(fullName(definition), new FieldSet(object, definition));
  return map;
};

/**
 * The full name of a field set as code of a namespace names it.
 * @returns undefined when the object has no such field set
 */
export const fieldSetNamed = (object: ObjectDefinition, name: string, namespace: string): string | undefined => {
  const wanted = [name, namespace === '' ? name : `${namespace}__${name}`].map((text) => text.toLowerCase());
  return object.fieldSets?.map(fullName).find((text) => wanted.includes(text.toLowerCase()));
};

/**
 * `Schema.SObjectType.Account.FieldSets.Summary`.
 * @param objectName full API name
 * @throws System.SObjectException when the object has no such field set
 */
export const fieldSetOf = (objectName: string, name: string): unknown => {
  const object = transaction().org.schema.object(objectName, '');
  const found = object && mapOfSets(new FieldSets(object)).get(name);
  if (!found) throw exception('SObjectException', `Invalid field set ${name} for ${objectName}`);
  return found;
};

/** Schema.FieldSet and what belongs to it. */
export const fieldSetClasses: readonly PlatformClass[] = [
  {
    name: 'Schema.SObjectTypeFieldSets',
    kind: 'class',
    representation: FieldSets,
    methods: { 'Map<String,Schema.FieldSet> getMap()': mapOfSets },
  },
  {
    name: 'Schema.FieldSet',
    kind: 'class',
    representation: FieldSet,
    ...describing({
      'String getDescription()': ({ definition }: FieldSet) => definition.description,
      'List<Schema.FieldSetMember> getFields()': members,
      'String getLabel()': ({ definition }: FieldSet) => definition.label,
      'String getName()': ({ definition }: FieldSet) => definition.name,
      'String getNameSpace()': ({ definition }: FieldSet) =>
        definition.namespace === '' ? null : definition.namespace,
      'Schema.SObjectType getSObjectType()': ({ object }: FieldSet) => sobjectTypeToken(object.name),
    }),
  },
  {
    name: 'Schema.FieldSetMember',
    kind: 'class',
    representation: FieldSetMember,
    ...describing({
      'Boolean getDbRequired()': (self: FieldSetMember) => {
        const { field } = fieldAt(self);
        return !field.nillable && !field.defaultedOnCreate && field.createable;
      },
      'String getFieldPath()': (self: FieldSetMember) => self.path,
      'String getLabel()': (self: FieldSetMember) => fieldAt(self).field.label,
      'Boolean getRequired()': (self: FieldSetMember) => self.required,
      'Schema.SObjectField getSObjectField()': (self: FieldSetMember) => {
        const { object, field } = fieldAt(self);
        return sobjectFieldToken(object.name, field.name);
      },
      'Schema.DisplayType getType()': (self: FieldSetMember) => displayType(fieldAt(self).field),
    }),
  },
];
