import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../stack/service.ts';

/** A project for the local org: the package, and what a customer has made in their org. */
export interface CustomerOrg {
  /** Folder of the project. */
  readonly folder: string;
  remove(): Promise<void>;
}

/** Puts the package and the objects of `customer-org` together, without copying either. */
export const makeCustomerOrg = async (): Promise<CustomerOrg> => {
  const folder = await mkdtemp(join(tmpdir(), 'demodesk-customer-org-'));
  await Promise.all([
    symlink(join(projectRoot, 'force-app'), join(folder, 'force-app')),
    symlink(join(projectRoot, 'scripts/browser/test/customer-org'), join(folder, 'customer')),
    symlink(join(projectRoot, 'node_modules'), join(folder, 'node_modules')),
    writeFile(
      join(folder, 'sfdx-project.json'),
      JSON.stringify({
        packageDirectories: [{ path: 'force-app', default: true }, { path: 'customer' }],
        namespace: 'demodesk',
        sourceApiVersion: '65.0',
      }),
    ),
  ]);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
};
