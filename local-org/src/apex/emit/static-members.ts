import { rowCauses } from '../../schema/standard/shares.ts';
import { platformType, STRING, type ApexType } from '../../types/apex-type.ts';
import { sobjectFieldToken, sobjectTypeToken } from '../../values/schema-token.ts';
import type { Expr, FieldExpr } from '../ast.ts';
import { findField, findPlatformField } from '../symbols/members.ts';
import { innerType, resolvePath } from '../symbols/type-resolver.ts';
import { platformClass, userClass } from '../symbols/world.ts';
import { certain, code } from './code.ts';
import { constant, fail, type FunctionContext } from './context.ts';
import { fieldPlace } from './field-places.ts';
import type { Place } from './place.ts';
import { isVisible } from './visibility.ts';

/** A member reached through a type's name, or the beginning of a describe expression. */
export type StaticMember =
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'type'; readonly type: ApexType; readonly path: readonly string[] }
  /** `Schema.SObjectType.Account.fields.Name`: the names after SObjectType. */
  | { readonly kind: 'describe'; readonly path: readonly string[] }
  /** `Account.fields`: what follows is the token of a field. */
  | { readonly kind: 'fieldTokens'; readonly object: ApexType }
  | { readonly kind: 'label'; readonly name: string };

export const constantPlace = (
  context: FunctionContext,
  value: unknown,
  type: ApexType,
  label: string,
): StaticMember => ({
  kind: 'place',
  place: { type, setup: [], read: certain(constant(context, value), type), write: null, label },
});

const userMember = (
  context: FunctionContext,
  type: ApexType,
  node: FieldExpr,
  keep: boolean,
): StaticMember | undefined => {
  const symbol = userClass(context.world, type);
  if (!symbol) return undefined;
  const lower = node.name.toLowerCase();
  const enumConstant = symbol.constants.find((c) => c.name.toLowerCase() === lower);
  if (enumConstant) return constantPlace(context, enumConstant, type, node.name);
  const field = findField(context.world, symbol, node.name);
  if (field?.static) {
    if (!isVisible(context, field, field.declaration.modifiers)) {
      return fail(context, node, `Variable is not visible: ${symbol.name}.${field.name}`);
    }
    return { kind: 'place', place: fieldPlace(context, field, keep) };
  }
  const inner = innerType(context.world, symbol, node.name);
  return inner ? { kind: 'type', type: inner.type, path: [] } : undefined;
};

const sobjectMember = (context: FunctionContext, type: ApexType, node: FieldExpr): StaticMember | undefined => {
  if (node.name.toLowerCase() === 'sobjecttype') {
    return constantPlace(context, sobjectTypeToken(type.name), platformType('Schema.SObjectType'), node.name);
  }
  if (node.name.toLowerCase() === 'fields') return { kind: 'fieldTokens', object: type };
  return fieldToken(context, type, node);
};

/** `Job__Share.RowCause.Manual`: why a record is shared, as text. */
export const rowCause = (context: FunctionContext, node: FieldExpr): StaticMember | undefined => {
  const { target } = node;
  if (target.kind !== 'field' || target.name.toLowerCase() !== 'rowcause') return undefined;
  const path: string[] = [];
  let at: Expr = target.target;
  for (; at.kind === 'field'; at = at.target) path.unshift(at.name);
  if (at.kind !== 'name') return undefined;
  const type = resolvePath(context.world, [at.name, ...path], [], context.symbol);
  const object = type?.kind === 'sobject' ? context.world.schema.object(type.name, '') : undefined;
  const field = object?.shares === undefined ? undefined : object.fields.get('rowcause');
  const causes = field && rowCauses(field);
  const own = causes?.get(`${context.world.namespace}__${node.name}`.toLowerCase());
  const value = own ?? causes?.get(node.name.toLowerCase());
  return value === undefined ? undefined : constantPlace(context, value, STRING, node.name);
};

/** `Account.Name`: the token of a field. */
export const fieldToken = (context: FunctionContext, type: ApexType, node: FieldExpr): StaticMember | undefined => {
  const { schema, namespace } = context.world;
  const object = schema.object(type.name, namespace);
  const field = object ? schema.field(object, node.name, namespace) : undefined;
  if (!object || !field) return undefined;
  return constantPlace(
    context,
    sobjectFieldToken(object.name, field.name),
    platformType('Schema.SObjectField'),
    field.name,
  );
};

/** `Type.name`: a static variable, an enum constant, an inner class, a field token. */
export const staticMember = (
  context: FunctionContext,
  type: ApexType,
  node: FieldExpr,
  keep: boolean,
): StaticMember | undefined => {
  const user = userMember(context, type, node, keep);
  if (user) return user;
  if (type.kind === 'sobject') return sobjectMember(context, type, node);
  const platform = platformClass(context.world, type);
  const enumConstant = platform?.constants.get(node.name.toLowerCase());
  if (enumConstant) return constantPlace(context, enumConstant, type, node.name);
  const found = findPlatformField(context.world, type, node.name, true);
  if (!found) return undefined;
  const read = code(`${constant(context, found.field.get)}()`, found.type);
  const { set } = found.field;
  const write = set ? (value: string): string => `${constant(context, set)}(null,${value})` : null;
  return { kind: 'place', place: { type: found.type, setup: [], read, write, label: node.name } };
};
