import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { changeItem } from '../changes/router.ts';
import { feedItem, readStream } from '../changes/feed.ts';
import type { ChangeFeed } from '../changes/feed.ts';
import type { Operation } from '../http/operation.ts';
import { methodNotAllowed, notFound, Problem } from '../http/problem.ts';
import { requireScope, workspaceOf } from '../http/tokens.ts';
import type { Logger } from '../logging.ts';
import type { Database } from '../store/database.ts';
import { workspaceName } from '../workspaces/workspace-name.ts';
import { messageId } from './attempt.ts';
import { createPushStore } from './push-store.ts';

/** The answer of `GET /v1/push`. */
export const pushStatus = z.object({
  url: z.string(),
  state: z.enum(['active', 'stopped']),
  stoppedAt: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
  waiting: z.int(),
  dead: z.int(),
  oldestWaitingAt: z.iso.datetime().nullable(),
});

/** One item of `GET /v1/push/dead-letters`. */
export const deadLetter = z.object({
  id: z.string(),
  webhookId: z.string(),
  attempts: z.int(),
  status: z.int().nullable().meta({ description: 'The last HTTP status; null when there was no answer.' }),
  reason: z.string().nullable(),
  change: changeItem,
});

const deadLetterPage = z.object({
  data: z.array(deadLetter),
  meta: z.object({ nextCursor: z.string().nullable(), hasMore: z.boolean() }),
});

const ofWorkspace = z.object({ workspace: workspaceName.optional() });
const listQuery = ofWorkspace.extend({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z
    .string()
    .regex(/^\d{1,19}$/, 'is not a cursor that this list has given out')
    .optional(),
});

const notConfigured = (): Problem =>
  new Problem({
    status: 404,
    code: 'push-not-configured',
    title: 'Not found',
    detail: 'Changes of this workspace are not pushed.',
    remedy:
      'Set DEMODESK_PUSH_URL and DEMODESK_PUSH_SECRETS (other workspaces: push in PUT /v1/workspaces/{workspace}), or read GET /v1/changes.',
  });

const badQuery = (error: z.ZodError): Problem =>
  new Problem({
    status: 400,
    code: 'bad-query',
    title: 'Bad request',
    detail: `The query is wrong: ${error.issues[0]?.path.join('.') ?? ''} ${error.issues[0]?.message ?? ''}.`,
    remedy: 'Known parameters: limit (1-200), cursor.',
  });

/** What people can do with pushes. */
export const pushOperations: readonly Operation[] = [
  {
    ...{ method: 'get', path: '/v1/push', id: 'getPush', security: 'push.read', query: ofWorkspace },
    summary: 'How pushing changes to Demodesk stands.',
    answer: { status: 200, description: 'The endpoint and what waits for it.', body: pushStatus },
    problems: [403, 404],
  },
  {
    ...{ method: 'post', path: '/v1/push/enable', id: 'enablePush', security: 'push.write', query: ofWorkspace },
    summary: 'Takes up pushing again after the receiver answered 410.',
    answer: { status: 202, description: 'What waits is sent.', body: z.object({ state: z.literal('active') }) },
    problems: [403, 404],
  },
  {
    ...{ method: 'get', path: '/v1/push/dead-letters', id: 'listDeadPushes', security: 'push.read', query: listQuery },
    summary: 'Pushes that were given up after the last attempt, newest first.',
    answer: { status: 200, description: 'A page of them.', body: deadLetterPage },
    problems: [400, 403],
  },
  {
    ...{ method: 'post', path: '/v1/push/dead-letters/retry', id: 'retryDeadPushes', security: 'push.write' },
    ...{ query: ofWorkspace, summary: 'Sends all of them again.' },
    answer: { status: 202, description: 'They are queued.', body: z.object({ retried: z.int() }) },
    problems: [403],
  },
  {
    ...{ method: 'post', path: '/v1/push/dead-letters/{id}/retry', id: 'retryDeadPush', security: 'push.write' },
    ...{ query: ofWorkspace, params: z.object({ id: z.string() }), summary: 'Sends one of them again.' },
    answer: {
      ...{ status: 202, description: 'It is queued.' },
      body: z.object({ id: z.string(), state: z.literal('waiting') }),
    },
    problems: [403, 404],
  },
];

/** What the routes work with. */
export interface PushRouterOptions {
  database: Database;
  /** Is rung when there is something to send again. */
  feed: Pick<ChangeFeed, 'notify'>;
  /** Whether a workspace's changes are pushed at all. */
  isPushed: (workspace: string) => boolean;
  log: Logger;
}

/** Lets people see how pushing stands, take it up again, and send again what was given up. */
export const createPushRouter = ({ database, feed, isPushed, log }: PushRouterOptions): Router => {
  const router = Router();
  const mayRead = requireScope('push.read');
  const mayWrite = requireScope('push.write');
  const storeOf = (request: Request) => createPushStore(database, workspaceOf(request));

  /** What it was pushed to before is kept, so that pushing goes on where it stood; meanwhile nothing is pushed. */
  const assertPushed = (request: Request): void => {
    if (!isPushed(workspaceOf(request))) throw notConfigured();
  };

  router.get('/', mayRead, async (request, response) => {
    assertPushed(request);
    const state = await storeOf(request).state();
    if (state === undefined) throw notConfigured();
    const { stopReason: reason, ...rest } = state;
    response.json({ ...rest, state: state.stoppedAt === null ? 'active' : 'stopped', reason });
  });

  router.post('/enable', mayWrite, async (request, response) => {
    assertPushed(request);
    if (!(await storeOf(request).enable())) throw notConfigured();
    log.info({ workspace: workspaceOf(request) }, 'pushing was enabled by a person');
    feed.notify(workspaceOf(request));
    response.status(202).json({ state: 'active' });
  });

  router.get('/dead-letters', mayRead, async (request, response) => {
    const query = listQuery.safeParse(request.query);
    if (!query.success) throw badQuery(query.error);
    const { limit, cursor } = query.data;
    const { feedId } = await readStream(database, workspaceOf(request));
    const rows = await storeOf(request).dead(limit + 1, cursor);
    const data = rows.slice(0, limit).map(({ attempts, status, reason, ...row }) => {
      const change = feedItem(feedId, row);
      return { id: row.sequence, webhookId: messageId(change), attempts, status, reason, change };
    });
    const hasMore = rows.length > limit;
    response.json({ data, meta: { nextCursor: hasMore ? (data.at(-1)?.id ?? null) : null, hasMore } });
  });

  const resend = async (request: Request, sequence: string | undefined): Promise<number> => {
    const pushes = await storeOf(request).resend(sequence);
    if (pushes > 0) feed.notify(workspaceOf(request));
    log.info({ workspace: workspaceOf(request), pushes }, 'pushes that were given up are sent again by a person');
    return pushes;
  };
  router.post('/dead-letters/retry', mayWrite, async (request, response) => {
    response.status(202).json({ retried: await resend(request, undefined) });
  });
  router.post('/dead-letters/:id/retry', mayWrite, async (request, response) => {
    const id = String(request.params.id);
    if (!/^\d{1,18}$/.test(id) || (await resend(request, id)) === 0) throw notFound(request.originalUrl);
    response.status(202).json({ id, state: 'waiting' });
  });

  router.all(['/', '/dead-letters'], (request) => {
    throw methodNotAllowed(request.method, 'GET, HEAD');
  });
  router.all(['/enable', '/dead-letters/retry', '/dead-letters/:id/retry'], (request) => {
    throw methodNotAllowed(request.method, 'POST');
  });
  return router;
};
