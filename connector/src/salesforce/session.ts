import { Connection, OAuth2 } from 'jsforce';
import { z } from 'zod';
import { SalesforceFailure } from './failure.ts';
import { describeCause, WatchedTransport, withTimeout } from './transport.ts';
import type { Seen } from './transport.ts';

/** How to log in to one org with the OAuth 2.0 client credentials flow. */
export interface SalesforceCredentials {
  /** The org's My Domain address. */
  loginUrl: string;
  clientId: string;
  clientSecret: string;
}

/** A logged-in connection, renewed when it expires. */
export interface SalesforceSession {
  /** @returns the current connection; logs in first when there is none. @throws SalesforceFailure */
  connection(): Promise<Connection>;
  /** Forgets a connection that Salesforce no longer accepts; a newer one is kept. */
  expire(connection: Connection): void;
}

const tokenAnswer = z.object({ access_token: z.string().min(1), instance_url: z.url() });

/** Errors of OAuth itself: `invalid_grant`, `OAUTH_APPROVAL_ERROR_GENERIC`; jsforce makes them the error's name. */
const isOauthCode = (name: string): boolean => /^[a-z]+(_[a-z]+)+$|^OAUTH_[A-Z_]+$/.test(name);

/**
 * A failed login never condemns a delivery: either Salesforce is away or busy, or the credentials need a person.
 */
const loginFailure = (error: unknown, { status, retryAfterMs }: Seen): SalesforceFailure => {
  if (error instanceof SalesforceFailure) return error;
  const context = { cause: error, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  const cause = error instanceof Error ? error : new Error(String(error));
  if (status === undefined) {
    const message = `Salesforce could not be reached for the login: ${describeCause(cause)}`;
    return new SalesforceFailure({ code: 'UNREACHABLE', message }, context);
  }
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
    const code = isOauthCode(cause.name) ? cause.name : 'LOGIN_REFUSED';
    const message = cause.message === '' ? `Salesforce answered the login with ${status}.` : cause.message;
    return new SalesforceFailure({ code, message }, { ...context, status, failureClass: 'authentication' });
  }
  const message = `Salesforce answered the login with ${status}.`;
  return new SalesforceFailure({ code: `HTTP_${status}`, message }, { ...context, status });
};

/**
 * Keeps one session of one org. Logs in when first needed, and again after `expire`; callers that need a login at
 * the same time share it.
 *
 * jsforce's own refresh is not used: it repeats without end when the token endpoint issues tokens that the API
 * refuses.
 */
export const createSession = (
  credentials: SalesforceCredentials,
  apiVersion: string,
  timeoutMs: number,
): SalesforceSession => {
  let current: Promise<Connection> | undefined;
  let established: Connection | undefined;

  const logIn = async (): Promise<Connection> => {
    const oauth2 = new OAuth2(credentials);
    const transport = new WatchedTransport();
    oauth2._transport = transport;
    try {
      const answer: unknown = await withTimeout(
        oauth2.requestToken({ grant_type: 'client_credentials' }),
        timeoutMs,
        'The login to Salesforce',
      );
      const token = tokenAnswer.parse(answer);
      return new Connection({
        accessToken: token.access_token,
        instanceUrl: token.instance_url,
        version: apiVersion,
      });
    } catch (error) {
      throw loginFailure(error, transport.seen);
    }
  };

  return {
    connection: async () => {
      current ??= logIn();
      const attempt = current;
      try {
        established = await attempt;
        return established;
      } catch (error) {
        if (current === attempt) current = undefined;
        throw error;
      }
    },
    expire: (connection) => {
      if (established === connection) current = undefined;
    },
  };
};
