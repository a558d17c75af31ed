import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { jsonBody } from '../http/body.ts';
import type { Operation } from '../http/operation.ts';
import { methodNotAllowed, notFound, Problem } from '../http/problem.ts';
import { rawJson } from '../http/raw-json.ts';
import { callerOf, requireScope } from '../http/tokens.ts';
import type { Caller } from '../http/tokens.ts';
import type { Logger } from '../logging.ts';
import type { RunningWorkspace } from './running-workspace.ts';
import { DEFAULT_WORKSPACE, workspaceName } from './workspace-name.ts';
import type { WorkspaceStore } from './workspace-store.ts';
import type { Workspaces } from './workspaces.ts';

const BODY_LIMIT = '20kb';
const MIN_SECRET_LENGTH = 16;
const EXAMPLE =
  '{"apiKey": "...", "webhookSecrets": ["at least 16 characters"], "signingSecrets": ["whsec_..."]} (the last is optional)';

const storable = z.string().refine((text) => !text.includes('\0'), { error: 'holds a NUL character' });
const demodeskAccess = z.strictObject({
  apiKey: storable.trim().min(1).max(1000).meta({ description: "Key of this workspace's Demodesk API." }),
  webhookSecrets: z
    .array(storable.trim().min(MIN_SECRET_LENGTH).max(1000))
    .min(1)
    .max(5)
    .meta({ description: 'Values of the webhook header that are accepted.' }),
  signingSecrets: z
    .array(z.string().regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/))
    .max(5)
    .default([])
    .meta({ description: 'Standard Webhooks secrets.' }),
});

const shown = z
  .object({
    name: z.string(),
    connected: z.boolean(),
    webhookPath: z.string(),
    trouble: z.object({ reason: z.string(), remedy: z.string() }).nullable(),
  })
  .meta({ id: 'Workspace' });
const nameParams = z.object({ workspace: workspaceName });

/** How workspaces are set up. */
export const workspaceOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/workspaces',
    id: 'listWorkspaces',
    summary: 'The workspaces of this connector.',
    security: 'workspaces.read',
    answer: { status: 200, description: 'Without their keys.', body: z.object({ data: z.array(shown) }) },
    problems: [403],
  },
  {
    method: 'put',
    path: '/v1/workspaces/{workspace}',
    id: 'putWorkspace',
    summary: 'Adds a Demodesk workspace, or replaces its key and secrets.',
    description: 'Then connect its org: `GET /connect/salesforce?workspace=...` in a browser.',
    security: 'workspaces.write',
    params: nameParams,
    body: demodeskAccess,
    answer: { status: 200, description: 'The workspace.', body: shown },
    problems: [400, 403, 404, 409, 413, 415, 422, 503],
  },
  {
    method: 'delete',
    path: '/v1/workspaces/{workspace}',
    id: 'deleteWorkspace',
    summary: 'Removes a workspace with its keys; its deliveries stay listed.',
    security: 'workspaces.write',
    params: nameParams,
    answer: { status: 204, description: 'It is gone.' },
    problems: [403, 404, 409],
  },
];

const show = (workspace: RunningWorkspace): z.input<typeof shown> => {
  const { name, org } = workspace;
  const trouble = workspace.trouble();
  return {
    name,
    connected: org !== undefined,
    webhookPath: name === DEFAULT_WORKSPACE ? '/webhooks/demodesk' : `/webhooks/demodesk/${name}`,
    trouble: trouble === undefined ? null : { reason: trouble.reason, remedy: trouble.remedy },
  };
};

const configuredElsewhere = (): Problem =>
  new Problem({
    status: 409,
    code: 'configured-by-environment',
    title: 'Conflict',
    detail: `The workspace "${DEFAULT_WORKSPACE}" is configured by the environment.`,
    remedy: 'Change DEMODESK_API_KEY and DEMODESK_WEBHOOK_SECRET instead.',
  });

/** @returns the answer where there is no key that all processes share, so that nothing secret can be stored */
export const noEncryptionKey = (): Problem =>
  new Problem({
    status: 503,
    code: 'no-encryption-key',
    title: 'Service unavailable',
    detail: 'The connector has no key to encrypt credentials with.',
    remedy: 'Set TOKEN_ENCRYPTION_KEY (openssl rand -base64 32) on every process and restart.',
  });

/** What the routes work with. */
export interface WorkspacesOptions {
  store: WorkspaceStore;
  workspaces: Workspaces;
  /** Whether credentials can be stored so that every process can read them. */
  canStore: boolean;
  log: Logger;
}

/** Lets an operator add workspaces while the connector runs. */
export const workspacesRouter = ({ store, workspaces, canStore, log }: WorkspacesOptions): Router => {
  const router = Router();
  const mayRead = requireScope('workspaces.read');
  const mayWrite = requireScope('workspaces.write');

  const changeable = (request: Request, caller: Caller): string => {
    const name = workspaceName.safeParse(request.params.workspace);
    if (!name.success || (caller.workspace ?? name.data) !== name.data) throw notFound(request.originalUrl);
    if (name.data === DEFAULT_WORKSPACE) throw configuredElsewhere();
    return name.data;
  };

  router.get('/', mayRead, (_request, response) => {
    const own = callerOf(response).workspace;
    response.json({
      data: workspaces
        .all()
        .filter(({ name }) => (own ?? name) === name)
        .map(show),
    });
  });
  router.all('/', (request) => {
    throw methodNotAllowed(request.method, 'GET, HEAD');
  });

  router.put('/:workspace', mayWrite, rawJson(BODY_LIMIT), async (request, response) => {
    const name = changeable(request, callerOf(response));
    const access = jsonBody(request, demodeskAccess, EXAMPLE);
    if (!canStore) throw noEncryptionKey();
    await store.saveDemodesk(name, access);
    await workspaces.refresh();
    log.info({ workspace: name, caller: callerOf(response).id }, 'workspace set up');
    const running = workspaces.get(name);
    if (running === undefined) throw notFound(request.originalUrl);
    response.json(show(running));
  });

  router.delete('/:workspace', mayWrite, async (request, response) => {
    const name = changeable(request, callerOf(response));
    if (!(await store.remove(name))) throw notFound(request.originalUrl);
    await workspaces.refresh();
    log.info({ workspace: name, caller: callerOf(response).id }, 'workspace removed');
    response.status(204).end();
  });
  router.all('/:workspace', (request) => {
    throw methodNotAllowed(request.method, 'PUT, DELETE');
  });
  return router;
};
