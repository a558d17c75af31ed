/** A formula of Salesforce's declarative side: validation rules, formula fields, default values. */
export type Formula =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly text: string }
  /** `Account.Name`, `$User.Id`; names as written. */
  | { readonly kind: 'field'; readonly path: readonly string[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Formula[] }
  | { readonly kind: 'unary'; readonly operator: '-' | '!'; readonly operand: Formula }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Formula; readonly right: Formula };
