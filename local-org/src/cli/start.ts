import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import type { LocalOrg, OrgOptions } from '../org.ts';
import { readOrgSettings } from '../project/org-settings.ts';
import { ProjectError } from '../project/sfdx-project.ts';
import { createPages, type Pages } from '../pages/pages.ts';
import { createApp, type HttpOptions } from '../rest/http/app.ts';
import { LOCAL_CLIENT, LOCAL_PASSWORD } from '../rest/oauth/clients.ts';
import { startPubSub, type PubSub, type PubSubOptions } from '../pubsub/start-pub-sub.ts';
import { ADMIN_USERNAME } from '../security/founding-records.ts';
import type { SeedSummary } from '../seed/load-seed.ts';
import { openedOrg } from './opened-org.ts';
import { reportFailure } from './report-failure.ts';

export interface StartOptions extends OrgOptions, Omit<HttpOptions, 'pubSub' | 'pages'>, PubSubOptions {
  /** Port on loopback; 0 = any free one. */
  readonly port: number;
  /** Seed file to load; none = an empty org. */
  readonly seed?: string;
}

/** A running local org. */
export interface RunningLocalOrg {
  /** e.g. `http://127.0.0.1:3001` */
  readonly url: string;
  readonly org: LocalOrg;
  /** The Pub/Sub API: its port, and its streams for tests. */
  readonly pubSub: PubSub;
  /** What people see of the org in a browser. */
  readonly pages: Pages;
  readonly seeded: SeedSummary;
  /** Stops it; the data is gone. */
  close(): Promise<void>;
}

/** The port is taken by another program. */
export class PortTaken extends ProjectError {
  override readonly name: string = 'PortTaken';

  constructor(port: number, option: string) {
    super(`Port ${port} is taken. Stop what runs there, or choose another with ${option}`);
  }
}

const portError = (error: NodeJS.ErrnoException, port: number | undefined, option: string): Error =>
  error.code === 'EADDRINUSE' ? new PortTaken(port ?? 0, option) : error;

/**
 * Starts an org on loopback.
 * Runs the project's install script, after the seed: the data was there before the package.
 * @throws ProjectError, CompileFailure, SeedError, PortTaken: each message says what to do
 */
export const startLocalOrg = async (options: StartOptions): Promise<RunningLocalOrg> => {
  const { org, seeded } = openedOrg(options);
  const pubSub = await startPubSub(org, options).catch((error: unknown) => {
    throw portError(error as NodeJS.ErrnoException, options.grpcPort, '--grpc-port');
  });
  const pages = createPages(org);
  const apps = [...(options.apps ?? []), ...readOrgSettings(org.project.directory).connectedApps];
  const server = createServer(createApp(org, { ...options, apps, pubSub, pages }));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      void pubSub.close();
      reject(portError(error, options.port, '--port'));
    });
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  return {
    url: `http://127.0.0.1:${port}`,
    org,
    pubSub,
    pages,
    seeded,
    close: async () => {
      pages.close();
      await pubSub.close();
      await new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      });
    },
  };
};

const HELP = `Usage: local-org start [--project <dir>] [--port 3001] [--grpc-port 3003] [--seed <file>]

  --project    folder with sfdx-project.json (default: the current one)
  --port       port on 127.0.0.1 (default 3001)
  --grpc-port  port of the Pub/Sub API (default: LOCAL_ORG_GRPC_PORT, else 3003; 0 = any free one)
  --seed       JSON file with the records the org starts with
  --help       this text
`;

const describe = (running: RunningLocalOrg, ms: number): string => {
  const { url, org, seeded } = running;
  const custom = org.schema.objects.filter(({ name }) => /__(?:c|e|mdt)$/.test(name)).map(({ name }) => name);
  const data = [...seeded].map(([type, count]) => `${count} ${type}`).join(', ');
  return [
    `Local org on ${url} (started in ${ms} ms; data lives in memory until it stops)`,
    `  project    ${org.project.name || org.project.directory}, namespace ${org.namespace || '(none)'}`,
    `  Apex       ${org.program.classes.length} classes`,
    `  objects    ${custom.length > 0 ? custom.join(', ') : 'standard ones only'}`,
    `  data       ${data || 'none'}`,
    ...(org.schema.unsupported.length > 0 ? [`  left out   ${org.schema.unsupported.join('; ')}`] : []),
    ...refusedApex(running),
    `  token      curl -d grant_type=client_credentials -d client_id=${LOCAL_CLIENT.id} -d client_secret=${LOCAL_CLIENT.secret} ${url}/services/oauth2/token`,
    `  users      ${ADMIN_USERNAME} and those of the seed, password ${LOCAL_PASSWORD}`,
    `  REST       ${url}/services/data/v${org.project.sourceApiVersion}/`,
    `  pages      ${url}/lightning`,
    `  Pub/Sub    127.0.0.1:${running.pubSub.port} (gRPC without TLS)`,
    '',
  ].join('\n');
};

/** What of the project's Apex is refused, a line per problem. */
const refusedApex = ({ org }: RunningLocalOrg): string[] => {
  const { problems } = org.program;
  if (problems.length === 0) return [];
  return [
    `  refused    ${problems.length} places in the Apex that do not compile; running them raises UnsupportedFeature`,
    ...problems.map((problem) => `               ${problem.message}`),
  ];
};

/** @throws ProjectError */
const portOf = (option: string, value: string): number => {
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new ProjectError(`${option} ${value} is no port`);
};

/** Who takes any free port for HTTP wants one for gRPC too. */
const defaultGrpcPort = (port: number): string => process.env.LOCAL_ORG_GRPC_PORT ?? (port === 0 ? '0' : '3003');

/**
 * Runs the command `local-org start` until Ctrl-C.
 *
 * @param args its arguments, without its name
 * @throws ProjectError, CompileFailure, SeedError, PortTaken
 */
export const startCommand = async (args: readonly string[]): Promise<undefined> => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      project: { type: 'string', default: '.' },
      port: { type: 'string', default: '3001' },
      'grpc-port': { type: 'string' },
      seed: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return undefined;
  }
  const port = portOf('--port', values.port);
  const grpcPort = portOf('--grpc-port', values['grpc-port'] ?? defaultGrpcPort(port));
  const began = performance.now();
  const running = await startLocalOrg({
    projectDir: values.project,
    tolerant: true,
    port,
    grpcPort,
    ...(values.seed === undefined ? {} : { seed: values.seed }),
  });
  process.stdout.write(describe(running, Math.round(performance.now() - began)));
  running.pages.prepare();
  const stop = (): void => void running.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return undefined;
};

if (import.meta.main) await startCommand(process.argv.slice(2)).catch(reportFailure);
