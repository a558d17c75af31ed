import { parseQuery } from '../apex/parser/soql.ts';
import type { LocalOrg } from '../org.ts';
import { runTransaction } from '../runtime/execute.ts';
import type { SObject } from '../values/sobject.ts';

/** Runs work as a user, in a transaction of its own. */
export const asUser = <T>(org: LocalOrg, userId: string, work: () => T): T =>
  runTransaction(org, { userId, kind: 'synchronous' }, work);

/**
 * The records a query finds. Call it inside a transaction.
 * @param soql with full API names and `:name` for values
 * @param access `user`: what the running user may see
 */
export const queryRows = (
  org: LocalOrg,
  soql: string,
  values: Readonly<Record<string, unknown>> = {},
  access: 'user' | 'system' = 'user',
): readonly SObject[] => {
  const { query, binds } = parseQuery(soql);
  const result = org.database.query(query, {
    binds: binds.map((name) => values[name]),
    access,
    namespace: '',
    sharing: access === 'user',
  });
  return result.kind === 'rows' ? result.rows : [];
};
