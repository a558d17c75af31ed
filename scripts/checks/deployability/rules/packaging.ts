/** What a second-generation managed package cannot hold, and what its definition needs. */
import { metadataFiles } from '../../project/project.ts';
import { childNamed } from '../../project/xml.ts';
import { at, child, descendants, elementsThat, type PackageModel, textOf } from '../../rules/package-model.ts';
import type { Place, Rule } from '../../rules/rule.ts';

const COVERAGE = 'Salesforce Metadata Coverage Report, column Second-Generation Managed Packaging';
const PACKAGING = 'Second-Generation Managed Packaging Guide';
/** Types that cannot be in the package, with what to ship instead. */
const NOT_PACKAGEABLE: Readonly<Record<string, string>> = {
  role: 'Roles belong to the customer.',
  group: 'Public groups belong to the customer.',
  settings: 'Settings belong to the org; tell the admin which are needed.',
  certificate: 'Certificates hold keys and stay in the org.',
  territory2: 'Territories belong to the customer.',
  sharingRules: 'Sharing rules cannot be in a managed package.',
  standardValueSet: 'Standard value sets belong to the customer.',
  installedPackage: 'A package names others as dependencies in sfdx-project.json.',
  samlssoconfig: 'Single sign-on belongs to the org.',
  profilePasswordPolicy: 'Password policies belong to the org.',
  profileSessionSetting: 'Session settings belong to the org.',
  assignmentRules: 'Assignment rules belong to the customer.',
  autoResponseRules: 'Auto-response rules belong to the customer.',
  escalationRules: 'Escalation rules belong to the customer.',
  delegateGroup: 'Delegated administration belongs to the customer.',
  queue: 'Queues belong to the customer.',
  user: 'Users belong to the org.',
};

const NEWEST_API = 65;

const ofKind = (model: PackageModel, suffix: string, what: string): readonly Place[] =>
  model.of(suffix).map((file) => at(file, undefined, what));

const definitionPlace = (model: PackageModel, pattern: RegExp, what: string): Place => {
  const index = (model.project.files.get('sfdx-project.json') ?? '')
    .split('\n')
    .findIndex((text) => pattern.test(text));
  return { file: 'sfdx-project.json', line: Math.max(1, index + 1), what };
};

interface Definition {
  readonly packageDirectories?: readonly {
    readonly versionNumber?: string;
    readonly package?: string;
    readonly versionName?: string;
  }[];
  readonly namespace?: string;
}

const definition = (model: PackageModel): Definition =>
  JSON.parse(model.project.files.get('sfdx-project.json') ?? '{}') as Definition;

export const packagingRules: readonly Rule[] = [
  {
    id: 'profile-in-package',
    refused: 'a profile: packaging strips it',
    message: 'Profiles are not included in second-generation managed packages',
    source: `${PACKAGING}, Use Permission Sets Instead of Profiles`,
    remedy: 'Grant by permission sets.',
    check: (model) => ofKind(model, 'profile', 'A profile is stripped from the package'),
  },
  {
    id: 'connected-app-in-package',
    refused: 'a connected app: creating the package version fails or the app cannot be configured',
    message: 'Connected apps are not supported in second-generation managed packages',
    source: 'Salesforce known issues and forums: connected apps in 2GP; Salesforce Help, External Client Apps',
    remedy: 'Ship an External Client App.',
    check: (model) => ofKind(model, 'connectedApp', 'A connected app does not survive packaging'),
  },
  {
    id: 'type-not-packageable',
    refused: 'a component of a type that a second-generation managed package cannot hold',
    message: '{type} is not supported in second-generation managed packages',
    source: COVERAGE,
    remedy: 'Remove it from the package directory.',
    check: (model) =>
      Object.entries(NOT_PACKAGEABLE).flatMap(([suffix, why]) => ofKind(model, suffix, why.replace(/\.$/, ''))),
  },
  {
    id: 'api-version-newest',
    refused: 'an API version newer than the platform’s',
    message: 'The {component} apiVersion can\'t be "{version}"',
    source: 'hardisgroupcom/sfdx-hardis, error list (API Version error)',
    remedy: `Use ${NEWEST_API}.0 or older.`,
    check: (model) =>
      metadataFiles(model.project).flatMap((file) => {
        const version = Number(textOf(file.root, 'apiVersion') ?? 0);
        return version > NEWEST_API
          ? [at(file, file.root && childNamed(file.root, 'apiVersion'), `API version ${version} is not out yet`)]
          : [];
      }),
  },
  {
    id: 'duplicate-component',
    refused: 'the same component in two folders',
    message: 'Duplicate component / multiple metadata files with the same name',
    source: 'Salesforce DX Developer Guide, Project Structure',
    remedy: 'Keep one of them.',
    check: (model) => {
      const seen = new Map<string, string>();
      return metadataFiles(model.project).flatMap((file) => {
        const [, ofObject] = /\/(?:objects|objectTranslations)\/(.*)$/.exec(file.path) ?? [];
        const key = ofObject ?? `${file.suffix}:${file.name}`;
        const first = seen.get(key);
        if (first === undefined) seen.set(key, file.path);
        return first === undefined || file.suffix === 'labels'
          ? []
          : [at(file, undefined, `${first} is the same component`)];
      });
    },
  },
  {
    id: 'named-user',
    refused: 'a user name in metadata (running user, folder share, assignment)',
    message:
      'Cannot find a user that matches any of the following usernames / In field: {field} - no User named {name} found',
    source: 'hardisgroupcom/sfdx-hardis, error list (Can not find user)',
    remedy: 'Remove it; share with a group or role, run dashboards as the viewer.',
    check: (model) =>
      metadataFiles(model.project).flatMap((file) =>
        (file.root ? descendants(file.root) : [])
          .filter(
            ({ name, text }) =>
              ['runningUser', 'sharedTo', 'user', 'users', 'owner'].includes(name) &&
              /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim()),
          )
          .map((element) => at(file, element, `The user ${element.text.trim()} exists in one org only`)),
      ),
  },
  {
    id: 'package-version-number',
    refused: 'a package directory whose version number is not major.minor.patch.NEXT',
    message: 'The versionNumber must be in the format major.minor.patch.build or major.minor.patch.NEXT',
    source: `${PACKAGING}, Project Configuration File for Packages`,
    remedy: 'Write e.g. 0.1.0.NEXT.',
    check: (model) =>
      (definition(model).packageDirectories ?? [])
        .filter((each) => each.package !== undefined && !/^\d+\.\d+\.\d+\.(\d+|NEXT)$/.test(each.versionNumber ?? ''))
        .map(() => definitionPlace(model, /versionNumber|"package"/, 'The version number has no legal form')),
  },
  {
    id: 'namespace-form',
    refused:
      'a namespace that is longer than 15 characters, starts with a digit or holds anything but letters, digits and single underscores',
    message: 'Namespace prefix must be 1 to 15 alphanumeric characters, begin with a letter',
    source: `${PACKAGING}, Namespaces`,
    remedy: 'Use 1 to 15 letters, digits and single underscores, a letter first.',
    check: (model) =>
      /^$|^(?=.{1,15}$)[A-Za-z](?:_?[A-Za-z0-9])*$/.test(definition(model).namespace ?? '')
        ? []
        : [definitionPlace(model, /namespace/, 'The namespace has no legal form')],
  },
  {
    id: 'remote-site-insecure',
    refused: 'a remote site or trusted site without TLS',
    message: 'Remote sites without HTTPS fail the security review',
    source: 'AppExchange Security Requirements Checklist: secure communication',
    remedy: 'Use https and leave protocol security on.',
    check: (model) => [
      ...elementsThat(model, 'remoteSite', 'url', ({ text }) =>
        text.trim().startsWith('https://') ? undefined : 'The site is not reached by https',
      ),
      ...elementsThat(model, 'remoteSite', 'disableProtocolSecurity', ({ text }) =>
        text.trim() === 'true' ? 'Protocol security is off' : undefined,
      ),
      ...elementsThat(model, 'cspTrustedSite', 'endpointUrl', ({ text }) =>
        /^(https|wss):\/\//.test(text.trim()) ? undefined : 'The site is not reached by https',
      ),
    ],
  },
  {
    id: 'report-folder',
    refused: 'a report or dashboard outside a folder that the package holds',
    message: 'Cannot find folder: {folder}',
    source: 'hardisgroupcom/sfdx-hardis, error list (Can not find folder)',
    remedy: 'Add the folder (reports/<Folder>.reportFolder-meta.xml) beside it.',
    check: (model) =>
      (['report', 'dashboard'] as const).flatMap((suffix) => {
        const folders = new Set(model.of(`${suffix}Folder`).map(({ name }) => name));
        return model
          .of(suffix)
          .filter(({ path }) => !folders.has(path.split('/').at(-2) ?? ''))
          .map((file) => at(file, undefined, `The folder ${file.path.split('/').at(-2) ?? ''} is not in the package`));
      }),
  },
  {
    id: 'dashboard-reports',
    refused: 'a dashboard over a report that does not exist',
    message: 'The {dashboard} dashboard has a problem with the "report" field',
    source: 'hardisgroupcom/sfdx-hardis, error list (Missing report)',
    remedy: 'Correct the name, or add the report.',
    check: (model) => {
      const reports = new Set(model.of('report').map(({ path, name }) => `${path.split('/').at(-2) ?? ''}/${name}`));
      return elementsThat(model, 'dashboard', 'report', ({ text }) =>
        reports.has(text.trim()) ? undefined : `There is no report ${text.trim()}`,
      );
    },
  },
  {
    id: 'custom-permission-label',
    refused: 'a custom permission label of more than 80 characters',
    message: 'Label: data value too large (max length=80)',
    source: 'Metadata API Developer Guide, CustomPermission',
    remedy: 'Shorten it.',
    check: (model) =>
      model
        .of('customPermission')
        .filter((file) => (textOf(file.root, 'label') ?? '').length > 80)
        .map((file) => at(file, child(file, 'label'), 'The label is longer than 80 characters')),
  },
  {
    id: 'metadata-record',
    refused: 'a custom metadata record of a type or with a field that does not exist',
    message: 'In field: field - no CustomField named {type}.{field} found',
    source: 'hardisgroupcom/sfdx-hardis, error list (Custom metadata entry not found)',
    remedy: 'Correct the name.',
    check: (model) =>
      model.of('md').flatMap((file) => {
        const type = model.object(`${file.name.split('.')[0] ?? ''}__mdt`);
        if (type === undefined) return [at(file, undefined, `There is no type ${file.name.split('.')[0] ?? ''}__mdt`)];
        return descendants(file.root)
          .filter(
            (element) => element.name === 'field' && !type.fields.some(({ name }) => name === element.text.trim()),
          )
          .map((element) => at(file, element, `${type.name} has no field ${element.text.trim()}`));
      }),
  },
];
