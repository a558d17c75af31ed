import { createOrg, type LocalOrg, type OrgOptions } from '../org.ts';
import { installPackage } from '../project/install.ts';
import { loadSeed, type SeedSummary } from '../seed/load-seed.ts';

/** Which org a command works on. */
export interface OpenOptions extends OrgOptions {
  /** Seed file to load; none = an empty org. */
  readonly seed?: string | undefined;
}

/**
 * Opens an org in this process. Runs the project's install script, after the seed: the data was there before the
 * package. The org's data is gone with the process.
 *
 * @throws ProjectError, CompileFailure, SeedError: each message says what to do
 */
export const openedOrg = (options: OpenOptions): { org: LocalOrg; seeded: SeedSummary } => {
  const org = createOrg(options);
  const seeded = options.seed === undefined ? new Map<string, number>() : loadSeed(org, options.seed);
  installPackage(org);
  return { org, seeded };
};
