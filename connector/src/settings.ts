import { z } from 'zod';
import { API_SCOPES } from './http/scopes.ts';
import { decodeKey } from './store/cipher.ts';
import { isPubSubEndpoint } from './stream/endpoint.ts';
import { workspaceName } from './workspaces/workspace-name.ts';

const list = (text: string): string[] =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

const required = (what: string) =>
  z
    .string({ error: `is missing: ${what}` })
    .trim()
    .min(1, `is empty: ${what}`);

const secrets = (what: string) =>
  required(what)
    .transform(list)
    .refine((entries) => entries.length > 0, { error: `is empty: ${what}` });

const wholeNumber = (minimum: number, maximum: number) =>
  z.coerce.number({ error: 'is not a number' }).int('is not a whole number').min(minimum).max(maximum);

const httpUrl = z.url({ protocol: /^https?$/, error: 'is not an http(s) URL' });

const webhookHeader = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 'is not the name of an HTTP header')
  .transform((name) => name.toLowerCase());

const encryptionKeys = z
  .string()
  .transform(list)
  .refine((keys) => keys.length > 0 && keys.every((key) => decodeKey(key) !== undefined), {
    error: 'is not a list of 32-byte keys in base64 or hex; make one with: openssl rand -base64 32',
  })
  .transform((keys) => keys.flatMap((key) => decodeKey(key) ?? []));

/** A bearer token of `/v1/*` and what it may do. */
export interface ApiToken {
  readonly token: string;
  /** Left out: everything. */
  readonly scopes: readonly string[] | undefined;
  /** The only workspace it may see; left out: all. */
  readonly workspace: string | undefined;
}

/** `token`, `token:scope+scope`, or `token:scope+scope:workspace`; `*` stands for all scopes. */
const apiToken = (entry: string): ApiToken | undefined => {
  const [token = '', scopes, workspace, ...rest] = entry.split(':');
  const names = scopes === undefined || scopes === '*' ? undefined : scopes.split('+');
  const known = names?.every((name) => (API_SCOPES as readonly string[]).includes(name)) ?? true;
  const named = workspace === undefined || workspaceName.safeParse(workspace).success;
  return token === '' || !known || !named || rest.length > 0 ? undefined : { token, scopes: names, workspace };
};

const apiTokens = secrets('the bearer tokens that may call /v1/*, separated by commas')
  .refine((entries) => entries.every((entry) => apiToken(entry) !== undefined), {
    error: `has an entry that is not token, token:scope+scope or token:scope+scope:workspace; scopes: ${API_SCOPES.join(', ')}`,
  })
  .transform((entries) => entries.flatMap((entry) => apiToken(entry) ?? []));

/** A secret of Standard Webhooks: `whsec_` and the base64 of 24 to 64 bytes. */
export const signingSecret = z.string().regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/);

const signingSecrets = z
  .string()
  .transform(list)
  .refine((entries) => entries.every((entry) => signingSecret.safeParse(entry).success), {
    error: 'is not a list of Standard Webhooks secrets: whsec_ and base64 of 24 to 64 bytes',
  });

/** Every setting of the connector, from the environment. */
export const environment = z.object({
  PORT: wholeNumber(0, 65535).default(3000).describe('TCP port to listen on; 0 takes a free one.'),
  HOST: z
    .string()
    .trim()
    .min(1)
    .default('127.0.0.1')
    .describe(
      'Address to listen on. On another than a loopback address, short secrets are refused and `/metrics` needs a token.',
    ),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('The least severe level that is logged.'),
  API_TOKENS: apiTokens.describe(
    'Bearer tokens of `/v1/*`, separated by commas: `token` (everything), `token:scope+scope`, or `token:scope+scope:workspace`; `*` stands for all scopes.',
  ),
  API_RATE_LIMIT: wholeNumber(1, 1_000_000)
    .default(600)
    .describe('Requests per minute that one token may send to `/v1/*`, in each process.'),
  TRUST_PROXY: wholeNumber(0, 10)
    .default(0)
    .describe("How many proxies stand before the connector; their word on the caller's address is taken."),
  DEMODESK_WEBHOOK_HEADER: webhookHeader
    .default('x-demodesk-token')
    .describe('Header in which Demodesk sends the shared secret.'),
  DEMODESK_WEBHOOK_SECRET: secrets(
    'the value that Demodesk sends in the webhook header (several while rotating)',
  ).describe('Value of that header; several, separated by commas, while it is being replaced.'),
  DEMODESK_WEBHOOK_SIGNING_SECRETS: signingSecrets
    .default([])
    .describe('Standard Webhooks secrets (`whsec_...`), separated by commas; with none, signatures are not looked at.'),
  DEMODESK_WEBHOOK_SIGNATURE: z
    .enum(['optional', 'required'])
    .default('optional')
    .describe('Whether a webhook without a signature is refused.'),
  DEMODESK_API_URL: httpUrl.default('https://demodesk.com/api/v2').describe("Demodesk's REST API."),
  DEMODESK_API_KEY: required('the key of the Demodesk REST API').describe(
    "Key of Demodesk's REST API; it should belong to a user who sees every recording.",
  ),
  SALESFORCE_LOGIN_URL: httpUrl
    .default('https://login.salesforce.com')
    .describe(
      "Where to log in: the org's My Domain for client credentials, else `https://login.salesforce.com` or `https://test.salesforce.com`.",
    ),
  SALESFORCE_CLIENT_ID: required('the consumer key of the app in Salesforce').describe(
    'Consumer key of the app in Salesforce.',
  ),
  SALESFORCE_CLIENT_SECRET: z
    .string()
    .trim()
    .optional()
    .describe('Consumer secret; needed by client credentials, and by the web-server flow where the app requires it.'),
  SALESFORCE_FLOW: z
    .enum(['client-credentials', 'jwt-bearer', 'web-server'])
    .default('client-credentials')
    .describe(
      'How the default workspace logs in: by itself with a secret, by itself with a certificate, or once by a person in the browser.',
    ),
  SALESFORCE_USERNAME: z.string().trim().optional().describe('User to log in as, with jwt-bearer.'),
  SALESFORCE_JWT_KEY: z
    .string()
    .optional()
    .describe('Private key in PEM form, with jwt-bearer; line ends may be written as `\\n`.'),
  SALESFORCE_PACKAGE_VERSION_ID: z
    .string()
    .regex(/^04t[A-Za-z0-9]{12}([A-Za-z0-9]{3})?$/, 'is not the id of a package version (04t...)')
    .optional()
    .describe('Package version (`04t...`) that the Connect page offers to install.'),
  SALESFORCE_NAMESPACE: z
    .string()
    .regex(/^([A-Za-z][A-Za-z0-9]{0,14})?$/, 'is not a namespace: a letter, then letters and digits, at most 15')
    .default('demodesk')
    .describe('Namespace of the package; empty for an unpackaged deploy.'),
  DATA_DIR: z
    .string()
    .trim()
    .min(1)
    .default('.data')
    .describe('Folder of the embedded database; not used with `DATABASE_URL`.'),
  TOKEN_ENCRYPTION_KEY: encryptionKeys
    .optional()
    .describe(
      'Keys that encrypt stored credentials: 32 bytes in base64 or hex, separated by commas; the first encrypts, all decrypt. Without it the embedded database gets a key file of its own; a shared Postgres stores no credentials.',
    ),
  PUBLIC_URL: httpUrl
    .optional()
    .describe(
      'Address at which browsers reach the connector, for the Connect pages; not needed on a loopback address.',
    ),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'is not a postgres:// URL' })
    .optional()
    .describe('Postgres that connector processes share; without it, one process uses an embedded database.'),
  REPUBLISH_AFTER_SECONDS: wholeNumber(1, 86_400)
    .default(60)
    .describe('How long Salesforce may take to log a delivery before it is published again.'),
  MAX_PUBLICATIONS: wholeNumber(1, 100).default(5).describe('How often a delivery is published before it is given up.'),
  RETRY_HOURS: wholeNumber(1, 24 * 30)
    .default(72)
    .describe('How long a delivery is tried while Salesforce or Demodesk cannot take it.'),
  DELIVERY_RETENTION_DAYS: wholeNumber(1, 3650)
    .default(30)
    .describe('How long finished deliveries, with what Demodesk sent, are kept.'),
  SALESFORCE_PUBSUB_URL: z
    .string()
    .trim()
    .refine(isPubSubEndpoint, { error: 'is not host:port, e.g. api.pubsub.salesforce.com:443' })
    .optional()
    .describe("The Pub/Sub API; without it, Salesforce's own for the org. For trying things out."),
  // Longer than Salesforce keeps events: what arrives again after a gap must still be recognised.
  CHANGE_RETENTION_DAYS: wholeNumber(4, 3650)
    .default(30)
    .describe('How long changes from Salesforce stay in the feed.'),
  DEMODESK_PUSH_URL: httpUrl
    .optional()
    .describe('Where changes from Salesforce are posted to; without it they are in the feed only.'),
  DEMODESK_PUSH_SECRETS: signingSecrets
    .default([])
    .describe('Standard Webhooks secrets that pushed changes are signed with.'),
  CATCH_UP_MINUTES: wholeNumber(0, 1440)
    .default(15)
    .describe('How often Demodesk is asked for recordings whose webhook never came; 0 never.'),
  SILENCE_HOURS: wholeNumber(0, 1000)
    .default(24)
    .describe(
      'Working hours without a webhook after which that is reported, while Demodesk has new recordings; 0 never.',
    ),
  WORKING_TIME_ZONE: z
    .string()
    .trim()
    .refine((name) => Intl.supportedValuesOf('timeZone').includes(name) || name === 'UTC', {
      error: 'is not the name of a time zone, e.g. Europe/Berlin',
    })
    .default('Europe/Berlin')
    .describe('Time zone of the working hours.'),
});

/** The settings as they were read, before they are put in order. */
export type Settings = z.infer<typeof environment>;
