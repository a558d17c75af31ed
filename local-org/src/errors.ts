/**
 * Raised for every language feature, library method, SOQL clause, metadata element or REST option that the
 * local org does not implement. It is deliberately not an Apex exception: Apex code cannot catch it, so a gap
 * can never pass for behaviour.
 */
export class UnsupportedFeature extends Error {
  override readonly name = 'UnsupportedFeature';

  readonly feature: string;

  /**
   * @param feature what was asked for, as its user would write it, e.g. `String.format(String, List<Object>)`
   */
  constructor(feature: string) {
    super(`UnsupportedFeature: ${feature}`);
    this.feature = feature;
  }
}

/** Apex source that Salesforce would refuse to compile, or metadata it would refuse to deploy. */
export class CompileError extends Error {
  override readonly name = 'CompileError';

  readonly problem: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;

  /**
   * @param problem Salesforce's wording where known, e.g. `Variable does not exist: x`
   * @param file path of the source, relative to the project
   * @param line one-based
   * @param column one-based
   */
  constructor(problem: string, file: string, line: number, column: number) {
    super(`${file}:${line}:${column} ${problem}`);
    this.problem = problem;
    this.file = file;
    this.line = line;
    this.column = column;
  }
}

/** A project whose Apex does not compile: everything that is wrong with it. */
export class CompileFailure extends Error {
  override readonly name = 'CompileFailure';

  readonly problems: readonly CompileError[];

  /** @param problems at least one */
  constructor(problems: readonly CompileError[]) {
    super(problems.map((problem) => problem.message).join('\n'));
    this.problems = problems;
  }
}
