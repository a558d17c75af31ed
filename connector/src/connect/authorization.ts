import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { requestToken } from '../salesforce/token-endpoint.ts';
import type { SalesforceToken } from '../salesforce/token-endpoint.ts';

const TOKEN_TIMEOUT_MS = 30_000;
/** `refresh_token` is what lets the connector work when nobody is there. */
const OAUTH_SCOPE = 'api refresh_token';

/** The app in Salesforce, and where a person logs in to it. */
export interface AuthorizationApp {
  loginUrl: string;
  clientId: string;
  clientSecret: string | undefined;
  /** Where Salesforce sends the browser back to. */
  redirectUri: string;
}

/** What has to be kept between the two requests of a login. */
export interface PendingAuthorization {
  /** Comes back with the browser; another value means that somebody else began this. */
  state: string;
  codeVerifier: string;
}

const random = (): string => randomBytes(32).toString('base64url');

export const newAuthorization = (): PendingAuthorization => ({ state: random(), codeVerifier: random() });

/** @returns where to send the browser (RFC 6749, 4.1.1, with PKCE, RFC 7636) */
export const authorizationUrl = (app: AuthorizationApp, { state, codeVerifier }: PendingAuthorization): string => {
  const url = new URL('/services/oauth2/authorize', app.loginUrl);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: app.redirectUri,
    scope: OAUTH_SCOPE,
    state,
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  return url.href;
};

/** @returns whether the state that came back is the one that went out, in constant time */
export const isSameState = (given: string, expected: string): boolean => {
  const [one, other] = [given, expected].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
};

/** @throws SalesforceFailure */
export const redeemCode = (app: AuthorizationApp, code: string, codeVerifier: string): Promise<SalesforceToken> =>
  requestToken(
    app.loginUrl,
    {
      grant_type: 'authorization_code',
      code,
      client_id: app.clientId,
      redirect_uri: app.redirectUri,
      code_verifier: codeVerifier,
      ...(app.clientSecret === undefined ? {} : { client_secret: app.clientSecret }),
    },
    TOKEN_TIMEOUT_MS,
  );
