import { findPlatformField, findField } from '../symbols/members.ts';
import { topLevel, type ClassSymbol, type FieldSymbol } from '../symbols/class-symbol.ts';
import { userClass } from '../symbols/world.ts';
import { SOBJECT } from '../../types/apex-type.ts';
import type { FieldExpr } from '../ast.ts';
import { code, receiver, type Code } from './code.ts';
import { abandonUnknown, classRef, constant, fail, temporary, type FunctionContext, type Local } from './context.ts';
import type { Place } from './place.ts';
import { sobjectFieldPlace } from './sobject-places.ts';
import { isVisible, visibleToTest } from './visibility.ts';

export const localPlace = (local: Local): Place => ({
  type: local.type,
  setup: [],
  read: code(local.js, local.type),
  write: (value) => `${local.js}=${value}`,
  label: local.js.slice(1),
});

/** A property is a plain field inside its own accessors and when it has none with a body. */
const accessorBypassed = (context: FunctionContext, field: FieldSymbol): boolean => context.accessorOf === field;

const isOrExtends = (context: FunctionContext, owner: ClassSymbol): boolean => {
  let symbol: ClassSymbol | undefined = context.symbol;
  while (symbol && symbol !== owner) {
    symbol = symbol.superclass ? userClass(context.world, symbol.superclass) : undefined;
  }
  return symbol === owner;
};

/** A final field is set where its class, or one that extends it, is initialised, and nowhere else. */
const mayInitialise = (context: FunctionContext, field: FieldSymbol): boolean =>
  (field.static ? context.symbol === field.owner : isOrExtends(context, field.owner)) &&
  (field.static ? context.initialises === 'static' : context.isConstructor || context.initialises === 'instance');

const place = (context: FunctionContext, field: FieldSymbol, target: string, setup: string[]): Place => {
  const direct = accessorBypassed(context, field);
  const getter = field.getter && !direct;
  const setter = field.setter && !direct;
  const holder = field.static && (getter || setter) ? classRef(context, field.owner) : target;
  const suffix = field.js.slice(2);
  const { declaration } = field;
  const setterModifiers = declaration.kind === 'property' ? declaration.setter?.modifiers : undefined;
  const own =
    topLevel(context.symbol) === topLevel(field.owner) ||
    visibleToTest(context, declaration.modifiers) ||
    (setterModifiers !== undefined && visibleToTest(context, setterModifiers));
  const whyFinal =
    field.final && field.declaration.kind === 'field' && !mayInitialise(context, field)
      ? `Final members can only be assigned in their declaration, init blocks, or constructors: ${field.name}`
      : undefined;
  return {
    type: field.type,
    setup,
    read: code(getter ? `${holder}.g_${suffix}()` : `${target}.${field.js}`, field.type),
    write:
      (!field.writable && !own && !(field.final && isOrExtends(context, field.owner))) || whyFinal !== undefined
        ? null
        : (value) => (setter ? `${holder}.s_${suffix}(${value})` : `${target}.${field.js}=${value}`),
    label: field.name,
    ...(whyFinal === undefined ? {} : { readOnly: whyFinal }),
  };
};

/** A field or property of the class itself, of one it extends, or a static one of any class. */
export const fieldPlace = (context: FunctionContext, field: FieldSymbol, keep: boolean): Place => {
  if (!field.static) return place(context, field, 'this', []);
  const statics = `${classRef(context, field.owner)}.$s()`;
  if (!keep) return place(context, field, statics, []);
  const held = temporary(context);
  return place(context, field, held, [`${held}=${statics}`]);
};

/** Evaluates a receiver once when it is needed twice. */
export const heldReceiver = (context: FunctionContext, js: string, keep: boolean): { js: string; setup: string[] } => {
  if (!keep || js === 'this') return { js, setup: [] };
  const held = temporary(context);
  return { js: held, setup: [`${held}=${js}`] };
};

/**
 * `value.name` for a value of any type.
 * @returns undefined when the type has no such field
 */
export const instanceFieldPlace = (
  context: FunctionContext,
  value: Code,
  node: FieldExpr,
  keep: boolean,
): Place | undefined => {
  abandonUnknown(value.type);
  if (value.type.kind === 'sobject') return sobjectFieldPlace(context, value, node, keep);
  const [element] = value.type.args;
  if (
    value.type.kind === 'platform' &&
    value.type.name === 'List' &&
    element?.kind === 'sobject' &&
    element !== SOBJECT
  ) {
    // `[SELECT ...].Name` reads a field of the single row.
    return sobjectFieldPlace(context, code(`$.single(${value.js})`, element), node, keep);
  }
  const symbol = userClass(context.world, value.type);
  const field = symbol ? findField(context.world, symbol, node.name) : undefined;
  if (field) {
    if (field.static)
      return fail(
        context,
        node,
        `static field cannot be referenced from a non static context: ${field.type.text} ${field.name}`,
      );
    if (!isVisible(context, field, field.declaration.modifiers)) {
      return fail(context, node, `Variable is not visible: ${symbol?.name ?? ''}.${field.name}`);
    }
    const held = heldReceiver(context, receiver(value), keep);
    return place(context, field, held.js, held.setup);
  }
  const found = findPlatformField(context.world, value.type, node.name, false);
  if (!found) return undefined;
  const held = heldReceiver(context, receiver(value), keep);
  const setter = found.field.set;
  return {
    type: found.type,
    setup: held.setup,
    read: code(`${constant(context, found.field.get)}(${held.js})`, found.type),
    write: setter ? (v) => `${constant(context, setter)}(${held.js},${v})` : null,
    label: found.field.name,
  };
};
