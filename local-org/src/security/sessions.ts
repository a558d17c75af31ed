import { randomBytes } from 'node:crypto';
import { ORGANIZATION_ID } from './ids-of-the-org.ts';

/** A session ends after two hours without a request: Salesforce's default timeout. */
const IDLE_MS = 2 * 60 * 60 * 1000;

export interface Session {
  readonly token: string;
  readonly userId: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

export interface SessionOptions {
  readonly scopes?: readonly string[];
  /** The refresh token that it hangs on: revoking that one ends it. */
  readonly refreshToken?: string;
}

/** The org's open API sessions. */
export interface Sessions {
  open(userId: string, clientId: string, options?: SessionOptions): Session;
  /** The session of a token, kept alive by this; undefined when it is unknown, revoked or timed out. */
  find(token: string): Session | undefined;
  /** As `find`, without keeping it alive. @returns with it when it ends, milliseconds since the epoch */
  peek(token: string): (Session & { readonly expiresAt: number }) | undefined;
  /** Whether the session is still there; asking does not keep it alive. */
  isOpen(token: string): boolean;
  /** @returns false when there was no such session */
  revoke(token: string): boolean;
  /** Ends every session that hangs on a refresh token. */
  revokeAllOf(refreshToken: string): void;
}

interface Entry {
  readonly session: Session;
  readonly refreshToken: string | undefined;
  lastUsed: number;
}

/** @param now the org's clock */
export const createSessions = (now: () => number): Sessions => {
  const sessions = new Map<string, Entry>();
  const live = (token: string): Entry | undefined => {
    const entry = sessions.get(token);
    if (!entry || now() - entry.lastUsed <= IDLE_MS) return entry;
    sessions.delete(token);
    return undefined;
  };
  return {
    open: (userId, clientId, { scopes = ['api', 'id'], refreshToken } = {}) => {
      // The form of a Salesforce session id: 15 characters of the org, an exclamation mark, a secret.
      const token = `${ORGANIZATION_ID.slice(0, 15)}!${randomBytes(48).toString('base64url').replaceAll('-', '.')}`;
      const session = { token, userId, clientId, scopes };
      sessions.set(token, { session, refreshToken, lastUsed: now() });
      return session;
    },
    find: (token) => {
      const entry = live(token);
      if (entry) entry.lastUsed = now();
      return entry?.session;
    },
    peek: (token) => {
      const entry = live(token);
      return entry && { ...entry.session, expiresAt: entry.lastUsed + IDLE_MS };
    },
    isOpen: (token) => live(token) !== undefined,
    revoke: (token) => sessions.delete(token),
    revokeAllOf: (refreshToken) => {
      for (const [token, entry] of sessions) if (entry.refreshToken === refreshToken) sessions.delete(token);
    },
  };
};
