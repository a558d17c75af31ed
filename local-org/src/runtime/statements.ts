import { UnsupportedFeature } from '../errors.ts';
import { beginApart } from '../data/dml/mixed-dml.ts';
import type { AccessMode, DmlOperation } from '../data/database.ts';
import type { Query } from '../soql/ast.ts';
import type { Search } from '../sosl/ast.ts';
import { executeSearch } from '../sosl/execute.ts';
import { INTEGER, type ApexType } from '../types/apex-type.ts';
import { ApexException, nullPointer } from '../values/apex-exception.ts';
import { ApexList } from '../values/collections.ts';
import { findEnumConstant } from '../values/enum.ts';
import { SObject } from '../values/sobject.ts';
import { transaction } from './transaction.ts';

const rowsOf = (value: unknown): SObject[] => {
  if (value === null) throw nullPointer();
  const rows = value instanceof ApexList ? value.items : [value];
  for (const row of rows) if (row === null) throw nullPointer();
  return rows as SObject[];
};

const aggregateRow = (values: ReadonlyMap<string, unknown>): SObject => {
  const row = new SObject('AggregateResult');
  for (const [alias, value] of values) row.set(alias, value);
  return row;
};

/** Access to the org by statements and inline queries of compiled Apex. */
export const statements = {
  dml: (operation: DmlOperation, value: unknown, access: AccessMode, field: string | null, second: unknown): void => {
    const { org } = transaction();
    const records = operation === 'merge' ? [...rowsOf(value), ...rowsOf(second)] : rowsOf(value);
    org.database.dml(operation, records, {
      allOrNone: true,
      access,
      namespace: org.namespace,
      ...(field === null ? {} : { externalIdField: fieldOf(records, field) }),
    });
  },
  query: (query: Query, binds: readonly unknown[], sharing: boolean, type: ApexType): unknown => {
    const { org } = transaction();
    const access: AccessMode = query.with === 'USER_MODE' || query.with === 'SECURITY_ENFORCED' ? 'user' : 'system';
    const result = org.database.query(query, { binds, access, namespace: org.namespace, sharing });
    if (result.kind === 'count') return type === INTEGER ? result.count : null;
    const [element = type] = type.args;
    return new ApexList(element, result.kind === 'rows' ? result.rows : result.rows.map(aggregateRow));
  },
  search: (search: Search, binds: readonly unknown[], sharing: boolean): unknown =>
    executeSearch(search, { binds, sharing, access: 'system' }),
  label: (name: string): string => {
    const { org } = transaction();
    const text = org.label(name, org.namespace);
    if (text === undefined) throw new UnsupportedFeature(`custom label ${name}: the project does not define it`);
    return text;
  },
  triggerRows: (what: 'newRows' | 'oldRows' | 'newMap' | 'oldMap' | 'size'): unknown =>
    transaction().trigger?.[what] ?? null,
  triggerIs: (part: string): boolean => transaction().trigger?.operation.split('_').includes(part) ?? false,
  triggerIsExecuting: (): boolean => transaction().trigger !== null,
  triggerOperation: (): unknown => findEnumConstant('TriggerOperation', transaction().trigger?.operation ?? '') ?? null,
  /** `System.runAs(user) { ... }`; a Version as argument changes nothing. */
  beginRunAs: (user: unknown): (() => void) => {
    const running = transaction();
    const before = running.userId;
    if (user === null) throw nullPointer();
    const endApart = beginApart();
    if (user instanceof SObject) {
      if (user.id === null)
        running.org.database.dml('insert', [user], { allOrNone: true, access: 'system', namespace: '' });
      running.userId = user.id ?? before;
    }
    return () => {
      running.userId = before;
      endApart();
    };
  },
  endRunAs: (end: () => void): void => end(),
};

const fieldOf = (records: readonly SObject[], name: string): string => {
  const { org } = transaction();
  const [first] = records;
  const object = first && org.schema.object(first.typeName, org.namespace);
  const field = object && org.schema.field(object, name, org.namespace);
  if (first && !field)
    throw new ApexException('System.SObjectException', `Invalid field ${name} for ${first.typeName}`);
  return field?.name ?? name;
};
