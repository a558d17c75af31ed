/** One call of the Salesforce CLI. */
export interface Step {
  /** What it is for, for the person who reads the output. */
  readonly why: string;
  /** Arguments of `sf`, without `--json`. */
  readonly sf: readonly string[];
  /** What later steps need of its answer. */
  readonly gives?: 'package-version';
}

/** Something to do with orgs and packages, as the calls it consists of. */
export interface Plan {
  /** What has to be there before. */
  readonly needs: readonly string[];
  readonly steps: readonly Step[];
}

/** What the commands may be told. */
export interface PlanOptions {
  readonly targetOrg?: string | undefined;
  readonly devHub?: string | undefined;
  /** `04t...` or an alias of sfdx-project.json. */
  readonly packageVersion?: string | undefined;
  /** Lifetime of a scratch org. */
  readonly days?: number | undefined;
}

const PACKAGE = 'Demodesk for Salesforce';
const SCRATCH_ALIAS = 'demodesk-scratch';
const PERMISSION_SETS = ['Demodesk_Admin', 'Demodesk_User', 'Demodesk_Integration'];

const NEEDS_CLI = 'the Salesforce CLI, which `npm run check` installs';
const NEEDS_DEV_HUB =
  'a Dev Hub with the namespace "demodesk" linked, logged in to: sf org login web --set-default-dev-hub';

const devHubOf = ({ devHub }: PlanOptions): string[] => (devHub === undefined ? [] : ['--target-dev-hub', devHub]);

const deployTo = (org: string): Step => ({
  why: 'puts the package sources into the org',
  sf: ['project', 'deploy', 'start', '--source-dir', 'force-app', '--target-org', org, '--wait', '60'],
});

const assignIn = (org: string): Step => ({
  why: 'gives the user the permission sets of the package',
  sf: [...['org', 'assign', 'permset', '--target-org', org], ...PERMISSION_SETS.flatMap((name) => ['--name', name])],
});

const scratch = (options: PlanOptions): Plan => ({
  needs: [NEEDS_CLI, NEEDS_DEV_HUB],
  steps: [
    {
      why: 'creates a scratch org',
      sf: [
        ...['org', 'create', 'scratch', '--definition-file', 'config/scratch-org.json', '--alias', SCRATCH_ALIAS],
        ...['--duration-days', String(options.days ?? 14), '--set-default', '--wait', '20', ...devHubOf(options)],
      ],
    },
    deployTo(SCRATCH_ALIAS),
    assignIn(SCRATCH_ALIAS),
    {
      why: 'adds sample records',
      sf: ['apex', 'run', '--file', 'config/scratch-org-seed.apex', '--target-org', SCRATCH_ALIAS],
    },
  ],
});

const deploy = ({ targetOrg }: PlanOptions): Plan => {
  if (targetOrg === undefined) throw new UsageError('--target-org is missing: the alias or username of the org.');
  return {
    needs: [NEEDS_CLI, `an org logged in to as ${targetOrg}: sf org login web --alias ${targetOrg}`],
    steps: [deployTo(targetOrg), assignIn(targetOrg)],
  };
};

const packageCreate = (options: PlanOptions): Plan => ({
  needs: [NEEDS_CLI, NEEDS_DEV_HUB],
  steps: [
    {
      why: 'registers the package, once for all; its id goes into sfdx-project.json',
      sf: [
        ...['package', 'create', '--name', PACKAGE, '--package-type', 'Managed', '--path', 'force-app'],
        ...['--description', 'Keeps Demodesk meetings and Salesforce records in step, both ways.'],
        ...devHubOf(options),
      ],
    },
  ],
});

const packageVersion = (options: PlanOptions): Plan => ({
  needs: [NEEDS_CLI, NEEDS_DEV_HUB, 'the package, registered by npm run package:create'],
  steps: [
    {
      why: 'builds a version, runs every Apex test in it, and puts its install links into README.md',
      sf: [
        ...['package', 'version', 'create', '--package', PACKAGE, '--installation-key-bypass', '--code-coverage'],
        ...['--definition-file', 'config/scratch-org.json', '--wait', '90', ...devHubOf(options)],
      ],
      gives: 'package-version',
    },
  ],
});

const packagePromote = (options: PlanOptions): Plan => {
  const { packageVersion: version } = options;
  if (version === undefined) throw new UsageError('--package is missing: the version (04t...) to release.');
  return {
    needs: [NEEDS_CLI, NEEDS_DEV_HUB, 'a version whose tests cover at least 75 % and have passed'],
    steps: [
      {
        why: 'releases the version: it can be installed in production and can never be changed again',
        sf: ['package', 'version', 'promote', '--package', version, '--no-prompt', ...devHubOf(options)],
      },
    ],
  };
};

/** The command line is wrong. */
export class UsageError extends Error {}

/** What each command does. */
export const PLANS = {
  'org:scratch': scratch,
  'org:deploy': deploy,
  'package:create': packageCreate,
  'package:version': packageVersion,
  'package:promote': packagePromote,
} as const satisfies Record<string, (options: PlanOptions) => Plan>;

export type PlannedCommand = keyof typeof PLANS;
