import type { Expression, Query, SelectItem } from '../../soql/ast.ts';

/**
 * What of a row goes into the answer, and in which order: the tree of the query's select list. Names are as
 * written; keys are lower-cased.
 */
export interface Shape {
  /** Every field the row has, for FIELDS() and TYPEOF. */
  everything: boolean;
  readonly entries: Map<string, ShapeEntry>;
}

export type ShapeEntry =
  | { readonly kind: 'field'; readonly name: string }
  /** An expression that is no field of the object, under its alias. */
  | { readonly kind: 'computed'; readonly name: string }
  | { readonly kind: 'parent'; readonly name: string; readonly shape: Shape }
  | { readonly kind: 'children'; readonly name: string; readonly shape: Shape };

const emptyShape = (): Shape => ({ everything: false, entries: new Map() });

const parentShape = (shape: Shape, name: string): Shape => {
  const existing = shape.entries.get(name.toLowerCase());
  if (existing?.kind === 'parent') return existing.shape;
  const parent = emptyShape();
  shape.entries.set(name.toLowerCase(), { kind: 'parent', name, shape: parent });
  return parent;
};

/** `Contact.Name` and `c.Name` mean `Name` when the query is FROM Contact c. */
const withoutOwnName = (path: readonly string[], query: Query): readonly string[] => {
  const first = path[0]?.toLowerCase();
  const own = [query.from.toLowerCase(), query.alias?.toLowerCase()];
  return path.length > 1 && own.includes(first) ? path.slice(1) : path;
};

const addField = (shape: Shape, path: readonly string[]): void => {
  let target = shape;
  for (const parent of path.slice(0, -1)) target = parentShape(target, parent);
  const name = path.at(-1) ?? '';
  target.entries.set(name.toLowerCase(), { kind: 'field', name });
};

const addExpression = (shape: Shape, expression: Expression, alias: string | undefined, query: Query): void => {
  if (expression.kind === 'field') {
    addField(shape, withoutOwnName(expression.path, query));
    return;
  }
  const [argument] = expression.args;
  if (alias !== undefined) shape.entries.set(alias.toLowerCase(), { kind: 'computed', name: alias });
  else if (argument?.kind === 'field') addField(shape, withoutOwnName(argument.path, query));
};

const addItem = (shape: Shape, item: SelectItem, query: Query): void => {
  switch (item.kind) {
    case 'expression':
      addExpression(shape, item.expression, item.alias, query);
      break;
    case 'subquery':
      shape.entries.set(item.query.from.toLowerCase(), {
        kind: 'children',
        name: item.query.from,
        shape: shapeOf(item.query),
      });
      break;
    case 'fields':
      shape.everything = true;
      break;
    case 'typeof':
      parentShape(shape, item.field).everything = true;
  }
};

/** The shape of a query's rows. */
export const shapeOf = (query: Query): Shape => {
  const shape = emptyShape();
  for (const item of query.select) addItem(shape, item, query);
  return shape;
};
