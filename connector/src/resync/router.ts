import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { failureFrom } from '../inbound/failure.ts';
import { jsonBody } from '../http/body.ts';
import type { Operation } from '../http/operation.ts';
import { methodNotAllowed, notFound, Problem } from '../http/problem.ts';
import { rawJson } from '../http/raw-json.ts';
import { callerOf, requireScope, workspaceOf } from '../http/tokens.ts';
import type { Logger } from '../logging.ts';
import { SalesforceFailure } from '../salesforce/failure.ts';
import { createSyncRuns, RUN_SCOPES, RUN_STATUSES } from '../salesforce/sync-run.ts';
import type { SyncRun, SyncRuns } from '../salesforce/sync-run.ts';
import { workspaceName } from '../workspaces/workspace-name.ts';
import type { Workspaces } from '../workspaces/workspaces.ts';

const BODY_LIMIT = '200kb';
const EXAMPLE = '{"scope":"Since","since":"2026-07-01T00:00:00Z"} or {"scope":"Selection","meetingIds":["48120"]}';

const instant = z.iso.datetime({ offset: true });
const meetingId = z
  .union([z.string().trim().min(1).max(80), z.int()])
  .transform(String)
  .refine((id) => !/[\s,;]/.test(id), { error: 'holds a comma or a space' });

/** The body of `POST /v1/resync`. */
export const resyncRequest = z
  .strictObject({
    scope: z.enum(RUN_SCOPES),
    since: instant.optional(),
    until: instant.optional(),
    meetingIds: z.array(meetingId).min(1).max(1000).optional(),
  })
  .superRefine(({ scope, since, until, meetingIds }, context) => {
    const complain = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if ((scope === 'Meeting' || scope === 'Selection') && meetingIds === undefined) {
      complain('meetingIds', `is missing: scope ${scope} needs it`);
    }
    if (scope === 'Meeting' && meetingIds !== undefined && meetingIds.length > 1) {
      complain('meetingIds', 'names more than one meeting: use scope Selection');
    }
    if (scope === 'Since' && since === undefined) complain('since', 'is missing: scope Since needs it');
    if (since !== undefined && until !== undefined && Date.parse(until) < Date.parse(since)) {
      complain('until', 'is before since');
    }
  });

const time = z.iso.datetime().nullable();
/** A run, as `/v1/resync` answers. */
export const resyncRun = z
  .object({
    runKey: z.string(),
    scope: z.enum(RUN_SCOPES),
    ...{ since: time, until: time },
    meetingIds: z.array(z.string()),
    status: z.enum(RUN_STATUSES),
    ...{ found: z.int(), sent: z.int(), done: z.int(), failed: z.int() },
    message: z.string().nullable(),
    ...{ startedAt: time, finishedAt: time },
  })
  .meta({ id: 'ResyncRun', description: 'One Sync_Run__c: meetings that are read from Demodesk and sent again.' });

const ofWorkspace = z.object({ workspace: workspaceName.optional() });
const runParams = z.object({ runKey: z.string().min(1).max(80) });

/** What callers can do with re-syncs. */
export const resyncOperations: readonly Operation[] = [
  {
    ...{ method: 'post', path: '/v1/resync', id: 'requestResync', security: 'resync.write', query: ofWorkspace },
    summary: 'Has meetings read from Demodesk and sent to Salesforce again.',
    description: 'While a run is under way, a further request is added to it: the answer is then that run, widened.',
    body: resyncRequest,
    answer: { status: 202, description: 'The run.', body: resyncRun },
    problems: [400, 403, 404, 413, 415, 422, 502, 503],
  },
  {
    ...{ method: 'get', path: '/v1/resync/{runKey}', id: 'getResync', security: 'resync.write', query: ofWorkspace },
    summary: 'How far a run is.',
    params: runParams,
    answer: { status: 200, description: 'The run; of a merged one, the run that does its work.', body: resyncRun },
    problems: [403, 404, 502, 503],
  },
  {
    ...{ method: 'delete', path: '/v1/resync/{runKey}', id: 'cancelResync', security: 'resync.write' },
    ...{ query: ofWorkspace, params: runParams },
    summary: 'Cancels a run; meetings that are on their way still arrive.',
    answer: { status: 202, description: 'The run.', body: resyncRun },
    problems: [403, 404, 409, 502, 503],
  },
];

/** A run without what only the connector needs. */
const shown = (run: SyncRun) => resyncRun.parse(run);

const ofSalesforce = (error: unknown): Problem => {
  if (!(error instanceof SalesforceFailure)) throw error;
  const { reason: detail, remedy, failureClass } = failureFrom(error);
  const status = failureClass === 'unavailable' || failureClass === 'limit' ? 503 : 502;
  return new Problem({ status, code: 'salesforce', title: 'Salesforce did not do it', detail, remedy }, error);
};

const notConnected = (workspace: string): Problem =>
  new Problem({
    status: 404,
    code: 'not-connected',
    title: 'Not found',
    detail: `No Salesforce org is connected to the workspace ${workspace}.`,
    remedy: 'Connect one first: GET /v1/connection says how.',
  });

const alreadyOver = ({ status }: SyncRun): Problem =>
  new Problem({
    status: 409,
    code: 'already-over',
    title: 'Conflict',
    detail: `The run is ${status.toLowerCase()}; there is nothing left to cancel.`,
    remedy: 'Nothing to do.',
  });

/** What the routes work with. */
export interface ResyncRouterOptions {
  workspaces: Pick<Workspaces, 'get'>;
  log: Logger;
}

/** Lets callers have meetings sent again, see how far that is, and cancel it. */
export const createResyncRouter = ({ workspaces, log }: ResyncRouterOptions): Router => {
  const router = Router();
  const allowed = requireScope('resync.write');

  const runsOf = (request: Request): SyncRuns => {
    const workspace = workspaceOf(request);
    const org = workspaces.get(workspace)?.org;
    if (org === undefined) throw notConnected(workspace);
    return createSyncRuns(org);
  };
  const asking = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw ofSalesforce(error);
    }
  };
  /** Of a merged run, the one that does its work. */
  const acting = async (runs: SyncRuns, run: SyncRun | undefined): Promise<SyncRun | undefined> =>
    run?.mergedInto === null || run === undefined ? run : ((await asking(runs.byId(run.mergedInto))) ?? run);

  const found = async (request: Request, runs: SyncRuns): Promise<SyncRun> => {
    const { runKey } = request.params;
    const run = typeof runKey === 'string' ? await acting(runs, await asking(runs.byKey(runKey))) : undefined;
    if (run === undefined) throw notFound(request.originalUrl);
    return run;
  };

  router.post('/', allowed, rawJson(BODY_LIMIT), async (request, response) => {
    const asked = jsonBody(request, resyncRequest, EXAMPLE);
    const runs = runsOf(request);
    const recordId = await asking(runs.insert({ runKey: randomUUID(), ...asked }));
    const run = await acting(runs, await asking(runs.byId(recordId)));
    if (run === undefined) throw notFound(request.originalUrl);
    log.info({ runKey: run.runKey, scope: run.scope, caller: callerOf(response).id }, 're-sync requested');
    response.status(202).location(`${request.baseUrl}/${run.runKey}`).json(shown(run));
  });
  router.all('/', (request) => {
    throw methodNotAllowed(request.method, 'POST');
  });

  router.get('/:runKey', allowed, async (request, response) => {
    response.json(shown(await found(request, runsOf(request))));
  });
  router.delete('/:runKey', allowed, async (request, response) => {
    const runs = runsOf(request);
    const run = await found(request, runs);
    if (run.status !== 'Requested' && run.status !== 'Running') throw alreadyOver(run);
    await asking(runs.update(run.recordId, { cancelRequested: true }));
    log.info({ runKey: run.runKey, caller: callerOf(response).id }, 're-sync canceled');
    response.status(202).json(shown((await asking(runs.byId(run.recordId))) ?? run));
  });
  router.all('/:runKey', (request) => {
    throw methodNotAllowed(request.method, 'GET, HEAD, DELETE');
  });
  return router;
};
