import { z } from 'zod';
import type { DmlOperation, DmlOptions, DmlRowResult } from '../../data/database.ts';
import type { ObjectDefinition } from '../../schema/model.ts';
import { normaliseId } from '../../values/id.ts';
import { SObject } from '../../values/sobject.ts';
import type { ApiContext, ApiRequest, ApiResponse, Resource } from '../api.ts';
import { ApiError, badRequest, readBody } from '../errors.ts';
import { findRows, queryBy } from '../find.ts';
import { attributesOf, recordFromJson } from '../json/from-json.ts';
import { shapeOf } from '../json/query-shape.ts';
import { recordToJson } from '../json/record-to-json.ts';
import { dmlOptions, objectNamed, save, saveResultJson } from '../save.ts';
import { lookupField } from './records.ts';

const MOST_RECORDS = 200;
/** Ids of one retrieval by POST. */
const MOST_IDS = 2_000;

const recordsBody = z.object({
  allOrNone: z.boolean().default(false),
  records: z.array(z.record(z.string(), z.unknown())).min(1),
});

/** One record of the call: itself, or why it cannot be one. */
type Parsed = { readonly record: SObject } | { readonly failure: DmlRowResult };

const failed = (statusCode: string, message: string, fields: readonly string[] = []): DmlRowResult => ({
  success: false,
  id: null,
  created: false,
  errors: [{ statusCode, message, fields }],
});

const rolledBack = failed(
  'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  'Record rolled back because not all records were valid and the request was using AllOrNone header',
);

/** A malformed id fails its record; everything else that cannot be read fails the call, as on Salesforce. */
const parseRecord = (
  context: ApiContext,
  json: Readonly<Record<string, unknown>>,
  type: string | undefined,
): Parsed => {
  const name = attributesOf(json).type ?? type;
  if (name === undefined) throw badRequest('INVALID_TYPE', 'attributes.type is required for each record');
  const object = context.org.schema.object(name, '');
  if (!object) throw badRequest('INVALID_TYPE', `sObject type '${name}' is not supported.`);
  try {
    return { record: recordFromJson(context.org.schema, object, json) };
  } catch (error) {
    const entry = error instanceof ApiError ? error.entries[0] : undefined;
    if (entry?.errorCode !== 'MALFORMED_ID') throw error;
    return { failure: failed(entry.errorCode, entry.message, entry.fields) };
  }
};

const tooMany = (most: number): ApiError =>
  badRequest('EXCEEDED_ID_LIMIT', `record limit reached. cannot submit more than ${most} records into this call`);

/** Saves what can be; with allOrNone nothing is kept when one fails, and each result says so. */
const saveAll = (
  context: ApiContext,
  operation: DmlOperation,
  parsed: readonly Parsed[],
  allOrNone: boolean,
  options: DmlOptions,
): DmlRowResult[] =>
  context.transact(() => {
    const savepoint = context.org.database.savepoint();
    const records = parsed.flatMap((entry) => ('record' in entry ? [entry.record] : []));
    const saved = save(context, operation, records, options);
    const results = parsed.map((entry) => ('failure' in entry ? entry.failure : (saved.shift() ?? rolledBack)));
    if (!allOrNone || results.every((result) => result.success)) return results;
    context.org.database.rollback(savepoint);
    return results.map((result) => (result.success ? rolledBack : result));
  });

const objectOf = (context: ApiContext, entry: Parsed | undefined): ObjectDefinition | undefined =>
  entry && 'record' in entry ? context.org.schema.object(entry.record.typeName, '') : undefined;

const write = (
  request: ApiRequest,
  context: ApiContext,
  operation: 'insert' | 'update' | 'upsert',
  by?: { type: string; field: string },
): ApiResponse => {
  const { allOrNone, records } = readBody(recordsBody, request.body);
  if (records.length > MOST_RECORDS) throw tooMany(MOST_RECORDS);
  const parsed = records.map((json) => parseRecord(context, json, by?.type));
  const options = dmlOptions(request, by ? { externalIdField: by.field } : {});
  const results = saveAll(context, operation, parsed, allOrNone, options);
  const body = results.map((result, index) =>
    saveResultJson(objectOf(context, parsed[index]), result, operation === 'upsert'),
  );
  return { status: 200, body };
};

const idList = (text: string | null): string[] =>
  (text ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');

const recordToDelete = (context: ApiContext, text: string): Parsed => {
  const id = normaliseId(text);
  const object = id === undefined ? undefined : context.org.schema.objectByKeyPrefix(id.slice(0, 3));
  if (id === undefined || !object) return { failure: failed('MALFORMED_ID', `malformed id ${text}`, ['Id']) };
  return { record: new SObject(object.name).set('Id', id) };
};

const remove = (request: ApiRequest, context: ApiContext): ApiResponse => {
  const ids = idList(request.query.get('ids'));
  if (ids.length === 0) throw badRequest('MISSING_ARGUMENT', 'The ids parameter is required');
  if (ids.length > MOST_RECORDS) throw tooMany(MOST_RECORDS);
  const parsed = ids.map((id) => recordToDelete(context, id));
  const allOrNone = request.query.get('allOrNone') === 'true';
  const results = saveAll(context, 'delete', parsed, allOrNone, dmlOptions(request));
  return { status: 200, body: results.map((result) => saveResultJson(undefined, result)) };
};

/** Records by id, in the order asked for; null where there is none. */
const retrieve = (
  request: ApiRequest,
  context: ApiContext,
  object: ObjectDefinition,
  ids: readonly string[],
  fields: readonly string[],
): ApiResponse => {
  if (ids.length > MOST_IDS) throw tooMany(MOST_IDS);
  if (ids.length === 0 || fields.length === 0) {
    throw badRequest('MISSING_ARGUMENT', 'Both ids and fields are required');
  }
  const byId = object.fields.get('id');
  if (!byId) throw badRequest('INVALID_TYPE', `${object.name} has no records`);
  const normal = ids.map((id) => normaliseId(id) ?? '');
  const query = queryBy(object, fields, byId, normal.length);
  const rows = context.transact(() => findRows(context, query, normal));
  const writer = { schema: context.org.schema, version: request.version };
  const shape = shapeOf(query);
  const found = new Map(rows.map((row) => [row.id, recordToJson(writer, row, shape)]));
  return { status: 200, body: normal.map((id) => found.get(id) ?? null) };
};

/** `composite/sobjects`: up to 200 records of up to ten runs of types in one call. */
export const collections: Resource = {
  path: 'composite/sobjects',
  methods: {
    POST: (request, _parameters, context) => write(request, context, 'insert'),
    PATCH: (request, _parameters, context) => write(request, context, 'update'),
    DELETE: (request, _parameters, context) => remove(request, context),
  },
};

/** `composite/sobjects/{object}`: records by their ids. */
export const collectionOfType: Resource = {
  path: 'composite/sobjects/:object',
  methods: {
    GET: (request, { object = '' }, context) =>
      retrieve(
        request,
        context,
        objectNamed(context, object),
        idList(request.query.get('ids')),
        idList(request.query.get('fields')),
      ),
    POST: (request, { object = '' }, context) => {
      const { ids, fields } = readBody(
        z.object({ ids: z.array(z.string()), fields: z.array(z.string()) }),
        request.body,
      );
      return retrieve(request, context, objectNamed(context, object), ids, fields);
    },
  },
};

/** `composite/sobjects/{object}/{field}`: upsert by external id. */
export const collectionUpsert: Resource = {
  path: 'composite/sobjects/:object/:field',
  methods: {
    PATCH: (request, { object = '', field = '' }, context) => {
      const definition = objectNamed(context, object);
      const by = lookupField(context, definition, field);
      return write(request, context, 'upsert', { type: definition.name, field: by.name });
    },
  },
};
