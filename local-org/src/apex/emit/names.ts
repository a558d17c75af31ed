import type { ApexType } from '../../types/apex-type.ts';
import type { Expr, FieldExpr, NameExpr } from '../ast.ts';
import { resolvePath } from '../symbols/type-resolver.ts';
import { findField } from '../symbols/members.ts';
import { fieldPlace, instanceFieldPlace, localPlace } from './field-places.ts';
import { findLocal, type FunctionContext } from './context.ts';
import { chained } from './expressions.ts';
import type { Place } from './place.ts';
import { contextVariable } from './trigger-context.ts';
import { fieldToken, rowCause, staticMember, type StaticMember } from './static-members.ts';

/** What a name or a dotted name means: a variable, a type, or the beginning of a longer name. */
export type Resolved =
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'type'; readonly type: ApexType; readonly path: readonly string[] }
  | { readonly kind: 'prefix'; readonly path: readonly string[] }
  | StaticMember;

/** A variable by its simple name: local, then fields of the class, of those it extends, and of the outer classes. */
const variable = (context: FunctionContext, node: NameExpr, keep: boolean): Place | undefined => {
  const local = findLocal(context, node.name);
  if (local) return localPlace(local);
  let symbol = context.symbol;
  for (let outer = false; ; outer = true) {
    const field = findField(context.world, symbol, node.name);
    if (field && (field.static || (!outer && !context.static))) return fieldPlace(context, field, keep);
    if (!symbol.outer) return undefined;
    symbol = symbol.outer;
  }
};

const SPECIAL = new Set(['trigger', 'label', 'system', 'schema', 'database']);

const resolveName = (context: FunctionContext, node: NameExpr, keep: boolean): Resolved | undefined => {
  const place = variable(context, node, keep);
  if (place) return { kind: 'place', place };
  const lower = node.name.toLowerCase();
  if (lower === 'sobjecttype') return { kind: 'describe', path: [] };
  const type = resolvePath(context.world, [node.name], [], context.symbol);
  if (type && !(lower === 'label' || lower === 'trigger')) return { kind: 'type', type, path: [node.name] };
  if (
    SPECIAL.has(lower) ||
    lower === context.world.namespace.toLowerCase() ||
    context.world.registry.isNamespace(node.name)
  ) {
    return { kind: 'prefix', path: [node.name] };
  }
  return undefined;
};

const afterPrefix = (context: FunctionContext, path: readonly string[], node: FieldExpr): Resolved | undefined => {
  const longer = [...path, node.name];
  const words = (path[0]?.toLowerCase() === 'system' && path.length > 1 ? path.slice(1) : path).map((p) =>
    p.toLowerCase(),
  );
  if (words[0] === 'trigger') {
    const place = contextVariable(context, node, node.name);
    return place ? { kind: 'place', place } : undefined;
  }
  if (words[0] === 'label') {
    const namespace = words[1];
    if (namespace === undefined && node.name.toLowerCase() === context.world.namespace.toLowerCase()) {
      return { kind: 'prefix', path: longer };
    }
    return { kind: 'label', name: node.name };
  }
  const lower = node.name.toLowerCase();
  if (words[0] === 'schema' && words.length === 1 && lower === 'sobjecttype') return { kind: 'describe', path: [] };
  const type = resolvePath(context.world, longer, [], context.symbol);
  if (type) return { kind: 'type', type, path: longer };
  if (words[0] === 'system' && (lower === 'label' || lower === 'trigger')) return { kind: 'prefix', path: longer };
  return context.world.registry.isNamespace(longer.join('.').replace(/^system\./i, ''))
    ? { kind: 'prefix', path: longer }
    : undefined;
};

/** A member of what a dotted name's left side means. */
const resolveMember = (
  context: FunctionContext,
  node: FieldExpr,
  target: Resolved,
  keep: boolean,
): Resolved | undefined => {
  switch (target.kind) {
    case 'place': {
      const place = instanceFieldPlace(context, target.place.read, node, keep);
      return place ? { kind: 'place', place } : undefined;
    }
    case 'type': {
      const member = staticMember(context, target.type, node, keep);
      if (member) return member;
      return afterPrefix(context, target.path, node);
    }
    case 'prefix':
      return afterPrefix(context, target.path, node);
    case 'describe':
      return { kind: 'describe', path: [...target.path, node.name] };
    case 'fieldTokens':
      return fieldToken(context, target.object, node);
    case 'label':
      return undefined;
  }
};

/** The type that the left side of a dotted name would mean if no variable had that name. */
const asType = (context: FunctionContext, node: Expr): Resolved | undefined => {
  const path: string[] = [];
  let at = node;
  while (at.kind === 'field') {
    path.unshift(at.name);
    at = at.target;
  }
  if (at.kind !== 'name') return undefined;
  path.unshift(at.name);
  const type = resolvePath(context.world, path, [], context.symbol);
  return type ? { kind: 'type', type, path } : undefined;
};

const pathOnly = (node: Expr): boolean =>
  node.kind === 'name' || (node.kind === 'field' && !node.safe && pathOnly(node.target));

/**
 * Finds out what a name or dotted name means.
 * @param keep the place will be read and written: its receiver must be evaluated only once
 * @returns undefined when it means nothing
 */
export const resolve = (context: FunctionContext, node: NameExpr | FieldExpr, keep: boolean): Resolved | undefined => {
  if (node.kind === 'name') return resolveName(context, node, keep);
  const tokens = fieldTokens(context, node) ?? rowCause(context, node);
  if (tokens) return tokens;
  if (pathOnly(node.target) && (node.target.kind === 'name' || node.target.kind === 'field')) {
    const target = resolve(context, node.target, false);
    const found = target ? resolveMember(context, node, target, keep) : undefined;
    if (found) return found;
    // A variable hides a type of the same name only as long as the member exists there.
    const type = asType(context, node.target);
    return type ? resolveMember(context, node, type, keep) : undefined;
  }
  const place = instanceFieldPlace(context, chained(context, node.target), node, keep);
  return place ? { kind: 'place', place } : undefined;
};

/** `Account.SObjectType.fields`: what follows is the token of a field. */
const fieldTokens = (context: FunctionContext, node: FieldExpr): Resolved | undefined => {
  const { target } = node;
  if (node.name.toLowerCase() !== 'fields' || target.kind !== 'field' || target.name.toLowerCase() !== 'sobjecttype') {
    return undefined;
  }
  const object = asType(context, target.target);
  return object?.kind === 'type' && object.type.kind === 'sobject'
    ? { kind: 'fieldTokens', object: object.type }
    : undefined;
};

/** The dotted text of a name, for messages. */
export const nameText = (node: Expr): string =>
  node.kind === 'name' ? node.name : node.kind === 'field' ? `${nameText(node.target)}.${node.name}` : '';
