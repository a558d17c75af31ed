import type { Finding } from '../engine/finding.ts';
import type { PackageModel } from './package-model.ts';

/** Where a rule is broken, and how. */
export interface Place {
  readonly file: string;
  readonly line: number;
  /** One sentence. */
  readonly what: string;
}

/** One thing that Salesforce, or this project, refuses: as data, so that the list can be read and printed. */
export interface Rule {
  readonly id: string;
  /** What is refused, in general. */
  readonly refused: string;
  /** What Salesforce says, as far as it is known; `{...}` stands for a name. Undefined for a rule of the project. */
  readonly message?: string;
  /** Where this is known from. */
  readonly source: string;
  readonly remedy: string;
  readonly check: (model: PackageModel) => readonly Place[];
}

export const applyRules = (rules: readonly Rule[], model: PackageModel): readonly Finding[] =>
  rules.flatMap((rule) =>
    rule
      .check(model)
      .map(({ file, line, what }) => ({ file, line, rule: rule.id, message: what, remedy: rule.remedy })),
  );
