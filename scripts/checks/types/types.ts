import { type CommandResult, errorLine, runCommand } from '../engine/command.ts';
import type { Finding } from '../engine/finding.ts';
import { CheckUnavailable, type Part } from '../engine/part.ts';
import { toolPath } from '../engine/tools.ts';

const IN_FILE = /^(.+?)\((\d+),\d+\): error (TS\d+): (.*)$/;
/** What is wrong with the whole program, such as a configuration that matches no file. */
const ANYWHERE = /^error (TS\d+): (.*)$/;

const ARGUMENTS: readonly string[] = [
  '-p',
  '.',
  '--pretty',
  'false',
  // Checkers side by side repeat each other's work, and the other parts of the check use the other cores.
  '--singleThreaded',
  // Apart from what `npx tsc` keeps: another version's build information is worth nothing.
  '--tsBuildInfoFile',
  'node_modules/.cache/tsc/native.tsbuildinfo',
];

const findingsOf = (result: CommandResult): readonly Finding[] =>
  result.stdout.split('\n').flatMap((text): Finding[] => {
    const [, file, line, rule, message] = IN_FILE.exec(text) ?? [];
    if (file !== undefined && rule !== undefined)
      return [{ file, line: Number(line), rule, message: message ?? '', remedy: 'Correct the types.' }];
    const [, global, complaint] = ANYWHERE.exec(text) ?? [];
    if (global === undefined) return [];
    return [
      { file: 'tsconfig.json', line: 1, rule: global, message: complaint ?? '', remedy: 'Correct the configuration.' },
    ];
  });

/**
 * The type errors of the project folder, by the native compiler.
 * @throws CheckUnavailable when the compiler does not run
 */
export const checkTypes = async (root: string): Promise<readonly Finding[]> => {
  const compiler = toolPath('typescript-native/bin/tsc');
  const result = await runCommand(process.execPath, [compiler, ...ARGUMENTS], { cwd: root, env: { GOGC: '400' } });
  const findings = findingsOf(result);
  if (result.code !== 0 && findings.length === 0)
    throw new CheckUnavailable(`TypeScript did not run: ${errorLine(result)}`);
  return findings;
};

export const typesPart: Part = {
  name: 'types',
  finds: 'type errors in TypeScript',
  needsJava: false,
  inputs: ['**/*.ts', 'tsconfig.json'],
  weight: 8,
  run: ({ root }) => checkTypes(root),
};
