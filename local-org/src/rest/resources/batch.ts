import { z } from 'zod';
import type { ApiResponse, Resource } from '../api.ts';
import { badRequest, readBody, responseOf } from '../errors.ts';
import { subrequest } from './subrequest.ts';

/** Source: REST API Developer Guide, "Composite Batch". */
const MOST_SUBREQUESTS = 25;

const batchBody = z.object({
  haltOnError: z.boolean().default(false),
  batchRequests: z.array(z.object({ method: z.string(), url: z.string(), richInput: z.unknown().optional() })).min(1),
});

const HALTED: ApiResponse = {
  status: 412,
  body: [
    {
      errorCode: 'BATCH_PROCESSING_HALTED',
      message: 'Batch processing halted per request by user. Subrequest not executed.',
    },
  ],
};

/** Urls of a batch start at the version: `v65.0/limits`. */
const absolute = (url: string): string =>
  /^\/*services\//.test(url) ? url : `/services/data/${url.replace(/^\/+/, '')}`;

/** `composite/batch`: up to 25 independent requests. */
export const batch: Resource = {
  path: 'composite/batch',
  methods: {
    POST: (request, _parameters, context) => {
      const { haltOnError, batchRequests } = readBody(batchBody, request.body);
      if (batchRequests.length > MOST_SUBREQUESTS) {
        throw badRequest('LIMIT_EXCEEDED', `Number of subrequests exceeds the limit of ${MOST_SUBREQUESTS}`);
      }
      let halted = false;
      const results = batchRequests.map(({ method, url, richInput }): ApiResponse => {
        if (halted) return HALTED;
        let response: ApiResponse;
        try {
          const inner = subrequest(request, method, absolute(url), richInput);
          if (inner.path[0] === 'composite') throw badRequest('INVALID_ARGUMENT', `A batch cannot contain ${url}`);
          response = context.dispatch(inner, context);
        } catch (error) {
          response = responseOf(error);
        }
        halted = haltOnError && response.status >= 400;
        return response;
      });
      return {
        status: 200,
        body: {
          hasErrors: results.some(({ status }) => status >= 400),
          results: results.map(({ status, body }) => ({ statusCode: status, result: body ?? null })),
        },
      };
    },
  },
};
