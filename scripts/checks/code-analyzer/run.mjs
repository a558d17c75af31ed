/**
 * Runs Salesforce Code Analyzer through its Node API and prints what it found as JSON on the last line.
 * A program of its own, so that its memory and its Java children end with it.
 *
 * Usage: node run.mjs '{"root":..., "folder":..., "engines":[...], "selectors":[...], "configuration":...}'
 */
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { tmpdir } from 'node:os';

const require = createRequire(new URL('../tools/package.json', import.meta.url));
const { CodeAnalyzer, CodeAnalyzerConfig, EventType, LogLevel } = require('@salesforce/code-analyzer-core');

const { root, folder, engines, selectors, configuration, java } = JSON.parse(process.argv[2]);
const problems = [];
const config = CodeAnalyzerConfig.fromObject({
  ...configuration,
  config_root: root,
  log_folder: tmpdir(),
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
const workspace = await analyzer.createWorkspace([folder]);
const rules = await analyzer.selectRules(selectors, { workspace });
const results = await analyzer.run(rules, { workspace });
const violations = results.getViolations().map((violation) => {
  const place = violation.getPrimaryLocation();
  return {
    engine: violation.getRule().getEngineName(),
    rule: violation.getRule().getName(),
    tags: violation.getRule().getTags(),
    message: violation.getMessage(),
    file: place.getFile() ?? folder,
    line: place.getStartLine() ?? 1,
  };
});
process.stdout.write(`\n${JSON.stringify({ rules: rules.getCount(), violations, problems })}\n`, () => process.exit(0));
