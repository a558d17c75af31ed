/**
 * Salesforce Code Analyzer, as AppExchange's security review runs it: the rule sets Recommended, AppExchange and
 * Security, and the graph engine's data flow for CRUD and field-level security. Zero findings; what is suppressed is
 * suppressed with a reason, beside the code or in `config/code-analyzer.json`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorLine, runCommand } from '../engine/command.ts';
import type { Finding } from '../engine/finding.ts';
import { javaCommand } from '../engine/java.ts';
import { CheckUnavailable, type Part } from '../engine/part.ts';

const RUNNER = fileURLToPath(new URL('run.mjs', import.meta.url));
const CONFIGURATION = 'config/code-analyzer.json';
const INPUTS = ['force-app/**/*', CONFIGURATION];

interface Violation {
  readonly engine: string;
  readonly rule: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
}

interface Answer {
  readonly rules: number;
  readonly violations: readonly Violation[];
  readonly problems: readonly string[];
}

/** Which engines run, and which of their rules. */
export interface Selection {
  readonly engines: readonly string[];
  readonly selectors: readonly string[];
}

const RULE_SETS = ['Recommended', 'AppExchange', 'Security'];

/** Every engine but the graph: quick, one file at a time. */
export const staticSelection: Selection = {
  engines: ['eslint', 'pmd', 'regex', 'retirejs'],
  selectors: RULE_SETS.map((set) => `all:${set}`),
};

/** The graph engine: follows data from entry points to queries and DML. */
export const graphSelection: Selection = { engines: ['sfge'], selectors: ['sfge:Recommended', 'sfge:Security', 'sfge:AppExchange'] };

const configurationOf = (root: string): unknown => {
  const file = join(root, CONFIGURATION);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as unknown) : {};
};

/**
 * @param folder what is analysed, from the root
 * @throws CheckUnavailable when an engine failed: a run that did not look at everything must not pass
 */
export const analyse = async (root: string, folder: string, selection: Selection): Promise<readonly Finding[]> => {
  const order = { root, folder: join(root, folder), ...selection, configuration: configurationOf(root), java: javaCommand() };
  const ended = await runCommand(process.execPath, [RUNNER, JSON.stringify(order)], { cwd: root });
  let answer: Answer;
  try {
    answer = JSON.parse(ended.stdout.trim().split('\n').at(-1) ?? '') as Answer;
  } catch {
    throw new CheckUnavailable(`Code Analyzer did not run: ${errorLine(ended)}`);
  }
  if (answer.rules === 0) throw new CheckUnavailable(`Code Analyzer has no rule for ${selection.selectors.join(', ')}.`);
  const [problem] = answer.problems;
  if (problem !== undefined) throw new CheckUnavailable(`Code Analyzer: ${problem}`);
  return answer.violations.map(({ engine, rule, message, file, line }) => ({
    file: relative(root, file),
    line,
    rule: `${engine}:${rule}`,
    message: message.replace(/\s+/g, ' '),
    remedy: 'Correct it, or suppress it with a reason beside it and in docs/security-review.md.',
  }));
};

export const codeAnalyzerPart: Part = {
  name: 'code-analyzer',
  finds: 'what Salesforce Code Analyzer names in Recommended, AppExchange and Security',
  needsJava: true,
  inputs: INPUTS,
  weight: 30,
  run: ({ root }) => analyse(root, 'force-app', staticSelection),
};

export const graphEnginePart: Part = {
  name: 'graph-engine',
  finds: 'paths to data without a CRUD or field-level security check',
  needsJava: true,
  inputs: [...INPUTS.filter((input) => !input.startsWith('force-app')), 'force-app/**/*.{cls,trigger,page,xml}'],
  weight: 40,
  run: ({ root }) => analyse(root, 'force-app', graphSelection),
};
