import { metadataFiles, type Project } from '../project/project.ts';

/** A component that the sources hold and the manifest must name. */
export interface Member {
  readonly file: string;
  readonly type: string;
  readonly member: string;
}

const BY_SUFFIX: Readonly<Record<string, string>> = {
  cls: 'ApexClass',
  trigger: 'ApexTrigger',
  page: 'ApexPage',
  object: 'CustomObject',
  layout: 'Layout',
  permissionset: 'PermissionSet',
  tab: 'CustomTab',
  app: 'CustomApplication',
  resource: 'StaticResource',
  flexipage: 'FlexiPage',
  quickAction: 'QuickAction',
  customPermission: 'CustomPermission',
  translation: 'Translations',
  flow: 'Flow',
  messageChannel: 'LightningMessageChannel',
  remoteSite: 'RemoteSiteSetting',
  cspTrustedSite: 'CspTrustedSite',
  namedCredential: 'NamedCredential',
  externalCredential: 'ExternalCredential',
  reportType: 'ReportType',
  md: 'CustomMetadata',
  permissionsetgroup: 'PermissionSetGroup',
  globalValueSet: 'GlobalValueSet',
  objectTranslation: 'CustomObjectTranslation',
  platformEventSubscriberConfig: 'PlatformEventSubscriberConfig',
  notiftype: 'CustomNotificationType',
  cachePartition: 'PlatformCachePartition',
  eca: 'ExternalClientApplication',
  ecaOauth: 'ExtlClntAppOauthSettings',
  ecaGlblOauth: 'ExtlClntAppGlobalOauthSettings',
  ecaPlcy: 'ExtlClntAppConfigurablePolicies',
  ecaOauthPlcy: 'ExtlClntAppOauthConfigurablePolicies',
};
const CHILDREN: Readonly<Record<string, string>> = {
  field: 'CustomField',
  listView: 'ListView',
  compactLayout: 'CompactLayout',
  validationRule: 'ValidationRule',
  recordType: 'RecordType',
  fieldSet: 'FieldSet',
  webLink: 'WebLink',
};

/** Reports and dashboards live in folders, which are components of the same type; the name holds the path. */
const IN_FOLDERS: Readonly<Record<string, readonly [type: string, directory: string]>> = {
  report: ['Report', 'reports'],
  reportFolder: ['Report', 'reports'],
  dashboard: ['Dashboard', 'dashboards'],
  dashboardFolder: ['Dashboard', 'dashboards'],
};

/** A folder is named with a slash behind it. */
const nameInFolder = (path: string, directory: string, suffix: string): string => {
  const inside = path.slice(path.lastIndexOf(`/${directory}/`) + directory.length + 2);
  return `${decodeURIComponent(inside.replace(/\.\w+-meta\.xml$/, ''))}${suffix.endsWith('Folder') ? '/' : ''}`;
};

/** A standard object's children are named one by one; a custom object's come with it and are named too. */
export const expectedMembers = (project: Project): readonly Member[] => {
  const members: Member[] = [];
  for (const { path, name, suffix } of metadataFiles(project)) {
    const file = { file: path };
    const type = BY_SUFFIX[suffix];
    const child = CHILDREN[suffix];
    const [folderType, directory] = IN_FOLDERS[suffix] ?? [];
    if (folderType !== undefined && directory !== undefined)
      members.push({ ...file, type: folderType, member: nameInFolder(path, directory, suffix) });
    else if (type) members.push({ ...file, type, member: decodeURIComponent(name) });
    else if (child)
      members.push({ ...file, type: child, member: `${/([^/]+)\/[^/]+\/[^/]+$/.exec(path)?.[1] ?? ''}.${name}` });
    else if (suffix === 'js' && path.includes('/lwc/'))
      members.push({ ...file, type: 'LightningComponentBundle', member: name });
    else if (suffix === 'labels') {
      for (const [, label = ''] of (project.files.get(path) ?? '').matchAll(/<fullName>\s*([^<]+?)\s*<\/fullName>/g)) {
        members.push({ ...file, type: 'CustomLabel', member: label });
      }
    }
  }
  return members;
};
