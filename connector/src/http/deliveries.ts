import { Router } from 'express';
import { z } from 'zod';
import { DELIVERY_STATES } from '../deliveries/delivery-record.ts';
import type { DeliveryList, ListPosition } from '../deliveries/delivery-list.ts';
import type { DeliveryStore } from '../deliveries/delivery-store.ts';
import type { Logger } from '../logging.ts';
import { methodNotAllowed, notFound, Problem } from './problem.ts';

const encodeCursor = ({ receivedAt, id }: ListPosition): string =>
  Buffer.from(`${receivedAt} ${id}`).toString('base64url');

const position = z.tuple([z.iso.datetime(), z.guid()]);

const cursor = z.string().transform((text, context): ListPosition => {
  const parts = position.safeParse(Buffer.from(text, 'base64url').toString('utf8').split(' '));
  if (parts.success) return { receivedAt: parts.data[0], id: parts.data[1] };
  context.issues.push({ code: 'custom', message: 'is not a cursor that this list has given out', input: text });
  return z.NEVER;
});

const listQuery = z.strictObject({
  state: z.enum(DELIVERY_STATES).optional(),
  action: z.string().max(80).optional(),
  deliveryKey: z.string().max(255).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: cursor.optional(),
});

const badQuery = (error: z.ZodError): Problem => {
  const issue = error.issues[0];
  return new Problem({
    status: 400,
    code: 'bad-query',
    title: 'Bad request',
    detail: `The query is wrong: ${[issue?.path.join('.'), issue?.message].filter(Boolean).join(' ')}.`,
    remedy: `Known parameters: state (${DELIVERY_STATES.join(', ')}), action, deliveryKey, limit (1-200), cursor.`,
  });
};

/** What the routes work with. */
export interface DeliveriesOptions {
  list: DeliveryList;
  store: Pick<DeliveryStore, 'retry'>;
  /** Called when a delivery has been queued. */
  onQueued: () => void;
  log: Logger;
}

/** Lets operators see what became of webhooks, and send one again. */
export const deliveries = ({ list, store, onQueued, log }: DeliveriesOptions): Router => {
  const router = Router();

  router.get('/', async (request, response) => {
    const query = listQuery.safeParse(request.query);
    if (!query.success) throw badQuery(query.error);
    const { limit, cursor: after, ...filter } = query.data;
    const { data, next } = await list.page(filter, limit, after);
    const nextCursor = next === undefined ? null : encodeCursor(next);
    response.json({ data, meta: { nextCursor, hasMore: nextCursor !== null } });
  });
  router.all('/', (request) => {
    throw methodNotAllowed(request.method, 'GET, HEAD');
  });

  router.post('/:id/retry', async (request, response) => {
    const id = z.guid().safeParse(request.params.id);
    if (!id.success || !(await store.retry(id.data))) throw notFound(request.originalUrl);
    log.info({ deliveryId: id.data }, 'delivery retried by a person');
    onQueued();
    response.status(202).json({ id: id.data, state: 'received' });
  });
  router.all('/:id/retry', (request) => {
    throw methodNotAllowed(request.method, 'POST');
  });
  return router;
};
