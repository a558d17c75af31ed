import { transaction } from '../../runtime/transaction.ts';
import { looselyEqual } from '../../values/equality.ts';
import { textOf } from '../../values/text.ts';
import { typeOf } from '../../values/type-of.ts';
import type { TypeToken } from '../../values/type-token.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, exception } from '../raise.ts';

/** Salesforce's words: `Assertion Failed`, then the caller's message, then what was expected. */
const failed = (message: unknown, detail?: string): Error => {
  const parts = ['Assertion Failed'];
  if (message !== undefined && message !== null) parts.push(textOf(message));
  if (detail !== undefined) parts.push(detail);
  return exception('AssertException', parts.join(': '));
};

/** @throws System.AssertException when the condition is not true */
export const assertTrue = (condition: boolean | null, message?: unknown): void => {
  if (condition !== true) throw failed(message);
};

/** @throws System.AssertException `Assertion Failed: Expected: 1, Actual: 2` */
export const assertEqual = (expected: unknown, actual: unknown, message?: unknown): void => {
  if (!looselyEqual(expected, actual)) {
    throw failed(message, `Expected: ${textOf(expected)}, Actual: ${textOf(actual)}`);
  }
};

/** @throws System.AssertException `Assertion Failed: Same value: 1` */
export const assertNotEqual = (notExpected: unknown, actual: unknown, message?: unknown): void => {
  if (looselyEqual(notExpected, actual)) throw failed(message, `Same value: ${textOf(notExpected)}`);
};

const isInstance = (instance: unknown, expected: TypeToken | null): boolean =>
  instance !== null && transaction().org.program.isAssignable(typeOf(instance), dereferenced(expected).of);

const assertInstance = (instance: unknown, expected: TypeToken | null, message?: unknown): void => {
  if (isInstance(instance, expected)) return;
  const actual = instance === null ? 'null' : typeOf(instance).text;
  throw failed(message, `Expected type: ${dereferenced(expected).of.text}, Actual type: ${actual}`);
};

const assertNotInstance = (instance: unknown, notExpected: TypeToken | null, message?: unknown): void => {
  if (isInstance(instance, notExpected))
    throw failed(message, `Instance of type: ${dereferenced(notExpected).of.text}`);
};

const assertFalse = (condition: boolean | null, message?: unknown): void => {
  if (condition !== false) throw failed(message);
};

const assertNull = (value: unknown, message?: unknown): void => {
  if (value !== null) throw failed(message, `Expected: null, Actual: ${textOf(value)}`);
};

const assertNotNull = (value: unknown, message?: unknown): void => {
  if (value === null) throw failed(message, 'Value is null');
};

/** System.Assert. */
export const assertClass: PlatformClass = {
  name: 'Assert',
  kind: 'class',
  statics: {
    'void areEqual(Object expected, Object actual)': assertEqual,
    'void areEqual(Object expected, Object actual, String msg)': assertEqual,
    'void areNotEqual(Object notExpected, Object actual)': assertNotEqual,
    'void areNotEqual(Object notExpected, Object actual, String msg)': assertNotEqual,
    'void fail()': () => {
      throw failed(undefined);
    },
    'void fail(String msg)': (message: string | null) => {
      throw failed(message);
    },
    'void isFalse(Boolean condition)': assertFalse,
    'void isFalse(Boolean condition, String msg)': assertFalse,
    'void isInstanceOfType(Object instance, Type expectedType)': assertInstance,
    'void isInstanceOfType(Object instance, Type expectedType, String msg)': assertInstance,
    'void isNotInstanceOfType(Object instance, Type notExpectedType)': assertNotInstance,
    'void isNotInstanceOfType(Object instance, Type notExpectedType, String msg)': assertNotInstance,
    'void isNotNull(Object value)': assertNotNull,
    'void isNotNull(Object value, String msg)': assertNotNull,
    'void isNull(Object value)': assertNull,
    'void isNull(Object value, String msg)': assertNull,
    'void isTrue(Boolean condition)': assertTrue,
    'void isTrue(Boolean condition, String msg)': assertTrue,
  },
};
