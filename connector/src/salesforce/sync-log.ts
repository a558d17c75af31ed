import { z } from 'zod';
import { SalesforceFailure } from './failure.ts';

/** Salesforce refuses a request whose address and headers are longer than 16 KB together; headers need some of it. */
const MAX_KEYS_LENGTH = 13_000;

/** One row of the Sync Log, as far as closing a delivery needs it. */
export interface SyncLogRow {
  deliveryKey: string;
  /** `Status__c`, e.g. `Succeeded`. */
  status: string;
  errorCode: string | null;
  message: string | null;
  remedy: string | null;
  recordId: string | null;
}

/** Statuses of a row that Salesforce itself has not finished with. */
export const UNFINISHED_STATUSES: ReadonlySet<string> = new Set(['Received', 'Retrying']);

const quoted = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;

/** Splits keys so that each query fits into the address of one request. */
export const inChunks = (keys: readonly string[]): string[][] => {
  const chunks: string[][] = [];
  let length = Infinity;
  for (const key of keys) {
    const added = encodeURIComponent(quoted(key)).length + 3;
    if (length + added > MAX_KEYS_LENGTH) {
      chunks.push([]);
      length = 0;
    }
    chunks.at(-1)?.push(key);
    length += added;
  }
  return chunks;
};

/** @param prefix namespace of the package with `__`, or empty */
export const syncLogQuery = (prefix: string, keys: readonly string[]): string => {
  const columns = ['Delivery_Key__c', 'Status__c', 'Error_Code__c', 'Message__c', 'Remedy__c', 'Record_Id__c'];
  return (
    `SELECT ${columns.map((column) => prefix + column).join(', ')} FROM ${prefix}Sync_Log__c ` +
    `WHERE ${prefix}Delivery_Key__c IN (${keys.map(quoted).join(',')})`
  );
};

const text = z.string().nullish();
const expected = z.object({
  key: z.string(),
  status: z.string(),
  code: text,
  message: text,
  remedy: text,
  recordId: text,
});

/** @throws SalesforceFailure when the record lacks what every row has */
export const syncLogRow = (prefix: string, record: Record<string, unknown>): SyncLogRow => {
  const parsed = expected.safeParse({
    key: record[`${prefix}Delivery_Key__c`],
    status: record[`${prefix}Status__c`],
    code: record[`${prefix}Error_Code__c`],
    message: record[`${prefix}Message__c`],
    remedy: record[`${prefix}Remedy__c`],
    recordId: record[`${prefix}Record_Id__c`],
  });
  if (!parsed.success) {
    throw new SalesforceFailure({
      code: 'UNEXPECTED_ANSWER',
      message: 'A Sync Log row came without its key or status.',
    });
  }
  const { key, status, code, message, remedy, recordId } = parsed.data;
  return {
    deliveryKey: key,
    status,
    errorCode: code ?? null,
    message: message ?? null,
    remedy: remedy ?? null,
    recordId: recordId ?? null,
  };
};
