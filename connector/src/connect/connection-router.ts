import { Router } from 'express';
import { z } from 'zod';
import { jsonBody } from '../http/body.ts';
import type { Operation } from '../http/operation.ts';
import { methodNotAllowed, notFound, Problem } from '../http/problem.ts';
import { rawJson } from '../http/raw-json.ts';
import { requireScope, workspaceOf } from '../http/tokens.ts';
import { remedyFor, SalesforceFailure } from '../salesforce/failure.ts';
import { workspaceName } from '../workspaces/workspace-name.ts';
import { noEncryptionKey } from '../workspaces/router.ts';
import { AnotherOrg, ConfiguredByEnvironment, UnknownWorkspace } from './connections.ts';
import type { Connections } from './connections.ts';

const BODY_LIMIT = '20kb';
const EXAMPLE =
  '{"flow": "jwt-bearer", "loginUrl", "clientId", "username", "privateKey"} or {"flow": "client-credentials", "loginUrl", "clientId", "clientSecret"}';

const query = z.strictObject({ workspace: workspaceName.optional() });

/** Credentials go to this address: only to Salesforce, or to this machine for trying things out. */
const salesforceUrl = z
  .url()
  .max(255)
  .refine((text) => isSalesforce(text), {
    error: 'is not the https address of a Salesforce login, e.g. https://acme.my.salesforce.com',
  });

const isThisMachine = (hostname: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);

const isSalesforce = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  if (isThisMachine(hostname)) return /^https?:$/.test(protocol);
  return protocol === 'https:' && /\.(salesforce|salesforce-setup|cloudforce|database)\.com$/.test(hostname);
};

const clean = z
  .string()
  .trim()
  .min(1)
  .refine((text) => !text.includes('\0'), { error: 'holds a NUL character' });
const app = { loginUrl: salesforceUrl, clientId: clean.max(500) };
const credentials = z.discriminatedUnion('flow', [
  z.strictObject({ flow: z.literal('client-credentials'), ...app, clientSecret: clean.max(500) }),
  z.strictObject({
    flow: z.literal('jwt-bearer'),
    ...app,
    username: clean.max(255),
    privateKey: clean.max(10_000).regex(/^-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'is not a private key in PEM form'),
  }),
]);

const check = z.object({
  name: z.string(),
  status: z.enum(['ok', 'warning', 'failing', 'skipped']),
  message: z.string(),
  remedy: z.string().optional(),
});
const connection = z
  .object({
    workspace: z.string(),
    ready: z.boolean(),
    org: z
      .object({
        organizationId: z.string(),
        name: z.string(),
        sandbox: z.boolean(),
        edition: z.string(),
        instanceUrl: z.string(),
        username: z.string(),
        packageVersion: z.string().nullable(),
      })
      .nullable(),
    checks: z.array(check),
  })
  .meta({ id: 'Connection' });

const shared = { path: '/v1/connection', query } as const;

/** How to look at the connection to Salesforce, make it, and end it. */
export const connectionOperations: readonly Operation[] = [
  {
    ...shared,
    method: 'get',
    id: 'getConnection',
    summary: 'Looks over the connected org: what is ready and what to fix.',
    security: 'connection.read',
    answer: { status: 200, description: 'The org and the checks.', body: connection },
    problems: [400, 403, 404, 502],
  },
  {
    ...shared,
    method: 'put',
    id: 'putConnection',
    summary: 'Connects an org without a browser: JWT bearer or client credentials.',
    security: 'connection.write',
    body: credentials,
    answer: { status: 200, description: 'The org and the checks.', body: connection },
    problems: [400, 403, 404, 409, 413, 415, 422, 502, 503],
  },
  {
    ...shared,
    method: 'delete',
    id: 'deleteConnection',
    summary: 'Revokes the token at Salesforce and forgets it; deliveries wait.',
    security: 'connection.write',
    answer: {
      status: 200,
      description: 'Disconnected.',
      body: z.object({ workspace: z.string(), revoked: z.boolean() }),
    },
    problems: [400, 403, 404, 409],
  },
];

const problemOf = (error: unknown): unknown => {
  if (error instanceof UnknownWorkspace) {
    return new Problem({
      status: 404,
      code: 'unknown-workspace',
      title: 'Not found',
      detail: error.message,
      remedy: 'Add it with PUT /v1/workspaces/{name}.',
    });
  }
  if (error instanceof AnotherOrg || error instanceof ConfiguredByEnvironment) {
    return new Problem({
      status: 409,
      code: error instanceof AnotherOrg ? 'another-org' : 'configured-by-environment',
      title: 'Conflict',
      detail: error.message,
      remedy:
        error instanceof AnotherOrg
          ? 'DELETE /v1/connection first, if the meetings are to go to the new org.'
          : 'Change the SALESFORCE_* settings instead.',
    });
  }
  if (!(error instanceof SalesforceFailure)) return error;
  return new Problem(
    {
      status: 502,
      code: 'salesforce-refused',
      title: 'Salesforce did not accept this',
      detail: `${error.code}: ${error.message}`,
      remedy: remedyFor(error.failureClass, error.code),
    },
    error,
  );
};

const notSalesforce = (): Problem =>
  new Problem({
    status: 422,
    code: 'wrong-shape',
    title: 'Unprocessable content',
    detail: '/loginUrl is not the address of a Salesforce login.',
    remedy: `Send ${EXAMPLE}.`,
    pointer: '/loginUrl',
  });

/** What the routes work with. */
export interface ConnectionOptions {
  connections: Connections;
  /** Whether credentials can be stored so that every process can read them. */
  canStore: boolean;
  /** Whether only this machine can reach the connector; then an org may be on this machine too. */
  loopback: boolean;
}

/** `/v1/connection`, for operators and scripts. */
export const connectionRouter = ({ connections, canStore, loopback }: ConnectionOptions): Router => {
  const router = Router();

  const report = async (workspace: string): Promise<z.input<typeof connection> | undefined> => {
    const preflight = await connections.preflight(workspace);
    if (preflight === undefined) return undefined;
    const { ready, org } = preflight;
    const checks = preflight.checks.map(({ name, status, message, remedy }) => ({ name, status, message, remedy }));
    if (org === undefined) return { workspace, ready, org: null, checks };
    const { organizationId, name, sandbox, edition, instanceUrl, username, packageVersion = null } = org;
    return {
      ...{ workspace, ready, checks },
      org: { organizationId, name, sandbox, edition, instanceUrl, username, packageVersion },
    };
  };

  router.get('/', requireScope('connection.read'), async (request, response) => {
    const found = await report(workspaceOf(request)).catch((error: unknown) => {
      throw problemOf(error);
    });
    if (found === undefined) throw notFound(request.originalUrl);
    response.json(found);
  });

  router.put('/', requireScope('connection.write'), rawJson(BODY_LIMIT), async (request, response) => {
    const workspace = workspaceOf(request);
    const given = jsonBody(request, credentials, EXAMPLE);
    if (!loopback && isThisMachine(new URL(given.loginUrl).hostname)) throw notSalesforce();
    if (!canStore) throw noEncryptionKey();
    try {
      await connections.connect(workspace, given);
      response.json(await report(workspace));
    } catch (error) {
      throw problemOf(error);
    }
  });

  router.delete('/', requireScope('connection.write'), async (request, response) => {
    const workspace = workspaceOf(request);
    const done = await connections.disconnect(workspace).catch((error: unknown) => {
      throw problemOf(error);
    });
    if (done === undefined) throw notFound(request.originalUrl);
    response.json({ workspace, revoked: done.revoked });
  });

  router.all('/', (request) => {
    throw methodNotAllowed(request.method, 'GET, HEAD, PUT, DELETE');
  });
  return router;
};
