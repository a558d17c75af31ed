import { ApexException, nullPointer } from '../values/apex-exception.ts';

/** Salesforce's text for a null argument of a method that needs one. */
const NULL_ARGUMENT = 'Argument cannot be null.';

/**
 * An exception of the library, to throw.
 * @param name without `System.`, e.g. `ListException`
 * @param message Salesforce's own wording
 */
export const exception = (name: string, message: string): ApexException => new ApexException(`System.${name}`, message);

/**
 * The argument of a method that does not take null.
 * @throws System.NullPointerException `Argument cannot be null.`
 */
export const required = <T>(value: T | null): T => {
  if (value === null) throw exception('NullPointerException', NULL_ARGUMENT);
  return value;
};

/**
 * A value that the method dereferences.
 * @throws System.NullPointerException `Attempt to de-reference a null object`
 */
export const dereferenced = <T>(value: T | null): T => {
  if (value === null) throw nullPointer();
  return value;
};
