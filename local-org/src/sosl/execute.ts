import type { AccessMode } from '../data/database.ts';
import { UnsupportedFeature } from '../errors.ts';
import { Limits } from '../runtime/limits.ts';
import { count, transaction } from '../runtime/transaction.ts';
import type { ObjectDefinition } from '../schema/model.ts';
import type { Condition, Query, SelectItem } from '../soql/ast.ts';
import { noSuchObject, queryException } from '../soql/errors.ts';
import { scalarValue } from '../soql/value.ts';
import { ID, listOf, SOBJECT, sobjectType } from '../types/apex-type.ts';
import { Decimal } from '../values/decimal.ts';
import { ApexList } from '../values/collections.ts';
import type { SObject } from '../values/sobject.ts';
import type { Search } from './ast.ts';
import { searchedFields, searchTest } from './match.ts';

/** Key in `Transaction.attachments` of what Test.setFixedSearchResults was given: ids. */
export const FIXED_RESULTS = Symbol('fixed search results');

export interface SearchContext {
  readonly binds: readonly unknown[];
  /** Sharing of the running user applies. */
  readonly sharing: boolean;
  readonly access: AccessMode;
}

const MODES: Readonly<Record<string, AccessMode>> = { USER_MODE: 'user', SYSTEM_MODE: 'system' };

const MOST_ROWS = 2000;

const accessOf = (search: Search, given: AccessMode): AccessMode => {
  let access = given;
  for (const clause of search.with) {
    const mode = MODES[clause];
    if (mode === undefined) throw new UnsupportedFeature(`SOSL WITH ${clause}`);
    access = mode;
  }
  return access;
};

const searchText = (search: Search, binds: readonly unknown[]): string => {
  const text = scalarValue(search.text, binds);
  const term = typeof text === 'string' ? text.trim() : '';
  if (term.replace(/[*?"\s]/g, '').length < 2) {
    throw queryException(`search term must be longer than one character: ${term}`);
  }
  return term;
};

const limitOf = (search: Search, binds: readonly unknown[]): number => {
  if (!search.limit) return MOST_ROWS;
  const limit = scalarValue(search.limit, binds);
  return limit instanceof Decimal ? limit.toNumber() : Number(limit);
};

const withId = (where: Condition | undefined, binds: readonly unknown[]): Condition => {
  const isFound: Condition = {
    kind: 'comparison',
    left: { kind: 'field', path: ['Id'] },
    operator: 'IN',
    right: { kind: 'bind', index: binds.length, text: 'found' },
  };
  return where ? { kind: 'and', conditions: [where, isFound] } : isFound;
};

const rowsOf = (query: Query, context: SearchContext): SObject[] => {
  const { org } = transaction();
  const result = org.database.query(query, { ...context, namespace: org.namespace });
  return result.kind === 'rows' ? result.rows : [];
};

const fieldItem = (name: string): SelectItem => ({ kind: 'expression', expression: { kind: 'field', path: [name] } });

/** The ids of the records in which the text is found. */
const matching = (object: ObjectDefinition, search: Search, text: string, context: SearchContext): string[] => {
  const fields = searchedFields(object, search.group);
  const test = searchTest(text);
  const select = [fieldItem('Id'), ...fields.map(({ name }) => fieldItem(name))];
  const rows = rowsOf(
    { select, from: object.name, groupBy: [], orderBy: [], allRows: false, for: [] },
    { ...context, access: 'system' },
  );
  return rows
    .filter((row) => test(fields.map(({ name }) => row.get(name)).filter((value) => typeof value === 'string')))
    .map((row) => row.id ?? '');
};

/** In a test nothing is found but what the test says: there is no search index. */
const fixedResults = (): readonly string[] | undefined => {
  const { test, attachments } = transaction();
  return test ? ((attachments.get(FIXED_RESULTS) as readonly string[] | undefined) ?? []) : undefined;
};

const inOrderOf = (ids: readonly string[], rows: readonly SObject[]): SObject[] =>
  [...rows].sort((a, b) => ids.indexOf(a.id ?? '') - ids.indexOf(b.id ?? ''));

/** Without RETURNING a search answers ids, a list for each object of which it finds something. */
const everything = (fixed: readonly string[] | undefined): Query[] => {
  if (!fixed) throw new UnsupportedFeature('SOSL without RETURNING');
  const { schema } = transaction().org;
  const names = fixed.map((id) => schema.objectByKeyPrefix(id.slice(0, 3))?.name ?? '');
  return [...new Set(names)].map((from) => ({
    select: [fieldItem('Id')],
    from,
    groupBy: [],
    orderBy: [],
    allRows: false,
    for: [],
  }));
};

const found = (search: Search, text: string, context: SearchContext): ApexList => {
  const { schema, namespace } = transaction().org;
  const fixed = fixedResults();
  let left = limitOf(search, context.binds);
  const lists = (search.returning.length > 0 ? search.returning : everything(fixed)).map((query) => {
    const object = schema.object(query.from, namespace);
    if (!object) throw noSuchObject(query.from);
    const ids = fixed ?? matching(object, search, text, context);
    const own = ids.filter((id) => id.startsWith(object.keyPrefix));
    const binds = [...context.binds, new ApexList(ID, own)];
    const rows = rowsOf({ ...query, where: withId(query.where, context.binds) }, { ...context, binds });
    const shown = (query.orderBy.length > 0 ? rows : inOrderOf(own, rows)).slice(0, left);
    left -= shown.length;
    return new ApexList(sobjectType(object.name), shown);
  });
  return new ApexList(listOf(SOBJECT), lists);
};

/**
 * Answers a search: a list of records for each object of RETURNING. In a test it finds what Test.setFixedSearchResults
 * has given, as far as the conditions let it pass; else it looks for the words in the stored texts.
 * @throws System.QueryException
 */
export const executeSearch = (search: Search, context: SearchContext): ApexList => {
  count('soslQueries');
  const running = transaction();
  const text = searchText(search, context.binds);
  const { limits } = running;
  // What a search reads does not count as queries.
  running.limits = new Limits(limits.kind);
  try {
    return found(search, text, { ...context, access: accessOf(search, context.access) });
  } finally {
    running.limits = limits;
  }
};
