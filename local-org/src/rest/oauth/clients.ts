import { createHash, timingSafeEqual } from 'node:crypto';
import { OAuthError } from './oauth-error.ts';

/** A connected app of the org. */
export interface OAuthClient {
  readonly id: string;
  readonly secret: string;
  /** Where the web-server flow may return to; default: any address of this machine. */
  readonly callbackUrls?: readonly string[];
  /** Scopes it may have; default: `DEFAULT_SCOPES`. */
  readonly scopes?: readonly string[];
  /** PEM of the certificate or public key its JWTs are signed for; without it there is no JWT bearer flow. */
  readonly certificate?: string;
  /** Whether each refresh replaces the refresh token. */
  readonly rotatesRefreshTokens?: boolean;
  /** Whether the web-server flow is refused without PKCE. */
  readonly requiresPkce?: boolean;
}

/** The client that local mode knows, printed at start. */
export const LOCAL_CLIENT: OAuthClient = { id: 'local', secret: 'local' };
/** Every user's password in local mode. */
export const LOCAL_PASSWORD = 'local';
/** What an app may have when it says nothing else. */
export const DEFAULT_SCOPES: readonly string[] = ['api', 'id', 'refresh_token'];

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares secrets without telling by time where they differ. */
export const sameSecret = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/** @throws OAuthError invalid_client_id */
export const clientNamed = (clients: readonly OAuthClient[], id: string | undefined): OAuthClient => {
  const client = clients.find((candidate) => candidate.id === id);
  if (!client) throw new OAuthError('invalid_client_id', 'client identifier invalid');
  return client;
};

/** @throws OAuthError invalid_client */
export const checkSecret = (client: OAuthClient, secret: string | undefined): void => {
  if (!sameSecret(secret ?? '', client.secret)) throw new OAuthError('invalid_client', 'invalid client credentials');
};

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Checks where a flow wants to return to.
 * @throws OAuthError redirect_uri_missing, redirect_uri_mismatch
 */
export const checkCallback = ({ callbackUrls }: OAuthClient, url: string | undefined): string => {
  if (url === undefined || url === '') throw new OAuthError('redirect_uri_missing', 'redirect_uri is required');
  const isKnown = callbackUrls
    ? callbackUrls.includes(url)
    : URL.canParse(url) && LOOPBACK.has(new URL(url).hostname) && /^https?:$/.test(new URL(url).protocol);
  if (!isKnown) throw new OAuthError('redirect_uri_mismatch', 'redirect_uri must match configuration');
  return url;
};

/**
 * The scopes a flow gets: those it asks for, or all that the app has.
 * @throws OAuthError invalid_scope
 */
export const grantedScopes = (client: OAuthClient, asked: string | undefined): readonly string[] => {
  const own = client.scopes ?? DEFAULT_SCOPES;
  const names = (asked ?? '').split(/\s+/).filter((name) => name !== '');
  if (names.length === 0) return own;
  const wanted = names.map((name) => (name === 'offline_access' ? 'refresh_token' : name));
  const unknown = wanted.find((name) => !own.includes(name));
  if (unknown !== undefined) {
    throw new OAuthError('invalid_scope', `the requested scope is invalid, unknown, or malformed: ${unknown}`);
  }
  return wanted.includes('id') ? wanted : [...wanted, 'id'];
};
