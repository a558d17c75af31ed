import { hashFiles, listFiles } from '../engine/cache.ts';
import { runCommand } from '../engine/command.ts';
import { contentHashes, fileResults, judgeUnknown, namedOrAll } from '../engine/file-results.ts';
import type { Finding } from '../engine/finding.ts';
import type { Part } from '../engine/part.ts';

const PRETTIER = 'node_modules/prettier/bin/prettier.cjs';
const FILES = ['**/*', '**/.*', '.*/**/*'];
/** What decides about every file: how it is to look, and by which version. */
const RULES = ['package-lock.json', '.prettierrc.json', '.prettierignore', '.editorconfig'];

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

/** @param paths files and folders, from the root; what Prettier does not know or is told to leave alone passes */
export const checkFormat = async (root: string, paths: readonly string[] = ['.']): Promise<readonly Finding[]> => {
  const args = [PRETTIER, '--check', '--ignore-unknown', ...paths];
  const { stdout, stderr } = await runCommand(process.execPath, args, { cwd: root });
  return `${stdout}\n${stderr}`
    .split('\n')
    .flatMap((line) => finding(line) ?? [])
    .filter(({ file }) => !file.startsWith('Code style issues'));
};

export const formatPart: Part = {
  name: 'format',
  finds: 'layout other than that of Prettier, and syntax errors',
  needsJava: false,
  inputs: [...FILES, ...RULES],
  weight: 50,
  run: ({ root, cache }) => {
    const known = fileResults(cache, 'format', contentHashes(root), hashFiles(root, RULES));
    return judgeUnknown(known, listFiles(root, FILES), (files) => checkFormat(root, namedOrAll(files)));
  },
};
