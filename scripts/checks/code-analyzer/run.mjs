/**
 * Runs Salesforce Code Analyzer through its Node API and prints what it found as JSON on the last line.
 * A program of its own, so that its memory and its Java children end with it.
 *
 * Usage: node run.mjs <file>, a JSON file {root, workspace: [path], runs: [{engines, sets, targets?: [path]}],
 * configuration, java, logs: folder}
 */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const require = createRequire(new URL('../tools/package.json', import.meta.url));
const { CodeAnalyzer, CodeAnalyzerConfig, EventType, LogLevel } = require('@salesforce/code-analyzer-core');

const { root, workspace, runs, configuration, java, logs } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
/** The package that brings an engine may bring another one, which is left off: each lists its rules, at a price. */
const PLUGINS = {
  pmd: ['pmd', 'cpd'],
  eslint: ['eslint'],
  regex: ['regex'],
  retirejs: ['retire-js'],
  sfge: ['sfge'],
};
const SETTINGS = {
  pmd: { java_command: java },
  cpd: { java_command: java },
  sfge: { java_command: java, java_thread_count: availableParallelism(), disable_limit_reached_violations: false },
};
const problems = [];

const analyzerWith = async (engines) => {
  const settings = Object.values(PLUGINS)
    .flat()
    .map((name) => [name, { ...SETTINGS[name], disable_engine: !engines.includes(name) }]);
  const analyzer = new CodeAnalyzer(
    CodeAnalyzerConfig.fromObject({
      ...configuration,
      config_root: root,
      log_folder: logs,
      engines: Object.fromEntries(settings),
    }),
  );
  analyzer.onEvent(EventType.LogEvent, ({ logLevel, message }) => {
    if (logLevel === LogLevel.Error) problems.push(message);
  });
  for (const [plugin, names] of Object.entries(PLUGINS)) {
    if (!names.some((name) => engines.includes(name))) continue;
    await analyzer.addEnginePlugin(require(`@salesforce/code-analyzer-${plugin}-engine`).createEnginePlugin());
  }
  return analyzer;
};

const run = async ({ engines, sets, targets }) => {
  const analyzer = await analyzerWith(engines);
  const place = await analyzer.createWorkspace(workspace, targets);
  const selectors = engines.flatMap((engine) => sets.map((set) => `${engine}:${set}`));
  const rules = await analyzer.selectRules(selectors, { workspace: place });
  const results = await analyzer.run(rules, { workspace: place });
  const violations = results.getViolations().map((violation) => {
    const location = violation.getPrimaryLocation();
    return {
      engine: violation.getRule().getEngineName(),
      rule: violation.getRule().getName(),
      message: violation.getMessage(),
      file: location.getFile() ?? workspace[0],
      line: location.getStartLine() ?? 1,
    };
  });
  return { rules: rules.getCount(), violations };
};

const answers = await Promise.all(runs.map(run));
const rules = Math.min(...answers.map((answer) => answer.rules));
const violations = answers.flatMap((answer) => answer.violations);
process.stdout.write(`\n${JSON.stringify({ rules, violations, problems })}\n`, () => process.exit(0));
