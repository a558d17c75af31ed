import type { ApexParserRuleContext } from '@apexdevtools/apex-parser';
import type { Position } from '../ast.ts';

/** A part of the parse tree that may be absent; the generated types claim that every part is present. */
export const maybe = <T>(part: T): T | undefined => part ?? undefined;

/** True when the parse tree has the part. */
export const has = (part: unknown): boolean => part !== null && part !== undefined;

/** Where a rule begins in the source. */
export const positionOf = (context: ApexParserRuleContext): Position => ({
  line: context.start.line,
  column: context.start.column + 1,
});

/** Line of the last token of a rule. */
export const endLineOf = (context: ApexParserRuleContext): number => context.stop?.line ?? context.start.line;
