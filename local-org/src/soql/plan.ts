import type { Row } from '../data/store/layout.ts';
import type { Table } from '../data/store/table.ts';
import { fieldKey, type ValueKey } from '../data/store/value-key.ts';
import type { FieldDefinition } from '../schema/model.ts';
import type { Condition } from './ast.ts';
import { resolvePath } from './path.ts';
import type { Scope } from './scope.ts';
import { comparableValue, listValues } from './value.ts';

const isIndexed = (field: FieldDefinition): boolean =>
  field.type === 'id' || field.type === 'reference' || field.idLookup || field.unique || field.nameField;

const conjuncts = (condition: Condition): readonly Condition[] =>
  condition.kind === 'and' ? condition.conditions.flatMap(conjuncts) : [condition];

/** Ids that one comparison leaves over by an index; undefined when no index helps. */
const idsBy = (scope: Scope, condition: Condition): readonly string[] | undefined => {
  if (condition.kind !== 'comparison' || condition.left.kind !== 'field') return undefined;
  if (condition.operator !== '=' && condition.operator !== 'IN') return undefined;
  if (condition.right.kind === 'subquery' || condition.right.kind === 'dateLiteral') return undefined;
  const { field, parents } = resolvePath(scope, condition.left.path);
  if (parents.length > 0 || !isIndexed(field) || field.calculated) return undefined;
  const table = scope.engine.store.table(scope.object);
  const slot = table.layout.slots.get(field.name.toLowerCase());
  const values = listValues(condition.right, scope.context.binds).map((value) => comparableValue(field, value));
  if (slot === undefined || values.includes(null)) return undefined;
  if (field.type === 'id') return [...new Set(values as string[])];
  const keys = new Set<ValueKey>(values.map((value) => fieldKey(field, value)));
  return [...keys].flatMap((key) => table.idsWith(slot, key));
};

/** The live rows with these ids, in the order of the ids. */
export const rowsOf = (table: Table, ids: readonly string[]): Row[] =>
  [...ids]
    .sort()
    .map((id) => table.live(id))
    .filter((row) => row !== undefined);

/**
 * The rows that may match: those that the most selective indexed comparison leaves over, else all. In the order of
 * their ids, as they were inserted.
 * @param allRows the recycle bin counts too
 */
export const candidateRows = (scope: Scope, where: Condition | undefined, allRows: boolean): Iterable<Row> => {
  const table = scope.engine.store.table(scope.object);
  if (allRows) return table.all();
  const choices = (where ? conjuncts(where) : [])
    .map((condition) => idsBy(scope, condition))
    .filter((ids) => ids !== undefined)
    .sort((a, b) => a.length - b.length);
  const [best] = choices;
  if (best) return rowsOf(table, best);
  return liveRows(scope);
};

function* liveRows(scope: Scope): Generator<Row> {
  const table = scope.engine.store.table(scope.object);
  for (const row of table.all()) if (!table.isDeleted(row)) yield row;
}
