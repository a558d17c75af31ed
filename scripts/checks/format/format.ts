import { runCommand } from '../engine/command.ts';
import type { Finding } from '../engine/finding.ts';
import type { Part } from '../engine/part.ts';

const finding = (line: string): Finding | undefined => {
  const [, level, text = ''] = /^\[(warn|error)\] (.*)$/.exec(line) ?? [];
  if (level === undefined) return undefined;
  const said = level === 'error' ? /^(.+?): (?:.*\((\d+):\d+\))?(.*)$/.exec(text) : undefined;
  const [, file = text, at = '1', message] = said ?? [];
  const common = { file, line: Number(at), rule: level === 'error' ? 'syntax' : 'format' };
  if (level === 'error')
    return { ...common, message: text === '' ? (message ?? '') : text, remedy: 'Correct the syntax.' };
  return { ...common, message: 'The layout is not what Prettier makes', remedy: 'Run `npm run format`.' };
};

/** @param files paths from the root, or `.` for all */
export const checkFormat = async (root: string, files: readonly string[]): Promise<readonly Finding[]> => {
  const args = [
    'node_modules/prettier/bin/prettier.cjs',
    '--check',
    '--cache',
    '--cache-location',
    'node_modules/.cache/prettier/checks',
    ...files,
  ];
  const { stdout, stderr } = await runCommand(process.execPath, args, { cwd: root });
  return `${stdout}\n${stderr}`
    .split('\n')
    .map(finding)
    .filter((each): each is Finding => each !== undefined && !each.file.startsWith('Code style issues'));
};

export const formatPart: Part = {
  name: 'format',
  finds: 'layout other than that of Prettier, and syntax errors',
  needsJava: false,
  inputs: ['**/*', '.prettierrc.json', '.prettierignore'],
  weight: 8,
  run: ({ root }) => checkFormat(root, ['.']),
};
