import { z } from 'zod';
import type { MeetingEvent } from './meeting-event.ts';
import { SalesforceFailure } from './failure.ts';
import type { SalesforceError } from './failure.ts';
import type { BudgetLevel } from './api-budget.ts';
import type { SalesforceCredentials } from './credentials.ts';
import { createRest } from './rest.ts';
import type { SalesforceRest } from './rest.ts';
import { createSession } from './session.ts';
import type { ApiUsage } from './transport.ts';
import type { SalesforceSession } from './session.ts';
import { inChunks, syncLogQuery, syncLogRow } from './sync-log.ts';
import type { SyncLogRow } from './sync-log.ts';

export const API_VERSION = '65.0';
const REQUEST_TIMEOUT_MS = 30_000;
/** Composite takes 25 subrequests, of which five may be queries. */
const QUERIES_PER_COMPOSITE = 5;
/** sObject Collections takes this many records in one request. */
export const MAX_EVENTS_PER_REQUEST = 200;

/** What became of one published event: taken, or refused for these reasons. */
export type PublishResult = { success: true } | { success: false; error: SalesforceError };

/** One Salesforce org, as far as the way in needs it. */
export interface SalesforceOrg {
  /** Logs in, so that the first delivery does not have to wait for it. @throws SalesforceFailure */
  connect(): Promise<void>;
  /**
   * Publishes up to 200 events in one request.
   *
   * @returns one result for each event, in their order
   * @throws SalesforceFailure when the request as a whole failed
   */
  publish(events: readonly MeetingEvent[]): Promise<PublishResult[]>;
  /**
   * Looks deliveries up in the Sync Log.
   *
   * @returns the rows that exist, by delivery key
   * @throws SalesforceFailure
   */
  syncLog(deliveryKeys: readonly string[]): Promise<Map<string, SyncLogRow>>;
  /** Answers a SOQL query, whole. @throws SalesforceFailure */
  query(soql: string): Promise<Record<string, unknown>[]>;
  /** What else needs Salesforce shares these. */
  readonly session: SalesforceSession;
  readonly rest: SalesforceRest;
  /** Prefix of the package's API names: its namespace with `__`, or empty. */
  readonly prefix: string;
}

/** How to reach an org and what its API names start with. */
export interface SalesforceOrgOptions {
  credentials: SalesforceCredentials;
  /** Namespace of the package without `__`; empty for an unpackaged deploy. */
  namespace: string;
  requestTimeoutMs?: number;
  /** See `SessionOptions`. */
  onRefreshToken?: (refreshToken: string) => void;
  /** See `createRest`. */
  onBudget?: (level: BudgetLevel, usage: ApiUsage) => void;
}

const collectionsAnswer = z.array(
  z.object({
    success: z.boolean(),
    errors: z
      .array(z.object({ statusCode: z.string(), message: z.string(), fields: z.array(z.string()).optional() }))
      .default([]),
  }),
);
const queryAnswer = z.object({
  records: z.array(z.record(z.string(), z.unknown())),
  nextRecordsUrl: z.string().optional(),
});

type QueryPage = z.infer<typeof queryAnswer>;
const compositeAnswer = z.object({
  compositeResponse: z.array(z.object({ body: z.unknown(), httpStatusCode: z.number() })),
});
const errorAnswer = z.array(z.object({ errorCode: z.string(), message: z.string() })).min(1);

const queryPath = (soql: string): string => `/query?q=${encodeURIComponent(soql)}`;

/** A 2xx answer of another shape: a proxy's page, or an API that changed. Time may heal the first. */
const parsed = <T>(schema: z.ZodType<T>, answer: unknown, what: string): T => {
  const result = schema.safeParse(answer);
  if (result.success) return result.data;
  throw new SalesforceFailure({ code: 'UNEXPECTED_ANSWER', message: `${what} was answered in an unknown shape.` });
};

const resultOf = ({ success, errors }: z.infer<typeof collectionsAnswer>[number]): PublishResult => {
  if (success) return { success: true };
  const first = errors[0];
  if (first === undefined) {
    return { success: false, error: { code: 'UNKNOWN_EXCEPTION', message: 'Salesforce gave no reason.' } };
  }
  const { statusCode: code, message, fields } = first;
  return { success: false, error: { code, message, ...(fields === undefined ? {} : { fields }) } };
};

/** Talks to one Salesforce org over REST, through jsforce. */
export const createSalesforceOrg = (options: SalesforceOrgOptions): SalesforceOrg => {
  const timeoutMs = options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
  const session = createSession(options.credentials, {
    apiVersion: API_VERSION,
    timeoutMs,
    onRefreshToken: options.onRefreshToken,
  });
  const rest = createRest(session, timeoutMs, options.onBudget);
  const prefix = options.namespace === '' ? '' : `${options.namespace}__`;

  const eventRecord = (event: MeetingEvent): Record<string, unknown> => ({
    attributes: { type: `${prefix}Meeting_Event__e` },
    [`${prefix}Delivery_Key__c`]: event.deliveryKey,
    [`${prefix}Event_Type__c`]: event.eventType,
    [`${prefix}Meeting_Id__c`]: event.meetingId,
    [`${prefix}Occurred_At__c`]: event.occurredAt,
    [`${prefix}Payload__c`]: event.payload,
  });

  const wholeResult = async (first: QueryPage): Promise<Record<string, unknown>[]> => {
    const records = [...first.records];
    let path = first.nextRecordsUrl;
    while (path !== undefined) {
      const page: QueryPage = parsed(queryAnswer, await rest.send({ method: 'GET', path }), 'A query');
      records.push(...page.records);
      path = page.nextRecordsUrl;
    }
    return records;
  };

  /** Up to five queries in one API request, which is what makes confirming a large batch cheap. */
  const queryTogether = async (queries: readonly string[]): Promise<QueryPage[]> => {
    const compositeRequest = queries.map((soql, index) => ({
      method: 'GET',
      url: `/services/data/v${API_VERSION}${queryPath(soql)}`,
      referenceId: `query${index}`,
    }));
    const body = JSON.stringify({ allOrNone: false, compositeRequest });
    const answer = parsed(compositeAnswer, await rest.send({ method: 'POST', path: '/composite', body }), 'Composite');
    return answer.compositeResponse.map(({ body: page, httpStatusCode }) => {
      if (httpStatusCode < 400) return parsed(queryAnswer, page, 'A query');
      const error = parsed(errorAnswer, page, 'A failed query')[0];
      throw new SalesforceFailure(
        { code: error?.errorCode ?? 'UNKNOWN_EXCEPTION', message: error?.message ?? 'Salesforce gave no reason.' },
        { status: httpStatusCode },
      );
    });
  };

  const query = async (queries: readonly string[]): Promise<Record<string, unknown>[]> => {
    const [only] = queries;
    if (only === undefined) return [];
    const pages =
      queries.length === 1
        ? [parsed(queryAnswer, await rest.send({ method: 'GET', path: queryPath(only) }), 'A query')]
        : await queryTogether(queries);
    return (await Promise.all(pages.map(wholeResult))).flat();
  };

  return {
    connect: async () => {
      await session.connection();
    },

    publish: async (events) => {
      const body = JSON.stringify({ allOrNone: false, records: events.map(eventRecord) });
      const answer = await rest.send({ method: 'POST', path: '/composite/sobjects', body });
      const results = parsed(collectionsAnswer, answer, 'Publishing').map(resultOf);
      if (results.length !== events.length) {
        throw new SalesforceFailure({
          code: 'UNEXPECTED_ANSWER',
          message: `Salesforce answered for ${results.length} of ${events.length} events.`,
        });
      }
      return results;
    },

    syncLog: async (deliveryKeys) => {
      const rows = new Map<string, SyncLogRow>();
      const queries = inChunks(deliveryKeys).map((keys) => syncLogQuery(prefix, keys));
      for (let first = 0; first < queries.length; first += QUERIES_PER_COMPOSITE) {
        for (const record of await query(queries.slice(first, first + QUERIES_PER_COMPOSITE))) {
          const row = syncLogRow(prefix, record);
          rows.set(row.deliveryKey, row);
        }
      }
      return rows;
    },

    query: (soql) => query([soql]),
    session,
    rest,
    prefix,
  };
};
