import { UnsupportedFeature } from '../../errors.ts';
import { enqueueAsync } from '../../library/async/queue.ts';
import { CALLER_SCOPE } from '../../library/database/caller-scope.ts';
import { addFieldError } from '../../library/sobject/sobject.ts';
import { arithmetic } from '../../runtime/arithmetic.ts';
import { collections } from '../../runtime/collections.ts';
import { comparison } from '../../runtime/comparison.ts';
import { conversions } from '../../runtime/convert.ts';
import { DISPATCH, type Dispatch } from '../../runtime/invoke.ts';
import { records } from '../../runtime/records.ts';
import { runningSharing } from '../../runtime/sharing.ts';
import { statements } from '../../runtime/statements.ts';
import { transaction, type Transaction } from '../../runtime/transaction.ts';
import type { ApexType } from '../../types/apex-type.ts';
import { ApexException, nullPointer } from '../../values/apex-exception.ts';
import type { EnumValue } from '../../values/enum.ts';
import { messageOf, textOf } from '../../values/text.ts';
import type { SObject } from '../../values/sobject.ts';
import type { World } from '../symbols/world.ts';
import type { ApexRuntime, EmittedClass, EmittedMethod } from '../emit/runtime-types.ts';
import { bindResolver, type CallerNames } from './caller-names.ts';
import { exceptions } from './exceptions.ts';
import { typeTests } from './type-tests.ts';

/** The static variables of a class in a transaction; the first use of the class runs its static initialisers. */
const enter = (emitted: EmittedClass, running: Transaction): Record<string, unknown> => {
  let values = running.statics.get(emitted);
  const isNew = values === undefined;
  values ??= emitted.$fresh();
  emitted.$t = running;
  emitted.$v = values;
  if (isNew) {
    running.statics.set(emitted, values);
    emitted.$clinit(values);
  }
  return values;
};

const nn = <T>(value: T | null): T => {
  if (value === null) throw nullPointer();
  return value;
};

/** Calls a method that Apex classes may define, or else the library's own. */
const invoke = (
  object: object,
  method: string,
  args: readonly unknown[],
  library: ((self: object, ...args: unknown[]) => unknown) | null,
): unknown => {
  const own = typeof object === 'object' ? (object as { [DISPATCH]?: Dispatch })[DISPATCH]?.[method] : undefined;
  if (own) return own.apply(object, [...args]);
  if (library) return library(object, ...args);
  throw new UnsupportedFeature(`method ${method} of a library object`);
};

const enumValue = (type: ApexType, constants: readonly EnumValue[], name: string | null): EnumValue => {
  const wanted = nn(name).toLowerCase();
  const found = constants.find((c) => c.name.toLowerCase() === wanted);
  if (found) return found;
  throw new ApexException('System.NoSuchElementException', `No enum constant ${type.text}.${String(name)}`);
};

const future = (name: string, method: EmittedMethod, args: readonly unknown[]): void => {
  enqueueAsync({ kind: 'future', name, run: () => void method(...args) });
};

const withCaller = (names: CallerNames, work: () => unknown): unknown => {
  const { attachments } = transaction();
  const outer = attachments.get(CALLER_SCOPE);
  attachments.set(CALLER_SCOPE, { sharing: names.sharing, resolve: bindResolver(names) });
  try {
    return work();
  } finally {
    attachments.set(CALLER_SCOPE, outer);
  }
};

/** Everything that compiled code reaches as `$`. */
export const createRuntime = (world: World): ApexRuntime => ({
  ...arithmetic,
  ...collections,
  ...comparison,
  ...conversions,
  ...exceptions,
  ...records,
  ...statements,
  ...typeTests(world),
  addFieldError: (record: SObject, field: string, message: string | null): void =>
    addFieldError(record, field, message ?? ''),
  current: transaction,
  enter,
  enumValue,
  future,
  invoke,
  messageOf: (value: unknown) => (value instanceof ApexException ? messageOf(value) : (value as string | null)),
  nn,
  sharing: runningSharing,
  text: textOf,
  unsupported: (feature: string): never => {
    throw new UnsupportedFeature(feature);
  },
  withCaller,
});
