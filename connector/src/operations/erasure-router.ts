import { Router } from 'express';
import { z } from 'zod';
import { jsonBody } from '../http/body.ts';
import type { Operation } from '../http/operation.ts';
import { methodNotAllowed, Problem } from '../http/problem.ts';
import { rawJson } from '../http/raw-json.ts';
import { callerOf, requireScope } from '../http/tokens.ts';
import type { Logger } from '../logging.ts';
import type { Database } from '../store/database.ts';
import { erasePerson } from './erasure.ts';

const BODY_LIMIT = '10kb';

/** What an erasure is asked with. */
export const erasureRequest = z.strictObject({ email: z.email().max(254) });

/** What an erasure answers. */
export const erasureAnswer = z.object({
  deliveries: z.int(),
  unfinished: z.int(),
  changes: z.int(),
  resyncItems: z.int(),
});

/** How a person's data is removed. */
export const erasureOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/erasures',
    id: 'erasePerson',
    summary: 'Removes everything the connector keeps about a person, by email address, of all workspaces.',
    security: 'privacy.write',
    body: erasureRequest,
    answer: { status: 200, description: 'What was removed.', body: erasureAnswer },
    problems: [400, 403, 413, 415, 422],
  },
];

const allWorkspacesOnly = (): Problem =>
  new Problem({
    status: 403,
    code: 'other-workspace',
    title: 'Forbidden',
    detail: 'The token is for one workspace; an erasure concerns all.',
    remedy: 'Use a token without a workspace.',
  });

/** Lets the holder of the right token remove a person's data. */
export const erasureRouter = ({ database, log }: { database: Database; log: Logger }): Router => {
  const router = Router();
  router.post('/', requireScope('privacy.write'), rawJson(BODY_LIMIT), async (request, response) => {
    const caller = callerOf(response);
    if (caller.workspace !== undefined) throw allWorkspacesOnly();
    const { email } = jsonBody(request, erasureRequest, '{"email": "person@example.com"}');
    const erasure = await erasePerson(database, email);
    log.info({ caller: caller.id, ...erasure }, "a person's data was removed"); // without saying whose
    response.json(erasure);
  });
  router.all('/', (request) => {
    throw methodNotAllowed(request.method, 'POST');
  });
  return router;
};
