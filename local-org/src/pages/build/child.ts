import { z } from 'zod';
import { readProject } from '../../project/sfdx-project.ts';
import { buildComponents } from './bundle.ts';
import { findComponents } from './components.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { BuildOutcome } from './manifest.ts';

/** The process that builds: told what by its arguments, it tells the outcome and ends, also when its parent does. */
const parameters = z.tuple([z.string(), z.string(), z.string()]);

const tell = (outcome: BuildOutcome): void => {
  process.send?.(outcome, () => process.disconnect());
};

process.on('disconnect', () => process.exit(0));

const [projectDir, namespace, fingerprint] = parameters.parse(process.argv.slice(2));
try {
  const components = findComponents(readProject(projectDir));
  // Files may have changed since the parent looked; then it looks again and asks again.
  if (fingerprintOf(components) === fingerprint) await buildComponents(components, namespace, fingerprint);
  tell({ kind: 'built' });
} catch (error) {
  tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
}
