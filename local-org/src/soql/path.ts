import type { Engine, Reader } from '../data/engine.ts';
import { fieldReader, parentOf } from '../data/read.ts';
import { createField } from '../schema/field.ts';
import type { FieldDefinition, ObjectDefinition } from '../schema/model.ts';
import { noSuchColumn, noSuchRelationship, queryException } from './errors.ts';
import { checkField, checkObject, type Scope } from './scope.ts';

/** A field reached from the object of the query, with the references on the way. */
export interface FieldPath {
  readonly field: FieldDefinition;
  /** The object that has the field; for a polymorphic parent one of its possible objects. */
  readonly object: ObjectDefinition;
  readonly parents: readonly FieldDefinition[];
  readonly read: Reader;
}

const MAXIMUM_PARENTS = 5;

/** What every target of a polymorphic reference has: the fields of Salesforce's `Name` object. */
const NAME_FIELDS = new Set(
  'id name firstname lastname email phone title type username alias isactive userroleid profileid recordtypeid'.split(
    ' ',
  ),
);
const NAME_PARENTS = new Set(['profile', 'userrole', 'recordtype', 'owner']);

const TYPE_FIELD = createField({ name: 'Type', label: 'Type', type: 'string', length: 40 });

const isPolymorphic = (reference: FieldDefinition): boolean => reference.referenceTo.length > 1;

interface Step {
  readonly reference: FieldDefinition;
  readonly targets: readonly ObjectDefinition[];
}

const targetsOf = (engine: Engine, reference: FieldDefinition): ObjectDefinition[] =>
  reference.referenceTo.map((name) => engine.schema.object(name, '')).filter((object) => object !== undefined);

const stepThrough = (scope: Scope, from: readonly ObjectDefinition[], polymorphic: boolean, name: string): Step => {
  const { schema } = scope.engine;
  if (polymorphic && !NAME_PARENTS.has(name.toLowerCase())) throw noSuchRelationship(name, 'field path');
  const reference = from
    .map((object) => schema.parentRelationship(object, name, scope.context.namespace))
    .find((field) => field !== undefined);
  if (!reference) throw noSuchRelationship(name, 'field path');
  return { reference, targets: targetsOf(scope.engine, reference) };
};

const lastField = (
  scope: Scope,
  objects: readonly ObjectDefinition[],
  polymorphic: boolean,
  name: string,
): { object: ObjectDefinition; field: FieldDefinition } => {
  const [first] = objects;
  if (polymorphic) {
    if (!NAME_FIELDS.has(name.toLowerCase())) throw noSuchColumn(name, 'Name');
    if (name.toLowerCase() === 'type' && first) return { object: first, field: TYPE_FIELD };
  }
  for (const object of objects) {
    const field = scope.engine.schema.field(object, name, scope.context.namespace);
    if (!field) continue;
    checkField(scope, object, field);
    return { object, field };
  }
  throw noSuchColumn(name, first?.name ?? scope.object.name);
};

/** Reads the field from whatever object the row is of. */
const readLast = (engine: Engine, field: FieldDefinition, object: ObjectDefinition): Reader => {
  const own = field === TYPE_FIELD ? undefined : object.fields.get(field.name.toLowerCase());
  if (field === TYPE_FIELD) return () => object.name;
  return own ? fieldReader(engine, object, own) : () => null;
};

const readerOf = (engine: Engine, steps: readonly Step[], field: FieldDefinition, from: ObjectDefinition): Reader => {
  const [step, ...rest] = steps;
  if (!step) return readLast(engine, field, from);
  const slot = engine.store.table(from).layout.slots.get(step.reference.name.toLowerCase());
  if (slot === undefined) return () => null;
  const onward = new Map<ObjectDefinition, Reader>();
  return (row) => {
    const id = row[slot];
    const parent = typeof id === 'string' ? parentOf(engine, step.reference, id) : undefined;
    if (!parent) return null;
    let read = onward.get(parent.object);
    if (!read) {
      read = readerOf(engine, rest, field, parent.object);
      onward.set(parent.object, read);
    }
    return read(parent.row);
  };
};

/**
 * Resolves a field path as written in a query.
 * @param path at least one name; the first may be the alias of the object
 * @throws ApexException System.QueryException in Salesforce's words when a name is unknown
 */
export const resolvePath = (scope: Scope, path: readonly string[]): FieldPath => {
  const [head = '', ...tail] = path;
  const { engine, object } = scope;
  const startsWithAlias =
    tail.length > 0 &&
    (head.toLowerCase() === scope.alias || head.toLowerCase() === object.name.toLowerCase()) &&
    !engine.schema.parentRelationship(object, head, scope.context.namespace);
  const names = startsWithAlias ? tail : path;
  if (names.length - 1 > MAXIMUM_PARENTS) {
    throw queryException(`Relationship path '${names.join('.')}' goes through more than ${MAXIMUM_PARENTS} parents`);
  }
  const steps: Step[] = [];
  let objects: readonly ObjectDefinition[] = [object];
  let polymorphic = false;
  for (const name of names.slice(0, -1)) {
    const step = stepThrough(scope, objects, polymorphic, name);
    for (const from of objects)
      if (from.fields.has(step.reference.name.toLowerCase())) checkField(scope, from, step.reference);
    steps.push(step);
    objects = step.targets;
    polymorphic = isPolymorphic(step.reference);
    if (!polymorphic && objects[0]) checkObject(scope, objects[0]);
  }
  const last = lastField(scope, objects, polymorphic, names.at(-1) ?? '');
  return {
    ...last,
    parents: steps.map((step) => step.reference),
    read: readerOf(engine, steps, last.field, object),
  };
};
