/**
 * A SOQL query as plain data: made by the parser from inline Apex, Database.query strings and REST calls alike;
 * names are as written, unresolved.
 */
export interface Query {
  readonly select: readonly SelectItem[];
  /** Object name as written; in a child subquery the relationship name. */
  readonly from: string;
  readonly alias?: string;
  /** `USING SCOPE x` */
  readonly scope?: string;
  readonly where?: Condition;
  /** `WITH SECURITY_ENFORCED | USER_MODE | SYSTEM_MODE` */
  readonly with?: string;
  readonly groupBy: readonly Expression[];
  readonly groupKind?: 'ROLLUP' | 'CUBE';
  readonly having?: Condition;
  readonly orderBy: readonly { expression: Expression; descending: boolean; nulls?: 'FIRST' | 'LAST' }[];
  readonly limit?: Value;
  readonly offset?: Value;
  readonly allRows: boolean;
  /** `FOR VIEW | REFERENCE | UPDATE` */
  readonly for: readonly string[];
}

export type SelectItem =
  | { readonly kind: 'expression'; readonly expression: Expression; readonly alias?: string }
  | { readonly kind: 'subquery'; readonly query: Query }
  | { readonly kind: 'fields'; readonly group: 'ALL' | 'STANDARD' | 'CUSTOM' }
  | {
      readonly kind: 'typeof';
      readonly field: string;
      readonly when: readonly { type: string; fields: readonly string[] }[];
      readonly else: readonly string[];
    };

/** A field path (`Account.Owner.Name` is three segments) or a function call. */
export type Expression =
  | { readonly kind: 'field'; readonly path: readonly string[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly (Expression | Value)[] };

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'not'; readonly condition: Condition }
  | {
      readonly kind: 'comparison';
      readonly left: Expression;
      readonly operator: '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'NOT IN' | 'INCLUDES' | 'EXCLUDES';
      readonly right: Value;
    };

export type Value =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'string'; readonly value: string }
  /** Digits as written, so that a decimal keeps its scale; currency literals keep their code, e.g. `EUR500`. */
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'date'; readonly text: string }
  | { readonly kind: 'datetime'; readonly text: string }
  | { readonly kind: 'time'; readonly text: string }
  /** `TODAY`, `LAST_N_DAYS` with its number */
  | { readonly kind: 'dateLiteral'; readonly name: string; readonly n?: number }
  | { readonly kind: 'list'; readonly values: readonly Value[] }
  | { readonly kind: 'subquery'; readonly query: Query }
  /** Position in the list of evaluated binds; `text` is the expression as written. */
  | { readonly kind: 'bind'; readonly index: number; readonly text: string };
