import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { errorLine, runCommand } from '../engine/command.ts';
import type { Finding } from '../engine/finding.ts';
import { javaCommand } from '../engine/java.ts';
import { CheckUnavailable } from '../engine/part.ts';
import { entryPointsGivenUp } from './given-up.ts';

const RUNNER = fileURLToPath(new URL('run.mjs', import.meta.url));
export const CONFIGURATION = 'config/code-analyzer.json';
const GRAPH_ENGINE_LOG = fileURLToPath(new URL('graph-engine-log.xml', import.meta.url));
/** The small collector is the cheap one here; a Java that has another name for these options does without. */
const JAVA_OPTIONS = ['-XX:+IgnoreUnrecognizedVMOptions', '-XX:+UseSerialGC'];
/** For programs that live for seconds: the good compiler would take longer than it saves. */
export const SHORT_LIVED = ['-XX:TieredStopAtLevel=1'];
/** For the graph engine, which runs for a minute: the good compiler looks at the very busiest methods alone... */
export const LONG_LIVED = [
  '-XX:Tier4InvocationThreshold=50000',
  '-XX:Tier4MinInvocationThreshold=20000',
  '-XX:Tier4CompileThreshold=100000',
  '-XX:Tier4BackEdgeThreshold=400000',
  // ...and builds less into each: that saves a quarter of the whole.
  '-XX:FreqInlineSize=100',
  '-XX:InlineSmallCode=800',
];
/** The graph engine throws exceptions to find its way, and would write 10,000 lines a minute. */
const GRAPH_ENGINE_OPTIONS = [
  '-XX:-StackTraceInThrowable',
  `-Dlog4j2.configurationFile=${pathToFileURL(GRAPH_ENGINE_LOG).href}`,
];

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

/** As Code Analyzer calls them. */
export type Engine = 'pmd' | 'cpd' | 'eslint' | 'regex' | 'retire-js' | 'sfge';

/** What AppExchange's security review runs. */
const RULE_SETS = ['Recommended', 'AppExchange', 'Security'];

/** What to analyse, with paths from the root. */
export interface Order {
  /** Files and folders that the engines may look at. */
  readonly workspace: readonly string[];
  /** Side by side; without targets the whole workspace is judged. */
  readonly runs: readonly { readonly engines: readonly Engine[]; readonly targets?: readonly string[] }[];
  /** Of the Java programs. */
  readonly javaOptions?: readonly string[];
  /** When given, the engines see files as this shows them: copies elsewhere, lines and columns unchanged. */
  readonly show?: (text: string, path: string) => string;
}

interface Configuration {
  reasons?: unknown;
  /** Classes at which the graph engine's walk ends, with the reason of each. */
  boundaries?: Readonly<Record<string, string>>;
  suppressions?: Readonly<Record<string, unknown>>;
}

const readConfiguration = (root: string): Configuration => {
  const file = join(root, CONFIGURATION);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Configuration) : {};
};

/**
 * The configuration as Code Analyzer takes it: without our reasons, with whole paths instead of those from the root.
 *
 * @param place where the engines see the project's files
 */
const configurationOf = (root: string, place: string): Configuration => {
  const configuration = readConfiguration(root);
  delete configuration.reasons;
  delete configuration.boundaries;
  const { suppressions = {} } = configuration;
  const whole = Object.entries(suppressions).map(([path, rules]) => [join(place, path), rules] as const);
  return { ...configuration, suppressions: Object.fromEntries(whole) };
};

/** Names of the classes, in lower case, at which the graph engine's walk ends. */
export const boundariesOf = (root: string): ReadonlySet<string> => {
  const { boundaries = {} } = readConfiguration(root);
  return new Set(Object.keys(boundaries).map((name) => name.toLowerCase()));
};

const copyFiles = (root: string, place: string, files: readonly string[], show: Required<Order>['show']): void => {
  for (const file of files) {
    mkdirSync(dirname(join(place, file)), { recursive: true });
    writeFileSync(join(place, file), show(readFileSync(join(root, file), 'utf8'), file));
  }
};

/** @throws CheckUnavailable when an engine failed: a run that did not look at everything must not pass */
export const analyse = async (
  root: string,
  { workspace, runs, javaOptions = SHORT_LIVED, show }: Order,
): Promise<readonly Finding[]> => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'code-analyzer-')));
  const place = show ? join(folder, 'project') : root;
  const absolute = (paths: readonly string[]): readonly string[] => paths.map((path) => join(place, path));
  const order = {
    root: place,
    workspace: absolute(workspace),
    runs: runs.map(({ engines, targets }) => ({
      engines,
      sets: RULE_SETS,
      ...(targets && { targets: absolute(targets) }),
    })),
    configuration: configurationOf(root, place),
    java: javaCommand(),
    logs: folder,
  };
  try {
    if (show) copyFiles(root, place, workspace, show);
    writeFileSync(join(folder, 'order.json'), JSON.stringify(order));
    const asked = process.env.JAVA_TOOL_OPTIONS ?? '';
    const env = { JAVA_TOOL_OPTIONS: [...JAVA_OPTIONS, ...javaOptions, ...GRAPH_ENGINE_OPTIONS, asked].join(' ') };
    const ended = await runCommand(process.execPath, [RUNNER, join(folder, 'order.json')], { cwd: root, env });
    let answer: Answer;
    try {
      answer = JSON.parse(ended.stdout.trim().split('\n').at(-1) ?? '') as Answer;
    } catch {
      throw new CheckUnavailable(`Code Analyzer did not run: ${errorLine(ended)}`);
    }
    const failed = answer.violations.find(({ rule }) => /^(Unexpected|Uninstantiable)Engine/.test(rule));
    const problem = failed?.message.split(/\s+at \w+\.\w+ \(/)[0] ?? answer.problems[0];
    if (answer.rules === 0) throw new CheckUnavailable('Code Analyzer has no rule for what was selected.');
    if (problem !== undefined) throw new CheckUnavailable(`Code Analyzer: ${problem.replace(/\s+/g, ' ')}`);
    const found = answer.violations.map(({ engine, rule, message, file, line }) => ({
      file: relative(place, file),
      line,
      rule: `${engine}:${rule}`,
      message: message.replace(/\s+/g, ' '),
      remedy: 'Correct it, or suppress it with a reason beside it and in docs/security-review.md.',
    }));
    const logs = globSync(join(folder, 'sfca-sfge-*.log')).map((file) => readFileSync(file, 'utf8'));
    return [...found, ...entryPointsGivenUp(logs.join('\n'), workspace)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
