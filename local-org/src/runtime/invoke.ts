import { ApexObject } from '../values/apex-object.ts';

/**
 * How library code calls back into Apex objects: by method name and number of arguments, whatever the static
 * types. The compiler gives each class it emits a dispatch table under this symbol, inherited through the
 * prototype chain: `name/arity` in lower case -> the JavaScript method.
 */
export const DISPATCH: unique symbol = Symbol('dispatch');

export type Dispatch = Readonly<Record<string, (this: unknown, ...args: unknown[]) => unknown>>;

const dispatchOf = (object: object): Dispatch | undefined => (object as { [DISPATCH]?: Dispatch })[DISPATCH];

/** True when the object's class, or one it extends, has such an instance method. */
export const respondsTo = (object: object, method: string, arity: number): boolean =>
  dispatchOf(object)?.[`${method.toLowerCase()}/${arity}`] !== undefined;

/**
 * Calls an instance method of an Apex object.
 * @param method Apex name, any case
 * @param args Apex values
 * @throws TypeError when the object has no such method: callers check the interface first
 */
export const invoke = (object: object, method: string, args: readonly unknown[]): unknown => {
  const target = dispatchOf(object)?.[`${method.toLowerCase()}/${args.length}`];
  if (!target) {
    const name = object instanceof ApexObject ? object.apexType.text : object.constructor.name;
    throw new TypeError(`${name} has no method ${method} with ${args.length} parameters`);
  }
  return target.apply(object, [...args]);
};
