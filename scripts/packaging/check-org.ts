import { pathToFileURL } from 'node:url';
import { config as readEnvFile } from 'dotenv';
import { z } from 'zod';
import { runPreflight } from '../../connector/src/connect/preflight.ts';
import type { Preflight, PreflightCheck } from '../../connector/src/connect/preflight.ts';
import { readConfig } from '../../connector/src/config.ts';
import { createSalesforceOrg } from '../../connector/src/salesforce/org.ts';
import type { SalesforceOrg } from '../../connector/src/salesforce/org.ts';
import { toolPath } from './salesforce-cli.ts';
import { UsageError } from './steps.ts';
import { configurationFor, setTriggerUser } from './trigger-user.ts';

const MARKS: Readonly<Record<PreflightCheck['status'], string>> = {
  ok: 'ok      ',
  warning: 'look    ',
  failing: 'to fix  ',
  skipped: 'waiting ',
};

/** What is used of @salesforce/core, which is installed apart and has no types here. */
const coreLibrary = z.object({
  Org: z.object({
    create: z.custom<
      (options: { aliasOrUsername: string }) => Promise<{
        getConnection(): { accessToken: string; instanceUrl: string };
        getOrgId(): string;
        refreshAuth(): Promise<void>;
      }>
    >((value) => typeof value === 'function'),
  }),
});

/** The org that the Salesforce CLI is logged in to under an alias. */
const orgOfCli = async (alias: string, namespace: string): Promise<SalesforceOrg> => {
  const file = pathToFileURL(toolPath('@salesforce/core/lib/index.js')).href;
  const { Org } = coreLibrary.parse(await import(file));
  const org = await Org.create({ aliasOrUsername: alias });
  await org.refreshAuth();
  const { accessToken, instanceUrl } = org.getConnection();
  return createSalesforceOrg({
    credentials: { flow: 'access-token', loginUrl: instanceUrl, clientId: '', accessToken },
    namespace,
  });
};

/** The org of the connector's own settings. */
const orgOfSettings = (): SalesforceOrg => {
  readEnvFile({ quiet: true });
  const { salesforce } = readConfig(process.env);
  if (salesforce.credentials === undefined) {
    throw new UsageError(
      'The connector logs in through the browser (SALESFORCE_FLOW web-server). Say --target-org, or open /v1/connection.',
    );
  }
  return createSalesforceOrg({ credentials: salesforce.credentials, namespace: salesforce.namespace });
};

const print = ({ checks, ready }: Preflight, say: (text: string) => void): void => {
  for (const { name, status, message, remedy } of checks) {
    say(`${MARKS[status]}${name.padEnd(15)} ${message}`);
    if (remedy !== undefined) say(`${' '.repeat(24)}${remedy}`);
  }
  say(ready ? 'The org is ready.' : 'The org is not ready yet.');
};

const orgFor = (targetOrg: string | undefined): SalesforceOrg | Promise<SalesforceOrg> =>
  targetOrg === undefined ? orgOfSettings() : orgOfCli(targetOrg, process.env.SALESFORCE_NAMESPACE ?? 'demodesk');

/**
 * `org:trigger-user`: has the event trigger run as a user.
 *
 * @param username the user; it needs the permission set Demodesk Integration
 */
export const assignTriggerUser = async (
  targetOrg: string | undefined,
  username: string | undefined,
  dryRun: boolean,
  say: (text: string) => void,
): Promise<number> => {
  if (username === undefined) throw new UsageError('--user is missing: the username that the event trigger runs as.');
  say('org:trigger-user needs a login with the right Customize Application.');
  if (dryRun) {
    say('It would send to tooling/sobjects/PlatformEventSubscriberConfig:');
    say(JSON.stringify(configurationFor('demodesk__', username), null, 2));
    say('Nothing was run.');
    return 0;
  }
  const done = await setTriggerUser(await orgFor(targetOrg), username);
  say(`The configuration was ${done}: the event trigger runs as ${username} in about ten minutes.`);
  return 0;
};

/**
 * Looks an org over from the terminal, as the Connect page does.
 *
 * @param targetOrg an alias of the Salesforce CLI; undefined: the org of the connector's settings
 * @returns 0 when it is ready, 2 when something is to fix
 */
export const checkOrg = async (
  targetOrg: string | undefined,
  dryRun: boolean,
  say: (text: string) => void,
): Promise<number> => {
  if (dryRun) {
    say(
      targetOrg === undefined
        ? 'org:check would log in with the SALESFORCE_* settings and read, without writing anything:'
        : `org:check would use the login of the Salesforce CLI to ${targetOrg} and read, without writing anything:`,
    );
    for (const what of [
      'Organization, User, Publisher, PermissionSetAssignment (query)',
      'Meeting_Event__e, Sync_Change__e, Sync_Log__c (describe)',
      'limits',
    ]) {
      say(`  - ${what}`);
    }
    say('Nothing was run.');
    return 0;
  }
  const preflight = await runPreflight(await orgFor(targetOrg), { installUrl: undefined });
  print(preflight, say);
  return preflight.ready ? 0 : 2;
};
