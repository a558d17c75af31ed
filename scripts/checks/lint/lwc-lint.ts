import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listFiles } from '../engine/cache.ts';
import { runCommand } from '../engine/command.ts';
import type { Finding } from '../engine/finding.ts';
import { CheckUnavailable, type Part } from '../engine/part.ts';
import { toolPath } from '../engine/tools.ts';

const COMPONENTS = ['force-app/**/lwc/**/*.js'];
const CONFIGURATION = fileURLToPath(new URL('../tools/lwc.eslint.config.mjs', import.meta.url));

interface EslintFile {
  readonly filePath: string;
  readonly messages: readonly { readonly line?: number; readonly ruleId: string | null; readonly message: string }[];
}

/**
 * Lints the Lightning Web Components of a project folder with Salesforce's own configuration. Warnings count.
 * @param kept file for what ESLint remembers of files without findings; none: it looks at all of them
 * @throws CheckUnavailable with ESLint's own words when it could not run
 */
export const lintComponents = async (root: string, kept?: string): Promise<readonly Finding[]> => {
  if (listFiles(root, COMPONENTS).length === 0) return [];
  const memory = kept === undefined ? [] : ['--cache', '--cache-strategy', 'content', '--cache-location', kept];
  const args = ['--format', 'json', '--config', CONFIGURATION, '--no-config-lookup', ...memory, ...COMPONENTS];
  const { code, stdout, stderr } = await runCommand(process.execPath, [toolPath('eslint/bin/eslint.js'), ...args], {
    cwd: root,
  });
  if (code !== 0 && code !== 1) throw new CheckUnavailable(`ESLint did not run: ${stderr.trim()}`);
  return (JSON.parse(stdout || '[]') as EslintFile[]).flatMap(({ filePath, messages }) =>
    messages.map(({ line, ruleId, message }) => ({
      file: relative(root, filePath),
      line: line ?? 1,
      rule: ruleId ?? 'eslint',
      message,
      remedy: 'Correct the code; a suppression needs its reason beside it.',
    })),
  );
};

export const lwcLintPart: Part = {
  name: 'lwc-lint',
  finds: "what ESLint with Salesforce's LWC configuration names",
  needsJava: false,
  inputs: COMPONENTS,
  weight: 8,
  // By the version of the plugins, which ESLint does not ask for.
  run: ({ root, checks }) => lintComponents(root, `node_modules/.cache/eslint/lwc-${checks}`),
};
