/** One thing that is wrong, where it is, and what to do about it. */
export interface Finding {
  /** Path from the project root, with forward slashes. */
  readonly file: string;
  /** Starts at 1. */
  readonly line: number;
  /** The rule's id, kebab-case for the project's own rules, the tool's name for a tool's. */
  readonly rule: string;
  /** What is wrong, as one sentence. */
  readonly message: string;
  /** What to do, as one sentence. */
  readonly remedy: string;
}

const sentence = (text: string): string => (/[.!?:]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);

/** `file:line rule — what is wrong. What to do.` */
export const formatFinding = ({ file, line, rule, message, remedy }: Finding): string =>
  `${file}:${line} ${rule} — ${sentence(message)} ${sentence(remedy)}`;

/** By file, then line, then rule, each place and rule once. */
export const sortFindings = (findings: readonly Finding[]): readonly Finding[] => {
  const seen = new Map(findings.map((finding) => [formatFinding(finding), finding]));
  return [...seen.values()].sort(
    (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.rule.localeCompare(b.rule),
  );
};
