import type { ClassSymbol } from '../symbols/class-symbol.ts';
import type { FunctionContext } from './context.ts';

const declared = (symbol: ClassSymbol): ClassSymbol['sharing'] => symbol.sharing ?? null;

/**
 * Whether queries of a class see only the records shared with the running user, as JavaScript text.
 *
 * `with sharing` and `inherited sharing` do, `without sharing` does not. A class that says nothing keeps the
 * sharing of its caller on Salesforce; here it runs without, as code called from a trigger does.
 */
export const sharingCode = (context: FunctionContext): string => {
  const sharing = declared(context.symbol);
  return String(sharing === 'with' || sharing === 'inherited');
};
