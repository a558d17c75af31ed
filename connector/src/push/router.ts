import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { changeItem } from '../changes/router.ts';
import { feedItem } from '../changes/feed.ts';
import { methodNotAllowed, notFound, Problem } from '../http/problem.ts';
import type { Logger } from '../logging.ts';
import { messageId } from './attempt.ts';
import type { PushStore } from './push-store.ts';

/** Pushing of one workspace, for people who look after it. */
export interface PushControl {
  store: PushStore;
  /** Id of the workspace's feed. */
  feedId(): Promise<string>;
  /** There is something to send again. */
  wake(): void;
}

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

const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().regex(/^\d{1,19}$/, 'is not a cursor that this list has given out').optional(),
});

const notConfigured = (): Problem =>
  new Problem({
    status: 404,
    code: 'push-not-configured',
    title: 'Not found',
    detail: 'Changes of this workspace are not pushed.',
    remedy: 'Set DEMODESK_PUSH_URL and DEMODESK_PUSH_SECRETS, or read GET /v1/changes.',
  });

const badQuery = (error: z.ZodError): Problem =>
  new Problem({
    status: 400,
    code: 'bad-query',
    title: 'Bad request',
    detail: `The query is wrong: ${error.issues[0]?.path.join('.') ?? ''} ${error.issues[0]?.message ?? ''}.`,
    remedy: 'Known parameters: limit (1-200), cursor.',
  });

/** What the routes work with. */
export interface PushRouterOptions {
  /** The pushing of the caller's workspace. */
  pushOf: (request: Request) => PushControl | undefined;
  log: Logger;
}

/** `GET /v1/push`, `POST /v1/push/enable`, `GET /v1/push/dead-letters`, `POST /v1/push/dead-letters/{id}/retry`. */
export const createPushRouter = ({ pushOf, log }: PushRouterOptions): Router => {
  const router = Router();
  const controlOf = (request: Request): PushControl => {
    const control = pushOf(request);
    if (control === undefined) throw notConfigured();
    return control;
  };

  router.get('/', async (request, response) => {
    const state = await controlOf(request).store.state();
    if (state === undefined) throw notConfigured();
    const { stopReason: reason, ...rest } = state;
    response.json({ ...rest, state: state.stoppedAt === null ? 'active' : 'stopped', reason });
  });

  router.post('/enable', async (request, response) => {
    const control = controlOf(request);
    if (!(await control.store.enable())) throw notConfigured();
    log.info('pushing was enabled by a person');
    control.wake();
    response.status(202).json({ state: 'active' });
  });

  router.get('/dead-letters', async (request, response) => {
    const query = listQuery.safeParse(request.query);
    if (!query.success) throw badQuery(query.error);
    const { limit, cursor } = query.data;
    const control = controlOf(request);
    const feedId = await control.feedId();
    const rows = await control.store.dead(limit + 1, cursor);
    const data = rows.slice(0, limit).map(({ attempts, status, reason, ...row }) => {
      const change = feedItem(feedId, row);
      return { id: row.sequence, webhookId: messageId(change), attempts, status, reason, change };
    });
    const hasMore = rows.length > limit;
    response.json({ data, meta: { nextCursor: hasMore ? (data.at(-1)?.id ?? null) : null, hasMore } });
  });

  const resend = async (request: Request, sequence: string | undefined): Promise<number> => {
    const control = controlOf(request);
    const count = await control.store.resend(sequence);
    if (count > 0) control.wake();
    log.info({ pushes: count }, 'dead letters were sent again by a person');
    return count;
  };
  router.post('/dead-letters/retry', async (request, response) => {
    response.status(202).json({ retried: await resend(request, undefined) });
  });
  router.post('/dead-letters/:id/retry', async (request, response) => {
    const { id } = request.params;
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
