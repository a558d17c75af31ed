import { compareValues } from '../data/compare.ts';
import type { Expression, Query } from './ast.ts';
import type { Left } from './condition.ts';
import { queryException } from './errors.ts';

/**
 * How rows (or groups) are put in order; picklists by the position of their value. Nulls come first unless the query
 * says otherwise.
 */
export const compileOrder = <T>(
  orderBy: Query['orderBy'],
  left: (expression: Expression) => Left<T>,
): ((a: T, b: T) => number) | undefined => {
  if (orderBy.length === 0) return undefined;
  const keys = orderBy.map(({ expression, descending, nulls }) => {
    const { field, read } = left(expression);
    if (!field.sortable) throw queryException(`field '${field.name}' can not be sorted in a query call`);
    const positions =
      field.type === 'picklist'
        ? new Map(field.picklistValues.map((value, position) => [value.value.toLowerCase(), position]))
        : undefined;
    const rank = (value: unknown): unknown =>
      positions && typeof value === 'string' ? (positions.get(value.toLowerCase()) ?? positions.size) : value;
    return { read: (subject: T) => rank(read(subject)), sign: descending ? -1 : 1, nullsLast: nulls === 'LAST' };
  });
  return (a, b) => {
    for (const { read, sign, nullsLast } of keys) {
      const [x, y] = [read(a), read(b)];
      if (x === null && y === null) continue;
      if (x === null || y === null) return (x === null) === nullsLast ? 1 : -1;
      const order = compareValues(x, y);
      if (order !== 0) return order * sign;
    }
    return 0;
  };
};
