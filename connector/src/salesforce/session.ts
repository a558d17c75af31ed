import { Connection, OAuth2 } from 'jsforce';
import { z } from 'zod';
import { tokenRequest } from './credentials.ts';
import type { SalesforceCredentials } from './credentials.ts';
import { SalesforceFailure } from './failure.ts';
import { describeCause, WatchedTransport, withTimeout } from './transport.ts';
import type { Seen } from './transport.ts';

/** What a login gave: enough for any of Salesforce's APIs. */
export interface SalesforceToken {
  accessToken: string;
  /** Where the org's APIs are, e.g. `https://acme.my.salesforce.com`. */
  instanceUrl: string;
  /** 18 characters; the Pub/Sub API calls it the tenant. Empty when the login did not say. */
  organizationId: string;
  userId: string;
}

/** A logged-in connection, renewed when it expires. */
export interface SalesforceSession {
  /** @returns the current connection; logs in first when there is none. @throws SalesforceFailure */
  connection(): Promise<Connection>;
  /** Forgets a connection that Salesforce no longer accepts; a newer one is kept. */
  expire(connection: Connection): void;
  /** @returns the token of the current connection; logs in first when there is none. @throws SalesforceFailure */
  token(): Promise<SalesforceToken>;
  /** As `expire`, for a user of the token. */
  expireToken(token: SalesforceToken): void;
}

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  instance_url: z.url(),
  /** `https://login.salesforce.com/id/<org id>/<user id>`. */
  id: z.string().default(''),
});

const tokenOf = (answer: unknown): SalesforceToken => {
  const { access_token: accessToken, instance_url: instanceUrl, id } = tokenAnswer.parse(answer);
  const [, organizationId = '', userId = ''] = /\/id\/([A-Za-z0-9]{15,18})\/([A-Za-z0-9]{15,18})/.exec(id) ?? [];
  return { accessToken, instanceUrl, organizationId, userId };
};

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

interface Established {
  connection: Connection;
  token: SalesforceToken;
}

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
  let current: Promise<Established> | undefined;
  let established: Established | undefined;

  const logIn = async (): Promise<Established> => {
    const { loginUrl } = credentials;
    const oauth2 = new OAuth2({ loginUrl });
    const transport = new WatchedTransport();
    oauth2._transport = transport;
    try {
      const answer: unknown = await withTimeout(
        oauth2.requestToken(tokenRequest(credentials, Date.now())),
        timeoutMs,
        'The login to Salesforce',
      );
      const token = tokenOf(answer);
      const { accessToken, instanceUrl } = token;
      return { token, connection: new Connection({ accessToken, instanceUrl, version: apiVersion }) };
    } catch (error) {
      throw loginFailure(error, transport.seen);
    }
  };

  const establish = async (): Promise<Established> => {
    current ??= logIn();
    const attempt = current;
    try {
      established = await attempt;
      return established;
    } catch (error) {
      if (current === attempt) current = undefined;
      throw error;
    }
  };

  return {
    connection: async () => (await establish()).connection,
    expire: (connection) => {
      if (established?.connection === connection) current = undefined;
    },
    token: async () => (await establish()).token,
    expireToken: (token) => {
      if (established?.token === token) current = undefined;
    },
  };
};
