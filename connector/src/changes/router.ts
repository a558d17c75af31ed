import { Router } from 'express';
import { z } from 'zod';
import type { Operation } from '../http/operation.ts';
import { methodNotAllowed, Problem } from '../http/problem.ts';
import { requireScope, workspaceOf } from '../http/tokens.ts';
import { workspaceName } from '../workspaces/workspace-name.ts';
import { fieldChange } from './change.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { FeedPlace } from './cursor.ts';
import type { ChangeFeed, FeedPage } from './feed.ts';

const MAX_LIMIT = 1000;
/** Proxies cut a request off that takes a minute. */
const MAX_WAIT_SECONDS = 55;

const place = z.string().transform((text, context): FeedPlace => {
  const decoded = decodeCursor(text);
  if (decoded !== undefined) return decoded;
  context.issues.push({ code: 'custom', message: 'is not a cursor that this feed has given out', input: text });
  return z.NEVER;
});

/** The parameters of `GET /v1/changes`. */
export const changesQuery = z.object({
  after: place.optional(),
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(100),
  wait: z.coerce.number().min(0).max(MAX_WAIT_SECONDS).default(0),
  workspace: workspaceName.optional(),
});

/** One change, in the feed as in a push. */
export const changeItem = z
  .object({
    cursor: z.string().meta({ description: 'The place behind this change.' }),
    kind: z.string().meta({ description: 'change, create, delete, undelete, merge or convert.' }),
    entity: z.string().meta({ description: "Contact, Account, Opportunity, Meeting, or another object's API name." }),
    recordId: z.string().meta({ description: 'Salesforce id.' }),
    demodeskId: z.string().nullable().meta({ description: "Demodesk's id of the record, where Salesforce knows it." }),
    changes: z.array(fieldChange),
    occurredAt: z.iso.datetime(),
    changedBy: z.string().nullable().meta({ description: 'Name of the Salesforce user.' }),
  })
  .meta({ id: 'Change' });

/** The answer of `GET /v1/changes`. */
export const changesPage = z.object({
  data: z.array(changeItem),
  meta: z.object({
    nextCursor: z.string().meta({ description: 'Give it as `after` next time, also when the page was empty.' }),
    hasMore: z.boolean(),
  }),
});

const CONSUMING = `Each change is delivered at least once, the changes of a record in their order. To end up with the same values as Salesforce:
1. Skip a cursor that you have had.
2. A property that you have not changed yourself since you last took a value from Salesforce: take \`new\`, unless you took a change with a later \`occurredAt\`.
3. A property that you have changed: take \`new\` only when your value equals \`old\` and \`occurredAt\` is not before your change (in whole seconds). Otherwise keep yours: your own change is on its way to Salesforce, which decides by the admin's rule and tells you the outcome as a new change if it differs from yours.
A value that is listed in \`omitted\` was too long to be sent; read the record.`;

/** What callers can do with changes. */
export const changesOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/changes',
    id: 'listChanges',
    summary: 'What people change in Salesforce, in order.',
    description: CONSUMING,
    security: 'changes.read',
    query: changesQuery,
    answer: { status: 200, description: 'A page of changes; empty when there is nothing new.', body: changesPage },
    problems: [400, 403, 410],
  },
];

const badQuery = (error: z.ZodError): Problem => {
  const issue = error.issues[0];
  const ofCursor = issue?.path[0] === 'after';
  return new Problem({
    status: 400,
    code: ofCursor ? 'bad-cursor' : 'bad-query',
    title: 'Bad request',
    detail: `The query is wrong: ${[issue?.path.join('.'), issue?.message].filter(Boolean).join(' ')}.`,
    remedy: ofCursor
      ? 'Use meta.nextCursor of an earlier answer, or leave "after" out to begin at the oldest change.'
      : `Known parameters: after (a cursor), limit (1-${MAX_LIMIT}), wait (seconds, 0-${MAX_WAIT_SECONDS}).`,
  });
};

const unknownPlace = (): Problem =>
  new Problem({
    status: 400,
    code: 'bad-cursor',
    title: 'Bad request',
    detail: 'The cursor is of another feed: another workspace, or a connector whose database has been replaced.',
    remedy: 'Leave "after" out to begin at the oldest change that is kept; changes you know already have no effect.',
  });

const forgotten = (): Problem =>
  new Problem({
    status: 410,
    code: 'cursor-too-old',
    title: 'Gone',
    detail: 'Changes that followed on this cursor are older than the connector keeps them (CHANGE_RETENTION_DAYS).',
    remedy:
      'Leave "after" out to begin at the oldest change that is kept, then compare the records that you share with Salesforce once.',
  });

const checked = (page: FeedPage): Extract<FeedPage, { is: 'page' }> => {
  if (page.is === 'unknown-place') throw unknownPlace();
  if (page.is === 'forgotten') throw forgotten();
  return page;
};

/** `GET /v1/changes`: what people change in Salesforce, in order, at least once. */
export const createChangesRouter = (feed: ChangeFeed): Router => {
  const router = Router();
  router.get('/', requireScope('changes.read'), async (request, response) => {
    const query = changesQuery.safeParse(request.query);
    if (!query.success) throw badQuery(query.error);
    const { after, limit, wait } = query.data;
    const workspace = workspaceOf(request);
    const gone = new AbortController();
    response.on('close', () => gone.abort());

    let page = checked(await feed.page(workspace, after, limit));
    if (page.data.length === 0 && wait > 0) {
      await feed.wait(workspace, page.next, wait * 1000, gone.signal);
      if (gone.signal.aborted) return;
      page = checked(await feed.page(workspace, page.next, limit));
    }
    // The connector is stopping: a connection kept open would hold that up.
    if (feed.stopped) response.set('Connection', 'close');
    const meta = { nextCursor: encodeCursor(page.next), hasMore: page.hasMore };
    response.set('Cache-Control', 'no-store').json({ data: page.data, meta });
  });
  router.all('/', (request) => {
    throw methodNotAllowed(request.method, 'GET, HEAD');
  });
  return router;
};
