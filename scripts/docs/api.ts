/**
 * Writes docs/api.md from the OpenAPI document of the connector, which comes from the schemas of its routes.
 * `--check` fails when the file is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { documentedOperations } from '../../connector/src/http/documented-operations.ts';
import { openApiDocument } from '../../connector/src/http/openapi.ts';
import type { Operation } from '../../connector/src/http/operation.ts';

const TARGET = join(import.meta.dirname, '../../docs/api.md');

type Json = Record<string, unknown>;

interface Described {
  readonly parameters: readonly { name: string; in: string; required: boolean; schema: Json }[];
  readonly requestBody?: { content: Record<string, { schema: Json }> };
  readonly responses: Record<string, { description: string; content?: Record<string, { schema: Json }> }>;
}

const document = openApiDocument(documentedOperations, 'x-demodesk-token') as {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Json> };
};

const kindOf = (schema: Json): string => {
  if (typeof schema.$ref === 'string') return `[${schema.$ref.split('/').at(-1) ?? ''}](#schemas)`;
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  const format_ = typeof schema.format === 'string' ? ` (${schema.format})` : '';
  return `${typeof schema.type === 'string' ? schema.type : 'any'}${format_}`;
};

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const parameterTable = ({ parameters }: Described): string[] =>
  parameters.length === 0
    ? []
    : [
        '| parameter | in | kind | default |',
        '| --- | --- | --- | --- |',
        ...parameters.map(({ name, in: place, required, schema }) => {
          const standard =
            schema.default === undefined ? (required ? 'required' : '') : `\`${JSON.stringify(schema.default)}\``;
          const about = typeof schema.description === 'string' ? `: ${schema.description}` : '';
          return `| \`${name}\` | ${place} | ${cell(kindOf(schema) + about)} | ${standard} |`;
        }),
        '',
      ];

const jsonBlock = (title: string, schema: Json | undefined): string[] =>
  schema === undefined ? [] : [`${title}:`, '', '```json', JSON.stringify(schema, null, 2), '```', ''];

const securityText = (security: Operation['security']): string => {
  if (security === 'none') return 'Needs nothing.';
  if (security === 'webhook-secret') return 'Needs the webhook secret in its header.';
  return `Needs a bearer token with the scope \`${security}\`.`;
};

const section = (operation: Operation): string[] => {
  const described = document.paths[operation.path]?.[operation.method];
  if (described === undefined) throw new Error(`${operation.path} is not in the document.`);
  const { summary, description, security, answer } = operation;
  const good = described.responses[String(answer.status)];
  const refused = Object.keys(described.responses).filter((status) => status !== String(answer.status));
  return [
    `## ${operation.method.toUpperCase()} ${operation.path}`,
    '',
    [summary, description ?? '', securityText(security)].filter(Boolean).join(' '),
    '',
    ...parameterTable(described),
    ...jsonBlock('Body', described.requestBody?.content['application/json']?.schema),
    `**${answer.status}** ${answer.description} Problems: ${refused.join(', ')}.`,
    '',
    ...jsonBlock('Answer', good?.content?.['application/json']?.schema),
  ];
};

const text = [
  '# HTTP interface of the connector',
  '',
  'Written by `node scripts/docs/api.ts` from the schemas that the routes check with; `npm run check` keeps it fresh. A running connector serves the same as OpenAPI 3.1 at `/openapi.json`.',
  '',
  'Errors are problem documents (RFC 9457, `application/problem+json`) with `detail` and `remedy`. Requests to `/v1/*` carry `Authorization: Bearer <token>`; a token can be bound to scopes and to one workspace (`API_TOKENS`). More than `API_RATE_LIMIT` requests a minute are answered with 429 and `Retry-After`.',
  '',
  ...documentedOperations.flatMap(section),
  '## Schemas',
  '',
  ...Object.entries(document.components.schemas).flatMap(([name, schema]) => [
    `### ${name}`,
    '',
    '```json',
    JSON.stringify(schema, null, 2),
    '```',
    '',
  ]),
].join('\n');

const after = await format(text, { ...(await resolveConfig(TARGET)), filepath: TARGET });
if (process.argv.includes('--check')) {
  const before = readFileSync(TARGET, 'utf8');
  if (before !== after) {
    console.error('docs/api.md is not what the routes of the connector say.');
    process.exitCode = 1;
  }
} else writeFileSync(TARGET, after);
