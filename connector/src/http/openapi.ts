import { Router } from 'express';
import { z } from 'zod';
import type { Operation, ProblemStatus } from './operation.ts';
import { methodNotAllowed } from './problem.ts';

const PROBLEM_TITLES: Readonly<Record<ProblemStatus, string>> = Object.freeze({
  400: 'The request is malformed.',
  401: 'The token or secret is missing or wrong.',
  403: 'The token may not do this.',
  404: 'There is no such thing.',
  405: 'The address does not know this method.',
  409: 'It cannot be done in the present state.',
  410: 'It is not kept any longer.',
  413: 'The body is too large.',
  415: 'The body is not JSON.',
  422: 'The body has another shape; `pointer` names the first wrong property.',
  429: 'Too many requests; `Retry-After` says how long to wait.',
  500: 'The connector failed.',
  502: 'Salesforce did not answer as it should.',
  503: 'The connector cannot do it right now; try again.',
});

const problem = z
  .object({
    type: z.string(),
    status: z.int(),
    title: z.string(),
    detail: z.string(),
    remedy: z.string(),
    pointer: z.string().optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457, with what the caller can do about it.' });

type Json = Record<string, unknown>;

/** Schemas with an id become components; the others stand where they are used. */
const schemaOf = (schema: z.ZodType, io: 'input' | 'output', components: Json): Json => {
  const { $defs, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  delete rest.$schema;
  const text = (value: unknown): string => JSON.stringify(value).replaceAll('#/$defs/', '#/components/schemas/');
  for (const [name, definition] of Object.entries(($defs ?? {}) as Json))
    components[name] = JSON.parse(text(definition));
  const { id, ...own } = JSON.parse(text(rest)) as Json;
  if (typeof id !== 'string') return own;
  components[id] = own;
  return { $ref: `#/components/schemas/${id}` };
};

const parametersOf = (place: 'path' | 'query', schema: z.ZodObject | undefined, components: Json): Json[] => {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input', components) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
};

const SECURITY: Readonly<Record<'webhook-secret' | 'none', Json[]>> = {
  'webhook-secret': [{ webhookSecret: [] }],
  none: [],
};

/** Problems that go without saying. Webhooks are never turned away for being many. */
const ALWAYS: Readonly<Record<'none' | 'webhook-secret' | 'bearer', readonly ProblemStatus[]>> = {
  none: [500],
  'webhook-secret': [401, 500],
  bearer: [401, 429, 500],
};

const responsesOf = ({ answer, problems = [], security }: Operation, components: Json): Json => {
  const always = ALWAYS[security === 'none' || security === 'webhook-secret' ? security : 'bearer'];
  const type = answer.contentType ?? 'application/json';
  const content = answer.body && { [type]: { schema: schemaOf(answer.body, 'output', components) } };
  const refused = [...new Set([...problems, ...always])].sort((a, b) => a - b);
  return {
    [answer.status]: { description: answer.description, ...(content === undefined ? {} : { content }) },
    ...Object.fromEntries(
      refused.map((status) => [
        status,
        {
          description: PROBLEM_TITLES[status],
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      ]),
    ),
  };
};

const describeOperation = (operation: Operation, components: Json): Json => {
  const { id, summary, description, security, params, query, body } = operation;
  const known = security === 'webhook-secret' || security === 'none';
  return {
    operationId: id,
    summary,
    ...(description === undefined ? {} : { description }),
    security: known ? SECURITY[security] : [{ bearer: [security] }],
    parameters: [...parametersOf('path', params, components), ...parametersOf('query', query, components)],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(body, 'input', components) } },
          },
        }),
    responses: responsesOf(operation, components),
  };
};

/**
 * The OpenAPI 3.1 document of the connector, made from the schemas that its routes check with.
 *
 * @param header lower-case name of the header with the webhook secret
 */
export const openApiDocument = (operations: readonly Operation[], header: string): Json => {
  const components: Json = {};
  schemaOf(problem, 'output', components);
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    (paths[operation.path] ??= {})[operation.method] = describeOperation(operation, components);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Demodesk for Salesforce: connector',
      version: '1',
      description:
        'Webhooks in, changes out, and what an operator needs in between. Errors are problem documents (RFC 9457) with a remedy.',
    },
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'One of the tokens in API_TOKENS, with its scopes.' },
        webhookSecret: { type: 'apiKey', in: 'header', name: header },
      },
    },
  };
};

/** Serves the document. */
export const openApi = (document: Json): Router => {
  const router = Router();
  const text = JSON.stringify(document);
  router.get('/openapi.json', (_request, response) => {
    response.type('application/json').send(text);
  });
  router.all('/openapi.json', (request) => {
    throw methodNotAllowed(request.method, 'GET, HEAD');
  });
  return router;
};
