import type { ApexType } from '../types/apex-type.ts';
import { PlatformObject } from '../values/platform-object.ts';
import type { PlatformClass, PlatformProperty } from './platform-class.ts';

/** An object of the library that only holds named values, such as a Messaging.SingleEmailMessage. */
export class ValueObject extends PlatformObject {
  /** By property name as declared. */
  readonly values = new Map<string, unknown>();

  constructor(type: ApexType, values: Readonly<Record<string, unknown>> = {}) {
    super(type);
    for (const [name, value] of Object.entries(values)) this.values.set(name, value);
  }

  get(name: string): unknown {
    return this.values.get(name) ?? null;
  }

  set(name: string, value: unknown): void {
    this.values.set(name, value);
  }
}

const split = (declaration: string): [type: string, name: string] => {
  const space = declaration.lastIndexOf(' ');
  return [declaration.slice(0, space), declaration.slice(space + 1)];
};

/** Properties that can be read and written, by declarations such as `'List<String> toAddresses'`. */
export const properties = (declarations: readonly string[]): Record<string, PlatformProperty> =>
  Object.fromEntries(
    declarations.map((declaration) => {
      const [, name] = split(declaration);
      return [
        declaration,
        {
          get: (self: ValueObject) => self.get(name),
          set: (self: ValueObject, value: unknown) => self.set(name, value),
        },
      ];
    }),
  );

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** `getX()` and `setX(value)` for properties; `isX()` when `is` names the property. */
export const accessors = (
  declarations: readonly string[],
  is: readonly string[] = [],
): NonNullable<PlatformClass['methods']> =>
  Object.fromEntries(
    declarations.flatMap((declaration) => {
      const [type, name] = split(declaration);
      const get = (self: ValueObject): unknown => self.get(name);
      const set = (self: ValueObject, value: unknown): void => self.set(name, value);
      return [
        [`${type} ${is.includes(name) ? 'is' : 'get'}${capital(name)}()`, get],
        [`void set${capital(name)}(${type} value)`, set],
      ];
    }),
  );

/** The constructor without parameters of such a class. @param defaults values that a new object has */
export const plainConstructor = (
  defaults: () => Readonly<Record<string, unknown>> = () => ({}),
): NonNullable<PlatformClass['constructors']> => ({ '()': (type: ApexType) => new ValueObject(type, defaults()) });
