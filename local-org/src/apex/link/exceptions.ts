import { ApexException, nullPointer } from '../../values/apex-exception.ts';
import { DecimalError } from '../../values/decimal.ts';
import { LimitException } from '../../runtime/limits.ts';
import { platformType } from '../../types/apex-type.ts';
import { textOf } from '../../values/text.ts';
import type { EmittedClass } from '../emit/runtime-types.ts';

/** What Apex says when methods call each other without end. */
const STACK_DEPTH = 'Maximum stack depth reached: 1001';

/** A failed assertion ends the transaction: no catch block sees it. Source: Apex Reference, "System.assert". */
const isAssertFailure = (error: unknown): boolean =>
  error instanceof ApexException && error.apexType === ASSERT_EXCEPTION;

const ASSERT_EXCEPTION = platformType('AssertException');

const withStackOf = (exception: ApexException, error: Error): ApexException => {
  if (error.stack !== undefined) exception.stack = error.stack;
  return exception;
};

/**
 * A thrown JavaScript value as an exception that Apex may catch. Null dereferences are thrown as Apex exceptions
 * by the compiled code itself, so a TypeError here is a defect of the local org and passes through, as does
 * UnsupportedFeature.
 * @throws the value itself when Apex may not catch it
 */
const caught = (error: unknown): ApexException => {
  if (error instanceof LimitException || isAssertFailure(error)) throw error;
  if (error instanceof ApexException) return error;
  if (error instanceof DecimalError) {
    return withStackOf(new ApexException('System.MathException', error.message), error);
  }
  if (error instanceof RangeError && error.message.includes('call stack')) {
    throw withStackOf(new LimitException(STACK_DEPTH), error);
  }
  throw error;
};

const thrown = (exception: ApexException | null): ApexException => {
  if (exception === null) throw nullPointer();
  return exception;
};

/** @param message undefined: taken from the cause */
const initException = (
  exception: ApexException,
  message: string | null | undefined,
  cause: ApexException | null,
): ApexException => {
  exception.apexMessage = message === undefined ? (cause ? textOf(cause) : null) : message;
  exception.cause = cause;
  return exception;
};

/** An object of an exception class written in Apex: a JavaScript Error with a stack of its own. */
const allocateException = (emitted: EmittedClass): object => {
  const made = Reflect.construct(ApexException, [], emitted as unknown as new () => object) as object;
  // V8 leaves out every frame down to the constructed class, which is not on the stack: all of them.
  Error.captureStackTrace(made, allocateException);
  return made;
};

export const exceptions = { caught, thrown, initException, allocateException };
