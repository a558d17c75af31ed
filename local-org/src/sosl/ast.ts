import type { Query, Value } from '../soql/ast.ts';

/** Which fields are searched. */
export type SearchGroup = 'ALL' | 'NAME' | 'EMAIL' | 'PHONE' | 'SIDEBAR';

/** A SOSL search as plain data; names are as written, unresolved. */
export interface Search {
  /** The search text, or the bind that holds it. */
  readonly text: Value;
  readonly group: SearchGroup;
  /** What is answered of each object, in order: one list of records each. Empty: the ids of all objects with a name. */
  readonly returning: readonly Query[];
  readonly limit?: Value;
  /** `WITH USER_MODE`, in capitals without `WITH`. */
  readonly with: readonly string[];
}
