import { z } from 'zod';
import { remedyFor, SalesforceFailure } from '../salesforce/failure.ts';
import type { SalesforceOrg } from '../salesforce/org.ts';

const PERMISSION_SET = 'Demodesk_Integration';
const PACKAGE_NAME = 'Demodesk for Salesforce';
/** The daily API requests that should be left to an org that the connector shares with others. */
const WARN_SHARE = 0.7;

/** One thing that has to be right in an org. */
export interface PreflightCheck {
  /** Stable name, e.g. `package`. */
  name: 'login' | 'api' | 'org' | 'package' | 'permission-set' | 'events' | 'limits';
  /** `warning`: it works, but somebody should look at it. `skipped`: something before it is not right. */
  status: 'ok' | 'warning' | 'failing' | 'skipped';
  /** What was found, in plain words. */
  message: string;
  /** What to do, where there is something to do. */
  remedy?: string;
  /** What the page can offer: a link to follow, or a click that repairs it. */
  action?: { kind: 'link'; url: string; text: string } | { kind: 'assign-permission-set' };
}

/** What is known of the org that was logged in to. */
export interface ConnectedOrg {
  organizationId: string;
  name: string;
  sandbox: boolean;
  edition: string;
  instanceUrl: string;
  userId: string;
  username: string;
  packageVersion: string | undefined;
}

/** The result of looking over an org. */
export interface Preflight {
  ready: boolean;
  checks: PreflightCheck[];
  org: ConnectedOrg | undefined;
}

const text = z.string();
const organization = z.object({ Name: text, IsSandbox: z.boolean(), OrganizationType: text.nullish() });
const user = z.object({ Username: text });
const publisher = z.object({ MajorVersion: z.number().nullish(), MinorVersion: z.number().nullish() });
const described = z.object({ createable: z.boolean().optional(), queryable: z.boolean().optional() });
const limits = z.object({ DailyApiRequests: z.object({ Max: z.number(), Remaining: z.number() }).optional() });

/** Salesforce's ids and names hold nothing that ends a string, but nobody should have to know that. */
const quoted = (value: string): string => `'${value.replaceAll(/[^A-Za-z0-9_.@-]/g, '')}'`;

const failed = (name: PreflightCheck['name'], error: unknown): PreflightCheck => {
  if (!(error instanceof SalesforceFailure)) throw error;
  const message = `Salesforce says: ${error.code}: ${error.message}`;
  return { name, status: 'failing', message, remedy: remedyFor(error.failureClass, error.code) };
};

const API_DISABLED = new Set(['API_DISABLED_FOR_ORG', 'API_CURRENTLY_DISABLED', 'FUNCTIONALITY_NOT_ENABLED']);

const apiFailed = (error: unknown): PreflightCheck => {
  if (!(error instanceof SalesforceFailure) || !API_DISABLED.has(error.code)) return failed('api', error);
  return {
    name: 'api',
    status: 'failing',
    message: 'The user that you logged in with may not use the API.',
    remedy:
      "In Setup, switch on 'API Enabled' for its profile or for a permission set that it has. The org's edition must include the API (Professional has it as an add-on).",
  };
};

const firstOf = async <T>(org: SalesforceOrg, soql: string, schema: z.ZodType<T>): Promise<T | undefined> => {
  const [row] = await org.query(soql);
  return row === undefined ? undefined : schema.parse(row);
};

const readOrg = async (org: SalesforceOrg): Promise<ConnectedOrg> => {
  const { organizationId, instanceUrl, userId } = await org.session.token();
  const found = await firstOf(org, 'SELECT Name, IsSandbox, OrganizationType FROM Organization', organization);
  const who = await firstOf(org, `SELECT Username FROM User WHERE Id = ${quoted(userId)}`, user);
  return {
    organizationId,
    name: found?.Name ?? organizationId,
    sandbox: found?.IsSandbox ?? false,
    edition: found?.OrganizationType ?? '',
    instanceUrl,
    userId,
    username: who?.Username ?? userId,
    packageVersion: undefined,
  };
};

/** Publisher rows name what is installed, without the rights that the list of packages needs. */
const packageVersion = async (org: SalesforceOrg): Promise<string | undefined> => {
  const namespace = org.prefix.replace(/__$/, '');
  if (namespace === '') return undefined;
  const soql = `SELECT MajorVersion, MinorVersion FROM Publisher WHERE NamespacePrefix = ${quoted(namespace)}`;
  try {
    const found = await firstOf(org, soql, publisher);
    return found === undefined ? undefined : `${found.MajorVersion ?? 0}.${found.MinorVersion ?? 0}`;
  } catch (error) {
    if (error instanceof SalesforceFailure || error instanceof z.ZodError) return undefined;
    throw error;
  }
};

const describe = async (org: SalesforceOrg, object: string): Promise<z.infer<typeof described> | undefined> => {
  try {
    return described.parse(await org.rest.send({ method: 'GET', path: `/sobjects/${object}/describe` }));
  } catch (error) {
    if (error instanceof SalesforceFailure && (error.status === 404 || error.code === 'NOT_FOUND')) return undefined;
    throw error;
  }
};

const packageMissing = (installUrl: string | undefined, org: ConnectedOrg): PreflightCheck => ({
  name: 'package',
  status: 'failing',
  message: `The package '${PACKAGE_NAME}' is not installed in ${org.name}, or the user may not see it.`,
  remedy: 'Install it for all users, then look again.',
  ...(installUrl === undefined
    ? {}
    : { action: { kind: 'link', url: new URL(installUrl, org.instanceUrl).href, text: 'Install the package' } }),
});

const hasPermissionSet = async (org: SalesforceOrg, userId: string): Promise<boolean> => {
  const soql = `SELECT Id FROM PermissionSetAssignment WHERE AssigneeId = ${quoted(userId)} AND PermissionSet.Name = '${PERMISSION_SET}'`;
  return (await org.query(soql)).length > 0;
};

const checkPermissionSet = async (org: SalesforceOrg, { userId, username }: ConnectedOrg): Promise<PreflightCheck> => {
  if (await hasPermissionSet(org, userId)) {
    return {
      name: 'permission-set',
      status: 'ok',
      message: `${username} has the permission set Demodesk Integration.`,
    };
  }
  return {
    name: 'permission-set',
    status: 'failing',
    message: `${username} does not have the permission set Demodesk Integration.`,
    remedy: `In Setup > Permission Sets > Demodesk Integration > Manage Assignments, add ${username}.`,
    action: { kind: 'assign-permission-set' },
  };
};

const checkEvents = async (org: SalesforceOrg): Promise<PreflightCheck> => {
  const objects = [`${org.prefix}Meeting_Event__e`, `${org.prefix}Sync_Change__e`, `${org.prefix}Sync_Log__c`];
  const found = await Promise.all(objects.map((object) => describe(org, object)));
  const missing = objects.filter((_, index) => found[index] === undefined);
  const unwritable = found[0]?.createable === false;
  if (missing.length === 0 && !unwritable) {
    return { name: 'events', status: 'ok', message: 'Meeting events can be published and changes can be read.' };
  }
  return {
    name: 'events',
    status: 'failing',
    message: unwritable
      ? `The user may not publish ${objects[0] ?? ''}.`
      : `The user does not see ${missing.join(', ')}.`,
    remedy: 'Assign the permission set Demodesk Integration; if that is done, upgrade the package.',
  };
};

const checkLimits = async (org: SalesforceOrg): Promise<PreflightCheck> => {
  const { DailyApiRequests: daily } = limits.parse(await org.rest.send({ method: 'GET', path: '/limits' }));
  if (daily === undefined || daily.Max === 0) {
    return { name: 'limits', status: 'ok', message: 'The org does not say how many API requests it has.' };
  }
  const used = daily.Max - daily.Remaining;
  const message = `${used} of ${daily.Max} API requests of the last 24 hours are used.`;
  if (used < WARN_SHARE * daily.Max) return { name: 'limits', status: 'ok', message };
  return {
    name: 'limits',
    status: 'warning',
    message,
    remedy: 'Look in Setup > System Overview which integration uses most of them, or buy more.',
  };
};

const guarded = async (name: PreflightCheck['name'], check: () => Promise<PreflightCheck>): Promise<PreflightCheck> => {
  try {
    return await check();
  } catch (error) {
    return failed(name, error);
  }
};

const skipped = (names: readonly PreflightCheck['name'][]): PreflightCheck[] =>
  names.map((name) => ({ name, status: 'skipped', message: 'Not looked at yet: something above comes first.' }));

const result = (checks: PreflightCheck[], org?: ConnectedOrg): Preflight => ({
  ready: checks.every(({ status }) => status === 'ok' || status === 'warning'),
  checks,
  org,
});

/** What a preflight may be told. */
export interface PreflightOptions {
  /** Where the package is installed from, a path of any org or an address; undefined while there is none. */
  installUrl: string | undefined;
  /** The kind of org that was asked for, when it was. */
  expected?: 'production' | 'sandbox' | undefined;
}

const orgCheck = (org: ConnectedOrg, expected: PreflightOptions['expected']): PreflightCheck => {
  const kind = org.sandbox ? 'sandbox' : 'production';
  const message = `Connected to ${org.name} (${org.organizationId}, ${kind}) as ${org.username}.`;
  if (expected === undefined || expected === kind) return { name: 'org', status: 'ok', message };
  return {
    name: 'org',
    status: 'failing',
    message: `${message} A ${expected} org was asked for.`,
    remedy: `Disconnect, then connect again and log in to the ${expected} org.`,
  };
};

/**
 * Looks over an org: whether it can be reached, what is installed, what the user may do.
 *
 * @throws an error that is none of Salesforce's
 */
export const runPreflight = async (
  org: SalesforceOrg,
  { installUrl, expected }: PreflightOptions,
): Promise<Preflight> => {
  try {
    await org.session.token();
  } catch (error) {
    return result([
      failed('login', error),
      ...skipped(['api', 'org', 'package', 'permission-set', 'events', 'limits']),
    ]);
  }
  let found: ConnectedOrg;
  try {
    found = await readOrg(org);
  } catch (error) {
    return result([apiFailed(error), ...skipped(['org', 'package', 'permission-set', 'events', 'limits'])]);
  }
  const checks: PreflightCheck[] = [
    { name: 'api', status: 'ok', message: 'The API answers.' },
    orgCheck(found, expected),
  ];
  found.packageVersion = await packageVersion(org);
  const permissionSet = await guarded('permission-set', () => checkPermissionSet(org, found));
  const installed = await guarded('package', async () => {
    const visible = (await describe(org, `${org.prefix}Meeting_Event__e`)) !== undefined;
    if (!visible && found.packageVersion === undefined) return packageMissing(installUrl, found);
    const version = found.packageVersion === undefined ? '' : ` (version ${found.packageVersion})`;
    return { name: 'package', status: 'ok', message: `The package '${PACKAGE_NAME}' is installed${version}.` };
  });
  checks.push(installed);
  if (installed.status === 'failing') checks.push(...skipped(['permission-set', 'events']));
  else checks.push(permissionSet, await guarded('events', () => checkEvents(org)));
  checks.push(await guarded('limits', () => checkLimits(org)));
  return result(checks, found);
};

/**
 * Gives the connected user the package's permission set; needs the right to manage users.
 *
 * @throws SalesforceFailure when the user may not, or the permission set is not there
 */
export const assignPermissionSet = async (org: SalesforceOrg): Promise<void> => {
  const { userId } = await org.session.token();
  const [found] = await org.query(`SELECT Id FROM PermissionSet WHERE Name = '${PERMISSION_SET}'`);
  const id = text.safeParse(found?.Id);
  if (!id.success) {
    throw new SalesforceFailure(
      { code: 'NOT_FOUND', message: 'The org has no permission set Demodesk Integration.' },
      { status: 404 },
    );
  }
  const body = JSON.stringify({ AssigneeId: userId, PermissionSetId: id.data });
  await org.rest.send({ method: 'POST', path: '/sobjects/PermissionSetAssignment', body });
};
