import { errorLine, runCommand } from '../engine/command.ts';
import type { Finding } from '../engine/finding.ts';
import { CheckUnavailable, type Part } from '../engine/part.ts';
import { toolPath } from '../engine/tools.ts';

const CONFIGURATION = '.oxlintrc.json';
/** The half of oxlint that knows types; by itself, oxlint looks for it where it is started only. */
const TSGOLINT = `@oxlint-tsgolint/${process.platform}-${process.arch}/tsgolint${process.platform === 'win32' ? '.exe' : ''}`;

interface OxlintReport {
  readonly diagnostics: readonly {
    readonly message: string;
    /** `plugin(rule)`; a syntax error and an unused suppression have none. */
    readonly code?: string;
    readonly help?: string;
    readonly filename: string;
    readonly labels: readonly { readonly span: { readonly line: number } }[];
  }[];
  readonly number_of_files: number;
}

/** Oxlint prints complaints about itself as plain text, before or in place of the report. */
const readReport = (stdout: string): OxlintReport | undefined => {
  try {
    return JSON.parse(stdout.slice(stdout.indexOf('{'))) as OxlintReport;
  } catch {
    return undefined;
  }
};

/**
 * What the rules that need types find in the project folder.
 * @throws CheckUnavailable with oxlint's own words when it did not run
 */
export const lintTypes = async (root: string): Promise<readonly Finding[]> => {
  const result = await runCommand(
    process.execPath,
    [toolPath('oxlint/bin/oxlint'), '--config', CONFIGURATION, '--format', 'json', '.'],
    // One core: the other parts of the check use the others, and side by side it costs a quarter more.
    { cwd: root, env: { OXLINT_TSGOLINT_PATH: toolPath(TSGOLINT), GOMAXPROCS: '1' } },
  );
  const report = readReport(result.stdout);
  if (report === undefined || report.number_of_files === 0 || (result.code !== 0 && report.diagnostics.length === 0))
    throw new CheckUnavailable(`oxlint did not run: ${errorLine(result)}`);
  return report.diagnostics.map(({ message, code, help, filename, labels }) => ({
    file: filename,
    line: labels[0]?.span.line ?? 1,
    rule: code?.replace(/^(.+)\((.+)\)$/, '$1/$2') ?? 'oxlint',
    message,
    remedy: help ?? 'Correct the code; a suppression needs its reason beside it.',
  }));
};

export const typeLintPart: Part = {
  name: 'type-lint',
  finds: 'what the strict TypeScript rules that need types name, by oxlint',
  needsJava: false,
  inputs: ['**/*.ts', CONFIGURATION, 'tsconfig.json'],
  weight: 11,
  run: ({ root }) => lintTypes(root),
};
