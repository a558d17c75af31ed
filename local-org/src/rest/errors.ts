import { z } from 'zod';
import type { DmlRowError, DuplicateFinding } from '../data/database.ts';
import { UnsupportedFeature } from '../errors.ts';
import { errorText } from '../runtime/error-text.ts';
import { ApexException } from '../values/apex-exception.ts';
import type { ApiResponse } from './api.ts';

/** One entry of an error body. */
export interface ErrorEntry {
  readonly message: string;
  readonly errorCode: string;
  readonly fields?: readonly string[];
  /** The API's own spelling. */
  readonly duplicateResut?: unknown;
}

/** A request that cannot be served: its status and the body `[{message, errorCode, fields}]`. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  readonly status: number;
  readonly entries: readonly ErrorEntry[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, errorCode: string, message: string, fields?: readonly string[]) {
    super(message);
    this.status = status;
    this.entries = [{ message, errorCode, ...(fields ? { fields } : {}) }];
    this.headers = {};
  }
}

export const badRequest = (errorCode: string, message: string, fields?: readonly string[]): ApiError =>
  new ApiError(400, errorCode, message, fields);

export const notFound = (message = 'The requested resource does not exist'): ApiError =>
  new ApiError(404, 'NOT_FOUND', message);

export const noSuchField = (name: string): ApiError =>
  notFound(`Provided external ID field does not exist or is not accessible: ${name}`);

export const methodNotAllowed = (method: string, allowed: readonly string[]): ApiError =>
  new ApiError(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed. Allowed are ${allowed.join(',')}`);

/** Statuses of single-record calls by DML status code; the rest is 400. */
const DML_STATUS: Readonly<Record<string, number>> = {
  ENTITY_IS_DELETED: 404,
  INSUFFICIENT_ACCESS_OR_READONLY: 403,
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: 403,
};

/** What a duplicate rule found, as single-record calls answer it. */
const duplicateJson = ({ rule, object, allowSave, errorMessage, matches }: DuplicateFinding): unknown => ({
  allowSave,
  duplicateRule: rule,
  duplicateRuleEntityType: object,
  errorMessage,
  matchResults: matches.map((match) => ({
    entityType: match.objectName,
    errors: [],
    matchEngine: match.engine,
    matchRecords: match.records.map(({ id, confidence }) => ({
      additionalInformation: [],
      fieldDiffs: [],
      matchConfidence: confidence,
      record: { attributes: { type: match.objectName }, Id: id },
    })),
    rule: match.rule,
    size: match.records.length,
    success: true,
  })),
});

/** The answer to a single-record call whose DML failed. */
export const dmlFailure = (errors: readonly DmlRowError[]): ApiResponse => ({
  status: DML_STATUS[errors[0]?.statusCode ?? ''] ?? 400,
  body: errors.map(({ message, statusCode, fields, duplicate }) =>
    duplicate
      ? { duplicateResut: duplicateJson(duplicate), errorCode: statusCode, message }
      : { message, errorCode: statusCode, fields },
  ),
});

/** Salesforce's code for what went wrong in a query, which the message alone tells. */
const queryErrorCode = (message: string): string => {
  if (/No such column|Didn't understand relationship|No such relation/i.test(message)) return 'INVALID_FIELD';
  if (/sObject type .* is not supported/i.test(message)) return 'INVALID_TYPE';
  if (/invalid ID field/i.test(message)) return 'INVALID_QUERY_FILTER_OPERATOR';
  return 'MALFORMED_QUERY';
};

const apexFailure = (error: ApexException): ApiResponse => {
  const message = error.apexMessage ?? '';
  if (error.dmlFailures.length > 0) {
    return dmlFailure(error.dmlFailures.map(({ statusCode, message, fields }) => ({ statusCode, message, fields })));
  }
  if (error.typeName === 'System.QueryException')
    return { status: 400, body: [{ message, errorCode: queryErrorCode(message) }] };
  return { status: 500, body: [{ message: errorText(error), errorCode: 'APEX_ERROR' }] };
};

/** The response that tells the caller of any error. */
export const responseOf = (error: unknown): ApiResponse => {
  if (error instanceof ApiError) return { status: error.status, body: error.entries, headers: error.headers };
  if (error instanceof UnsupportedFeature) {
    return { status: 501, body: [{ message: error.message, errorCode: 'UNSUPPORTED_FEATURE' }] };
  }
  if (error instanceof ApexException) return apexFailure(error);
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${error instanceof Error ? (error.stack ?? message) : message}\n`);
  return {
    status: 500,
    body: [{ message: `The local org failed: ${message}`, errorCode: 'UNKNOWN_EXCEPTION' }],
  };
};

/**
 * Reads a request body.
 * @throws ApiError 400 JSON_PARSER_ERROR naming what is wrong
 */
export const readBody = <T>(schema: z.ZodType<T>, body: unknown): T => {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue && issue.path.length > 0 ? ` at ${issue.path.map(String).join('.')}` : '';
  throw badRequest('JSON_PARSER_ERROR', `${issue?.message ?? 'The request body is not as expected'}${where}`);
};
