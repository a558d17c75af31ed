import { invoke } from '../../runtime/invoke.ts';
import { transaction } from '../../runtime/transaction.ts';
import { ContextObject } from '../async/contexts.ts';
import { interfaceOf } from '../interface-of.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced } from '../raise.ts';
import type { Version } from './version.ts';

/**
 * Runs a package's install script as an installation by the running user.
 * @param handler implements InstallHandler
 * @param previous version that was installed before, null for a first installation
 * @param isPush whether the upgrade is pushed by the publisher
 */
export const runInstallHandler = (handler: object, previous: Version | null, isPush: boolean): void => {
  const { userId, org } = transaction();
  invoke(handler, 'onInstall', [
    new ContextObject('InstallContext', {
      installerId: () => userId,
      isPush: () => isPush,
      isUpgrade: () => previous !== null,
      organizationId: () => org.id,
      previousVersion: () => previous,
    }),
  ]);
};

/** Runs a package's uninstall script, as if the running user uninstalled it. @param handler implements UninstallHandler */
export const runUninstallHandler = (handler: object): void => {
  const { userId, org } = transaction();
  invoke(handler, 'onUninstall', [
    new ContextObject('UninstallContext', { organizationId: () => org.id, uninstallerId: () => userId }),
  ]);
};

/** The methods of System.Test that try these scripts. */
export const installTests: Record<string, (...args: never[]) => unknown> = {
  'void testInstall(InstallHandler installImplementation, Version version)': (
    handler: object | null,
    version: Version | null,
  ) => runInstallHandler(dereferenced(handler), version, false),
  'void testInstall(InstallHandler installImplementation, Version version, Boolean isPush)': (
    handler: object | null,
    version: Version | null,
    isPush: boolean | null,
  ) => runInstallHandler(dereferenced(handler), version, isPush === true),
  'void testUninstall(UninstallHandler uninstallImplementation)': (handler: object | null) =>
    runUninstallHandler(dereferenced(handler)),
};

/** The interfaces of install and uninstall scripts. */
export const installClasses: readonly PlatformClass[] = [
  interfaceOf('InstallHandler', ['void onInstall(InstallContext context)']),
  interfaceOf('InstallContext', [
    'Id installerId()',
    'Boolean isPush()',
    'Boolean isUpgrade()',
    'Id organizationId()',
    'Version previousVersion()',
  ]),
  interfaceOf('UninstallHandler', ['void onUninstall(UninstallContext context)']),
  interfaceOf('UninstallContext', ['Id organizationId()', 'Id uninstallerId()']),
];
