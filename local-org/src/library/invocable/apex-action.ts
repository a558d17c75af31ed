import { convert } from '../../runtime/convert.ts';
import type { ClassInfo, FieldInfo, MethodInfo } from '../../runtime/program.ts';
import { transaction } from '../../runtime/transaction.ts';
import { OBJECT, type ApexType } from '../../types/apex-type.ts';
import { ApexList } from '../../values/collections.ts';
import { exception } from '../raise.ts';

/** The invocable method of a class of the project, by the name of the class. */
export const invocableMethod = (className: string): MethodInfo | undefined => {
  const { program, namespace } = transaction().org;
  const type = program.resolveType(className, namespace);
  const info = type && program.classInfo(type);
  return info?.methods.find((method) => method.annotations.has('invocablemethod'));
};

const variables = (info: ClassInfo): FieldInfo[] =>
  info.fields.filter((field) => field.annotations.has('invocablevariable'));

/** The fields that a class takes part with, those of the classes it extends included. */
const allVariables = (type: ApexType): FieldInfo[] => {
  const info = transaction().org.program.classInfo(type);
  return info ? [...variables(info), ...(info.superclass ? allVariables(info.superclass) : [])] : [];
};

const elementOf = (type: ApexType | undefined): ApexType => (type?.name === 'List' ? (type.args[0] ?? OBJECT) : OBJECT);

const isRequired = (field: FieldInfo): boolean =>
  Object.entries(field.annotations.get('invocablevariable') ?? {}).some(
    ([name, value]) => name.toLowerCase() === 'required' && value === 'true',
  );

const named = (inputs: ReadonlyMap<string, unknown>, name: string): unknown =>
  [...inputs].find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? null;

/** An argument of the method from the parameters of an invocation. */
const argument = (element: ApexType, parameter: string, inputs: ReadonlyMap<string, unknown>): unknown => {
  const info = transaction().org.program.classInfo(element);
  if (!info) {
    const value = named(inputs, parameter) ?? [...inputs.values()][0] ?? null;
    return convert(value, element);
  }
  const object = info.newInstance?.() ?? info.allocate();
  for (const field of allVariables(element)) {
    const value = named(inputs, field.name);
    if (value !== null) field.set(object, convert(value, field.type));
    else if (isRequired(field)) {
      throw exception('IllegalArgumentException', `Missing required input parameter: ${field.name}`);
    }
  }
  return object;
};

const outputsOf = (value: unknown, element: ApexType): ReadonlyMap<string, unknown> => {
  const info = transaction().org.program.classInfo(element);
  if (!info || value === null) return new Map([['output', value]]);
  return new Map(allVariables(element).map((field) => [field.name, field.get(value as object)]));
};

/**
 * Calls an invocable method as a flow would: all invocations in one call.
 * @returns the outputs of each invocation by name; `output` for a method that answers plain values
 */
export const callInvocable = (
  method: MethodInfo,
  invocations: readonly ReadonlyMap<string, unknown>[],
): ReadonlyMap<string, unknown>[] => {
  const [parameter] = method.parameters;
  const element = elementOf(parameter?.type);
  const args = parameter
    ? [
        new ApexList(
          element,
          invocations.map((inputs) => argument(element, parameter.name, inputs)),
        ),
      ]
    : [];
  const answer = method.call(null, args);
  const results = answer instanceof ApexList ? answer.items : [];
  return invocations.map((_, index) =>
    answer === undefined || answer === null ? new Map() : outputsOf(results[index] ?? null, elementOf(method.returns)),
  );
};
