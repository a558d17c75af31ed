/**
 * Runs Salesforce Code Analyzer through its Node API and prints what it found as JSON on the last line.
 * A program of its own, so that its memory and its Java children end with it.
 *
 * Usage: node run.mjs <file>, a JSON file {root, engines, workspace: [path], runs: [{selectors, targets?: [path]}],
 * configuration, java, logs: folder}
 */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const require = createRequire(new URL('../tools/package.json', import.meta.url));
const { CodeAnalyzer, CodeAnalyzerConfig, EventType, LogLevel } = require('@salesforce/code-analyzer-core');

const { root, engines, workspace, runs, configuration, java, logs } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const problems = [];
const config = CodeAnalyzerConfig.fromObject({
  ...configuration,
  config_root: root,
  log_folder: logs,
  engines: {
    ...configuration.engines,
    pmd: { java_command: java },
    cpd: { java_command: java },
    sfge: { java_command: java, java_thread_count: availableParallelism(), disable_limit_reached_violations: false },
  },
});
const analyzer = new CodeAnalyzer(config);
analyzer.onEvent(EventType.LogEvent, ({ logLevel, message }) => {
  if (logLevel === LogLevel.Error) problems.push(message);
});
for (const engine of engines) {
  await analyzer.addEnginePlugin(require(`@salesforce/code-analyzer-${engine}-engine`).createEnginePlugin());
}
let rules = 0;
const violations = [];
for (const { selectors, targets } of runs) {
  const place = await analyzer.createWorkspace(workspace, targets);
  const selected = await analyzer.selectRules(selectors, { workspace: place });
  rules += selected.getCount();
  const results = await analyzer.run(selected, { workspace: place });
  for (const violation of results.getViolations()) {
    const location = violation.getPrimaryLocation();
    violations.push({
      engine: violation.getRule().getEngineName(),
      rule: violation.getRule().getName(),
      message: violation.getMessage(),
      file: location.getFile() ?? workspace[0],
      line: location.getStartLine() ?? 1,
    });
  }
}
process.stdout.write(`\n${JSON.stringify({ rules, violations, problems })}\n`, () => process.exit(0));
