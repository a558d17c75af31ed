import { createOrg, type LocalOrg } from '../org.ts';
import { installPackage } from '../project/install.ts';
import { loadSeed } from '../seed/load-seed.ts';

/** Which org a command works on. */
export interface OpenOptions {
  /** Folder with sfdx-project.json. */
  readonly project: string;
  /** Seed file to load; none = an empty org. */
  readonly seed?: string | undefined;
}

/**
 * Opens an org in this process, as `local-org start` would: the seed is loaded, then the project installed. Its data
 * is gone with the process.
 *
 * @throws ProjectError, SeedError: each message says what to do
 */
export const openedOrg = ({ project, seed }: OpenOptions): LocalOrg => {
  const org = createOrg({ projectDir: project, tolerant: true });
  if (seed !== undefined) loadSeed(org, seed);
  installPackage(org);
  return org;
};
