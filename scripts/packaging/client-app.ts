import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { asTyped, runSf } from './salesforce-cli.ts';
import { UsageError } from './steps.ts';

const ROOT = join(import.meta.dirname, '../..');
const SOURCE = join(ROOT, 'config/external-client-app');
/** What stands in the sources for the operator's own. */
const PLACEHOLDER = {
  callback: 'https://connector.example.com/connect/salesforce/callback',
  contact: 'operator@connector.example.com',
} as const;

/** Whose connector the app is for. */
export interface ClientApp {
  /** Address at which browsers reach the connector: its `PUBLIC_URL`. */
  readonly connector: string;
  /** Email address that Salesforce shows to admins as the app's contact. */
  readonly contact: string;
}

const isLoopback = (hostname: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);

/** @throws UsageError when a code would be sent there in the clear, or not to the connector */
const callbackUrl = (connector: string | undefined): string => {
  if (connector === undefined || !URL.canParse(connector)) {
    throw new UsageError("--connector is missing: the connector's PUBLIC_URL, e.g. https://connector.acme.com");
  }
  const { protocol, hostname, search, hash, username } = new URL(connector);
  const safe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  if (!safe || search !== '' || hash !== '' || username !== '') {
    throw new UsageError('--connector must be an https address without a query: Salesforce sends the login there.');
  }
  return `${connector.replace(/\/+$/, '')}/connect/salesforce/callback`;
};

const contactOf = (contact: string | undefined): string => {
  const parsed = z.email().safeParse(contact);
  if (!parsed.success) throw new UsageError('--contact is missing: the email address of who runs the connector.');
  return parsed.data;
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const manifestOf = (files: ReadonlyMap<string, string>, version: string): string => {
  const types = [...files].map(([path, text]) => {
    const type = /<(\w+) xmlns=/.exec(text)?.[1] ?? '';
    const member = /([^/]+)\.\w+$/.exec(path)?.[1] ?? '';
    return `    <types>\n        <members>${member}</members>\n        <name>${type}</name>\n    </types>\n`;
  });
  const space = 'http://soap.sforce.com/2006/04/metadata';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Package xmlns="${space}">\n${types.sort().join('')}    <version>${version}</version>\n</Package>\n`;
};

/**
 * The app as the Metadata API takes it.
 *
 * @returns texts by path from the root of what is deployed
 * @throws UsageError when the address or the contact is not usable
 */
export const clientAppFiles = (app: Partial<ClientApp>): ReadonlyMap<string, string> => {
  const callback = callbackUrl(app.connector);
  const contact = contactOf(app.contact);
  const sources = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.xml'));
  const files = new Map(
    sources
      .sort()
      .map((path) => [
        path.replaceAll('\\', '/').replace(/-meta\.xml$/, ''),
        readFileSync(join(SOURCE, path), 'utf8')
          .replaceAll(PLACEHOLDER.callback, escaped(callback))
          .replaceAll(PLACEHOLDER.contact, escaped(contact)),
      ]),
  );
  const project = z.object({ sourceApiVersion: z.string() });
  const { sourceApiVersion } = project.parse(JSON.parse(readFileSync(join(ROOT, 'sfdx-project.json'), 'utf8')));
  return new Map([...files, ['package.xml', manifestOf(files, sourceApiVersion)]]);
};

/** @returns the call of the Salesforce CLI that deploys the app */
export const clientAppDeploy = (folder: string, targetOrg: string): readonly string[] => [
  ...['project', 'deploy', 'start', '--metadata-dir', folder, '--target-org', targetOrg, '--wait', '10'],
];

const AFTERWARDS = [
  'Then, in Setup, External Client App Manager, Demodesk Connector, Settings, OAuth Settings:',
  '  Consumer Key and Secret -> SALESFORCE_CLIENT_ID and SALESFORCE_CLIENT_SECRET of the connector.',
  'Nothing of it is in this repository, in the package, or known to anybody else.',
] as const;

/**
 * Puts the External Client App of one connector into one org, where Salesforce makes a key and a secret for it.
 *
 * @returns the exit code
 * @throws UsageError, CliFailed
 */
export const deployClientApp = async (
  app: Partial<ClientApp>,
  targetOrg: string | undefined,
  dryRun: boolean,
  say: (text: string) => void,
): Promise<number> => {
  if (targetOrg === undefined) throw new UsageError('--target-org is missing: the alias or username of the org.');
  const files = clientAppFiles(app);
  say('org:client-app needs:');
  say('  - the Salesforce CLI, which `npm run check` installs');
  say(`  - an org logged in to as ${targetOrg}: sf org login web --alias ${targetOrg}`);
  say('  - there, the right to create External Client Apps (Customize Application)');
  say(dryRun ? 'It would deploy:' : 'It deploys:');
  for (const [path, text] of files) say(`--- ${path}\n${text.trimEnd()}`);
  const folder = dryRun ? 'a-temporary-folder' : mkdtempSync(join(tmpdir(), 'client-app-'));
  const sf = clientAppDeploy(folder, targetOrg);
  say(`  ${asTyped(sf)}   # makes the app`);
  if (!dryRun) {
    try {
      for (const [path, text] of files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      await runSf(sf);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  for (const line of AFTERWARDS) say(line);
  say(dryRun ? 'Nothing was run.' : 'Done.');
  return 0;
};
