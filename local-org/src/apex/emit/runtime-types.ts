import type { ApexType } from '../../types/apex-type.ts';
import type { Transaction } from '../../runtime/transaction.ts';

/** The JavaScript class that the compiler emits for an Apex class. */
export interface EmittedClass {
  readonly name: string;
  readonly prototype: object;
  /** A new object with every field null, no constructor run. */
  $new(): Record<string, unknown>;
  /** Static variables in the running transaction. */
  $s(): Record<string, unknown>;
  /** Static variables before any initialiser has run. */
  $fresh(): Record<string, unknown>;
  /** Runs the static initialisers. */
  $clinit(values: Record<string, unknown>): void;
  /** Body of a trigger or of an anonymous script. */
  $run?(): void;
  /** The transaction whose static variables are in `$v`. */
  $t: Transaction | null;
  $v: Record<string, unknown> | null;
}

export type EmittedMethod = (this: unknown, ...args: unknown[]) => unknown;

/** The helpers that compiled code calls as `$.name(...)`. */
export type ApexRuntime = Readonly<Record<string, unknown>>;

export interface TypeTests {
  instanceOf(value: unknown, type: ApexType): boolean;
  cast(value: unknown, type: ApexType): unknown;
}
