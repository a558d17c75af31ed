import type { ApexType } from '../../types/apex-type.ts';

/** A JavaScript expression and what is known about its value. */
export interface Code {
  readonly js: string;
  readonly type: ApexType;
  /** The value is never null. */
  readonly nonNull?: boolean;
  /** Parent record of an sObject: reading a field of a null one gives null. */
  readonly relationship?: boolean;
  /** Text of a literal number, so that a conversion can happen at compile time. */
  readonly literal?: string;
}

export const code = (js: string, type: ApexType, more: Omit<Code, 'js' | 'type'> = {}): Code => ({ js, type, ...more });

/** A value that never is null, e.g. a new object. */
export const certain = (js: string, type: ApexType): Code => ({ js, type, nonNull: true });

/** The value for a member access: null is refused with System.NullPointerException. */
export const receiver = (value: Code): string => (value.nonNull ? value.js : `$.nn(${value.js})`);

/** JavaScript text of a string. */
export const quoted = (text: string): string =>
  JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
