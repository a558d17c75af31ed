import { isIP } from 'node:net';
import { z } from 'zod';
import type { SalesforceCredentials } from './salesforce/credentials.ts';
import { decodeKey } from './store/cipher.ts';

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

const environment = z.object({
  PORT: wholeNumber(0, 65535).default(3000),
  HOST: z.string().trim().min(1).default('127.0.0.1'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  API_TOKENS: secrets('the bearer tokens that may call /v1/*, separated by commas'),
  DEMODESK_WEBHOOK_HEADER: webhookHeader.default('x-demodesk-token'),
  DEMODESK_WEBHOOK_SECRET: secrets('the value that Demodesk sends in the webhook header (several while rotating)'),
  DEMODESK_API_URL: httpUrl.default('https://demodesk.com/api/v2'),
  DEMODESK_API_KEY: required('the key of the Demodesk REST API'),
  SALESFORCE_LOGIN_URL: httpUrl.default('https://login.salesforce.com'),
  SALESFORCE_CLIENT_ID: required('the consumer key of the app in Salesforce'),
  SALESFORCE_CLIENT_SECRET: z.string().trim().optional(),
  SALESFORCE_FLOW: z.enum(['client-credentials', 'jwt-bearer', 'web-server']).default('client-credentials'),
  SALESFORCE_USERNAME: z.string().trim().optional(),
  SALESFORCE_JWT_KEY: z.string().optional(),
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
});

type Settings = z.infer<typeof environment>;

/** What the connector was told by its environment; made by `readConfig`, never changed. */
export interface Config {
  readonly host: string;
  /** TCP port; 0 takes a free one. */
  readonly port: number;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** Bearer tokens of `/v1/*`. */
  readonly apiTokens: readonly string[];
  readonly demodesk: {
    /** Lower-case name of the header that carries the shared secret. */
    readonly webhookHeader: string;
    /** Every secret that is accepted right now. */
    readonly webhookSecrets: readonly string[];
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
    /** Prefix of the package's API names without `__`; empty for an unpackaged deploy. */
    readonly namespace: string;
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
  return (['API_TOKENS', 'DEMODESK_WEBHOOK_SECRET'] as const)
    .filter((name) => settings[name].some((secret) => secret.length < MIN_SECRET_LENGTH))
    .map(
      (name) =>
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
  const shared = settings.DATABASE_URL !== undefined || !isLoopback(settings.HOST);
  if (shared && settings.TOKEN_ENCRYPTION_KEY === undefined && flow === 'web-server') {
    missing.push('TOKEN_ENCRYPTION_KEY is missing: it encrypts the token that a person grants in the browser');
  }
  return missing;
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
  const wrong = [...missingTogether(settings), ...weakSecrets(settings)];
  if (wrong.length > 0) throw new InvalidConfig(wrong);
  return {
    host: settings.HOST,
    port: settings.PORT,
    logLevel: settings.LOG_LEVEL,
    apiTokens: settings.API_TOKENS,
    demodesk: {
      webhookHeader: settings.DEMODESK_WEBHOOK_HEADER,
      webhookSecrets: settings.DEMODESK_WEBHOOK_SECRET,
      apiUrl: settings.DEMODESK_API_URL,
      apiKey: settings.DEMODESK_API_KEY,
    },
    salesforce: {
      loginUrl: settings.SALESFORCE_LOGIN_URL,
      clientId: settings.SALESFORCE_CLIENT_ID,
      clientSecret: settings.SALESFORCE_CLIENT_SECRET,
      credentials: credentialsFrom(settings),
      namespace: settings.SALESFORCE_NAMESPACE,
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
