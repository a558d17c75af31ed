import type { DmlOperation, DmlOptions, DmlRowResult } from '../data/database.ts';
import type { ObjectDefinition } from '../schema/model.ts';
import type { SObject } from '../values/sobject.ts';
import type { ApiContext, ApiRequest } from './api.ts';
import { badRequest, notFound } from './errors.ts';
import { createHash } from 'node:crypto';

/** Most runs of one type in the records of one call. Source: REST API Developer Guide, "sObject Collections". */
const MOST_CHUNKS = 10;

/** The object of a path or of `attributes.type`. @throws ApiError 404 also when the caller may not read it */
export const objectNamed = (context: ApiContext, name: string): ObjectDefinition => {
  const object = context.org.schema.object(name, '');
  if (!object || !context.org.access.canAccessObject(context.session.userId, object, 'read')) throw notFound();
  return object;
};

/** What the headers of a request say of its DML. */
export const dmlOptions = (request: ApiRequest, more: Partial<DmlOptions> = {}): DmlOptions => ({
  allOrNone: false,
  access: 'user',
  api: true,
  namespace: '',
  allowDuplicates: /allowSave\s*=\s*true/i.test(request.header('Sforce-Duplicate-Rule-Header') ?? ''),
  ...more,
});

/** Records next to each other that are of one type. */
const chunksByType = (records: readonly SObject[]): SObject[][] => {
  const chunks: SObject[][] = [];
  for (const record of records) {
    const last = chunks.at(-1);
    if (last?.[0]?.typeName === record.typeName) last.push(record);
    else chunks.push([record]);
  }
  return chunks;
};

/**
 * Saves records of several types in order, each by itself: one that fails stops no other.
 * @throws ApiError when the types alternate too often
 */
export const save = (
  context: ApiContext,
  operation: DmlOperation,
  records: readonly SObject[],
  options: DmlOptions,
): DmlRowResult[] => {
  const chunks = chunksByType(records);
  if (chunks.length > MOST_CHUNKS) {
    throw badRequest(
      'LIMIT_EXCEEDED',
      `Cannot have more than ${MOST_CHUNKS} chunks in a single operation. Please rearrange the data to reduce chunking.`,
    );
  }
  return chunks.flatMap((chunk) => context.org.database.dml(operation, chunk, options));
};

/** One entry of a `SaveResult` in JSON. */
export interface SaveResultJson {
  readonly id?: string;
  readonly success: boolean;
  readonly errors: readonly { statusCode: string; message: string; fields: readonly string[] }[];
  readonly created?: boolean;
}

/** The id the API gives for a published event, which has no record id. */
const EVENT_ID = 'e00xx0000000001AAA';

const publishResult = (result: DmlRowResult): SaveResultJson => {
  const hex = createHash('sha256')
    .update(`${result.id ?? ''}${process.hrtime.bigint()}`)
    .digest('hex');
  const operation = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return {
    id: EVENT_ID,
    success: true,
    errors: [{ statusCode: 'OPERATION_ENQUEUED', message: operation, fields: [] }],
  };
};

/** @param withCreated upserts say whether the record is new */
export const saveResultJson = (
  object: ObjectDefinition | undefined,
  result: DmlRowResult,
  withCreated = false,
): SaveResultJson => {
  if (result.success && object?.kind === 'event') return publishResult(result);
  return {
    ...(result.id === null ? {} : { id: result.id }),
    success: result.success,
    errors: result.errors.map(({ statusCode, message, fields }) => ({ statusCode, message, fields })),
    ...(withCreated && result.success ? { created: result.created } : {}),
  };
};
