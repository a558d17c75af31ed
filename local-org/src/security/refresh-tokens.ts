import { randomBytes } from 'node:crypto';

/** That a user has let an app act in their name until it is revoked. */
export interface RefreshToken {
  readonly token: string;
  readonly userId: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

/** The refresh tokens of the org: they do not expire, but can be revoked. */
export interface RefreshTokens {
  issue(grant: Omit<RefreshToken, 'token'>): RefreshToken;
  find(token: string): RefreshToken | undefined;
  /** @returns false when there was no such token */
  revoke(token: string): boolean;
}

export const createRefreshTokens = (): RefreshTokens => {
  const tokens = new Map<string, RefreshToken>();
  return {
    issue: (grant) => {
      // The form of Salesforce's: a fixed beginning and a secret.
      const token = `5Aep861${randomBytes(60).toString('base64url').replaceAll('-', '.')}`;
      const issued = { ...grant, token };
      tokens.set(token, issued);
      return issued;
    },
    find: (token) => tokens.get(token),
    revoke: (token) => tokens.delete(token),
  };
};
