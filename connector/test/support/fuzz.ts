import fc from 'fast-check';
import { z } from 'zod';

type Json = Record<string, unknown>;

interface DocumentedOperation {
  method: string;
  path: string;
  parameters: { name: string; in: 'path' | 'query'; schema: Json }[];
  bodySchema: Json | undefined;
  responses: Record<string, { content?: Record<string, { schema: Json }> }>;
  secured: 'bearer' | 'webhookSecret' | 'none';
}

interface OpenApiDocument {
  paths: Record<
    string,
    Record<
      string,
      {
        parameters?: DocumentedOperation['parameters'];
        requestBody?: { content: Record<string, { schema: Json }> };
        responses: DocumentedOperation['responses'];
        security?: Record<string, string[]>[];
      }
    >
  >;
  components: { schemas: Record<string, Json> };
}

/** One request to an operation, good or bad. */
interface Attempt {
  values: Record<string, string>;
  body: string | undefined;
  contentType: string | undefined;
  authorised: boolean;
}

/** What a run has seen. */
export interface FuzzResult {
  requests: number;
  /** How often each status came. */
  statuses: Record<string, number>;
}

const operationsOf = ({ paths }: OpenApiDocument): DocumentedOperation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const scheme = Object.keys(operation.security?.[0] ?? {})[0];
      return {
        ...{ method: method.toUpperCase(), path, responses: operation.responses },
        parameters: operation.parameters ?? [],
        bodySchema: operation.requestBody?.content['application/json']?.schema,
        secured: scheme === 'bearer' || scheme === 'webhookSecret' ? scheme : 'none',
      };
    }),
  );

const nasty = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '0', '-1', '1e9', 'null', '\0', '../..', "' or 1=1 --", '%00', '{}', '[]', 'a'.repeat(5000)),
  fc.uuid(),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);

/** Something that the schema allows, as far as this looks into it. */
const allowedBy = (schema: Json, components: Record<string, Json>): fc.Arbitrary<unknown> => {
  const reference = typeof schema.$ref === 'string' ? components[schema.$ref.split('/').at(-1) ?? ''] : undefined;
  if (reference !== undefined) return allowedBy(reference, components);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]));
  if ('const' in schema) return fc.constant(schema.const);
  const choices = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(choices)) return fc.oneof(...(choices as Json[]).map((one) => allowedBy(one, components)));
  switch (schema.type) {
    case 'object': {
      const properties = Object.entries((schema.properties ?? {}) as Record<string, Json>);
      const required = new Set((schema.required ?? []) as string[]);
      const model = properties.map(([name, property]) => [name, allowedBy(property, components)] as const);
      return fc.record(Object.fromEntries(model), {
        requiredKeys: properties.map(([name]) => name).filter((name) => required.has(name)),
      });
    }
    case 'array':
      return fc.array(allowedBy((schema.items ?? {}) as Json, components), { maxLength: 3 });
    case 'integer':
      return fc.integer({ min: -5, max: 300 });
    case 'number':
      // Long polls would only make this slow.
      return fc.constantFrom(0, 0.1, -1, Number.MAX_VALUE);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return schema.format === 'date-time'
        ? fc
            .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
            .map((date) => date.toISOString())
        : fc.oneof(fc.string({ minLength: 1, maxLength: 40 }), nasty);
    default:
      return fc.jsonValue();
  }
};

const attemptAt = (operation: DocumentedOperation, components: Record<string, Json>): fc.Arbitrary<Attempt> => {
  const text = (schema: Json): fc.Arbitrary<string> =>
    fc.oneof({ weight: 3, arbitrary: allowedBy(schema, components).map(String) }, { weight: 1, arbitrary: nasty });
  const { parameters, bodySchema } = operation;
  const model = Object.fromEntries(parameters.map(({ name, schema }) => [name, text(schema)]));
  const required = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
  const body =
    bodySchema === undefined
      ? fc.option(fc.string(), { nil: undefined, freq: 5 })
      : fc.oneof(
          { weight: 4, arbitrary: allowedBy(bodySchema, components).map((value) => JSON.stringify(value)) },
          { weight: 1, arbitrary: fc.json() },
          { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
        );
  return fc.record({
    values: fc.record(model, { requiredKeys: required }),
    body,
    contentType: fc.oneof(
      { weight: 6, arbitrary: fc.constant('application/json') },
      {
        weight: 1,
        arbitrary: fc.constantFrom('text/plain', 'application/problem+json', 'application/json; charset=x'),
      },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
    authorised: fc
      .boolean()
      .chain((yes) => (yes ? fc.constant(true) : fc.integer({ min: 0, max: 4 }).map((n) => n > 0))),
  });
};

const addressOf = (url: string, { path, parameters }: DocumentedOperation, values: Record<string, string>): string => {
  let address = path;
  const query = new URLSearchParams();
  for (const { name, in: place } of parameters) {
    const value = values[name];
    if (value === undefined) continue;
    // A segment of dots would be taken for another path before it is sent.
    const segment = /^\.{0,2}$/.test(value) ? 'x' : encodeURIComponent(value.toWellFormed());
    if (place === 'path') address = address.replace(`{${name}}`, segment);
    else query.append(name, value);
  }
  const text = query.toString();
  return `${url}${address}${text === '' ? '' : `?${text}`}`;
};

const send = (url: string, operation: DocumentedOperation, attempt: Attempt): Promise<Response> => {
  const headers = new Headers();
  if (attempt.contentType !== undefined) headers.set('content-type', attempt.contentType);
  if (attempt.authorised && operation.secured === 'bearer') headers.set('authorization', 'Bearer local');
  if (attempt.authorised && operation.secured === 'webhookSecret') headers.set('x-demodesk-token', 'local');
  const body = operation.method === 'GET' ? undefined : attempt.body;
  return fetch(addressOf(url, operation, attempt.values), {
    method: operation.method,
    headers,
    redirect: 'manual',
    signal: AbortSignal.timeout(20_000),
    ...(body === undefined ? {} : { body }),
  });
};

/** Answers that any address may give, whatever the operation. */
const ALWAYS = new Set(['400', '404', '413', '415']);
const ALLOWED_5XX = new Set(['502', '503']);

const check = async (
  operation: DocumentedOperation,
  response: Response,
  schemaOf: (schema: Json) => z.ZodType,
): Promise<void> => {
  const status = String(response.status);
  const where = `${operation.method} ${operation.path} answered ${status}`;
  const text = await response.text();
  const documented = operation.responses[status];
  if (response.status >= 500 && !(ALLOWED_5XX.has(status) && documented !== undefined))
    throw new Error(`${where}: ${text}`);
  if (documented === undefined && !ALWAYS.has(status)) throw new Error(`${where}, which is not documented`);
  if (text === '' || operation.path === '/metrics') return;
  const type = response.headers.get('content-type') ?? '';
  if (response.status >= 400 && !type.startsWith('application/problem+json')) {
    throw new Error(`${where} with ${type} instead of a problem document`);
  }
  const schema = documented?.content?.['application/json']?.schema;
  if (schema === undefined || response.status >= 400) return;
  const result = schemaOf(schema).safeParse(JSON.parse(text));
  if (!result.success) throw new Error(`${where}, but not as documented: ${result.error.message}\n${text}`);
};

/**
 * Asks every operation of a connector for good and bad things at random, and holds the answers against its own
 * OpenAPI document.
 *
 * @param forMs about how long, in milliseconds
 * @param seed makes a run repeatable
 * @throws Error when an answer is a 5xx, not documented, or of another shape
 */
export const fuzz = async (url: string, forMs: number, seed: number): Promise<FuzzResult> => {
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as OpenApiDocument;
  const { schemas } = document.components;
  const known = new Map<Json, z.ZodType>();
  const schemaOf = (schema: Json): z.ZodType => {
    const text = JSON.stringify({ ...schema, $defs: schemas }).replaceAll('#/components/schemas/', '#/$defs/');
    const made = known.get(schema) ?? z.fromJSONSchema(JSON.parse(text) as Parameters<typeof z.fromJSONSchema>[0]);
    known.set(schema, made);
    return made;
  };
  const operations = operationsOf(document);
  const result: FuzzResult = { requests: 0, statuses: {} };
  const until = performance.now() + forMs;
  for (let round = 0; performance.now() < until; round += 1) {
    for (const operation of operations) {
      if (performance.now() > until) break;
      const property = fc.asyncProperty(attemptAt(operation, schemas), async (attempt) => {
        const response = await send(url, operation, attempt);
        result.requests += 1;
        const key = String(response.status);
        result.statuses[key] = (result.statuses[key] ?? 0) + 1;
        await check(operation, response, schemaOf);
      });
      await fc.assert(property, {
        numRuns: 20,
        seed: seed + round,
        plugins: [fc.interruptAfterTimeLimit(15_000)],
      });
    }
  }
  return result;
};
