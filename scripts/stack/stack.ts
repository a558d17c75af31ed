import { LOCAL_PUSH_SECRET } from '../../connector/stand-in/server.ts';
import { startService, type Service, type ServiceDefinition } from './service.ts';

export interface StackOptions {
  readonly connectorPort: number;
  /** Absent: a real Salesforce connection is configured and no local org is started. */
  readonly localOrgPort?: number;
  /** Port of the local org's Pub/Sub API; default 3003. */
  readonly localOrgGrpcPort?: number;
  /** Folder of the sfdx project that the local org runs; absent: this one. */
  readonly localOrgProject?: string;
  /** Absent: the real Demodesk API is configured. */
  readonly demodeskPort?: number;
  /** Environment on top of the local defaults, e.g. DATA_DIR. */
  readonly env?: Readonly<Record<string, string>>;
  readonly onLine?: (name: string, line: string) => void;
}

export interface Stack {
  readonly connectorUrl: string;
  readonly localOrgUrl: string | undefined;
  readonly demodeskUrl: string | undefined;
  readonly services: readonly Service[];
  stop(): Promise<void>;
}

const url = (port: number): string => `http://127.0.0.1:${port}`;

/** The connector's settings for working with the local org and the Demodesk stand-in. */
export const localSettings = (
  localOrgPort?: number,
  demodeskPort?: number,
  localOrgGrpcPort = 3003,
): Record<string, string> => ({
  ...(localOrgPort === undefined
    ? {}
    : {
        SALESFORCE_LOGIN_URL: url(localOrgPort),
        SALESFORCE_CLIENT_ID: 'local',
        SALESFORCE_CLIENT_SECRET: 'local',
        SALESFORCE_PUBSUB_URL: `127.0.0.1:${localOrgGrpcPort}`,
      }),
  ...(demodeskPort === undefined ? {} : { DEMODESK_API_URL: `${url(demodeskPort)}/api/v2`, DEMODESK_API_KEY: 'local' }),
  // Only a local org's changes are pushed in the clear, and to this machine.
  ...(demodeskPort === undefined || localOrgPort === undefined
    ? {}
    : {
        DEMODESK_PUSH_URL: `${url(demodeskPort)}/stand-in/changes`,
        DEMODESK_PUSH_SECRETS: process.env.DEMODESK_PUSH_SECRETS ?? LOCAL_PUSH_SECRET,
      }),
  DEMODESK_WEBHOOK_SECRET: process.env.DEMODESK_WEBHOOK_SECRET ?? 'local',
  API_TOKENS: process.env.API_TOKENS ?? 'local',
});

export const localOrgService = (port: number, grpcPort = 3003, project = '.'): ServiceDefinition => ({
  name: 'local org',
  command: [
    'local-org/src/cli/local-org.ts',
    'start',
    '--project',
    project,
    '--port',
    String(port),
    '--grpc-port',
    String(grpcPort),
    '--seed',
    'config/local-org-seed.json',
  ],
  env: {},
  readyUrl: `${url(port)}/services/data`,
});

export const demodeskService = (port: number, connectorPort: number): ServiceDefinition => ({
  name: 'demodesk',
  command: ['connector/stand-in/main.ts'],
  env: {
    LOCAL_DEMODESK_PORT: String(port),
    PORT: String(connectorPort),
    DEMODESK_WEBHOOK_SECRET: localSettings().DEMODESK_WEBHOOK_SECRET ?? '',
  },
  readyUrl: `${url(port)}/healthz`,
});

export const connectorService = ({
  connectorPort,
  localOrgPort,
  localOrgGrpcPort,
  demodeskPort,
  env,
}: StackOptions): ServiceDefinition => ({
  name: 'connector',
  command: ['connector/src/main.ts'],
  env: { PORT: String(connectorPort), ...localSettings(localOrgPort, demodeskPort, localOrgGrpcPort), ...env },
  readyUrl: `${url(connectorPort)}/readyz`,
});

/**
 * Starts the product: what it talks to first, then the connector. Resolves when all of it is ready.
 * @throws ServiceFailed when a part does not come up; the parts that did are stopped
 */
export const startStack = async (options: StackOptions): Promise<Stack> => {
  const {
    connectorPort,
    localOrgPort,
    localOrgGrpcPort,
    localOrgProject,
    demodeskPort,
    onLine = () => undefined,
  } = options;
  const surroundings = [
    ...(localOrgPort === undefined ? [] : [localOrgService(localOrgPort, localOrgGrpcPort, localOrgProject)]),
    ...(demodeskPort === undefined ? [] : [demodeskService(demodeskPort, connectorPort)]),
  ];
  const services: Service[] = [];
  const stop = async (): Promise<void> => {
    for (const service of [...services].reverse()) await service.stop();
  };
  try {
    const outcomes = await Promise.allSettled(surroundings.map((each) => startService(each, onLine)));
    for (const outcome of outcomes) if (outcome.status === 'fulfilled') services.push(outcome.value);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
    services.push(await startService(connectorService(options), onLine));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    connectorUrl: url(connectorPort),
    localOrgUrl: localOrgPort === undefined ? undefined : url(localOrgPort),
    demodeskUrl: demodeskPort === undefined ? undefined : url(demodeskPort),
    services,
    stop,
  };
};
