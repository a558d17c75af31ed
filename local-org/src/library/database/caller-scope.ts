import { UnsupportedFeature } from '../../errors.ts';
import { transaction } from '../../runtime/transaction.ts';

/** Key in `Transaction.attachments` of what a library method must know of the Apex code that calls it. */
export const CALLER_SCOPE = Symbol('caller scope');

/** Set by compiled code before a call that runs a query from text. */
export interface CallerScope {
  /** Value of the variable or property that a `:bind` names, e.g. `accountIds` or `filter.name`. */
  resolve(expression: string): unknown;
  /** Whether the calling class is `with sharing`. */
  readonly sharing: boolean;
}

const UNKNOWN: CallerScope = {
  resolve: (expression) => {
    throw new UnsupportedFeature(`bind variable :${expression} in a dynamic query`);
  },
  sharing: false,
};

/** The scope of the Apex code that is calling. */
export const callerScope = (): CallerScope =>
  (transaction().attachments.get(CALLER_SCOPE) as CallerScope | undefined) ?? UNKNOWN;
