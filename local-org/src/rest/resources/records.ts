import { z } from 'zod';
import type { DmlRowResult } from '../../data/database.ts';
import type { FieldDefinition, ObjectDefinition } from '../../schema/model.ts';
import { Blob } from '../../values/blob.ts';
import { normaliseId } from '../../values/id.ts';
import { SObject } from '../../values/sobject.ts';
import { apiPath, type ApiContext, type ApiRequest, type ApiResponse, type Resource } from '../api.ts';
import { badRequest, dmlFailure, noSuchField, notFound, readBody } from '../errors.ts';
import { findRows, queryBy } from '../find.ts';
import { plainFields, withAddresses } from '../json/address.ts';
import { fieldValue, recordFromJson } from '../json/from-json.ts';
import { shapeOf } from '../json/query-shape.ts';
import { recordToJson } from '../json/record-to-json.ts';
import { basicInformation } from './describe.ts';
import { dmlOptions, objectNamed, save, saveResultJson } from '../save.ts';

export const recordBody = z.record(z.string(), z.unknown(), 'Request body must be a JSON object');

const field = (object: ObjectDefinition, name: string): FieldDefinition => {
  const found = object.fields.get(name.toLowerCase());
  if (!found) throw noSuchField(name);
  return found;
};

/** The field of a `/{field}/{value}` path. @throws ApiError 404 when records cannot be found by it */
export const lookupField = (context: ApiContext, object: ObjectDefinition, name: string): FieldDefinition => {
  const found = context.org.schema.field(object, name, '');
  if (!found?.idLookup) throw noSuchField(name);
  return found;
};

const idOf = (object: ObjectDefinition, text: string): string => {
  const id = normaliseId(text);
  if (!id?.startsWith(object.keyPrefix)) throw noSuchField(text);
  return id;
};

/** `fields=a,b.c`; undefined = the whole record. */
const selected = (request: ApiRequest): readonly string[] | undefined =>
  request.query
    .get('fields')
    ?.split(',')
    .map((name) => name.trim());

/** The record that a lookup finds. @throws ApiError 404, or 300 with the addresses of several */
const get = (
  request: ApiRequest,
  context: ApiContext,
  object: ObjectDefinition,
  by: FieldDefinition,
  value: unknown,
): ApiResponse => {
  const fields = selected(request);
  const { access } = context.org;
  const mayRead = (name: string): boolean => {
    const own = object.fields.get(name.toLowerCase());
    return own === undefined || access.canAccessField(context.session.userId, object, own, 'read');
  };
  const query = queryBy(object, fields ?? plainFields(object).filter(mayRead), by, 1);

  const rows = context.transact(() => findRows(context, query, [value]));
  const [row] = rows;
  if (!row) throw notFound();
  if (rows.length > 1) return severalFound(request, rows);
  const writer = { schema: context.org.schema, version: request.version };
  const json = recordToJson(writer, row, shapeOf(query));
  return { status: 200, body: fields ? json : withAddresses(object, json) };
};

const severalFound = (request: ApiRequest, rows: readonly SObject[]): ApiResponse => ({
  status: 300,
  body: rows.map((row) => apiPath(request.version, 'sobjects', row.typeName, row.id ?? '')),
});

const create = (request: ApiRequest, context: ApiContext, object: ObjectDefinition): ApiResponse => {
  const body = readBody(recordBody, request.body);
  const record = recordFromJson(context.org.schema, object, body);
  if (record.has('Id')) {
    throw badRequest('INVALID_FIELD_FOR_INSERT_UPDATE', 'The Id field should not be specified in the sobject data.', [
      'Id',
    ]);
  }
  const [result] = context.transact(() => save(context, 'insert', [record], dmlOptions(request)));
  if (!result?.success) return dmlFailure(result?.errors ?? []);
  const json = saveResultJson(object, result);
  return {
    status: 201,
    body: json,
    headers: { Location: apiPath(request.version, 'sobjects', object.name, json.id ?? '') },
  };
};

/** The answer to a change of one record: 204; 404 when the org never had it. */
const changed = (
  context: ApiContext,
  object: ObjectDefinition,
  id: string,
  result: DmlRowResult | undefined,
): ApiResponse => {
  if (result?.success) return { status: 204 };
  const errors = result?.errors ?? [];
  const isDeleted = errors.some((error) => error.statusCode === 'ENTITY_IS_DELETED');
  if (!isDeleted && !context.org.database.read(object, id)) throw notFound();
  return dmlFailure(errors);
};

const update = (request: ApiRequest, context: ApiContext, object: ObjectDefinition, id: string): ApiResponse => {
  const body = readBody(recordBody, request.body);
  const record = recordFromJson(context.org.schema, object, body);
  if (record.has('Id')) {
    throw badRequest('INVALID_FIELD_FOR_INSERT_UPDATE', 'The Id field should not be specified in the sobject data.', [
      'Id',
    ]);
  }
  record.set('Id', id);
  const [result] = context.transact(() => save(context, 'update', [record], dmlOptions(request)));
  return changed(context, object, id, result);
};

const remove = (request: ApiRequest, context: ApiContext, object: ObjectDefinition, id: string): ApiResponse => {
  const record = new SObject(object.name).set('Id', id);
  const [result] = context.transact(() => save(context, 'delete', [record], dmlOptions(request)));
  return changed(context, object, id, result);
};

const upsert = (
  request: ApiRequest,
  context: ApiContext,
  object: ObjectDefinition,
  by: FieldDefinition,
  text: string,
) => {
  const value = fieldValue(by, text);
  const record = recordFromJson(context.org.schema, object, readBody(recordBody, request.body));
  return context.transact((): ApiResponse => {
    const rows = findRows(context, queryBy(object, ['Id'], by, 1), [value]);
    if (rows.length > 1) return severalFound(request, rows);
    const id = rows[0]?.id ?? null;
    if (id === null) record.set(by.name, value);
    else record.set('Id', id);
    const [result] = save(context, id === null ? 'insert' : 'update', [record], dmlOptions(request));
    if (!result?.success) return dmlFailure(result?.errors ?? []);
    const body = saveResultJson(object, { ...result, created: id === null }, true);
    return { status: id === null ? 201 : 200, body };
  });
};

/** `sobjects/{object}`: its short description; POST creates a record or publishes an event. */
export const objectResource: Resource = {
  path: 'sobjects/:object',
  methods: {
    GET: basicInformation,
    POST: (request, { object = '' }, context) => create(request, context, objectNamed(context, object)),
  },
};

/** `sobjects/{object}/{id}` */
export const recordResource: Resource = {
  path: 'sobjects/:object/:id',
  methods: {
    GET: (request, { object = '', id = '' }, context) => {
      const definition = objectNamed(context, object);
      return get(request, context, definition, field(definition, 'Id'), idOf(definition, id));
    },
    PATCH: (request, { object = '', id = '' }, context) => {
      const definition = objectNamed(context, object);
      return update(request, context, definition, idOf(definition, id));
    },
    DELETE: (request, { object = '', id = '' }, context) => {
      const definition = objectNamed(context, object);
      return remove(request, context, definition, idOf(definition, id));
    },
  },
};

/** The bytes of a file, e.g. `sobjects/ContentVersion/{id}/VersionData`; undefined when the path is not that of one. */
const fileContent = (
  context: ApiContext,
  object: ObjectDefinition,
  id: string,
  name: string,
): ApiResponse | undefined => {
  const content = context.org.schema.field(object, name, '');
  if (content?.type !== 'base64') return undefined;
  const by = field(object, 'Id');
  const [row] = context.transact(() => findRows(context, queryBy(object, [content.name], by, 1), [idOf(object, id)]));
  const value = row?.get(content.name);
  if (!(value instanceof Blob)) throw notFound();
  return { status: 200, bytes: value.bytes };
};

/** `sobjects/{object}/{field}/{value}`: by external id; and `sobjects/{object}/{id}/{file field}`. */
export const externalIdResource: Resource = {
  path: 'sobjects/:object/:field/:value',
  methods: {
    GET: (request, { object = '', field: name = '', value = '' }, context) => {
      const definition = objectNamed(context, object);
      const content = fileContent(context, definition, name, value);
      if (content) return content;
      const by = lookupField(context, definition, name);
      return get(request, context, definition, by, fieldValue(by, value));
    },
    PATCH: (request, { object = '', field: name = '', value = '' }, context) => {
      const definition = objectNamed(context, object);
      return upsert(request, context, definition, lookupField(context, definition, name), value);
    },
    DELETE: (request, { object = '', field: name = '', value = '' }, context) => {
      const definition = objectNamed(context, object);
      const by = lookupField(context, definition, name);
      const query = queryBy(definition, ['Id'], by, 1);
      const [row] = context.transact(() => findRows(context, query, [fieldValue(by, value)]));
      if (!row?.id) throw notFound();
      return remove(request, context, definition, row.id);
    },
  },
};
