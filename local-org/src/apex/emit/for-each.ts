import { SOBJECT, type ApexType } from '../../types/apex-type.ts';
import type { ForEachStmt } from '../ast.ts';
import { stepsTo } from '../symbols/hierarchy.ts';
import { code, receiver } from './code.ts';
import { assigned } from './conversions.ts';
import { constant, declareLocal, fail, inScope, temporary, type FunctionContext } from './context.ts';
import { expression, typeOf } from './expressions.ts';
import { statement } from './statements.ts';

/** Type of the elements that a loop over a value yields. */
const elementType = (context: FunctionContext, type: ApexType): ApexType | undefined => {
  let found: ApexType | undefined;
  stepsTo(context.world, type, (t) => {
    if (t.kind === 'platform' && ['List', 'Set', 'Iterable', 'Iterator'].includes(t.name)) found = t.args[0];
    return found !== undefined;
  });
  return found;
};

/** `for (Account a : list)`; over a query also in chunks: `for (List<Account> chunk : [SELECT ...])`. */
export const forEach = (context: FunctionContext, node: ForEachStmt): void => {
  const { out } = context.file;
  const type = typeOf(context, node.type);
  const iterable = expression(context, node.iterable);
  const element = elementType(context, iterable.type);
  if (!element) fail(context, node, `Loop must iterate over a collection: ${iterable.type.text}`);
  const inner = type.args[0];
  const chunked = type.name === 'List' && element?.kind === 'sobject' && inner?.kind === 'sobject';
  inScope(context, () => {
    const js = declareLocal(context, node, node.name, type);
    const item = temporary(context);
    const from = element ?? SOBJECT;
    // A loop variable of one object accepts rows of List<SObject>, as from Database.query.
    const value =
      chunked || (from === SOBJECT && type.kind === 'sobject')
        ? item
        : assigned(context, node, code(item, from), type).js;
    const source = chunked ? `$.chunks(${iterable.js},${constant(context, inner)})` : `$.each(${receiver(iterable)})`;
    out.write(`for(${item} of ${source}){let ${js}=${value};`);
    inScope(context, () => statement(context, node.body));
    out.write('}');
  });
};
