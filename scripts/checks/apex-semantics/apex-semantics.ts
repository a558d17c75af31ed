/**
 * The Apex compiler's view of the package, as far as it can be had outside an org: apex-ls, at warning level, once
 * with the namespace of the managed package and once without, as in an unpackaged deploy.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Finding } from '../engine/finding.ts';
import type { Part } from '../engine/part.ts';
import { apexIssues, type ApexIssue } from './apex-ls.ts';

const REMEDY: Readonly<Record<string, string>> = {
  syntax: 'Correct the syntax.',
  error: 'Correct the code as the compiler would demand.',
  missing: 'Correct the name, or add what is missing.',
  warning: 'Change the code so that the warning is gone.',
  unused: 'Remove what is not used.',
};

const findingIn =
  (workspace: string) =>
  ({ path, line, category, message }: ApexIssue): Finding => ({
    file: relative(workspace, path),
    line,
    rule: `apex-${category}`,
    message: message
      .split(workspace)
      .join('')
      .replace(/(^|\s)\//g, '$1'),
    remedy: REMEDY[category] ?? 'Correct the code.',
  });

/** @returns a folder that shows the same sources under another `sfdx-project.json` */
const withoutNamespace = (root: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'apex-check-'));
  const definition = JSON.parse(readFileSync(join(root, 'sfdx-project.json'), 'utf8')) as {
    packageDirectories: { path: string }[];
    namespace?: string;
  };
  delete definition.namespace;
  writeFileSync(join(folder, 'sfdx-project.json'), JSON.stringify(definition));
  for (const { path } of definition.packageDirectories) {
    try {
      symlinkSync(join(root, path), join(folder, path), 'junction');
    } catch {
      cpSync(join(root, path), join(folder, path), { recursive: true });
    }
  }
  return folder;
};

/** What apex-ls finds in a project folder, with and without its namespace. */
export const checkSemantics = async (root: string): Promise<readonly Finding[]> => {
  const plain = withoutNamespace(root);
  try {
    const folders = [root, plain];
    const [named = [], unnamed = []] = (await apexIssues(folders)).map((issues, index) =>
      issues.map(findingIn(folders[index] ?? '')),
    );
    const places = new Set(named.map(({ file, line, rule }) => `${file}:${line}:${rule}`));
    const only = unnamed.filter(({ file, line, rule }) => !places.has(`${file}:${line}:${rule}`));
    return [...named, ...only.map((finding) => ({ ...finding, message: `Without the namespace: ${finding.message}` }))];
  } finally {
    rmSync(plain, { recursive: true, force: true });
  }
};

export const apexSemanticsPart: Part = {
  name: 'apex-semantics',
  finds: 'what the Apex compiler refuses: types, names, signatures, missing returns; with the namespace and without',
  needsJava: true,
  inputs: ['force-app/**/*.{cls,trigger,xml,page,component}'],
  // Not what it takes cold: it looks at everything after each change, on one core, and is the longest part then.
  weight: 100,
  run: ({ root }) => checkSemantics(root),
};
