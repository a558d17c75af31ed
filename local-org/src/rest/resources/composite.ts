import { z } from 'zod';
import type { ApiContext, ApiRequest, ApiResponse, Resource } from '../api.ts';
import { badRequest, readBody, responseOf } from '../errors.ts';
import { DependsOnFailure, resolveReferences } from './references.ts';
import { subrequest } from './subrequest.ts';

/** Source: REST API Developer Guide, "Composite". */
const MOST_SUBREQUESTS = 25;

const compositeBody = z.object({
  allOrNone: z.boolean().default(false),
  /** A hint to the server how to run them; without effect on the answers. */
  collateSubrequests: z.boolean().optional(),
  compositeRequest: z
    .array(
      z.object({
        method: z.string(),
        url: z.string(),
        referenceId: z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'referenceId must be letters, digits and underscores'),
        body: z.unknown().optional(),
        httpHeaders: z.record(z.string(), z.string()).optional(),
      }),
    )
    .min(1),
});

type Subrequest = z.infer<typeof compositeBody>['compositeRequest'][number];

const halted = (message: string): ApiResponse => ({
  status: 400,
  body: [{ errorCode: 'PROCESSING_HALTED', message }],
});
const DEPENDS = halted('Subrequest depends on a subrequest that failed');
const ROLLED_BACK = halted('The transaction was rolled back since another operation in the same transaction failed.');

const isFailure = (response: ApiResponse): boolean => response.status >= 400;

const toJson = (referenceId: string, response: ApiResponse) => ({
  body: response.body ?? null,
  httpHeaders: response.headers ?? {},
  httpStatusCode: response.status,
  referenceId,
});

/** Runs the subrequests in order. @param stop ends the run at the first failure */
const run = (request: ApiRequest, context: ApiContext, parts: readonly Subrequest[], stop: boolean): ApiResponse[] => {
  const answers = new Map<string, unknown>();
  const failed = new Set<string>();
  const responses: ApiResponse[] = [];
  const one = (part: Subrequest): ApiResponse => {
    try {
      const url = resolveReferences(part.url, answers, failed);
      const body = resolveReferences(part.body, answers, failed);
      const inner = subrequest(request, part.method, url, body, part.httpHeaders);
      if (inner.path[0] === 'composite' && inner.path[1] !== 'sobjects') {
        throw badRequest('INVALID_ARGUMENT', `A composite request cannot contain ${part.url}`);
      }
      return context.dispatch(inner, context);
    } catch (error) {
      return error instanceof DependsOnFailure ? DEPENDS : responseOf(error);
    }
  };
  for (const part of parts) {
    const response = one(part);
    responses.push(response);
    answers.set(part.referenceId, response.body);
    if (isFailure(response)) failed.add(part.referenceId);
    if (isFailure(response) && stop) break;
  }
  return responses;
};

/** Ends the transaction of an allOrNone call; carries what had been answered. */
class Abandoned extends Error {
  readonly responses: readonly ApiResponse[];

  constructor(responses: readonly ApiResponse[]) {
    super('a subrequest failed');
    this.responses = responses;
  }
}

/** All in one transaction: each subrequest joins it, and rolls back to where it began when it fails. */
const runTogether = (request: ApiRequest, context: ApiContext, parts: readonly Subrequest[]): ApiResponse[] => {
  const { database } = context.org;
  const joined: ApiContext = {
    ...context,
    transact: (work) => {
      const savepoint = database.savepoint();
      try {
        return work();
      } catch (error) {
        database.rollback(savepoint);
        throw error;
      }
    },
  };
  try {
    return context.transact(() => {
      const responses = run(request, joined, parts, true);
      if (responses.some(isFailure)) throw new Abandoned(responses);
      return responses;
    });
  } catch (error) {
    if (!(error instanceof Abandoned)) throw error;
    return parts.map((_, index) => {
      const response = error.responses[index];
      return response && isFailure(response) ? response : ROLLED_BACK;
    });
  }
};

/** `composite`: up to 25 requests in one, which may use each other's answers. */
export const composite: Resource = {
  path: 'composite',
  methods: {
    POST: (request, _parameters, context) => {
      const { allOrNone, compositeRequest: parts } = readBody(compositeBody, request.body);
      if (parts.length > MOST_SUBREQUESTS) {
        throw badRequest('LIMIT_EXCEEDED', `Number of subrequests exceeds the limit of ${MOST_SUBREQUESTS}`);
      }
      const names = new Set(parts.map((part) => part.referenceId.toLowerCase()));
      if (names.size < parts.length) throw badRequest('INVALID_INPUT', 'Each referenceId must be unique');
      const responses = allOrNone ? runTogether(request, context, parts) : run(request, context, parts, false);
      return {
        status: 200,
        body: { compositeResponse: responses.map((response, i) => toJson(parts[i]?.referenceId ?? '', response)) },
      };
    },
  },
};
