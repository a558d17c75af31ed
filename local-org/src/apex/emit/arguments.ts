import { STRING, type ApexType } from '../../types/apex-type.ts';
import type { Position } from '../ast.ts';
import { isException } from '../symbols/hierarchy.ts';
import { quoted, type Code } from './code.ts';
import { assigned, converted } from './conversions.ts';
import type { FunctionContext } from './context.ts';

/** Arguments converted to the types of the parameters, between commas. */
export const argumentList = (
  context: FunctionContext,
  at: Position,
  args: readonly Code[],
  parameters: readonly ApexType[],
): string =>
  args
    .map((arg, i) => {
      const parameter = parameters[i];
      return parameter ? assigned(context, at, arg, parameter).js : arg.js;
    })
    .join(',');

/** JavaScript that refuses a library feature the local org has not. */
export const refused = (text: string): string => `$.unsupported(${quoted(text)})`;

/**
 * The constructors that every exception written in Apex has: `()`, `(message)`, `(cause)`, `(message, cause)`.
 * @param instance JavaScript of the new object
 * @returns undefined when the arguments fit none of them
 */
export const builtInExceptionConstructor = (
  context: FunctionContext,
  instance: string,
  args: readonly Code[],
): string | undefined => {
  const [first, second] = args;
  const isCause = (value: Code | undefined): boolean => value !== undefined && isException(context.world, value.type);
  const text = (value: Code): string | undefined => converted(context, value, STRING)?.js;
  if (!first) return `$.initException(${instance},null,null)`;
  if (!second) {
    if (isCause(first)) return `$.initException(${instance},undefined,${first.js})`;
    const message = text(first);
    return message === undefined ? undefined : `$.initException(${instance},${message},null)`;
  }
  const message = text(first);
  return args.length === 2 && message !== undefined && (isCause(second) || second.js === 'null')
    ? `$.initException(${instance},${message},${second.js})`
    : undefined;
};
