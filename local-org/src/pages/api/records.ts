import { z } from 'zod';
import type { DmlOperation, DmlRowError } from '../../data/database.ts';
import type { LocalOrg } from '../../org.ts';
import { recordFromJson } from '../../rest/json/from-json.ts';
import { valueToJson } from '../../rest/json/to-json.ts';
import type { FieldDefinition, ObjectDefinition } from '../../schema/model.ts';
import { normaliseId } from '../../values/id.ts';
import { SObject } from '../../values/sobject.ts';
import { Datetime } from '../../values/temporal.ts';
import { asUser, queryRows } from '../org-query.ts';
import type { PageMetadata } from '../page-metadata.ts';
import type { Viewer } from '../page-session.ts';
import { detailSections } from '../view/record-fields.ts';
import { displayValue } from '../view/format.ts';
import { LightningError } from './lightning-error.ts';

export const newRecordSchema = z.object({ apiName: z.string(), fields: z.record(z.string(), z.unknown()) });
export const changedRecordSchema = z.object({ fields: z.record(z.string(), z.unknown()) });

/** Who asks, and of which org. */
export interface RecordApi {
  readonly org: LocalOrg;
  readonly metadata: PageMetadata;
  readonly viewer: Viewer;
}

export const recordNotFound = (): LightningError =>
  new LightningError(404, {
    statusCode: 404,
    errorCode: 'NOT_FOUND',
    message: 'The requested resource does not exist',
  });

const invalidField = (field: string): LightningError =>
  new LightningError(400, {
    statusCode: 400,
    errorCode: 'POST_BODY_PARSE_ERROR',
    message: `We can't find the fields you asked for, or you may not see them: ${field}`,
  });

/** The object of an id, when the user may read it. */
const objectOf = ({ org, viewer }: RecordApi, id: string): ObjectDefinition => {
  const object = org.schema.objectByKeyPrefix(id.slice(0, 3));
  if (!object || !org.access.canAccessObject(viewer.userId, object, 'read')) throw recordNotFound();
  return object;
};

/** A field asked for, e.g. `Account.Name` or `Contact.Account.Name`: the path below the record. */
export interface AskedField {
  readonly path: readonly string[];
  readonly field: FieldDefinition;
}

export const resolveField = (
  api: RecordApi,
  object: ObjectDefinition,
  names: readonly string[],
): AskedField | undefined => {
  const { org, viewer } = api;
  const [name = '', ...rest] = names;
  if (rest.length === 0) {
    const field = org.schema.field(object, name, org.namespace);
    return field && org.access.canAccessField(viewer.userId, object, field, 'read')
      ? { path: [field.name], field }
      : undefined;
  }
  const parent = org.schema.parentRelationship(object, name, org.namespace);
  const target =
    parent && org.schema.object(parent.referenceTo.length > 1 ? 'Name' : (parent.referenceTo[0] ?? ''), '');
  const below = target && resolveField(api, target, rest);
  return below && { path: [parent.relationshipName ?? name, ...below.path], field: below.field };
};

const asked = (api: RecordApi, object: ObjectDefinition, query: URLSearchParams): AskedField[] => {
  const names = (parameter: string): string[] => (query.get(parameter) ?? '').split(',').filter((name) => name !== '');
  const found = (name: string): AskedField | undefined => resolveField(api, object, name.split('.').slice(1));
  const required = names('fields').map((name) => {
    const field = found(name);
    if (!field) throw invalidField(name);
    return field;
  });
  const optional = names('optionalFields').flatMap((name) => found(name) ?? []);
  const layout = names('layoutTypes').length > 0 ? layoutFields(api, object) : [];
  return [...required, ...optional, ...layout];
};

const layoutFields = ({ org, metadata, viewer }: RecordApi, object: ObjectDefinition): AskedField[] =>
  detailSections(org, metadata, viewer, object)
    .flatMap(({ fields }) => fields)
    .map((field) => ({ path: [field.name], field }));

const stamp = (row: SObject, field: string): string | null => {
  const value = row.get(field);
  return value instanceof Datetime ? new Date(value.epochMs).toISOString() : null;
};

export type FieldsJson = Record<string, { value: unknown; displayValue: string | null }>;

/** Puts a field into the answer; parents are records of their own. */
export const addField = (api: RecordApi, fields: FieldsJson, row: SObject, { path, field }: AskedField): void => {
  const [name = '', ...rest] = path;
  if (rest.length === 0) {
    const value = row.get(name);
    fields[field.name] = { value: valueToJson(value), displayValue: displayValue(field, value, api.viewer) };
    return;
  }
  const parent = row.get(name);
  if (!(parent instanceof SObject)) {
    fields[name] = { value: null, displayValue: null };
    return;
  }
  const known = fields[name]?.value as { fields: FieldsJson } | null | undefined;
  const json = known ?? { apiName: parent.typeName, id: parent.id, fields: {} };
  addField(api, json.fields, parent, { path: rest, field });
  const nameOfParent = parent.get('Name');
  fields[name] = { value: json, displayValue: typeof nameOfParent === 'string' ? nameOfParent : null };
};

const SYSTEM_FIELDS = ['LastModifiedDate', 'LastModifiedById', 'SystemModstamp', 'RecordTypeId'];

const readInside = (api: RecordApi, object: ObjectDefinition, id: string, fields: readonly AskedField[]): object => {
  const system = SYSTEM_FIELDS.filter((name) => object.fields.has(name.toLowerCase()));
  const parents = fields.filter(({ path }) => path.length > 1);
  const columns = new Set([
    'Id',
    ...system,
    ...fields.map(({ path }) => path.join('.')),
    ...parents.map(({ path }) => `${path.slice(0, -1).join('.')}.Id`),
  ]);
  const [row] = queryRows(api.org, `SELECT ${[...columns].join(', ')} FROM ${object.name} WHERE Id = :id`, { id });
  if (!row) throw recordNotFound();
  const json: FieldsJson = {};
  for (const field of fields) addField(api, json, row, field);
  return {
    apiName: object.name,
    childRelationships: {},
    fields: json,
    id: row.id,
    lastModifiedById: row.get('LastModifiedById'),
    lastModifiedDate: stamp(row, 'LastModifiedDate'),
    recordTypeId: row.get('RecordTypeId'),
    recordTypeInfo: null,
    systemModstamp: stamp(row, 'SystemModstamp'),
    weakEtag: Date.parse(stamp(row, 'SystemModstamp') ?? '') || 0,
  };
};

/** A record as `getRecord` gives it. @throws LightningError 404, 400 for a field the user may not see */
export const getRecord = (api: RecordApi, givenId: string, query: URLSearchParams): object => {
  const id = normaliseId(givenId);
  if (id === undefined) throw recordNotFound();
  const object = objectOf(api, id);
  return asUser(api.org, api.viewer.userId, () => readInside(api, object, id, asked(api, object, query)));
};

const MESSAGES: Readonly<Record<'insert' | 'update' | 'delete', string>> = {
  insert: 'An error occurred while trying to create the record. Please try again.',
  update: 'An error occurred while trying to update the record. Please try again.',
  delete: 'An error occurred while trying to delete the record. Please try again.',
};

const saveError = (operation: 'insert' | 'update' | 'delete', errors: readonly DmlRowError[]): LightningError => {
  const fieldErrors: Record<string, object[]> = {};
  for (const { fields, message, statusCode } of errors) {
    for (const field of fields)
      (fieldErrors[field] ??= []).push({ errorCode: statusCode, field, fieldLabel: field, message });
  }
  const onPage = errors.filter(({ fields }) => fields.length === 0);
  return new LightningError(400, {
    message: MESSAGES[operation],
    statusCode: 400,
    enhancedErrorType: 'RecordError',
    output: { errors: onPage.map(({ statusCode, message }) => ({ errorCode: statusCode, message })), fieldErrors },
  });
};

const save = (api: RecordApi, operation: DmlOperation & ('insert' | 'update' | 'delete'), record: SObject): string => {
  const [result] = api.org.database.dml(operation, [record], {
    allOrNone: false,
    access: 'user',
    api: true,
    namespace: api.org.namespace,
  });
  if (!result?.success) throw saveError(operation, result?.errors ?? []);
  return result.id ?? record.id ?? '';
};

const writtenFields = (object: ObjectDefinition, record: SObject): AskedField[] =>
  [...record.fields.keys()].flatMap((name) => {
    const field = object.fields.get(name);
    return field && field.type !== 'base64' ? [{ path: [field.name], field }] : [];
  });

/** Creates a record as `createRecord` does. @returns the record with the fields that were written */
export const createRecord = (api: RecordApi, { apiName, fields }: z.infer<typeof newRecordSchema>): object => {
  const { org, viewer } = api;
  const object = org.schema.object(apiName, org.namespace);
  if (!object || !org.access.canAccessObject(viewer.userId, object, 'create')) throw recordNotFound();
  return asUser(org, viewer.userId, () => {
    const record = recordFromJson(org.schema, object, fields, org.namespace);
    return readInside(api, object, save(api, 'insert', record), writtenFields(object, record));
  });
};

/** Changes a record as `updateRecord` does. */
export const updateRecord = (
  api: RecordApi,
  givenId: string,
  { fields }: z.infer<typeof changedRecordSchema>,
): object => {
  const id = normaliseId(givenId);
  if (id === undefined) throw recordNotFound();
  const object = objectOf(api, id);
  return asUser(api.org, api.viewer.userId, () => {
    const record = recordFromJson(api.org.schema, object, fields, api.org.namespace);
    const written = writtenFields(object, record);
    save(api, 'update', record.set('Id', id));
    return readInside(api, object, id, written);
  });
};

export const deleteRecord = (api: RecordApi, givenId: string): void => {
  const id = normaliseId(givenId);
  if (id === undefined) throw recordNotFound();
  const object = objectOf(api, id);
  asUser(api.org, api.viewer.userId, () => save(api, 'delete', new SObject(object.name).set('Id', id)));
};
