import { randomBytes } from 'node:crypto';
import { ORGANIZATION_ID } from './ids-of-the-org.ts';

/** A session ends after two hours without a request: Salesforce's default timeout. */
const IDLE_MS = 2 * 60 * 60 * 1000;

export interface Session {
  readonly token: string;
  readonly userId: string;
  readonly clientId: string;
}

/** The org's open API sessions. */
export interface Sessions {
  open(userId: string, clientId: string): Session;
  /** The session of a token, kept alive by this; undefined when it is unknown, revoked or timed out. */
  find(token: string): Session | undefined;
  /** Whether the session is still there; asking does not keep it alive. */
  isOpen(token: string): boolean;
  /** @returns false when there was no such session */
  revoke(token: string): boolean;
}

/** @param now the org's clock */
export const createSessions = (now: () => number): Sessions => {
  const sessions = new Map<string, { session: Session; lastUsed: number }>();
  return {
    open: (userId, clientId) => {
      // The form of a Salesforce session id: 15 characters of the org, an exclamation mark, a secret.
      const token = `${ORGANIZATION_ID.slice(0, 15)}!${randomBytes(48).toString('base64url').replaceAll('-', '.')}`;
      const session = { token, userId, clientId };
      sessions.set(token, { session, lastUsed: now() });
      return session;
    },
    find: (token) => {
      const entry = sessions.get(token);
      if (!entry) return undefined;
      if (now() - entry.lastUsed > IDLE_MS) {
        sessions.delete(token);
        return undefined;
      }
      entry.lastUsed = now();
      return entry.session;
    },
    isOpen: (token) => {
      const entry = sessions.get(token);
      return entry !== undefined && now() - entry.lastUsed <= IDLE_MS;
    },
    revoke: (token) => sessions.delete(token),
  };
};
