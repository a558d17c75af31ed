import { Limits } from '../../runtime/limits.ts';
import { transaction } from '../../runtime/transaction.ts';
import type { FieldDefinition, ObjectDefinition } from '../../schema/model.ts';
import { perDefinition } from '../../schema/per-definition.ts';
import type { Condition, SelectItem } from '../../soql/ast.ts';
import type { SObject } from '../../values/sobject.ts';

/** `field = text` as a condition. */
export const equalTo = (field: string, value: string): Condition => ({
  kind: 'comparison',
  left: { kind: 'field', path: [field] },
  operator: '=',
  right: { kind: 'string', value },
});

const isStored = ({ type }: FieldDefinition): boolean => type !== 'address' && type !== 'location';

/** All stored fields; the same list each time, so that it is compiled once. */
const everything = perDefinition((object: ObjectDefinition): SelectItem[] =>
  [...object.fields.values()]
    .filter(isStored)
    .map((field) => ({ kind: 'expression', expression: { kind: 'field', path: [field.name] } })),
);

/**
 * Rows that the platform reads by itself (settings, custom metadata, record types): all fields, in system mode,
 * not counted against the transaction's limits.
 */
export const orgRows = (object: ObjectDefinition, where?: Condition): SObject[] => readRows(object, where, false);

/** A record with an id, whether it is in the recycle bin or not. */
export const allRowsOf = (object: ObjectDefinition, id: string): SObject[] => readRows(object, equalTo('Id', id), true);

const readRows = (object: ObjectDefinition, where: Condition | undefined, allRows: boolean): SObject[] => {
  const current = transaction();
  const outer = current.limits;
  current.limits = new Limits(outer.kind);
  try {
    const result = current.org.database.query(
      {
        select: everything(object),
        from: object.name,
        ...(where ? { where } : {}),
        groupBy: [],
        orderBy: [],
        allRows,
        for: [],
      },
      { binds: [], access: 'system', namespace: '', sharing: false },
    );
    return result.kind === 'rows' ? result.rows : [];
  } finally {
    current.limits = outer;
  }
};
