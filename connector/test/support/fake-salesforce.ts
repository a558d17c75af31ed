import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerSetup, newOrgSetup, refuseLogin } from './fake-org-setup.ts';
import type { OrgSetup } from './fake-org-setup.ts';

/** An event as Salesforce got it, without the namespace. */
export interface PublishedEvent {
  Delivery_Key__c: string;
  Event_Type__c: string;
  Meeting_Id__c: string;
  Occurred_At__c: string;
  Payload__c: string;
}

/** An answer that replaces the regular one. */
export interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** What a test may change about the org while it runs. */
export interface Behaviour {
  /** Answers instead of the org: return undefined to let the request through. */
  intercept: ((method: string, path: string) => Answer | 'hang' | 'drop' | undefined) | undefined;
  /** As `intercept`, with the body of the request. */
  interceptBody: ((path: string, body: string) => Answer | undefined) | undefined;
  /** Refuses single events: return the error of a Collections result, or undefined to take it. */
  refuse:
    ((event: PublishedEvent) => { statusCode: string; message: string; fields?: string[] } | undefined) | undefined;
  /** Whether a taken event leads to a Sync Log row. */
  logs: (event: PublishedEvent) => boolean;
  /** Fields of the row beside the key. */
  row: (event: PublishedEvent) => Record<string, unknown>;
  /** How long one request takes, in milliseconds. */
  latencyMs: number;
  /** How long it takes from the event to its row, in milliseconds. */
  logAfterMs: number;
}

/**
 * Behaves like one Salesforce org as far as the connector can see: login, publishing through Collections, the Sync
 * Log through queries and Composite.
 */
export interface FakeSalesforce {
  url: string;
  behaviour: Behaviour;
  /** Every event that was taken, in order, repeated ones too. */
  events: PublishedEvent[];
  /** Rows by delivery key: an upsert, so one for each. */
  log: Map<string, Record<string, unknown>>;
  /** `POST /composite/sobjects`, ... in the order they came; logins left out. */
  requests: string[];
  logins: number;
  /** How the org is set up. */
  setup: OrgSetup;
  /** Makes every token that was given out invalid. */
  expireSessions(): void;
  /** Breaks off every request under way. */
  dropConnections(): void;
  close(): Promise<void>;
}

const PREFIX = 'demodesk__';
const VERSION = '/services/data/v65.0';

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

const send = (response: ServerResponse, { status, body, headers }: Answer): void => {
  response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8', ...headers });
  response.end(JSON.stringify(body));
};

const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const keysOf = (soql: string): string[] => {
  const list = /Delivery_Key__c IN \((.*)\)$/.exec(soql)?.[1] ?? '';
  return [...list.matchAll(/'((?:[^'\\]|\\.)*)'/g)].map((match) => (match[1] ?? '').replaceAll(/\\(.)/g, '$1'));
};

const unprefixed = (record: Record<string, unknown>): PublishedEvent =>
  Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name.replace(PREFIX, ''), value]),
  ) as unknown as PublishedEvent;

/** Starts an org on a free port of this machine. */
export const startFakeSalesforce = async (port = 0, organizationId?: string): Promise<FakeSalesforce> => {
  const setup = newOrgSetup(organizationId);
  const behaviour: Behaviour = {
    intercept: undefined,
    interceptBody: undefined,
    refuse: undefined,
    logs: () => true,
    row: () => ({ Status__c: 'Succeeded' }),
    latencyMs: 0,
    logAfterMs: 0,
  };
  const events: PublishedEvent[] = [];
  const log = new Map<string, Record<string, unknown>>();
  const requests: string[] = [];
  const state = { generation: 0, logins: 0 };

  const writeRow = async (event: PublishedEvent): Promise<void> => {
    if (!behaviour.logs(event)) return;
    if (behaviour.logAfterMs > 0) await delay(behaviour.logAfterMs);
    log.set(event.Delivery_Key__c, { Delivery_Key__c: event.Delivery_Key__c, ...behaviour.row(event) });
  };

  const publish = (body: string): unknown => {
    const { records } = JSON.parse(body) as { records: Record<string, unknown>[] };
    return records.map((record) => {
      const event = unprefixed(record);
      const error = behaviour.refuse?.(event);
      if (error !== undefined) return { success: false, errors: [{ fields: [], ...error }] };
      events.push(event);
      void writeRow(event);
      return { success: true, id: 'e01000000000001AAA', errors: [] };
    });
  };

  const query = (path: string): unknown => {
    const soql = new URL(path, 'http://localhost').searchParams.get('q') ?? '';
    const records = keysOf(soql)
      .map((key) => log.get(key))
      .filter((row) => row !== undefined)
      .map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [PREFIX + name, value])));
    return { totalSize: records.length, done: true, records };
  };

  const composite = (body: string): unknown => {
    const { compositeRequest } = JSON.parse(body) as { compositeRequest: { url: string; referenceId: string }[] };
    return {
      compositeResponse: compositeRequest.map(({ url, referenceId }) => ({
        body: query(url),
        httpHeaders: {},
        httpStatusCode: 200,
        referenceId,
      })),
    };
  };

  const login = (body: string): Answer => {
    const form = new URLSearchParams(body);
    const refused = refuseLogin(setup, form);
    if (refused !== undefined) return refused;
    state.logins += 1;
    return {
      status: 200,
      body: {
        access_token: `token-${state.generation}`,
        instance_url: salesforce.url,
        id: `${salesforce.url}/id/${setup.organizationId}/005000000000001AAA`,
        token_type: 'Bearer',
        ...(form.get('grant_type') === 'authorization_code' ? { refresh_token: `refresh-${state.logins}` } : {}),
      },
    };
  };

  const answer = async (request: IncomingMessage, path: string): Promise<Answer> => {
    const body = await read(request);
    const instead = behaviour.interceptBody?.(path, body);
    if (instead !== undefined) return instead;
    if (path === '/services/oauth2/token') return login(body);
    if (path === '/services/oauth2/revoke') {
      setup.revoked.push(new URLSearchParams(body).get('token') ?? '');
      return { status: 200, body: {} };
    }
    if (request.headers.authorization !== `Bearer token-${state.generation}`) {
      return { status: 401, body: [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }] };
    }
    const aboutTheOrg = answerSetup(setup, request.method ?? '', path.replace(VERSION, ''));
    if (aboutTheOrg !== undefined) return aboutTheOrg;
    if (path === `${VERSION}/composite/sobjects`) return { status: 200, body: publish(body) };
    if (path === `${VERSION}/composite`) return { status: 200, body: composite(body) };
    if (path.startsWith(`${VERSION}/query?`)) return { status: 200, body: query(path) };
    return { status: 404, body: [{ errorCode: 'NOT_FOUND', message: `no resource ${path}` }] };
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '';
    const method = request.method ?? '';
    if (!path.includes('/oauth2/')) requests.push(`${method} ${path.split('?')[0]?.replace(VERSION, '') ?? ''}`);
    if (behaviour.latencyMs > 0) await delay(behaviour.latencyMs);
    const instead = behaviour.intercept?.(method, path);
    if (instead === 'hang') return;
    if (instead === 'drop') {
      response.destroy();
      return;
    }
    if (instead !== undefined) await read(request);
    send(response, instead ?? (await answer(request, path)));
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const salesforce: FakeSalesforce = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    behaviour,
    events,
    log,
    requests,
    setup,
    get logins() {
      return state.logins;
    },
    expireSessions: () => {
      state.generation += 1;
    },
    dropConnections: () => server.closeAllConnections(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return salesforce;
};
