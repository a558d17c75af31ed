import { invoke } from '../../runtime/invoke.ts';
import type { ClassInfo } from '../../runtime/program.ts';
import { transaction } from '../../runtime/transaction.ts';
import { typeOf } from '../../values/type-of.ts';
import type { ContextObject } from './contexts.ts';

/**
 * Calls the method of an Apex object that takes a context of a certain type: a class may implement Queueable,
 * Schedulable and Finalizer at once, each with an `execute` of one parameter.
 * @param context what the method gets, e.g. a QueueableContext
 */
export const callWith = (object: object, method: string, context: ContextObject): unknown => {
  const { program } = transaction().org;
  const wanted = method.toLowerCase();
  let info: ClassInfo | undefined = program.classInfo(typeOf(object));
  while (info) {
    const found = info.methods.find(
      ({ name, parameters }) =>
        name.toLowerCase() === wanted && parameters.length === 1 && parameters[0]?.type === context.apexType,
    );
    if (found) return found.call(object, [context]);
    info = info.superclass ? program.classInfo(info.superclass) : undefined;
  }
  return invoke(object, method, [context]);
};
