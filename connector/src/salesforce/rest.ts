import type { Connection } from 'jsforce';
import { z } from 'zod';
import { traced } from '../operations/tracing.ts';
import { createApiBudget } from './api-budget.ts';
import type { ApiBudget, BudgetLevel } from './api-budget.ts';
import { SalesforceFailure } from './failure.ts';
import type { SalesforceSession } from './session.ts';
import { describeCause, WatchedTransport, withTimeout } from './transport.ts';
import type { ApiUsage, Seen } from './transport.ts';

/** One REST request; the path starts at the version root, e.g. `/query?q=...`. */
export interface RestRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  /** JSON text. */
  body?: string;
}

/** Sends REST requests to one org. */
export interface SalesforceRest {
  /** @returns the parsed answer. @throws SalesforceFailure */
  send(request: RestRequest): Promise<unknown>;
  /** API requests sent so far, failed ones included: what the org's daily limit counts. */
  readonly requests: number;
  /** The org's daily API requests, as Salesforce says with each answer. */
  readonly budget: ApiBudget;
}

const errorEntry = z.object({ errorCode: z.string(), message: z.string(), fields: z.array(z.string()).optional() });
/** jsforce hangs Salesforce's own entry, or the list of them, on its error. */
const jsforceError = z.object({ data: z.union([errorEntry, z.array(errorEntry).min(1)]) });

const failureOf = (error: unknown, seen: Seen): SalesforceFailure => {
  if (error instanceof SalesforceFailure) return error;
  const context = { ...seen, cause: error };
  const answer = jsforceError.safeParse(error);
  if (answer.success) {
    const entry = Array.isArray(answer.data.data) ? answer.data.data[0] : answer.data.data;
    if (entry !== undefined) {
      const { errorCode: code, message, fields } = entry;
      return new SalesforceFailure({ code, message, ...(fields === undefined ? {} : { fields }) }, context);
    }
  }
  if (seen.status !== undefined) {
    return new SalesforceFailure(
      { code: `HTTP_${seen.status}`, message: `Salesforce answered ${seen.status}.` },
      context,
    );
  }
  const message = error instanceof Error ? describeCause(error) : String(error);
  return new SalesforceFailure(
    { code: 'UNREACHABLE', message: `Salesforce could not be reached: ${message}` },
    context,
  );
};

const sendOn = async (
  connection: Connection,
  request: RestRequest,
  timeoutMs: number,
  onSeen: (seen: Seen) => void,
): Promise<unknown> => {
  const transport = new WatchedTransport();
  const { method, path, body } = request;
  const headers = { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  try {
    return await withTimeout(
      connection.request(
        { method, url: path, headers, ...(body === undefined ? {} : { body }) },
        // The queue decides when to try again; jsforce retrying by itself would only hide what is going on.
        { transport, timeout: timeoutMs, retry: { maxRetries: 0 } },
      ),
      timeoutMs + 1000,
      `${method} ${path.split('?')[0] ?? path}`,
    );
  } catch (error) {
    throw failureOf(error, transport.seen);
  } finally {
    onSeen(transport.seen);
  }
};

/**
 * @param session where connections come from; an expired one is renewed once per request
 * @param timeoutMs how long one request may take
 * @param onBudget called when the daily API requests reach another level
 */
export const createRest = (
  session: SalesforceSession,
  timeoutMs: number,
  onBudget?: (level: BudgetLevel, usage: ApiUsage) => void,
): SalesforceRest => {
  let requests = 0;
  const budget = createApiBudget();
  const attempt = async (connection: Connection, request: RestRequest): Promise<unknown> => {
    requests += 1;
    const watch = (seen: Seen): void => {
      if (seen.apiUsage === undefined) return;
      const level = budget.note(seen.apiUsage);
      if (level !== undefined) onBudget?.(level, seen.apiUsage);
    };
    const name = `salesforce ${request.method} ${request.path.split('?')[0] ?? ''}`;
    return traced(name, 'client', {}, () => sendOn(connection, request, timeoutMs, watch));
  };
  return {
    get requests() {
      return requests;
    },
    budget,
    send: async (request) => {
      const connection = await session.connection();
      try {
        return await attempt(connection, request);
      } catch (error) {
        if (!(error instanceof SalesforceFailure) || error.status !== 401) throw error;
        session.expire(connection);
        return attempt(await session.connection(), request);
      }
    },
  };
};
