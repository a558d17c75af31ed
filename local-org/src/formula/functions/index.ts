import { dateFunctions } from './dates.ts';
import type { FormulaFunction } from './function.ts';
import { logicFunctions } from './logic.ts';
import { mathFunctions } from './math.ts';
import { textFunctions } from './text.ts';

/** Every function that formulas may call, by name in capitals. The rest is refused. */
export const FUNCTIONS: Readonly<Record<string, FormulaFunction>> = {
  ...logicFunctions,
  ...textFunctions,
  ...mathFunctions,
  ...dateFunctions,
};
