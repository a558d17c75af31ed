/**
 * The Apex compiler's view of the package, as far as it can be had outside an org: apex-ls, at warning level, once
 * with the namespace of the managed package and once without, as in an unpackaged deploy.
 */
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { errorLine, runCommand } from '../engine/command.ts';
import type { Finding } from '../engine/finding.ts';
import { javaCommand } from '../engine/java.ts';
import { CheckUnavailable, type Part } from '../engine/part.ts';
import { toolPath } from '../engine/tools.ts';

const MAIN = 'io.github.apexdevtools.apexls.CheckForIssues';
const JARS = '@salesforce/code-analyzer-pmd-engine/dist/java-lib';
const CLEAN = 0;
const HAS_ISSUES = 4;
/** `Error: line 5 at 4-23: ...`, `Error: line 11:8 to 13:9: ...` */
const ISSUE = /^(\w+): line (\d+)(?::\d+)?(?: (?:at|to) [\d:-]+)*: (.*)$/;
const REMEDY: Readonly<Record<string, string>> = {
  Syntax: 'Correct the syntax.',
  Error: 'Correct the code as the compiler would demand.',
  Missing: 'Correct the name, or add what is missing.',
  Warning: 'Change the code so that the warning is gone.',
  Unused: 'Remove what is not used.',
};

/** Reads the report: a line with the file, then a line for each issue. */
const parseReport = (report: string, workspace: string): readonly Finding[] => {
  let file = '';
  return report.split('\n').flatMap((text): Finding[] => {
    const [, kind, line, message = ''] = ISSUE.exec(text) ?? [];
    if (kind === undefined) {
      if (text.startsWith(workspace)) file = relative(workspace, text.trim());
      else if (text.trim() !== '')
        throw new CheckUnavailable(`A line of the Apex checker's report cannot be read: ${text.trim()}`);
      return [];
    }
    const said = message
      .split(workspace)
      .join('')
      .replace(/(^|\s)\//g, '$1');
    return [
      {
        file,
        line: Number(line),
        rule: `apex-${kind.toLowerCase()}`,
        message: said,
        remedy: REMEDY[kind] ?? 'Correct the code.',
      },
    ];
  });
};

const analyse = async (workspace: string): Promise<readonly Finding[]> => {
  const ended = await runCommand(
    javaCommand(),
    [
      '-Xshare:auto',
      '-XX:TieredStopAtLevel=1',
      '-XX:+UseSerialGC',
      '-cp',
      join(toolPath(JARS), '*').split(delimiter).join(''),
      MAIN,
      '-n',
      '-w',
      workspace,
      '-d',
      'warnings',
    ],
    { cwd: workspace },
  );
  const { code, stdout } = ended;
  if (code !== CLEAN && code !== HAS_ISSUES)
    throw new CheckUnavailable(`The Apex checker did not run: ${errorLine(ended)}`);
  const findings = parseReport(stdout, workspace);
  if (code === HAS_ISSUES && findings.length === 0)
    throw new CheckUnavailable(`The Apex checker's report cannot be read: ${errorLine(ended)}`);
  return findings;
};

/** A folder that shows the same sources under another `sfdx-project.json`. */
const withoutNamespace = async (root: string): Promise<{ folder: string; remove: () => Promise<void> }> => {
  const folder = await mkdtemp(join(tmpdir(), 'apex-check-'));
  const definition = JSON.parse(await readFile(join(root, 'sfdx-project.json'), 'utf8')) as {
    packageDirectories: { path: string }[];
    namespace?: string;
  };
  delete definition.namespace;
  await writeFile(join(folder, 'sfdx-project.json'), JSON.stringify(definition));
  for (const { path } of definition.packageDirectories) {
    await symlink(join(root, path), join(folder, path), 'junction').catch(() =>
      cp(join(root, path), join(folder, path), { recursive: true }),
    );
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
};

/** What apex-ls finds in a project folder, with and without its namespace. */
export const checkSemantics = async (root: string): Promise<readonly Finding[]> => {
  const plain = await withoutNamespace(root);
  try {
    const [named, unnamed] = await Promise.all([analyse(root), analyse(plain.folder)]);
    const places = new Set(named.map(({ file, line, rule }) => `${file}:${line}:${rule}`));
    const only = unnamed.filter(({ file, line, rule }) => !places.has(`${file}:${line}:${rule}`));
    return [...named, ...only.map((finding) => ({ ...finding, message: `Without the namespace: ${finding.message}` }))];
  } finally {
    await plain.remove();
  }
};

export const apexSemanticsPart: Part = {
  name: 'apex-semantics',
  finds: 'what the Apex compiler refuses: types, names, signatures, missing returns; with the namespace and without',
  needsJava: true,
  inputs: ['force-app/**/*.{cls,trigger,xml,page,component}'],
  weight: 28,
  run: ({ root }) => checkSemantics(root),
};
