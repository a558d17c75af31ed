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
import type { PushNetwork } from '../push/network.ts';
import { signingSecret } from '../settings.ts';
import { pushTargetProblems } from '../push/target.ts';
import type { PushTarget } from '../push/target.ts';
import type { RunningWorkspace } from './running-workspace.ts';
import { DEFAULT_WORKSPACE, workspaceName } from './workspace-name.ts';
import type { WorkspaceStore } from './workspace-store.ts';
import type { Workspaces } from './workspaces.ts';

const BODY_LIMIT = '20kb';
const MIN_SECRET_LENGTH = 16;
const EXAMPLE =
  '{"apiKey": "...", "webhookSecrets": ["at least 16 characters"]} and, where wanted, "signingSecrets": ["whsec_..."] and "push": {"url": "https://...", "secrets": ["whsec_..."]}';

const storable = z.string().refine((text) => !text.includes('\0'), { error: 'holds a NUL character' });
const demodeskAccess = z.strictObject({
  apiKey: storable.trim().min(1).max(1000).meta({ description: "Key of this workspace's Demodesk API." }),
  webhookSecrets: z
    .array(storable.trim().min(MIN_SECRET_LENGTH).max(1000))
    .min(1)
    .max(5)
    .meta({ description: 'Values of the webhook header that are accepted.' }),
  signingSecrets: z.array(signingSecret).max(5).default([]).meta({
    description: 'Standard Webhooks secrets that webhooks may be signed with.',
  }),
  push: z
    .strictObject({
      url: z
        .url({ protocol: /^https?$/ })
        .max(2000)
        .meta({ description: 'A public https address.' }),
      secrets: z.array(signingSecret).min(1).max(5).meta({
        description: 'Standard Webhooks secrets: pushes are signed with each of them.',
      }),
    })
    .optional()
    .meta({ description: 'Where changes made in Salesforce are posted to. Left out: they are in the feed only.' }),
});

const shown = z
  .object({
    name: z.string(),
    connected: z.boolean(),
    webhookPath: z.string(),
    push: z
      .object({ url: z.string() })
      .nullable()
      .meta({ description: 'Where changes are posted to; GET /v1/push says how that stands.' }),
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
    summary: 'Adds a Demodesk workspace, or replaces its key, its secrets and where its changes are pushed to.',
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
  const { name, org, access } = workspace;
  const trouble = workspace.trouble();
  return {
    name,
    connected: org !== undefined,
    webhookPath: name === DEFAULT_WORKSPACE ? '/webhooks/demodesk' : `/webhooks/demodesk/${name}`,
    push: access.push === undefined ? null : { url: access.push.url },
    trouble: trouble === undefined ? null : { reason: trouble.reason, remedy: trouble.remedy },
  };
};

const configuredElsewhere = (): Problem =>
  new Problem({
    status: 409,
    code: 'configured-by-environment',
    title: 'Conflict',
    detail: `The workspace "${DEFAULT_WORKSPACE}" is configured by the environment.`,
    remedy: 'Change DEMODESK_API_KEY, DEMODESK_WEBHOOK_SECRET and DEMODESK_PUSH_URL there instead.',
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
  /** Where pushes may lead to. */
  pushNetwork: PushNetwork;
  log: Logger;
}

/** @throws Problem 422 when changes must not be pushed there */
const assertTarget = (target: PushTarget): void => {
  const [problem] = pushTargetProblems(target);
  if (problem === undefined) return;
  const pointer = `/push/${problem.at}`;
  throw new Problem({
    ...{ status: 422, code: 'wrong-push-target', title: 'Unprocessable content', pointer },
    detail: `${pointer} ${problem.message}.`,
    remedy: 'Give the public https address of the receiver, without a user name, and at least one whsec_ secret.',
  });
};

/** Lets an operator add workspaces while the connector runs. */
export const workspacesRouter = (options: WorkspacesOptions): Router => {
  const { store, workspaces, canStore, pushNetwork, log } = options;
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
    if (access.push !== undefined) assertTarget({ ...access.push, network: pushNetwork });
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
