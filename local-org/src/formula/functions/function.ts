import type { Argument, Evaluate } from '../compile.ts';
import type { FormulaValue } from '../value.ts';

export interface FormulaFunction {
  readonly least: number;
  readonly most: number;
  /** Number fields arrive blank, even where blanks count as zero. */
  readonly raw?: boolean;
  readonly make: (args: readonly Argument[], name: string) => Evaluate;
}

/** A function of evaluated arguments; missing optional ones are null. */
export const plain = (
  least: number,
  most: number,
  work: (...values: FormulaValue[]) => FormulaValue,
): FormulaFunction => ({
  least,
  most,
  make: (args) => (record) => work(...args.map((arg) => arg.evaluate(record))),
});

/** A function that decides itself which of its arguments to evaluate. */
export const lazy = (
  least: number,
  most: number,
  make: (args: readonly Argument[], name: string) => Evaluate,
  raw = false,
): FormulaFunction => ({ least, most, make, raw });
