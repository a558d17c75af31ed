import { parseQuery, SoqlSyntaxError } from '../../apex/parser/soql.ts';
import type { AccessMode, QueryResult } from '../../data/database.ts';
import { count, transaction } from '../../runtime/transaction.ts';
import { sobjectType } from '../../types/apex-type.ts';
import { ApexList, type ApexMap } from '../../values/collections.ts';
import { SObject } from '../../values/sobject.ts';
import { dereferenced, exception, required } from '../raise.ts';
import type { AccessLevel } from './access-level.ts';
import { callerScope } from './caller-scope.ts';

/** Answers the value of a bind expression. */
type Resolve = (expression: string) => unknown;

type ParsedQuery = ReturnType<typeof parseQuery>;

const remembered = new Map<string, ParsedQuery>();
const REMEMBERED_QUERIES = 500;

const parsed = (text: string): ParsedQuery => {
  const known = remembered.get(text);
  if (known) return known;
  try {
    const query = parseQuery(text);
    if (remembered.size >= REMEMBERED_QUERIES) remembered.clear();
    remembered.set(text, query);
    return query;
  } catch (error) {
    if (error instanceof SoqlSyntaxError) throw exception('QueryException', error.message);
    throw error;
  }
};

const run = (text: string | null, resolve: Resolve, access: AccessMode): { from: string; result: QueryResult } => {
  const { query, binds } = parsed(required(text));
  const { org } = transaction();
  const result = org.database.query(query, {
    binds: binds.map(resolve),
    access,
    namespace: org.namespace,
    sharing: callerScope().sharing,
  });
  return { from: query.from, result };
};

/**
 * Rows of a query as Apex sees them: a list of the queried object, AggregateResult rows for GROUP BY.
 * @param from object name as written in the query
 */
export const rowList = (from: string, result: QueryResult): ApexList => {
  const { org } = transaction();
  if (result.kind === 'count') throw exception('QueryException', 'COUNT() must be the only element in the SELECT list');
  if (result.kind === 'aggregate') {
    const rows = result.rows.map((values) => {
      const row = new SObject('AggregateResult');
      for (const [alias, value] of values) row.set(alias, value);
      return row;
    });
    return new ApexList(sobjectType('AggregateResult'), rows);
  }
  return new ApexList(sobjectType(org.schema.object(from, org.namespace)?.name ?? from), result.rows);
};

const mapBinds = (binds: ApexMap | null): Resolve => {
  const byName = new Map<string, unknown>();
  for (const [name, value] of dereferenced(binds)) {
    const key = required(name as string | null).toLowerCase();
    if (byName.has(key)) throw exception('QueryException', `Duplicate bind variable name: ${String(name)}`);
    byName.set(key, value);
  }
  return (expression) => {
    const key = expression.toLowerCase();
    if (!byName.has(key)) throw exception('QueryException', `Key '${expression}' does not exist in the bindMap`);
    return byName.get(key) ?? null;
  };
};

const rows = (text: string | null, resolve: Resolve, access: AccessMode): ApexList => {
  const { from, result } = run(text, resolve, access);
  return rowList(from, result);
};

const counted = (text: string | null, resolve: Resolve, access: AccessMode): number => {
  const { result } = run(text, resolve, access);
  if (result.kind !== 'count') throw exception('QueryException', 'Only count queries are allowed');
  return result.count;
};

const caller: Resolve = (expression) => callerScope().resolve(expression);
const modeOf = (access: AccessLevel | null): AccessMode => dereferenced(access).mode;

/**
 * The rows behind a Database.QueryLocator; they count against the query locator limit.
 * @param resolve binds of the caller, or of a map
 */
export const locatorRows = (text: string | null, binds: ApexMap | null, access: AccessLevel | null): ApexList => {
  const list = rows(text, binds ? mapBinds(binds) : caller, access?.mode ?? 'system');
  count('queryLocatorRows', list.items.length);
  return list;
};

/** The query methods of System.Database. */
export const queryStatics: Record<string, (...args: never[]) => unknown> = {
  'List<SObject> query(String queryString)': (text: string | null) => rows(text, caller, 'system'),
  'List<SObject> query(String queryString, AccessLevel accessLevel)': (
    text: string | null,
    access: AccessLevel | null,
  ) => rows(text, caller, modeOf(access)),
  'List<SObject> queryWithBinds(String queryString, Map<String,Object> bindMap, AccessLevel accessLevel)': (
    text: string | null,
    binds: ApexMap | null,
    access: AccessLevel | null,
  ) => rows(text, mapBinds(binds), modeOf(access)),
  'Integer countQuery(String query)': (text: string | null) => counted(text, caller, 'system'),
  'Integer countQuery(String query, AccessLevel accessLevel)': (text: string | null, access: AccessLevel | null) =>
    counted(text, caller, modeOf(access)),
  'Integer countQueryWithBinds(String query, Map<String,Object> bindMap, AccessLevel accessLevel)': (
    text: string | null,
    binds: ApexMap | null,
    access: AccessLevel | null,
  ) => counted(text, mapBinds(binds), modeOf(access)),
};
