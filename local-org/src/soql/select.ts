import type { Reader } from '../data/engine.ts';
import { parentOf } from '../data/read.ts';
import type { Row } from '../data/store/layout.ts';
import { fieldReader } from '../data/read.ts';
import type { FieldDefinition, ObjectDefinition } from '../schema/model.ts';
import { SObject } from '../values/sobject.ts';
import type { Query, SelectItem, Value } from './ast.ts';
import { noSuchObject, noSuchRelationship, queryException } from './errors.ts';
import { computeExpression } from './functions.ts';
import { resolvePath } from './path.ts';
import { checkField, type Scope } from './scope.ts';

/** Puts one selected thing of a row into the record that is answered. */
type Writer = (record: SObject, row: Row) => void;

/** Selected fields of one parent, from the child's point of view. */
interface ParentNode {
  readonly reference: FieldDefinition;
  /** Names of what is selected from it, by the path that remains. */
  readonly paths: string[][];
}

const fieldsOfGroup = (object: ObjectDefinition, group: 'ALL' | 'STANDARD' | 'CUSTOM'): FieldDefinition[] =>
  [...object.fields.values()].filter(
    (field) =>
      (group === 'ALL' || (group === 'CUSTOM') === field.custom) &&
      field.type !== 'address' &&
      field.type !== 'location' &&
      field.unsupported === undefined,
  );

const writerOfField = (scope: Scope, field: FieldDefinition): Writer => {
  checkField(scope, scope.object, field);
  const name = field.name.toLowerCase();
  const read = fieldReader(scope.engine, scope.object, field);
  return (record, row) => void record.fields.set(name, read(row));
};

/**
 * A parent's record is made by a selection of its own, compiled per object because polymorphic references lead to
 * several.
 *
 * @param select compiles the selection for one object; called once for each that occurs
 */
const writerOfReference = (
  scope: Scope,
  reference: FieldDefinition,
  select: (scopeOfParent: Scope) => Writer[],
): Writer => {
  const { engine } = scope;
  const relationship = (reference.relationshipName ?? '').toLowerCase();
  const slot = engine.store.table(scope.object).layout.slots.get(reference.name.toLowerCase()) ?? -1;
  const byObject = new Map<ObjectDefinition, Writer[]>();
  return (record, row) => {
    const id = row[slot];
    const parent = typeof id === 'string' ? parentOf(engine, reference, id) : undefined;
    if (!parent) {
      record.fields.set(relationship, null);
      return;
    }
    let writers = byObject.get(parent.object);
    if (!writers) {
      writers = select({ ...scope, object: parent.object, alias: '' });
      byObject.set(parent.object, writers);
    }
    const made = newRecord(scope, parent.object, parent.row);
    for (const write of writers) write(made, parent.row);
    record.fields.set(relationship, made);
  };
};

const writerOfParent = (scope: Scope, { reference, paths }: ParentNode): Writer => {
  const polymorphic = reference.referenceTo.length > 1;
  return writerOfReference(scope, reference, (scopeOfParent) => compilePaths(scopeOfParent, paths, polymorphic));
};

const newRecord = (scope: Scope, object: ObjectDefinition, row: Row): SObject => {
  const record = new SObject(object.name);
  record.queried = true;
  const { idSlot } = scope.engine.store.table(object).layout;
  record.fields.set('id', row[idSlot] ?? null);
  return record;
};

/** @param lenient a polymorphic parent: what this object does not have is null */
const compilePaths = (scope: Scope, paths: readonly string[][], lenient: boolean): Writer[] => {
  const parents = new Map<string, ParentNode>();
  const writers: Writer[] = [];
  for (const path of paths) {
    const [first = '', ...rest] = path;
    if (rest.length === 0) {
      const field = scope.engine.schema.field(scope.object, first, scope.context.namespace);
      if (field && !(lenient && first.toLowerCase() === 'type')) writers.push(writerOfField(scope, field));
      else if (lenient && first.toLowerCase() === 'type')
        writers.push((record) => void record.fields.set('type', scope.object.name));
      else if (lenient) writers.push((record) => void record.fields.set(first.toLowerCase(), null));
      continue;
    }
    const reference = scope.engine.schema.parentRelationship(scope.object, first, scope.context.namespace);
    if (!reference) {
      if (lenient) writers.push((record) => void record.fields.set(first.toLowerCase(), null));
      continue;
    }
    const node = parents.get(reference.name) ?? { reference, paths: [] };
    node.paths.push(rest);
    parents.set(reference.name, node);
  }
  return [...writers, ...[...parents.values()].map((node) => writerOfParent(scope, node))];
};

/**
 * `TYPEOF What WHEN Account THEN Phone ELSE Name END`: the fields of the parent depend on its object. Source: SOQL and
 * SOSL Reference, "TYPEOF".
 */
const writerOfTypeOf = (scope: Scope, item: SelectItem & { readonly kind: 'typeof' }): Writer => {
  const { engine, context } = scope;
  const reference = engine.schema.parentRelationship(scope.object, item.field, context.namespace);
  if (!reference) throw noSuchRelationship(item.field, 'field path');
  if (reference.referenceTo.length < 2) {
    throw queryException(`TYPEOF must be used with a polymorphic relationship: ${item.field}`);
  }
  const branches = new Map(
    item.when.map(({ type, fields }) => {
      const object = engine.schema.object(type, context.namespace);
      if (!object) throw noSuchObject(type);
      const paths = fields.map((field) => field.split('.'));
      for (const path of paths) resolvePath({ ...scope, object, alias: '' }, path);
      return [object.name, paths] as const;
    }),
  );
  const otherwise = item.else.map((field) => field.split('.'));
  return writerOfReference(scope, reference, (scopeOfParent) => {
    const branch = branches.get(scopeOfParent.object.name);
    return compilePaths(scopeOfParent, branch ?? otherwise, !branch);
  });
};

const withoutAlias = (scope: Scope, path: readonly string[]): string[] => {
  const [first = '', ...rest] = path;
  const isAlias =
    rest.length > 0 &&
    (first.toLowerCase() === scope.alias || first.toLowerCase() === scope.object.name.toLowerCase()) &&
    !scope.engine.schema.parentRelationship(scope.object, first, scope.context.namespace);
  return isAlias ? rest : [...path];
};

export interface SelectParts {
  readonly query: Query;
  /** Compiles a child subquery into what answers its list for a parent row. */
  readonly child: (query: Query) => { relationship: string; read: (row: Row) => unknown };
}

/** A bound limit is taken at its word. */
const isAtMost200 = (limit: Value | undefined): boolean =>
  limit !== undefined && (limit.kind !== 'number' || Number(limit.text) <= 200);

const writerOfItem = (scope: Scope, item: SelectItem, parts: SelectParts, paths: string[][]): Writer[] => {
  switch (item.kind) {
    case 'expression': {
      if (item.expression.kind === 'field') {
        resolvePath(scope, item.expression.path);
        if (item.alias !== undefined) throw queryException('only aggregate expressions use field aliasing');
        paths.push(withoutAlias(scope, item.expression.path));
        return [];
      }
      const { field, read }: { field: FieldDefinition; read: Reader } = computeExpression(scope, item.expression);
      const name = (item.alias ?? field.name).toLowerCase();
      return [(record, row) => void record.fields.set(name, read(row))];
    }
    case 'fields':
      if (item.group !== 'STANDARD' && !isAtMost200(parts.query.limit)) {
        throw queryException('The SOQL FIELDS function must have a LIMIT of at most 200');
      }
      return fieldsOfGroup(scope.object, item.group).map((field) => writerOfField(scope, field));
    case 'subquery': {
      const { relationship, read } = parts.child(item.query);
      return [(record, row) => void record.fields.set(relationship, read(row))];
    }
    case 'typeof':
      return [writerOfTypeOf(scope, item)];
  }
};

const compileItems = (scope: Scope, parts: SelectParts): ((row: Row) => SObject) => {
  const paths: string[][] = [];
  const writers = parts.query.select.flatMap((item) => writerOfItem(scope, item, parts, paths));
  writers.push(...compilePaths(scope, paths, false));
  return (row) => {
    const record = newRecord(scope, scope.object, row);
    for (const write of writers) write(record, row);
    return record;
  };
};

const isField = (item: SelectItem): boolean => item.kind === 'expression' && item.expression.kind === 'field';

/** Compiles the select list of a query without aggregates into the maker of its records. */
export const compileSelect = (scope: Scope, parts: SelectParts): ((row: Row) => SObject) => {
  const { engine, object, context, mode } = scope;
  const { select } = parts.query;
  // Where nobody's rights are asked, fields are the same at every run of the query.
  if (mode !== 'system' || !select.every(isField)) return compileItems(scope, parts);
  const known = engine.selections.get(select);
  if (known?.object === object && known.namespace === context.namespace) return known.make;
  const make = compileItems(scope, parts);
  engine.selections.set(select, { object, namespace: context.namespace, make });
  return make;
};
