import { runInstallHandler } from '../library/packaging/install.ts';
import type { LocalOrg } from '../org.ts';
import { runTransaction } from '../runtime/execute.ts';
import { USER_IDS } from '../security/ids-of-the-org.ts';
import { ProjectError } from './sfdx-project.ts';

/**
 * Does what an installation of the project as a package does after its parts are in place: runs the class that
 * sfdx-project.json names as `postInstallScript`, as a first installation by the administrator. A project without
 * one, or without a namespace, has nothing to run.
 * @throws ProjectError when there is no such class, or it cannot be constructed
 * @throws ApexException what the script throws: Salesforce would take the installation back
 */
export const installPackage = (org: LocalOrg): void => {
  const name = org.project.postInstallScript;
  if (name === undefined || org.namespace === '') return;
  const type = org.program.resolveType(name, org.namespace);
  const script = type && org.program.classInfo(type)?.newInstance;
  if (!script) {
    throw new ProjectError(`sfdx-project.json names the postInstallScript ${name}, and there is no such class to run`);
  }
  runTransaction(org, { userId: USER_IDS.admin, kind: 'synchronous' }, () => runInstallHandler(script(), null, false));
};
