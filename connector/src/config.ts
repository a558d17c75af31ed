import { isIP } from 'node:net';
import type { SalesforceCredentials } from './salesforce/credentials.ts';
import type { PushNetwork } from './push/network.ts';
import { pushTargetProblems } from './push/target.ts';
import type { PushTarget } from './push/target.ts';
import { environment } from './settings.ts';
import type { ApiToken, Settings } from './settings.ts';

export type { ApiToken } from './settings.ts';

/** Secrets shorter than this are only accepted while the connector listens on this machine alone. */
const MIN_SECRET_LENGTH = 16;

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
    /** Where the pushes of workspaces that were set up over the API may lead to. */
    readonly pushNetwork: PushNetwork;
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

/** Who writes the environment may well mean an address in the own network; who calls the API need not. */
const networkOf = (settings: Settings, otherwise: PushNetwork): PushNetwork =>
  isLocalOrg(settings) ? 'this-machine' : otherwise;

const pushTargetOf = (settings: Settings): PushTarget | undefined => {
  const { DEMODESK_PUSH_URL: url, DEMODESK_PUSH_SECRETS: secrets } = settings;
  return url === undefined ? undefined : { url, secrets, network: networkOf(settings, 'private') };
};

const wrongPush = (settings: Settings): string[] => {
  const target = pushTargetOf(settings);
  if (target === undefined) return [];
  const names = { url: 'DEMODESK_PUSH_URL', secrets: 'DEMODESK_PUSH_SECRETS' };
  return pushTargetProblems(target).map(({ at, message }) => `${names[at]} ${message}`);
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
      pushNetwork: networkOf(settings, 'public'),
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
