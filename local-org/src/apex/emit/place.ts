import type { ApexType } from '../../types/apex-type.ts';
import type { Code } from './code.ts';

/** Something that can be read and, mostly, written: a variable, a field, an element. */
export interface Place {
  /** Type of a value that is stored. */
  readonly type: ApexType;
  /** Assignments to temporaries that come first, so that the receiver is evaluated once. */
  readonly setup: readonly string[];
  readonly read: Code;
  /** JavaScript expression that stores a value; null when the place is read-only. @returns its value is not used */
  readonly write: ((value: string) => string) | null;
  /** For messages: `Account.Name`. */
  readonly label: string;
  /** Why the place is read-only, when there is more to say than that it is. */
  readonly readOnly?: string;
}
