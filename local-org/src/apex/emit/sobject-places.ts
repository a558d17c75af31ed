import { fieldApexType } from '../../library/sobject/field-type.ts';
import type { FieldDefinition, ObjectDefinition } from '../../schema/model.ts';
import { BOOLEAN, ID, listOf, SOBJECT, sobjectType, STRING, type ApexType } from '../../types/apex-type.ts';
import type { FieldExpr } from '../ast.ts';
import type { World } from '../symbols/world.ts';
import { code, receiver, type Code } from './code.ts';
import { constant, fail, temporary, type FunctionContext } from './context.ts';
import type { Place } from './place.ts';

const METADATA_OBJECTS: ReadonlySet<string> = new Set(['EntityDefinition', 'FieldDefinition']);

/** The Apex type of a field's values. */
export const apexTypeOfField = (field: FieldDefinition): ApexType => {
  // A metadata relationship holds a name.
  if (field.referenceTo.some((name) => METADATA_OBJECTS.has(name))) return STRING;
  return fieldApexType(field);
};

/** What `record.name` may mean, resolved in the schema. */
export type SObjectMember =
  | { readonly kind: 'field'; readonly key: string; readonly type: ApexType; readonly field: FieldDefinition }
  | { readonly kind: 'parent'; readonly key: string; readonly type: ApexType }
  /** A field of SObject or of a polymorphic parent. */
  | { readonly kind: 'common'; readonly key: string; readonly type: ApexType }
  | { readonly kind: 'children'; readonly key: string; readonly type: ApexType };

const memberOf = (world: World, object: ObjectDefinition, name: string): SObjectMember | undefined => {
  const field = world.schema.field(object, name, world.namespace);
  if (field) return { kind: 'field', key: field.name.toLowerCase(), type: apexTypeOfField(field), field };
  const parent = world.schema.parentRelationship(object, name, world.namespace);
  if (parent) {
    const [target = 'SObject', ...others] = parent.referenceTo;
    const type = sobjectType(others.length > 0 ? 'Name' : target);
    return { kind: 'parent', key: (parent.relationshipName ?? name).toLowerCase(), type };
  }
  const children = world.schema.childRelationship(object, name, world.namespace);
  if (!children) return undefined;
  return { kind: 'children', key: children.name.toLowerCase(), type: listOf(sobjectType(children.childObject.name)) };
};

/** Fields that every polymorphic parent has: those of Salesforce's Name object. */
const NAME_FIELDS: ReadonlyMap<string, ApexType> = new Map([
  ['id', ID],
  ['isactive', BOOLEAN],
  ['profileid', ID],
  ['userroleid', ID],
  ...['alias', 'email', 'firstname', 'lastname', 'name', 'phone', 'title', 'type', 'username'].map(
    (name) => [name, STRING] as const,
  ),
]);

export const sobjectMember = (world: World, type: ApexType, name: string): SObjectMember | undefined => {
  const object = world.schema.object(type.name, world.namespace);
  if (object) return memberOf(world, object, name);
  const named = type.name === 'Name' ? NAME_FIELDS.get(name.toLowerCase()) : undefined;
  if (named) return { kind: 'common', key: name.toLowerCase(), type: named };
  // Every record has an Id.
  if (name.toLowerCase() === 'id' && type === SOBJECT) return { kind: 'common', key: 'id', type: ID };
  return undefined;
};

/** `record.Name`, `record.Account`, `record.Contacts` */
export const sobjectFieldPlace = (
  context: FunctionContext,
  value: Code,
  node: FieldExpr,
  keep: boolean,
): Place | undefined => {
  const found = sobjectMember(context.world, value.type, node.name);
  if (!found) {
    if (value.type === SOBJECT) return undefined;
    return fail(context, node, `Variable does not exist: ${node.name}`);
  }
  const name = JSON.stringify(found.key);
  const label = `${value.type.name}.${found.kind === 'field' ? found.field.name : node.name}`;
  const setup: string[] = [];
  let target = value.js;
  if (keep) {
    target = temporary(context);
    setup.push(`${target}=${value.js}`);
  }
  const optional = value.relationship ? 'Optional' : '';
  const write = (v: string): string => `$.setField(${receiver({ ...value, js: target })},${name},${v})`;
  if (found.kind === 'parent') {
    return {
      type: found.type,
      setup,
      read: code(`$.parent${optional}(${target},${name})`, found.type, { relationship: true }),
      write,
      label,
    };
  }
  if (found.kind === 'children') {
    const read = `$.children(${target},${name},${constant(context, found.type.args[0])})`;
    return { type: found.type, setup, read: code(read, found.type), write: null, label };
  }
  const reader = found.type === BOOLEAN ? `$.flag${optional}` : `$.field${optional}`;
  return { type: found.type, setup, read: code(`${reader}(${target},${name})`, found.type), write, label };
};
