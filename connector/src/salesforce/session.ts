import { Connection, OAuth2 } from 'jsforce';
import { z } from 'zod';
import { SalesforceFailure } from './failure.ts';

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

/** jsforce puts OAuth's `error` into the name of its error. */
const loginFailure = (error: unknown): SalesforceFailure => {
  if (error instanceof SalesforceFailure) return error;
  if (!(error instanceof Error)) return new SalesforceFailure({ code: 'LOGIN_FAILED', message: String(error) });
  if (/^[a-z_]+$/.test(error.name) || error.name === 'OAUTH_APPROVAL_ERROR_GENERIC') {
    return new SalesforceFailure({ code: error.name, message: error.message }, { status: 400 });
  }
  const status = /^ERROR_HTTP_(\d{3})$/.exec(error.name)?.[1];
  return new SalesforceFailure(
    { code: 'LOGIN_FAILED', message: `Salesforce could not be reached for the login: ${describeCause(error)}` },
    { cause: error, ...(status === undefined ? {} : { status: Number(status) }) },
  );
};

/** `fetch failed` says nothing; its cause (`connect ECONNREFUSED 127.0.0.1:3001`) does. */
export const describeCause = (error: Error): string =>
  error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;

/** Rejects when `work` takes longer than `timeoutMs`; jsforce has no timeout that covers the whole exchange. */
export const withTimeout = async <T>(work: PromiseLike<T>, timeoutMs: number, what: string): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new SalesforceFailure({ code: 'TIMEOUT', message: `${what} took longer than ${timeoutMs} ms.` }));
    }, timeoutMs);
  });
  try {
    return await Promise.race([work, expired]);
  } finally {
    clearTimeout(timer);
  }
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
  const oauth2 = new OAuth2(credentials);
  let current: Promise<Connection> | undefined;
  let established: Connection | undefined;

  const logIn = async (): Promise<Connection> => {
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
      throw loginFailure(error);
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
