import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashFiles, listFiles } from '../engine/cache.ts';
import { errorLine, runCommand } from '../engine/command.ts';
import { fileResults, judgeUnknown, namedOrAll } from '../engine/file-results.ts';
import type { Finding } from '../engine/finding.ts';
import { CheckUnavailable, type Part } from '../engine/part.ts';
import { toolPath } from '../engine/tools.ts';
import { importHashes } from './imports.ts';

const CONFIGURATION = '.oxlintrc.json';
const FILES = ['**/*.{ts,js,mjs,cjs}'];
/** What decides about every file. */
const RULES = [CONFIGURATION, 'tsconfig.json', '{.,connector,local-org}/package.json'];
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
 * What oxlint finds by the rules that the project folder's configuration names.
 * @param paths files and folders, from the root
 * @throws CheckUnavailable with oxlint's own words when it did not run
 */
export const lintCode = async (root: string, paths: readonly string[] = ['.']): Promise<readonly Finding[]> => {
  const result = await runCommand(
    process.execPath,
    [toolPath('oxlint/bin/oxlint'), '--config', CONFIGURATION, '--format', 'json', ...paths],
    // One core: the other parts of the check use the others, and side by side it costs a quarter more. Collecting
    // garbage less often saves a tenth, for a tenth more memory.
    { cwd: root, env: { OXLINT_TSGOLINT_PATH: toolPath(TSGOLINT), GOMAXPROCS: '1', GOGC: '400' } },
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

/** The files that the configuration does not tell to leave alone: its patterns are folders, from the root. */
const lintedFiles = (root: string): readonly string[] => {
  const { ignorePatterns } = JSON.parse(readFileSync(join(root, CONFIGURATION), 'utf8')) as {
    readonly ignorePatterns: readonly string[];
  };
  return listFiles(root, FILES).filter((file) => !ignorePatterns.some((folder) => file.startsWith(folder)));
};

export const lintPart: Part = {
  name: 'lint',
  finds: "what ESLint's recommended and the strict TypeScript rules name, by oxlint",
  needsJava: false,
  inputs: [...FILES, ...RULES],
  weight: 11,
  run: ({ root, cache, checks }) => {
    const files = lintedFiles(root);
    // A file is judged again with everything that it imports: its types may be others.
    const known = fileResults(cache, 'lint', () => importHashes(root, files), checks, hashFiles(root, RULES));
    return judgeUnknown(known, files, (unknown) => lintCode(root, namedOrAll(unknown)));
  },
};
