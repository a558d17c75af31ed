import { isIP } from 'node:net';
import { z } from 'zod';
import type { SalesforceCredentials } from './salesforce/credentials.ts';
import { API_SCOPES } from './http/scopes.ts';
import { decodeKey } from './store/cipher.ts';
import { pushTargetProblems } from './push/target.ts';
import type { PushTarget } from './push/target.ts';
import { isPubSubEndpoint } from './stream/endpoint.ts';
import { workspaceName } from './workspaces/workspace-name.ts';

/** Secrets shorter than this are only accepted while the connector listens on this machine alone. */
const MIN_SECRET_LENGTH = 16;

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

/** Standard Webhooks: `whsec_` and the base64 of 24 to 64 bytes. */
const signingSecrets = z
  .string()
  .transform(list)
  .refine((entries) => entries.every((entry) => /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/.test(entry)), {
    error: 'is not a list of Standard Webhooks secrets: whsec_ and base64 of 24 to 64 bytes',
  });

const environment = z.object({
  PORT: wholeNumber(0, 65535).default(3000),
  HOST: z.string().trim().min(1).default('127.0.0.1'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  API_TOKENS: apiTokens,
  API_RATE_LIMIT: wholeNumber(1, 1_000_000).default(600),
  TRUST_PROXY: wholeNumber(0, 10).default(0),
  DEMODESK_WEBHOOK_HEADER: webhookHeader.default('x-demodesk-token'),
  DEMODESK_WEBHOOK_SECRET: secrets('the value that Demodesk sends in the webhook header (several while rotating)'),
  DEMODESK_WEBHOOK_SIGNING_SECRETS: signingSecrets.default([]),
  DEMODESK_WEBHOOK_SIGNATURE: z.enum(['optional', 'required']).default('optional'),
  DEMODESK_API_URL: httpUrl.default('https://demodesk.com/api/v2'),
  DEMODESK_API_KEY: required('the key of the Demodesk REST API'),
  SALESFORCE_LOGIN_URL: httpUrl.default('https://login.salesforce.com'),
  SALESFORCE_CLIENT_ID: required('the consumer key of the app in Salesforce'),
  SALESFORCE_CLIENT_SECRET: z.string().trim().optional(),
  SALESFORCE_FLOW: z.enum(['client-credentials', 'jwt-bearer', 'web-server']).default('client-credentials'),
  SALESFORCE_USERNAME: z.string().trim().optional(),
  SALESFORCE_JWT_KEY: z.string().optional(),
  SALESFORCE_PACKAGE_VERSION_ID: z
    .string()
    .regex(/^04t[A-Za-z0-9]{12}([A-Za-z0-9]{3})?$/, 'is not the id of a package version (04t...)')
    .optional(),
  SALESFORCE_NAMESPACE: z
    .string()
    .regex(/^([A-Za-z][A-Za-z0-9]{0,14})?$/, 'is not a namespace: a letter, then letters and digits, at most 15')
    .default('demodesk'),
  DATA_DIR: z.string().trim().min(1).default('.data'),
  TOKEN_ENCRYPTION_KEY: encryptionKeys.optional(),
  PUBLIC_URL: httpUrl.optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'is not a postgres:// URL' }).optional(),
  REPUBLISH_AFTER_SECONDS: wholeNumber(1, 86_400).default(60),
  MAX_PUBLICATIONS: wholeNumber(1, 100).default(5),
  RETRY_HOURS: wholeNumber(1, 24 * 30).default(72),
  DELIVERY_RETENTION_DAYS: wholeNumber(1, 3650).default(30),
  SALESFORCE_PUBSUB_URL: z
    .string()
    .trim()
    .refine(isPubSubEndpoint, { error: 'is not host:port, e.g. api.pubsub.salesforce.com:443' })
    .optional(),
  // Longer than Salesforce keeps events: what arrives again after a gap must still be recognised.
  CHANGE_RETENTION_DAYS: wholeNumber(4, 3650).default(30),
  DEMODESK_PUSH_URL: httpUrl.optional(),
  DEMODESK_PUSH_SECRETS: signingSecrets.default([]),
  CATCH_UP_MINUTES: wholeNumber(0, 1440).default(15),
  SILENCE_HOURS: wholeNumber(0, 1000).default(24),
  WORKING_TIME_ZONE: z
    .string()
    .trim()
    .refine((name) => Intl.supportedValuesOf('timeZone').includes(name) || name === 'UTC', {
      error: 'is not the name of a time zone, e.g. Europe/Berlin',
    })
    .default('Europe/Berlin'),
});

type Settings = z.infer<typeof environment>;

/** What the connector was told by its environment; made by `readConfig`, never changed. */
export interface Config {
  readonly host: string;
  /** TCP port; 0 takes a free one. */
  readonly port: number;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** Bearer tokens of `/v1/*`. */
  readonly apiTokens: readonly ApiToken[];
  /** Requests per minute that one caller may send to `/v1/*`. */
  readonly apiRateLimit: number;
  /** How many proxies stand before the connector, whose word on the caller's address is taken. */
  readonly trustProxy: number;
  /** Whether only this machine can reach the connector. */
  readonly loopback: boolean;
  readonly demodesk: {
    /** Lower-case name of the header that carries the shared secret. */
    readonly webhookHeader: string;
    /** Every secret that is accepted right now. */
    readonly webhookSecrets: readonly string[];
    /** Standard Webhooks secrets that a signature may be made with; none: signatures are not looked at. */
    readonly signingSecrets: readonly string[];
    /** Whether a webhook without a signature is refused. */
    readonly signatureRequired: boolean;
    readonly apiUrl: string;
    readonly apiKey: string;
  };
  readonly salesforce: {
    readonly loginUrl: string;
    readonly clientId: string;
    /** Left out where the flow needs none. */
    readonly clientSecret: string | undefined;
    /** How the default workspace's org is logged in to; undefined when a person connects it in a browser. */
    readonly credentials: SalesforceCredentials | undefined;
    /** The package version that the Connect page offers to install; undefined while there is none. */
    readonly packageVersionId: string | undefined;
    /** Prefix of the package's API names without `__`; empty for an unpackaged deploy. */
    readonly namespace: string;
  };
  /** Changes made in Salesforce. */
  readonly changes: {
    /** Endpoint of the Pub/Sub API; undefined for the one that belongs to the org. */
    readonly pubSubUrl: string | undefined;
    /** How long changes stay in the feed, in milliseconds. */
    readonly retentionMs: number;
    /** Where the default workspace's changes are pushed to; undefined: nowhere. */
    readonly push: PushTarget | undefined;
  };
  /** Looking for what webhooks did not bring. */
  readonly catchUp: {
    /** Between two looks at Demodesk's recordings, in milliseconds; 0: never. */
    readonly everyMs: number;
    /** Hours of working days without a webhook that are an alarm; 0: none is. */
    readonly silence: { readonly hours: number; readonly timeZone: string };
  };
  /** Keys that encrypt what is stored of credentials; the first encrypts, all decrypt. Empty: one of its own. */
  readonly encryptionKeys: readonly Buffer[];
  /** Where browsers reach the connector, without a slash at the end; undefined: where it listens. */
  readonly publicUrl: string | undefined;
  readonly store: { readonly dataDir: string; readonly databaseUrl: string | undefined };
  readonly delivery: {
    /** How long Salesforce may take to log a delivery before it is published again, in milliseconds. */
    readonly republishAfterMs: number;
    /** How often one delivery is published before it becomes a dead letter. */
    readonly maxPublications: number;
    /** How long a delivery is retried while Salesforce or Demodesk cannot take it, in milliseconds. */
    readonly retryForMs: number;
    /** How long finished deliveries stay listed, in milliseconds. */
    readonly retentionMs: number;
  };
}

/** The environment is incomplete or wrong; `problems` has one line for each setting that needs a person. */
export class InvalidConfig extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'InvalidConfig';
    this.problems = problems;
  }
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

const weakSecrets = (settings: Settings): string[] => {
  if (isLoopback(settings.HOST)) return [];
  const used = {
    API_TOKENS: settings.API_TOKENS.map(({ token }) => token),
    DEMODESK_WEBHOOK_SECRET: settings.DEMODESK_WEBHOOK_SECRET,
  };
  return Object.entries(used)
    .filter(([, values]) => values.some((secret) => secret.length < MIN_SECRET_LENGTH))
    .map(
      ([name]) =>
        `${name} has a value shorter than ${MIN_SECRET_LENGTH} characters, which is accepted on a loopback HOST only`,
    );
};

/** Settings that are needed together. */
const missingTogether = (settings: Settings): string[] => {
  const { SALESFORCE_FLOW: flow } = settings;
  const needed: Readonly<Record<Settings['SALESFORCE_FLOW'], readonly (keyof Settings)[]>> = {
    'client-credentials': ['SALESFORCE_CLIENT_SECRET'],
    'jwt-bearer': ['SALESFORCE_USERNAME', 'SALESFORCE_JWT_KEY'],
    'web-server': [],
  };
  const missing = needed[flow]
    .filter((name) => settings[name] === undefined)
    .map((name) => `${name} is missing: SALESFORCE_FLOW ${flow} needs it`);
  if (settings.DEMODESK_WEBHOOK_SIGNATURE === 'required' && settings.DEMODESK_WEBHOOK_SIGNING_SECRETS.length === 0) {
    missing.push('DEMODESK_WEBHOOK_SIGNING_SECRETS is missing: DEMODESK_WEBHOOK_SIGNATURE required needs it');
  }
  const shared = settings.DATABASE_URL !== undefined || !isLoopback(settings.HOST);
  if (shared && settings.TOKEN_ENCRYPTION_KEY === undefined && flow === 'web-server') {
    missing.push('TOKEN_ENCRYPTION_KEY is missing: it encrypts the token that a person grants in the browser');
  }
  return missing;
};

/** Whether the connector works with a local org: only such a one is reached over http. */
const isLocalOrg = ({ SALESFORCE_LOGIN_URL: url }: Settings): boolean =>
  url.startsWith('http://') && isLoopback(new URL(url).hostname);

const pushTargetOf = ({ DEMODESK_PUSH_URL: url, DEMODESK_PUSH_SECRETS: secrets }: Settings): PushTarget | undefined =>
  url === undefined ? undefined : { url, secrets };

const wrongPush = (settings: Settings): string[] => {
  const target = pushTargetOf(settings);
  return target === undefined ? [] : pushTargetProblems(target, { local: isLocalOrg(settings) });
};

const credentialsFrom = (settings: Settings): SalesforceCredentials | undefined => {
  const app = { loginUrl: settings.SALESFORCE_LOGIN_URL, clientId: settings.SALESFORCE_CLIENT_ID };
  switch (settings.SALESFORCE_FLOW) {
    case 'client-credentials':
      return { ...app, flow: 'client-credentials', clientSecret: settings.SALESFORCE_CLIENT_SECRET ?? '' };
    case 'jwt-bearer': {
      // One line of an environment file cannot hold line ends; they come as \\n.
      const privateKey = (settings.SALESFORCE_JWT_KEY ?? '').replaceAll('\\n', '\n');
      return { ...app, flow: 'jwt-bearer', privateKey, username: settings.SALESFORCE_USERNAME ?? '' };
    }
    case 'web-server':
      return undefined;
  }
};

/** An empty variable means "not set", except for the namespace, where empty has a meaning of its own. */
const withoutEmpty = (source: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(source).filter(([name, value]) => value?.trim() !== '' || name === 'SALESFORCE_NAMESPACE'),
  );

/**
 * Reads and checks the connector's settings.
 *
 * @param source environment variables, as in `process.env`
 * @returns the settings with defaults filled in
 * @throws InvalidConfig naming every setting that is missing or wrong, all at once
 */
export const readConfig = (source: NodeJS.ProcessEnv): Config => {
  const parsed = environment.safeParse(withoutEmpty(source));
  if (!parsed.success) {
    throw new InvalidConfig(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`));
  }
  const settings = parsed.data;
  const wrong = [...missingTogether(settings), ...weakSecrets(settings), ...wrongPush(settings)];
  if (wrong.length > 0) throw new InvalidConfig(wrong);
  return {
    host: settings.HOST,
    port: settings.PORT,
    logLevel: settings.LOG_LEVEL,
    apiTokens: settings.API_TOKENS,
    apiRateLimit: settings.API_RATE_LIMIT,
    trustProxy: settings.TRUST_PROXY,
    loopback: isLoopback(settings.HOST),
    demodesk: {
      webhookHeader: settings.DEMODESK_WEBHOOK_HEADER,
      webhookSecrets: settings.DEMODESK_WEBHOOK_SECRET,
      signingSecrets: settings.DEMODESK_WEBHOOK_SIGNING_SECRETS,
      signatureRequired: settings.DEMODESK_WEBHOOK_SIGNATURE === 'required',
      apiUrl: settings.DEMODESK_API_URL,
      apiKey: settings.DEMODESK_API_KEY,
    },
    salesforce: {
      loginUrl: settings.SALESFORCE_LOGIN_URL,
      clientId: settings.SALESFORCE_CLIENT_ID,
      clientSecret: settings.SALESFORCE_CLIENT_SECRET,
      credentials: credentialsFrom(settings),
      packageVersionId: settings.SALESFORCE_PACKAGE_VERSION_ID,
      namespace: settings.SALESFORCE_NAMESPACE,
    },
    changes: {
      pubSubUrl: settings.SALESFORCE_PUBSUB_URL,
      retentionMs: settings.CHANGE_RETENTION_DAYS * 86_400_000,
      push: pushTargetOf(settings),
    },
    catchUp: {
      everyMs: settings.CATCH_UP_MINUTES * 60_000,
      silence: { hours: settings.SILENCE_HOURS, timeZone: settings.WORKING_TIME_ZONE },
    },
    encryptionKeys: settings.TOKEN_ENCRYPTION_KEY ?? [],
    publicUrl: settings.PUBLIC_URL?.replace(/\/+$/, ''),
    store: { dataDir: settings.DATA_DIR, databaseUrl: settings.DATABASE_URL },
    delivery: {
      republishAfterMs: settings.REPUBLISH_AFTER_SECONDS * 1000,
      maxPublications: settings.MAX_PUBLICATIONS,
      retryForMs: settings.RETRY_HOURS * 3_600_000,
      retentionMs: settings.DELIVERY_RETENTION_DAYS * 86_400_000,
    },
  };
};
