import { globSync } from 'node:fs';
import { runCommand } from '../engine/command.ts';
import type { Finding } from '../engine/finding.ts';
import type { Part } from '../engine/part.ts';

const SCRIPTS = 'scripts/docs/*.ts';

/** Every script in scripts/docs writes a document from the code, and with `--check` says whether it is stale. */
export const docsPart: Part = {
  name: 'docs',
  finds: 'a document that is made from the code and older than it',
  needsJava: false,
  inputs: [SCRIPTS, 'docs/*.md', 'force-app/main/foundation/{customMetadata,labels}/*', 'connector/src/**/*.ts'],
  weight: 4,
  run: async ({ root }) => {
    const findings: Finding[] = [];
    for (const script of globSync(SCRIPTS, { cwd: root }).sort()) {
      const { code, stdout, stderr } = await runCommand(process.execPath, [script, '--check'], { cwd: root });
      if (code === 0) continue;
      const message = `${stdout}${stderr}`.trim();
      findings.push({ file: script, line: 1, rule: 'stale-document', message, remedy: `Run \`node ${script}\`.` });
    }
    return findings;
  },
};
