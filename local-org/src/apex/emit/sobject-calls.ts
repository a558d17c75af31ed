import type { ApexType } from '../../types/apex-type.ts';
import type { CallExpr } from '../ast.ts';
import type { Code } from './code.ts';
import type { FunctionContext } from './context.ts';

/** Static methods of sObject types, e.g. of custom settings: `Sync_Settings__c.getOrgDefaults()`. */
export const sobjectStaticCall = (
  _context: FunctionContext,
  _node: CallExpr,
  _type: ApexType,
  _args: readonly Code[],
): Code | undefined => undefined;
