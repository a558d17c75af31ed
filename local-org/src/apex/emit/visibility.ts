import { hasAnnotation } from '../symbols/class-symbol.ts';
import type { Modifiers } from '../ast.ts';
import type { FunctionContext } from './context.ts';

/** `@TestVisible` opens private members to test classes. */
export const visibleToTest = (context: FunctionContext, modifiers: Modifiers): boolean =>
  context.symbol.isTest && hasAnnotation(modifiers, 'testvisible');
