import type { LocalOrg } from '../../org.ts';
import { filesEnding, type SourceFile } from '../../project/source-files.ts';
import { childrenOf, flagOf, readXml, textOf, type XmlElement } from '../../schema/metadata/xml.ts';
import { USER_IDS } from '../../security/ids-of-the-org.ts';
import { SObject } from '../../values/sobject.ts';
import { asUser, queryRows } from '../org-query.ts';
import type { Viewer } from '../page-session.ts';

/** What permission sets and profiles say of tabs and apps: names without namespace. */
interface Grants {
  readonly tabs: ReadonlySet<string>;
  readonly apps: ReadonlySet<string>;
}

/** Which tabs and apps a person may use. */
export interface PageRights {
  mayUseTab(viewer: Viewer, tab: string): boolean;
  mayUseApp(viewer: Viewer, app: string): boolean;
}

const withoutNamespace = (name: string): string => name.replace(/^\w+?__(?=\w+?(?:__c)?$)/, '');

const names = (root: XmlElement, list: string, name: string, isGranted: (each: XmlElement) => boolean): Set<string> =>
  new Set(
    childrenOf(root, list)
      .filter(isGranted)
      .map((each) => textOf(each, name) ?? ''),
  );

const SHOWN = new Set(['Visible', 'Available', 'DefaultOn', 'DefaultOff']);

const grantsOf = (root: XmlElement): Grants => ({
  tabs: new Set([
    ...names(root, 'tabSettings', 'tab', (each) => SHOWN.has(textOf(each, 'visibility') ?? '')),
    ...names(root, 'tabVisibilities', 'tab', (each) => SHOWN.has(textOf(each, 'visibility') ?? '')),
  ]),
  apps: names(root, 'applicationVisibilities', 'application', (each) => flagOf(each, 'visible')),
});

/** Names of the permission sets a user has, directly or by a group. */
const assignedSets = (org: LocalOrg, userId: string): readonly string[] =>
  asUser(org, USER_IDS.admin, () => {
    const direct = queryRows(
      org,
      'SELECT PermissionSet.Name FROM PermissionSetAssignment WHERE AssigneeId = :userId AND PermissionSetId != null',
      { userId },
      'system',
    );
    const groups = queryRows(
      org,
      'SELECT PermissionSetGroupId FROM PermissionSetAssignment WHERE AssigneeId = :userId AND PermissionSetGroupId != null',
      { userId },
      'system',
    ).map((row) => row.get('PermissionSetGroupId'));
    const grouped =
      groups.length === 0
        ? []
        : queryRows(
            org,
            'SELECT PermissionSet.Name FROM PermissionSetGroupComponent WHERE PermissionSetGroupId IN :groups',
            { groups },
            'system',
          );
    return [...direct, ...grouped].flatMap((row) => {
      const set = row.get('PermissionSet');
      const name = set instanceof SObject ? set.get('Name') : null;
      return typeof name === 'string' ? [name] : [];
    });
  });

/** Reads what the project's permission sets grant. */
export const createPageRights = (org: LocalOrg, files: readonly SourceFile[]): PageRights => {
  const sets = new Map(
    filesEnding(files, '.permissionset-meta.xml').map((file) => [
      file.fullName,
      grantsOf(readXml(file.path, 'PermissionSet')),
    ]),
  );
  const isGranted = (viewer: Viewer, kind: keyof Grants, name: string): boolean =>
    viewer.isAdministrator ||
    assignedSets(org, viewer.userId).some((set) => {
      const granted = sets.get(set)?.[kind];
      return granted !== undefined && (granted.has(name) || granted.has(withoutNamespace(name)));
    });
  return {
    mayUseTab: (viewer, tab) => isGranted(viewer, 'tabs', tab),
    mayUseApp: (viewer, app) => isGranted(viewer, 'apps', app),
  };
};
