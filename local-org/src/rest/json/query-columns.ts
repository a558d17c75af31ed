import { UnsupportedFeature } from '../../errors.ts';
import type { FieldDefinition, ObjectDefinition, Schema } from '../../schema/model.ts';
import type { Expression, Query, Value } from '../../soql/ast.ts';
import { shapeOf, type Shape } from './query-shape.ts';

/** What `query?columns=true` tells of one column of a result: clients lay out tables by it. */
export interface ColumnMetadata {
  readonly aggregate: boolean;
  readonly apexType: string | null;
  readonly booleanType: boolean;
  readonly columnName: string;
  readonly custom: boolean;
  readonly displayName: string;
  readonly foreignKeyName: string | null;
  readonly insertable: boolean;
  readonly joinColumns: readonly ColumnMetadata[];
  readonly numberType: boolean;
  readonly textType: boolean;
  readonly updatable: boolean;
}

const NUMBERS = new Set(['int', 'long', 'double', 'currency', 'percent']);

const plain = (columnName: string, more: Partial<ColumnMetadata> = {}): ColumnMetadata => ({
  aggregate: false,
  apexType: null,
  booleanType: false,
  columnName,
  custom: false,
  displayName: columnName,
  foreignKeyName: null,
  insertable: false,
  joinColumns: [],
  numberType: false,
  textType: false,
  updatable: false,
  ...more,
});

const fieldColumn = (name: string, field: FieldDefinition | undefined): ColumnMetadata => {
  if (!field) return plain(name);
  const isNumber = NUMBERS.has(field.type);
  const isBoolean = field.type === 'boolean';
  return plain(name, {
    booleanType: isBoolean,
    numberType: isNumber,
    textType: !isNumber && !isBoolean,
    custom: field.custom,
    insertable: field.createable,
    updatable: field.updateable,
    foreignKeyName: field.type === 'reference' ? (field.referenceTo[0] ?? null) : null,
  });
};

const shapeColumns = (schema: Schema, object: ObjectDefinition | undefined, shape: Shape): ColumnMetadata[] => {
  if (shape.everything) throw new UnsupportedFeature('query?columns=true of FIELDS() and TYPEOF');
  return [...shape.entries.values()].map((entry) => {
    switch (entry.kind) {
      case 'field':
        return fieldColumn(entry.name, object && schema.field(object, entry.name, ''));
      case 'computed':
        return plain(entry.name, { aggregate: true });
      case 'parent': {
        const reference = object && schema.parentRelationship(object, entry.name, '');
        const parent = reference?.referenceTo[0];
        const joinColumns = shapeColumns(schema, parent ? schema.object(parent, '') : undefined, entry.shape);
        return plain(entry.name, { joinColumns, foreignKeyName: reference?.name ?? null });
      }
      case 'children': {
        const children = object && schema.childRelationship(object, entry.name, '');
        const joinColumns = shapeColumns(schema, children?.childObject, entry.shape);
        return plain(entry.name, { aggregate: true, joinColumns });
      }
    }
  });
};

const written = (expression: Expression | Value): string => {
  if (expression.kind === 'field') return expression.path.join('.');
  return expression.kind === 'call' ? `${expression.name}(${expression.args.map(written).join(', ')})` : '';
};

const isGrouped = (query: Query): boolean =>
  query.groupBy.length > 0 ||
  query.select.some(
    (item) =>
      item.kind === 'expression' &&
      item.expression.kind === 'call' &&
      /^(count|count_distinct|sum|avg|min|max)$/i.test(item.expression.name),
  );

/** Columns of an aggregate query: what it names, and `expr0`, `expr1` for what has no alias. */
const groupedColumns = (query: Query): ColumnMetadata[] => {
  let unnamed = 0;
  return query.select.flatMap((item) => {
    if (item.kind !== 'expression') return [];
    if (item.expression.kind === 'field') return [plain(item.alias ?? item.expression.path.at(-1) ?? '')];
    const columnName = item.alias ?? `expr${unnamed++}`;
    return [plain(columnName, { aggregate: true, displayName: written(item.expression), numberType: true })];
  });
};

/** The answer to `query?columns=true`. */
export const queryColumns = (schema: Schema, object: ObjectDefinition, query: Query): unknown => ({
  columnMetadata: isGrouped(query) ? groupedColumns(query) : shapeColumns(schema, object, shapeOf(query)),
  entityName: object.name,
  groupBy: query.groupBy.length > 0,
  idSelected: query.select.some(
    (item) =>
      item.kind === 'expression' && item.expression.kind === 'field' && /^id$/i.test(item.expression.path.at(-1) ?? ''),
  ),
  keyPrefix: object.keyPrefix,
});
