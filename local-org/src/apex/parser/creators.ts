import type { CreatorContext, ExpressionContext, ExpressionListContext } from '@apexdevtools/apex-parser';
import type { Expr, NewExpr, Position, TypeRef } from '../ast.ts';
import { has, maybe, positionOf } from './tree.ts';
import { typeList } from './types.ts';

const createdType = (context: CreatorContext, arrays: number): TypeRef => {
  const name = context.createdName();
  return {
    ...positionOf(name),
    parts: name.idCreatedNamePair_list().map((pair) => {
      const args = maybe(pair.typeList());
      return { name: pair.anyId().getText(), args: args ? typeList(args) : [] };
    }),
    arrays,
  };
};

const list = (context: ExpressionListContext | undefined, convert: (c: ExpressionContext) => Expr): Expr[] =>
  context ? context.expression_list().map(convert) : [];

/** `new X(...)`, `new List<X>{...}`, `new X[]{...}`, `new X[3]`, `new Map<K, V>{k => v}`. */
export const creator = (context: CreatorContext, at: Position, convert: (c: ExpressionContext) => Expr): NewExpr => {
  const plain = { kind: 'new', type: createdType(context, 0), args: [], pairs: [], ...at } as const;
  const call = maybe(context.classCreatorRest());
  if (call) return { ...plain, form: 'arguments', args: list(maybe(call.arguments().expressionList()), convert) };
  const array = maybe(context.arrayCreatorRest());
  if (array) {
    const type = createdType(context, 1);
    const size = maybe(array.expression());
    if (size) return { ...plain, type, form: 'size', args: [convert(size)] };
    const items = maybe(array.arrayInitializer())?.expression_list() ?? [];
    return { ...plain, type, form: 'items', args: items.map(convert) };
  }
  const map = maybe(context.mapCreatorRest());
  if (map) {
    const pairs = map.mapCreatorRestPair_list().map((pair) => ({
      key: convert(pair.expression(0)),
      value: convert(pair.expression(1)),
    }));
    return { ...plain, form: 'pairs', pairs };
  }
  const items = has(context.noRest()) ? [] : context.setCreatorRest().expression_list();
  return { ...plain, form: 'items', args: items.map(convert) };
};
