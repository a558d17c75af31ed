import { Connection } from 'jsforce';
import { tokenRequest } from './credentials.ts';
import type { SalesforceCredentials } from './credentials.ts';
import { existingToken, requestToken } from './token-endpoint.ts';
import type { SalesforceToken } from './token-endpoint.ts';

export type { SalesforceToken } from './token-endpoint.ts';

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

interface Established {
  connection: Connection;
  token: SalesforceToken;
}

/** What a session may be told. */
export interface SessionOptions {
  apiVersion: string;
  timeoutMs: number;
  /** Called when Salesforce replaces the refresh token; the old one is of no use any more. */
  onRefreshToken?: ((refreshToken: string) => void) | undefined;
}

/**
 * Keeps one session of one org. Logs in when first needed, and again after `expire`; callers that need a login at
 * the same time share it.
 *
 * jsforce's own refresh is not used: it repeats without end when the token endpoint issues tokens that the API
 * refuses.
 */
export const createSession = (given: SalesforceCredentials, options: SessionOptions): SalesforceSession => {
  const { apiVersion, timeoutMs, onRefreshToken } = options;
  let credentials = given;
  let current: Promise<Established> | undefined;
  let established: Established | undefined;

  const logIn = async (): Promise<Established> => {
    const token =
      credentials.flow === 'access-token'
        ? await existingToken(credentials.loginUrl, credentials.accessToken, timeoutMs)
        : await requestToken(credentials.loginUrl, tokenRequest(credentials, Date.now()), timeoutMs);
    const { accessToken, instanceUrl, refreshToken } = token;
    if (credentials.flow === 'web-server' && refreshToken !== undefined && refreshToken !== credentials.refreshToken) {
      credentials = { ...credentials, refreshToken };
      onRefreshToken?.(refreshToken);
    }
    return { token, connection: new Connection({ accessToken, instanceUrl, version: apiVersion }) };
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
