import { randomBytes } from 'node:crypto';

/** A code is good for 15 minutes. Source: Salesforce Help, "OAuth 2.0 Web Server Flow". */
const LIFETIME_MS = 15 * 60 * 1000;

/** What a user has allowed an app, until the app fetches its tokens with the code. */
export interface AuthorizationCode {
  readonly userId: string;
  readonly clientId: string;
  readonly callbackUrl: string;
  readonly scopes: readonly string[];
  /** SHA-256 of the verifier that the app has to show, base64url; absent without PKCE. */
  readonly challenge?: string;
}

/** The codes that have been given out and not been used. */
export interface AuthorizationCodes {
  issue(grant: AuthorizationCode): string;
  /** Uses a code up. @returns undefined when it never was, was used, or (`'expired'`) is too old */
  take(code: string): AuthorizationCode | 'expired' | undefined;
}

/** @param now the org's clock */
export const createAuthorizationCodes = (now: () => number): AuthorizationCodes => {
  const codes = new Map<string, { readonly grant: AuthorizationCode; readonly at: number }>();
  return {
    issue: (grant) => {
      const code = `aPrx${randomBytes(40).toString('base64url')}==`;
      codes.set(code, { grant, at: now() });
      return code;
    },
    take: (code) => {
      const entry = codes.get(code);
      codes.delete(code);
      if (!entry) return undefined;
      return now() - entry.at > LIFETIME_MS ? 'expired' : entry.grant;
    },
  };
};
