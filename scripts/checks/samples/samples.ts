import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../engine/command.ts';
import type { Part } from '../engine/part.ts';

const SCRIPT = 'scripts/sample-meetings.ts';

export const samplesPart: Part = {
  name: 'samples',
  finds: 'a static resource of sample meetings that is older than the samples',
  needsJava: false,
  inputs: [
    'config/samples/**/*',
    'force-app/**/staticresources/**/*',
    'connector/src/meeting/**/*.ts',
    'connector/src/record-change/**/*.ts',
    SCRIPT,
  ],
  weight: 1,
  run: async ({ root }) => {
    const stale = { file: SCRIPT, line: 1, rule: 'stale-samples', remedy: `Run \`node ${SCRIPT}\`.` };
    if (!existsSync(join(root, SCRIPT)))
      return [{ ...stale, message: 'The script that makes the sample meetings is missing', remedy: 'Restore it.' }];
    const { code, stdout, stderr } = await runCommand(process.execPath, [SCRIPT, '--check'], { cwd: root });
    return code === 0 ? [] : [{ ...stale, message: `${stdout}${stderr}`.trim() }];
  },
};
