import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import type { DeliveryDecisions } from '../deliveries/delivery-decisions.ts';
import { DELIVERY_STATES, FAILURE_CLASSES } from '../deliveries/delivery-record.ts';
import type { DeliveryList, ListPosition } from '../deliveries/delivery-list.ts';
import type { Logger } from '../logging.ts';
import { workspaceName } from '../workspaces/workspace-name.ts';
import { jsonBody } from './body.ts';
import type { Operation } from './operation.ts';
import { methodNotAllowed, notFound, Problem } from './problem.ts';
import { rawJson } from './raw-json.ts';
import { callerOf, requireScope } from './tokens.ts';
import type { Caller } from './tokens.ts';

const BODY_LIMIT = '10kb';

/** Postgres keeps no NUL in a text, and no year before the first. */
const storable = z.string().refine((text) => !text.includes('\0'), { error: 'holds a NUL character' });
const since1970 = z.iso.datetime({ offset: true }).refine((text) => Date.parse(text) >= 0, { error: 'is before 1970' });

const encodeCursor = ({ receivedAt, id }: ListPosition): string =>
  Buffer.from(`${receivedAt} ${id}`).toString('base64url');

const position = z.tuple([since1970, z.guid()]);

const decodeCursor = (text: string): ListPosition => {
  const parts = position.safeParse(Buffer.from(text, 'base64url').toString('utf8').split(' '));
  if (parts.success) return { receivedAt: parts.data[0], id: parts.data[1] };
  throw badQuery('cursor is not a cursor that this list has given out');
};

const listQuery = z.strictObject({
  state: z.enum(DELIVERY_STATES).optional(),
  action: storable.max(80).optional(),
  deliveryKey: storable.max(255).optional(),
  workspace: workspaceName.optional(),
  failureClass: z.enum(FAILURE_CLASSES).optional(),
  receivedSince: since1970.optional(),
  receivedBefore: since1970.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

const instant = z.iso.datetime();
const delivery = z
  .object({
    id: z.guid(),
    workspace: z.string(),
    deliveryKey: z.string(),
    action: z.string(),
    state: z.enum(DELIVERY_STATES),
    attempts: z.int(),
    publications: z.int(),
    failureClass: z.string().nullable(),
    reason: z.string().nullable(),
    remedy: z.string().nullable(),
    syncStatus: z.string().nullable(),
    recordId: z.string().nullable(),
    receivedAt: instant,
    publishedAt: instant.nullable(),
    finishedAt: instant.nullable(),
    nextAttemptAt: instant.nullable(),
  })
  .meta({ id: 'Delivery' });

const page = z.object({
  data: z.array(delivery),
  meta: z.object({ nextCursor: z.string().nullable(), hasMore: z.boolean() }),
});
const discardBody = z.strictObject({ reason: storable.trim().min(1).max(255) });
const decided = z.object({ id: z.guid(), state: z.enum(DELIVERY_STATES) });
const idParams = z.object({ id: z.guid() });

/** What people can do with deliveries. */
export const deliveryOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/deliveries',
    id: 'listDeliveries',
    summary: 'What became of webhooks, newest first, page by page.',
    security: 'deliveries.read',
    query: listQuery,
    answer: { status: 200, description: 'A page of deliveries, without what Demodesk sent.', body: page },
    problems: [400, 403],
  },
  {
    method: 'get',
    path: '/v1/deliveries/{id}',
    id: 'getDelivery',
    summary: 'What became of one webhook.',
    security: 'deliveries.read',
    params: idParams,
    answer: { status: 200, description: 'The delivery, without what Demodesk sent.', body: delivery },
    problems: [403, 404],
  },
  {
    method: 'post',
    path: '/v1/deliveries/{id}/retry',
    id: 'retryDelivery',
    summary: 'Tries a delivery again, with all its attempts ahead of it.',
    security: 'deliveries.write',
    params: idParams,
    answer: { status: 202, description: 'The delivery is queued.', body: decided },
    problems: [403, 404],
  },
  {
    method: 'post',
    path: '/v1/deliveries/{id}/discard',
    id: 'discardDelivery',
    summary: 'Ends a delivery that is not wanted, with a reason.',
    security: 'deliveries.write',
    params: idParams,
    body: discardBody,
    answer: { status: 200, description: 'The delivery is discarded.', body: decided },
    problems: [400, 403, 404, 409, 413, 415, 422],
  },
];

const badQuery = (what: string): Problem =>
  new Problem({
    status: 400,
    code: 'bad-query',
    title: 'Bad request',
    detail: `The query is wrong: ${what}.`,
    remedy: `Known parameters: state (${DELIVERY_STATES.join(', ')}), action, deliveryKey, workspace, failureClass (${FAILURE_CLASSES.join(', ')}), receivedSince, receivedBefore (ISO 8601), limit (1-200), cursor.`,
  });

const alreadyFinished = (state: string): Problem =>
  new Problem({
    status: 409,
    code: 'already-finished',
    title: 'Conflict',
    detail: `The delivery is ${state}; there is nothing left to discard.`,
    remedy: 'Nothing to do.',
  });

/** What the routes work with. */
export interface DeliveriesOptions {
  list: DeliveryList;
  decisions: DeliveryDecisions;
  /** Called when a delivery of a workspace has been queued. */
  onQueued: (workspace: string) => void;
  log: Logger;
}

/** A caller bound to a workspace sees only that one; asking for another finds nothing. */
const visibleTo = (caller: Caller, asked: string | undefined): string | undefined => {
  if (caller.workspace !== undefined && asked !== undefined && asked !== caller.workspace) {
    throw new Problem({
      status: 403,
      code: 'other-workspace',
      title: 'Forbidden',
      detail: 'The token is for another workspace.',
      remedy: `Ask for the workspace ${caller.workspace}, or leave the parameter out.`,
    });
  }
  return caller.workspace ?? asked;
};

/** Lets operators see what became of webhooks, send one again, and end one for good. */
export const deliveries = ({ list, decisions, onQueued, log }: DeliveriesOptions): Router => {
  const router = Router();
  const mayRead = requireScope('deliveries.read');
  const mayWrite = requireScope('deliveries.write');

  /** Finds the delivery of the path, as far as the caller may see it. */
  const found = async (request: Request, caller: Caller) => {
    const id = z.guid().safeParse(request.params.id);
    const record = id.success ? await list.find(id.data) : undefined;
    if (record === undefined) throw notFound(request.originalUrl);
    if ((caller.workspace ?? record.workspace) !== record.workspace) throw notFound(request.originalUrl);
    return record;
  };

  router.get('/', mayRead, async (request, response) => {
    const query = listQuery.safeParse(request.query);
    if (!query.success) {
      const issue = query.error.issues[0];
      throw badQuery([issue?.path.join('.'), issue?.message].filter(Boolean).join(' '));
    }
    const { limit, cursor, ...filter } = query.data;
    const workspace = visibleTo(callerOf(response), filter.workspace);
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    const { data, next } = await list.page({ ...filter, workspace }, limit, after);
    const nextCursor = next === undefined ? null : encodeCursor(next);
    response.json({ data, meta: { nextCursor, hasMore: nextCursor !== null } });
  });
  router.all('/', (request) => {
    throw methodNotAllowed(request.method, 'GET, HEAD');
  });

  router.get('/:id', mayRead, async (request, response) => {
    response.json(await found(request, callerOf(response)));
  });
  router.all('/:id', (request) => {
    throw methodNotAllowed(request.method, 'GET, HEAD');
  });

  router.post('/:id/retry', mayWrite, async (request, response) => {
    const { id, deliveryKey } = await found(request, callerOf(response));
    const decision = await decisions.retry(id);
    if (decision.outcome !== 'done') throw notFound(request.originalUrl);
    log.info({ deliveryKey, caller: callerOf(response).id }, 'delivery retried by a person');
    onQueued(decision.workspace);
    response.status(202).json({ id, state: 'received' });
  });

  router.post('/:id/discard', mayWrite, rawJson(BODY_LIMIT), async (request, response) => {
    const { reason } = jsonBody(request, discardBody, '{"reason": "why it is not wanted"}');
    const { id, deliveryKey } = await found(request, callerOf(response));
    const decision = await decisions.discard(id, reason);
    if (decision.outcome === 'unknown') throw notFound(request.originalUrl);
    if (decision.outcome === 'finished') throw alreadyFinished(decision.state);
    log.info({ deliveryKey, caller: callerOf(response).id, reason }, 'delivery discarded by a person');
    response.json({ id, state: 'discarded' });
  });
  router.all(['/:id/retry', '/:id/discard'], (request) => {
    throw methodNotAllowed(request.method, 'POST');
  });
  return router;
};
