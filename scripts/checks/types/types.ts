import { runCommand } from '../engine/command.ts';
import type { Finding } from '../engine/finding.ts';
import type { Part } from '../engine/part.ts';

const ERROR = /^(.+?)\((\d+),\d+\): error (TS\d+): (.*)$/;

export const typesPart: Part = {
  name: 'types',
  finds: 'type errors in TypeScript',
  needsJava: false,
  inputs: ['**/*.ts', 'tsconfig.json'],
  weight: 10,
  run: async ({ root }) => {
    const { code, stdout } = await runCommand(
      process.execPath,
      ['node_modules/typescript/bin/tsc', '-p', '.', '--pretty', 'false'],
      { cwd: root },
    );
    const findings = stdout.split('\n').flatMap((text): Finding[] => {
      const [, file, line, rule, message] = ERROR.exec(text) ?? [];
      if (file === undefined || rule === undefined) return [];
      return [{ file, line: Number(line), rule, message: message ?? '', remedy: 'Correct the types.' }];
    });
    if (code !== 0 && findings.length === 0) {
      return [
        {
          file: 'tsconfig.json',
          line: 1,
          rule: 'tsc',
          message: stdout.trim() || 'tsc failed',
          remedy: 'Correct the configuration.',
        },
      ];
    }
    return findings;
  },
};
