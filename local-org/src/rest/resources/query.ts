import { parseQuery, SoqlSyntaxError } from '../../apex/parser/soql.ts';
import type { Query } from '../../soql/ast.ts';
import { apiPath, type ApiContext, type ApiRequest, type ApiResponse, type Resource } from '../api.ts';
import { ApiError, badRequest } from '../errors.ts';
import { queryColumns } from '../json/query-columns.ts';
import { shapeOf } from '../json/query-shape.ts';
import { aggregateToJson, recordToJson } from '../json/record-to-json.ts';
import type { QueryCursor } from '../query-cursors.ts';
import { objectNamed } from '../save.ts';

const LARGEST_BATCH = 2_000;
const SMALLEST_BATCH = 200;

/** `Sforce-Query-Options: batchSize=500`; Salesforce takes 200 to 2,000. */
const batchSize = (request: ApiRequest): number => {
  const asked = /batchSize\s*=\s*(\d+)/i.exec(request.header('Sforce-Query-Options') ?? '')?.[1];
  return asked === undefined ? LARGEST_BATCH : Math.min(LARGEST_BATCH, Math.max(SMALLEST_BATCH, Number(asked)));
};

/** Points at the place of a syntax error, as Salesforce does. */
const parsed = (text: string): ReturnType<typeof parseQuery> => {
  try {
    return parseQuery(text);
  } catch (error) {
    if (!(error instanceof SoqlSyntaxError)) throw error;
    const { line, column, message } = error;
    const pointer = `${text.split('\n')[line - 1] ?? ''}\n${' '.repeat(Math.max(0, column - 1))}^`;
    throw badRequest('MALFORMED_QUERY', `\n${pointer}\nERROR at Row:${line}:Column:${column}\n${message}`);
  }
};

const parse = (text: string, allRows: boolean): Query => {
  const { query, binds } = parsed(text);
  if (binds.length > 0)
    throw badRequest('MALFORMED_QUERY', `unexpected token: ':' (bind variables exist only in Apex)`);
  return allRows ? { ...query, allRows: true } : query;
};

const page = (request: ApiRequest, cursor: QueryCursor, from: number): ApiResponse => {
  const records = cursor.records.slice(from, from + cursor.batchSize);
  const next = from + records.length;
  const done = next >= cursor.records.length;
  return {
    status: 200,
    body: {
      totalSize: cursor.records.length,
      done,
      ...(done ? {} : { nextRecordsUrl: apiPath(request.version, 'query', `${cursor.id}-${next}`) }),
      records,
    },
  };
};

const answer = (request: ApiRequest, context: ApiContext, allRows: boolean): ApiResponse => {
  const text = request.query.get('q');
  if (text === null) throw badRequest('MALFORMED_QUERY', `A query string has to be specified`);
  const query = parse(text, allRows);
  if (request.query.get('columns') === 'true') {
    const { schema } = context.org;
    return { status: 200, body: queryColumns(schema, objectNamed(context, query.from), query) };
  }
  const result = context.transact(() =>
    context.org.database.query(query, { binds: [], access: 'user', namespace: '', sharing: true }),
  );
  if (result.kind === 'count') return { status: 200, body: { totalSize: result.count, done: true, records: [] } };
  const writer = { schema: context.org.schema, version: request.version };
  const shape = shapeOf(query);
  const records =
    result.kind === 'aggregate'
      ? result.rows.map(aggregateToJson)
      : result.rows.map((row) => recordToJson(writer, row, shape));
  const size = batchSize(request);
  const userId = context.session.userId;
  const whole = { id: '', userId, records, batchSize: size, openedAt: 0 };
  return page(request, records.length > size ? context.cursors.open(userId, records, size) : whole, 0);
};

/** `query?q=`: a SOQL query's first page. */
export const query: Resource = {
  path: 'query',
  methods: { GET: (request, _parameters, context) => answer(request, context, false) },
};

/** `queryAll?q=`: the same with deleted records. */
export const queryAll: Resource = {
  path: 'queryAll',
  methods: { GET: (request, _parameters, context) => answer(request, context, true) },
};

/** `query/{cursor}-{from}`: another page. */
export const queryMore: Resource = {
  path: 'query/:locator',
  methods: {
    GET: (request, { locator = '' }, context) => {
      const [, id = '', from = ''] = /^(\w+)-(\d+)$/.exec(locator) ?? [];
      const cursor = context.cursors.find(id, context.session.userId);
      if (!cursor || Number(from) > cursor.records.length) {
        throw new ApiError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
      }
      return page(request, cursor, Number(from));
    },
  },
};
