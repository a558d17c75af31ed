import { type ApexErrorListener, ApexParser, ApexParserFactory } from '@apexdevtools/apex-parser';

/** The parts of ANTLR's prediction that its typing leaves out. */
interface Tokens {
  readonly LA: (offset: number) => number;
}
interface Interpreter {
  adaptivePredict: (input: Tokens, decision: number, context: unknown) => number;
}
interface Internals {
  readonly _interp: Interpreter;
}
interface Grammar {
  readonly _ATN: {
    readonly decisionToState: readonly {
      readonly decision: number;
      readonly ruleIndex: number;
      readonly transitions: readonly unknown[];
    }[];
  };
}

/** Whether a type's name is followed by type arguments: each has the alternatives 1 (yes) and 2 (no). */
const TYPE_ARGUMENTS: ReadonlySet<number> = new Set(
  (ApexParser as unknown as Grammar)._ATN.decisionToState
    .filter(({ ruleIndex, transitions }) => ruleIndex === ApexParser.RULE_typeName && transitions.length === 2)
    .map(({ decision }) => decision),
);

/**
 * A parser for one Apex source.
 *
 * After `List`, `Set` and `Map` the grammar leaves open whether `<` begins type arguments or compares, so ANTLR looks
 * ahead to the end of the statement and keeps what it saw: two thirds of all its states, a third of its time. No value
 * can be compared there, because a type's name stands before it, so the next token decides.
 */
export const createApexParser = (source: string, problems: ApexErrorListener): ApexParser => {
  const { parser } = ApexParserFactory.createLexerAndParser(source, problems);
  const interpreter = (parser as unknown as Internals)._interp;
  const predict = interpreter.adaptivePredict.bind(interpreter);
  interpreter.adaptivePredict = (input, decision, context) => {
    if (!TYPE_ARGUMENTS.has(decision)) return predict(input, decision, context);
    return input.LA(1) === ApexParser.LT ? 1 : 2;
  };
  return parser;
};
