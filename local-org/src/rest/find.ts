import type { Condition, Expression, Query, Value } from '../soql/ast.ts';
import type { FieldDefinition, ObjectDefinition } from '../schema/model.ts';
import type { SObject } from '../values/sobject.ts';
import type { ApiContext } from './api.ts';

const path = (...segments: readonly string[]): Expression => ({ kind: 'field', path: segments });
const bind = (index: number): Value => ({ kind: 'bind', index, text: `v${index}` });

/** `SELECT fields FROM object WHERE field IN (values)` as the query engine takes it. */
export const queryBy = (
  object: ObjectDefinition,
  fields: readonly string[],
  by: FieldDefinition,
  values: number,
): Query => {
  const where: Condition = {
    kind: 'comparison',
    left: path(by.name),
    operator: 'IN',
    right: { kind: 'list', values: Array.from({ length: values }, (_, index) => bind(index)) },
  };
  return {
    select: fields.map((field) => ({ kind: 'expression', expression: path(...field.split('.')) })),
    from: object.name,
    where,
    groupBy: [],
    orderBy: [],
    allRows: false,
    for: [],
  };
};

/** Runs a query as the caller. Call it inside a transaction. */
export const findRows = (context: ApiContext, query: Query, binds: readonly unknown[]): readonly SObject[] => {
  const result = context.org.database.query(query, { binds, access: 'user', namespace: '', sharing: true });
  return result.kind === 'rows' ? result.rows : [];
};
