import { relative } from 'node:path';
import { runCommand } from '../engine/command.ts';
import type { Finding } from '../engine/finding.ts';
import { CheckUnavailable } from '../engine/part.ts';

interface EslintFile {
  readonly filePath: string;
  readonly messages: readonly { readonly line?: number; readonly ruleId: string | null; readonly message: string }[];
}

/**
 * Runs an ESLint and turns its report into findings. Warnings count.
 * @throws CheckUnavailable with ESLint's own words when it could not run
 */
export const runEslint = async (root: string, eslint: string, args: readonly string[]): Promise<readonly Finding[]> => {
  const { code, stdout, stderr } = await runCommand(process.execPath, [eslint, '--format', 'json', ...args], {
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
